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

// BenchmarkClaim asks what one Go instance for the object's life is worth against the
// glue of syumai/workers as it ships, which starts one for each request. Same handler,
// same app.wasm, same database, same router, same workerd, one after the other. Four
// teams have one device each, which claims one conversation after the other and keeps
// its cursor at the newest row; at the end all claims are in the ledgers. The data is in
// memory where the machine offers that, for a disk's fsync is the same for both.
//
//	go test -run '^$' -bench Claim -benchtime 5s ./backend/edge
//
// Claims a second are the clock's, and of use on a quiet machine only; cpu-ms/claim is
// what the kernel counted for workerd. The ratios are ours to theirs. What was measured,
// with dates, is in bench.txt.
func BenchmarkClaim(b *testing.B) {
	b.Setenv("PORCHLIGHT_DEVICE_RATE", "1000000")
	if _, err := os.Stat("/dev/shm"); err == nil {
		b.Setenv("TMPDIR", "/dev/shm")
	}
	stock, err := build("stock", "stock/stock.js", map[string]string{"stock": stockGlue(b)})
	if err != nil {
		b.Fatal(err)
	}
	var theirs cost
	b.Run("instance=request", func(b *testing.B) { theirs = claims(b, stock) })
	b.Run("instance=object", func(b *testing.B) {
		ours := claims(b, home)
		b.ReportMetric(ours.perSecond/theirs.perSecond, "x-claims/s")
		b.ReportMetric(theirs.cpuMs/ours.cpuMs, "x-cpu")
	})
}

type cost struct{ perSecond, cpuMs float64 }

// claims measures b.N claims, reports and returns what they cost.
func claims(b *testing.B, bundle string) cost {
	h := start(b, bundle)
	devices := make([]*claimer, 4)
	for i := range devices {
		devices[i] = &claimer{person: h.newTeam("Havblikk", 0)}
	}
	each := func(n int) {
		for _, err := range parallel(len(devices), len(devices), func(i int) error { return devices[i].claim((n + i) / len(devices)) }) {
			b.Fatal(err)
		}
	}
	each(100) // V8 compiles what is hot
	before := h.cpu()
	b.ResetTimer()
	each(b.N)
	b.StopTimer()
	rows := int64(0)
	for _, d := range devices {
		rows += d.cursor
	}
	if rows != int64(b.N)+100 {
		b.Errorf("%d rows for %d claims", rows, b.N+100)
	}
	c := cost{float64(b.N) / b.Elapsed().Seconds(), (h.cpu() - before).Seconds() * 1000 / float64(b.N)}
	b.ReportMetric(c.perSecond, "claims/s")
	b.ReportMetric(c.cpuMs, "cpu-ms/claim")
	return c
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
