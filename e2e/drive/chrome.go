package drive

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/cdp"
	"github.com/go-rod/rod/lib/proto"
)

// Options of one browser.
type Options struct {
	Dist    string   // the package, unpacked
	Grants  []string // origin patterns the person has granted: "https://x.com/*"
	Web     *Web     // answers for every host but loopback; nil: no host resolves
	Profile string   // folder of the profile; "": a fresh one
	Show    bool     // a window instead of headless
	Left    int      // where that window stands, in pixels from the left
	Lang    string   // of the browser's own words: "nb"; "" is English
}

// Browser is one Chromium with one profile: one person's browser.
type Browser struct {
	*rod.Browser
	Options
	t    T
	cmd  *exec.Cmd
	done chan struct{}
	pipe *pipe
	said *tail
}

// Start opens a browser with the extension loaded and the origins granted.
func Start(t T, o Options) *Browser {
	t.Helper()
	if o.Profile == "" {
		o.Profile = filepath.Join(t.TempDir(), "profile")
	}
	must(t, prepare(t, o))
	b := &Browser{Options: o, t: t}
	must(t, b.start())
	t.Cleanup(b.End)
	b.NeedExtension()
	return b
}

// Find returns the path of Chromium, or an error that says how to get one.
func Find() (string, error) {
	names := []string{os.Getenv("PORCHLIGHT_CHROMIUM"), "chromium", "chromium-browser",
		"/Applications/Chromium.app/Contents/MacOS/Chromium", "google-chrome-for-testing"}
	for _, n := range names {
		if n == "" {
			continue
		}
		if p, err := exec.LookPath(n); err == nil {
			return p, nil
		}
	}
	return "", fmt.Errorf("no Chromium found: apt-get install chromium, brew install chromium, or set PORCHLIGHT_CHROMIUM")
}

func (b *Browser) args() []string {
	a := []string{"--remote-debugging-pipe", "--user-data-dir=" + b.Profile, "--load-extension=" + b.Dist,
		"--disable-extensions-except=" + b.Dist, "--no-first-run", "--no-default-browser-check", "--disable-gpu",
		"--disable-quic", "--disable-backgrounding-occluded-windows", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-default-apps", "--password-store=basic", "--use-mock-keychain", "--enable-logging=stderr",
		"--disable-features=Translate,MediaRouter,OptimizationHints,DialMediaRouteProvider",
		"--window-size=1280,1000", "--lang=" + b.lang(), "--force-color-profile=srgb"}
	if b.Show {
		a = append(a, fmt.Sprintf("--window-position=%d,0", b.Left))
	} else {
		a = append(a, "--headless=new")
	}
	if os.Geteuid() == 0 {
		a = append(a, "--no-sandbox") // Chromium's own sandbox cannot run as root
	}
	if b.Web != nil {
		a = append(a, "--host-resolver-rules=MAP * "+b.Web.Addr+", EXCLUDE 127.0.0.1, EXCLUDE localhost",
			"--ignore-certificate-errors-spki-list="+b.Web.SPKI)
	} else {
		a = append(a, "--host-resolver-rules=MAP * ^NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")
	}
	return append(a, "about:blank")
}

func (b *Browser) lang() string {
	if b.Lang == "" {
		return "en"
	}
	return b.Lang
}

// start runs the process. The debugging pipe ends Chromium when we end, however we end.
func (b *Browser) start() error {
	bin, err := Find()
	if err != nil {
		return err
	}
	inR, inW, err := os.Pipe()
	if err != nil {
		return err
	}
	outR, outW, err := os.Pipe()
	if err != nil {
		return err
	}
	b.said = &tail{}
	b.cmd = exec.Command(bin, b.args()...)
	b.cmd.ExtraFiles = []*os.File{inR, outW}
	b.cmd.Stderr = b.said
	b.cmd.Env = append(os.Environ(), "LANGUAGE="+b.lang()) // what decides on Linux
	b.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := b.cmd.Start(); err != nil {
		return err
	}
	inR.Close()
	outW.Close()
	b.done = make(chan struct{})
	go func(cmd *exec.Cmd, done chan struct{}) { cmd.Wait(); close(done) }(b.cmd, b.done)
	b.pipe = &pipe{in: inW, out: outR}
	b.Browser = rod.New().Context(context.Background()).Client(cdp.New().Start(b.pipe)).NoDefaultDevice()
	if err := b.Browser.Connect(); err != nil {
		b.kill()
		return fmt.Errorf("connect to Chromium: %w\n%s", err, b.said.text())
	}
	return nil
}

