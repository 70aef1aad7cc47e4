// Command tour is make run: it starts a home, the town square and two browsers, Anna's and
// Ada's, joined to one team and allowed to read the square. With a display they are
// windows to play with; without one it walks through the first claim by itself, says what
// happened and leaves screenshots in out/. Ctrl-C ends everything it started.
//
// What the windows keep (database, browser profiles, answers) lies in out/tour: delete that
// to start anew. The walk starts anew each time, in out/walk.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

// demo is what one run remembers for the next.
type demo struct {
	Addr   string `json:"addr"`   // of the home: browsers have it in their settings
	Square string `json:"square"` // of the town square
	Team   string `json:"team"`
}

// tour is one run.
type tour struct {
	stage
	dir, out, dist, bin string
	show                bool
	demo                demo
	web                 *drive.Web // without windows: the square under a name of its own
	url                 string     // of the square
	home                *drive.Native
	team                *drive.Team
	anna, ada           *drive.Browser
}

func main() {
	t := tour{}
	flag.StringVar(&t.dist, "dist", "dist", "built packages")
	flag.StringVar(&t.bin, "bin", "bin/porchlight", "built command")
	flag.StringVar(&t.out, "out", "out", "folder for screenshots and for what is kept")
	headless := flag.Bool("headless", !hasDisplay(), "walk through by itself, without windows")
	flag.Parse()
	t.show = !*headless
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		t.end()
		os.Exit(130)
	}()
	os.Exit(t.perform(t.run))
}

func hasDisplay() bool {
	return runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

func (t *tour) run() {
	t.out = t.absolute(t.out)
	t.dist, t.bin = t.absolute(t.dist), t.absolute(t.bin)
	t.dir = filepath.Join(t.out, "tour")
	if !t.show {
		t.dir = filepath.Join(t.out, "walk")
		t.check(os.RemoveAll(t.dir))
	}
	t.check(os.MkdirAll(t.dir, 0o755))
	t.recall()
	t.serveSquare()
	t.home = drive.StartNativeAt(t, t.bin, filepath.Join(t.dir, "home"), t.demo.Addr)
	t.Logf("home    %s   (one SQLite file per team in %s)", t.home.URL, filepath.Join(t.dir, "home", "teams"))
	t.openTeam()
	t.remember()
	t.anna = t.browser("anna", "Anna Berg", wire.Staff)
	t.ada = t.browser("ada", "Ada Moen", wire.Admin)
	if t.show {
		t.play()
		return
	}
	t.walk()
}

func (t *tour) recall() {
	src, err := os.ReadFile(filepath.Join(t.dir, "demo.json"))
	if err == nil {
		t.check(json.Unmarshal(src, &t.demo))
		return
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.check(err)
	}
	t.demo = demo{Addr: drive.FreeAddr(t), Square: drive.FreeAddr(t)}
}

func (t *tour) remember() {
	b, err := json.MarshalIndent(t.demo, "", "  ")
	t.check(err)
	t.check(os.WriteFile(filepath.Join(t.dir, "demo.json"), b, 0o600))
}

// serveSquare opens the square: to windows on loopback, so that any browser can look at
// it; to the walk under a name, as on the screenshots.
func (t *tour) serveSquare() {
	s, err := square.New(time.Now(), filepath.Join(t.dist, "square", "editor.js"))
	t.check(err)
	t.check(s.Keep(filepath.Join(t.dir, "said.json")))
	if !t.show {
		t.web = drive.NewWeb(t)
		t.web.Handle("lysvik.example", s)
		t.url = "https://lysvik.example/"
		return
	}
	ln, err := net.Listen("tcp", t.demo.Square)
	t.check(err)
	srv := &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	go func() { _ = srv.Serve(ln) }()
	t.Cleanup(func() { srv.Close() })
	t.url = "http://" + t.demo.Square + "/"
	t.Logf("square  %s", t.url)
}

func (t *tour) openTeam() {
	if t.demo.Team != "" {
		t.team = t.home.TeamAt(t.demo.Team)
		return
	}
	t.team = t.home.CreateTeam("Havblikk", "Ada Moen")
	t.demo.Team = t.team.ID
	book, err := square.Playbook()
	t.check(err)
	t.Logf("team    Havblikk, playbook version %d", t.team.Publish(book))
}

// browser opens one person's browser, allowed to read the square, and joins the team
// when it has not yet.
func (t *tour) browser(file, name string, role wire.Role) *drive.Browser {
	b := drive.Start(t, drive.Options{Dist: filepath.Join(t.dist, "chrome"), Profile: filepath.Join(t.dir, file), Show: t.show, Left: map[string]int{"ada": 680}[file], Web: t.web,
		Grants: []string{"http://127.0.0.1/*", "https://lysvik.example/*"}})
	if b.Joined() {
		return b
	}
	link := t.team.Admin
	if role != wire.Admin || link == "" {
		link = t.team.Invite(name, role)
	}
	b.Join(link)
	t.Logf("joined  %s (%s) with an invite link", name, role)
	return b
}

func (t *tour) absolute(path string) string {
	abs, err := filepath.Abs(path)
	t.check(err)
	return abs
}

func (t *tour) check(err error) {
	if err != nil {
		t.Fatalf("%v", err)
	}
}

// play leaves the windows to the person until they are closed.
func (t *tour) play() {
	a, b := t.anna.Open(t.url), t.ada.Open(t.url)
	_, _ = a.Activate()
	_, _ = b.Activate()
	fmt.Printf(`
Two windows are open on the town square: Anna's (staff) and Ada's (admin).
  1. In Anna's, click the lamp beside a post that mentions Havblikk, then Claim.
  2. Look at Ada's: the same lamp now shows that somebody has it.
  3. Press the Porchlight button in Ada's toolbar: who holds what, and until when.
  4. Invite somebody else: %s
Ctrl-C, or closing both windows, ends everything.
`, t.team.Invite("Bo Lund", wire.Staff))
	<-t.anna.Gone()
	<-t.ada.Gone()
}
