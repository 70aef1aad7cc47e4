package edge

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"porchlight/wasm/wire"
)

// BenchmarkClaim asks what one Go instance for the object's life, behind the door that
// this makes possible, is worth against the glue of syumai/workers as it ships, which
// starts an instance for each request and has its own d1 driver. Same handler, same
// database, same router, same workerd. Both homes run, and take turns in slices of about
// a quarter of a second, so that whatever else the machine does falls on both. Each has
// four teams with one device, which claims one conversation after the other and keeps
// its cursor at the newest row; at the end all claims are in the ledgers. Each workerd
// has one processor, as an isolate has, for starting Go keeps V8's other threads busy too.
// The data is in memory where the machine offers that: a disk's fsync is the same for both.
//
//	go test -run '^$' -bench Claim -benchtime 10000x ./backend/edge
//
// Claims a second are the clock's; cpu-ms/claim is what the kernel counted for workerd.
// The ratios are ours to theirs. What was measured, with dates, is in bench.txt.
func BenchmarkClaim(b *testing.B) {
	b.Setenv("PORCHLIGHT_DEVICE_RATE", "1000000")
	if _, err := os.Stat("/dev/shm"); err == nil {
		b.Setenv("TMPDIR", "/dev/shm")
	}
	stock, err := build("stock", "stock/stock.js", map[string]string{"stock": stockGlue(b)})
	if err != nil {
		b.Fatal(err)
	}
	theirs, ours := newSide(b, stock), newSide(b, home)
	theirs.claim(b, 100) // V8 compiles what is hot
	ours.claim(b, 10_000)
	*theirs, *ours = side{running: theirs.running, devices: theirs.devices}, side{running: ours.running, devices: ours.devices}
	b.ResetTimer()
	for left := b.N; left > 0; left -= 200 {
		theirs.claim(b, 20)
		ours.claim(b, min(left, 200))
	}
	b.StopTimer()
	for name, s := range map[string]*side{"request": theirs, "object": ours} {
		b.ReportMetric(float64(s.claims)/s.took.Seconds(), "claims/s-"+name)
		b.ReportMetric(s.used.Seconds()*1000/float64(s.claims), "cpu-ms/claim-"+name)
	}
	b.ReportMetric(theirs.took.Seconds()/float64(theirs.claims)/(ours.took.Seconds()/float64(ours.claims)), "x-claims/s")
	b.ReportMetric(theirs.used.Seconds()/float64(theirs.claims)/(ours.used.Seconds()/float64(ours.claims)), "x-cpu")
}

// side is one of the two homes, and what its claims have cost so far.
type side struct {
	*running
	devices [4]*claimer
	claims  int
	took    time.Duration
	used    time.Duration // of a processor
}

func newSide(b *testing.B, bundle string) *side {
	s := &side{running: start(b, bundle)}
	if said, err := exec.Command("taskset", "-a", "-c", "-p", "0", strconv.Itoa(s.Pid())).CombinedOutput(); err != nil {
		b.Logf("workerd has all processors, which only a start of Go makes use of: %v %s", err, said)
	}
	for i := range s.devices {
		s.devices[i] = &claimer{person: s.newTeam("Havblikk", 0)}
	}
	return s
}

// claim makes n claims, four at a time.
func (s *side) claim(b *testing.B, n int) {
	rows := func() (sum int64) {
		for _, d := range s.devices {
			sum += d.cursor
		}
		return sum
	}
	before, used, began := rows(), s.cpu(), time.Now()
	for _, err := range parallel(4, 4, func(i int) error { return s.devices[i].claim((n + i) / 4) }) {
		b.Fatal(err)
	}
	s.took, s.used, s.claims = s.took+time.Since(began), s.used+s.cpu()-used, s.claims+n
	if got := rows() - before; got != int64(n) {
		b.Errorf("%d rows for %d claims", got, n)
	}
}

// claimer is a device that claims, with the feed's cursor where it has read to.
type claimer struct {
	*person
	epoch  string
	cursor int64
}

func (d *claimer) claim(times int) error {
	for range times {
		o := op(wire.OpClaim, fmt.Sprint("x:post:", d.cursor), 0)
		out, a, err := d.send(opsBody(o, d.epoch, d.cursor))
		if err != nil || a.status != 200 || !out.Results[0].OK || out.Cursor != d.cursor+1 {
			return fmt.Errorf("%v, %d %s", err, a.status, a.body)
		}
		d.epoch, d.cursor = out.Epoch, out.Cursor
	}
	return nil
}

// cpu is the time that workerd has had on a processor, as Linux tells it.
func (h *running) cpu() time.Duration {
	h.t.Helper()
	said, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", h.Pid()))
	if err != nil {
		return 0
	}
	field := strings.Fields(string(said[strings.LastIndexByte(string(said), ')'):]))
	user, err1 := strconv.Atoi(field[12]) // utime is the 14th of the line, this slice begins at the 2nd
	system, err2 := strconv.Atoi(field[13])
	if err := errors.Join(err1, err2); err != nil {
		h.t.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond // of USER_HZ 100, on every Linux
}

// stockGlue lays the module's own files out as its generator does and returns the entry.
func stockGlue(b testing.TB) string {
	b.Helper()
	said, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/syumai/workers").Output()
	if err != nil {
		b.Fatal(err)
	}
	assets := filepath.Join(strings.TrimSpace(string(said)), "cmd", "workers-assets-gen", "assets")
	dir := b.TempDir()
	for name, from := range map[string]string{
		"worker.mjs": "common/worker.mjs", "runtime.mjs": "runtime/cloudflare.mjs", "wasm_exec.js": "wasm_exec_go.js",
	} {
		data, err := os.ReadFile(filepath.Join(assets, from))
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return filepath.Join(dir, "worker.mjs")
}