// End closes the browser in the ordinary way, so that the profile is written, and kills
// it when it does not go.
func (b *Browser) End() {
	if b.cmd == nil {
		return
	}
	select {
	case <-b.done: // somebody closed the window
		b.kill()
		return
	default:
	}
	_ = proto.BrowserClose{}.Call(b.Browser)
	select {
	case <-b.done:
	case <-time.After(10 * time.Second):
	}
	b.kill()
	b.cmd = nil
}

// Gone is closed when the browser has ended, by whatever hand.
func (b *Browser) Gone() <-chan struct{} { return b.done }

// Crash ends the browser without a word, as a power cut does.
func (b *Browser) Crash() {
	b.kill()
	b.cmd = nil
}

// Again starts the same profile once more.
func (b *Browser) Again() {
	b.t.Helper()
	must(b.t, b.start())
	b.NeedExtension()
}

func (b *Browser) kill() {
	_ = syscall.Kill(-b.cmd.Process.Pid, syscall.SIGKILL)
	<-b.done
	b.pipe.close()
}

// NeedExtension fails when the extension did not load: no test may pass on an empty
// page. The options page is the extension's own, so an answer there is the proof.
func (b *Browser) NeedExtension() {
	b.t.Helper()
	p, err := b.Browser.Page(proto.TargetCreateTarget{URL: "about:blank"})
	must(b.t, err)
	defer p.Close()
	said := "nothing"
	if err = p.Timeout(Patience).Navigate(Origin + "/options.html"); err == nil {
		got, evalErr := p.Eval(`() => globalThis.chrome?.runtime?.id ?? document.body.innerText.slice(0, 200)`)
		must(b.t, evalErr)
		said = got.Value.Str()
	}
	if said != ID {
		b.t.Fatalf("the extension did not load from %s (%v, the page says %q)\n%s", b.Dist, err, said, b.said.grep("xtension"))
	}
}

// Console returns the console lines so far that mention any of the words, of pages,
// content scripts, extension pages and the service worker alike.
func (b *Browser) Console(words ...string) []string {
	var hits []string
	for line := range strings.Lines(b.said.text()) {
		if !strings.Contains(line, "CONSOLE") {
			continue
		}
		for _, w := range words {
			if strings.Contains(line, w) {
				hits = append(hits, strings.TrimSpace(line))
				break
			}
		}
	}
	return hits
}

// tail keeps what a process said, at most its last 1 MiB.
type tail struct {
	mu sync.Mutex
	b  []byte
}

func (w *tail) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.b = append(w.b, p...)
	if over := len(w.b) - 1<<20; over > 0 {
		w.b = append(w.b[:0:0], w.b[over:]...)
	}
	return len(p), nil
}

func (w *tail) grep(word string) string {
	var hits strings.Builder
	for line := range strings.Lines(w.text()) {
		if strings.Contains(line, word) {
			hits.WriteString(line)
		}
	}
	return hits.String()
}

func (w *tail) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.b)
}

// pipe carries the debugging protocol: JSON texts ended by a zero byte.
type pipe struct {
	in, out *os.File
	mu      sync.Mutex
	rest    []byte
}

func (p *pipe) Send(msg []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, err := p.in.Write(append(msg, 0))
	return err
}

func (p *pipe) Read() ([]byte, error) {
	buf := make([]byte, 1<<16)
	for {
		if i := bytes.IndexByte(p.rest, 0); i >= 0 {
			msg := bytes.Clone(p.rest[:i])
			p.rest = p.rest[i+1:]
			return msg, nil
		}
		n, err := p.out.Read(buf)
		p.rest = append(p.rest, buf[:n]...)
		if err != nil {
			return nil, io.EOF
		}
	}
}

func (p *pipe) close() {
	p.in.Close()
	p.out.Close()
}
