package e2e

// A minimal WebDriver BiDi client: Firefox's own remote protocol, JSON over a WebSocket.
// https://w3c.github.io/webdriver-bidi/

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"

	"porchlight/e2e/drive"
)

// firefox is one Firefox with a fresh profile and the shipped package in it.
type firefox struct {
	t    *testing.T
	ws   *websocket.Conn
	next int
}

// addon is the package's id; its origin is pinned by a preference.
const (
	addon       = "porchlight@porchlight.invalid"
	addonOrigin = "moz-extension://6b1f1c52-3d1e-4d0e-9a57-0f6f1c7c3a01"
)

// prefs make the start quiet, pin the add-on's origin, and answer the one prompt of a
// grant, which is the browser's own and cannot be clicked from here.
var prefs = map[string]any{
	"extensions.webextensions.uuids":               `{"` + addon + `":"` + strings.TrimPrefix(addonOrigin, "moz-extension://") + `"}`,
	"extensions.webextOptionalPermissionPrompts":   false,
	"browser.shell.checkDefaultBrowser":            false,
	"browser.startup.page":                         0,
	"browser.startup.homepage_override.mstone":     "ignore",
	"datareporting.policy.dataSubmissionEnabled":   false,
	"toolkit.telemetry.enabled":                    false,
	"app.normandy.enabled":                         false,
	"app.update.disabledForTesting":                true,
	"network.captive-portal-service.enabled":       false,
	"network.connectivity-service.enabled":         false,
	"services.settings.server":                     "http://127.0.0.1:9/",
	"browser.safebrowsing.update.enabled":          false,
	"extensions.update.enabled":                    false,
	"extensions.getAddons.cache.enabled":           false,
	"browser.newtabpage.enabled":                   false,
	"remote.prefs.recommended":                     true,
	"extensions.background.idle.timeout":           30000,
	"dom.disable_open_during_load":                 false,
	"browser.sessionstore.resume_from_crash":       false,
	"security.sandbox.content.level":               0,
	"media.gmp-manager.updateEnabled":              false,
	"browser.topsites.contile.enabled":             false,
	"browser.newtabpage.activity-stream.telemetry": false,
}

func startFirefox(t *testing.T) *firefox {
	t.Helper()
	profile := t.TempDir()
	var user strings.Builder
	for k, v := range prefs {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&user, "user_pref(%q, %s);\n", k, b)
	}
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(user.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	url := runFirefox(t, profile)
	ctx, cancel := context.WithTimeout(t.Context(), drive.Patience)
	defer cancel()
	ws, _, err := websocket.Dial(ctx, url+"/session", nil)
	if err != nil {
		t.Fatal(err)
	}
	ws.SetReadLimit(1 << 26)
	f := &firefox{t: t, ws: ws}
	f.call("session.new", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{"acceptInsecureCerts": true}}}, nil)
	return f
}

// runFirefox starts the process and returns the address it says it listens on.
func runFirefox(t *testing.T, profile string) string {
	t.Helper()
	bin := os.Getenv("PORCHLIGHT_FIREFOX")
	if bin == "" {
		bin = "firefox-esr"
	}
	if _, err := exec.LookPath(bin); err != nil {
		t.Fatalf("no Firefox: apt-get install firefox-esr, or set PORCHLIGHT_FIREFOX (%v)", err)
	}
	cmd := exec.Command(bin, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "--remote-allow-system-access", "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_HEADLESS=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})
	found := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(stderr)
		for lines.Scan() {
			if _, url, ok := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); ok {
				found <- strings.TrimSpace(url)
			}
		}
	}()
	select {
	case url := <-found:
		return url
	case <-time.After(drive.Patience):
		t.Fatal("Firefox did not open its remote port")
		return ""
	}
}

// call sends one command and waits for its result.
func (f *firefox) call(method string, params, out any) {
	f.t.Helper()
	if err := f.try(method, params, out); err != nil {
		f.t.Fatalf("%s: %v", method, err)
	}
}

func (f *firefox) try(method string, params, out any) error {
	ctx, cancel := context.WithTimeout(f.t.Context(), drive.Patience)
	defer cancel()
	f.next++
	msg, err := json.Marshal(map[string]any{"id": f.next, "method": method, "params": params})
	if err != nil {
		return err
	}
	if err := f.ws.Write(ctx, websocket.MessageText, msg); err != nil {
		return err
	}
	for {
		_, b, err := f.ws.Read(ctx)
		if err != nil {
			return err
		}
		var got struct {
			ID             int
			Type           string
			Error, Message string
			Result         json.RawMessage
		}
		if err := json.Unmarshal(b, &got); err != nil {
			return err
		}
		switch {
		case got.ID != f.next: // an event
		case got.Type == "error":
			return fmt.Errorf("%s: %s", got.Error, got.Message)
		case out == nil:
			return nil
		default:
			return json.Unmarshal(got.Result, out)
		}
	}
}

// open opens an address in a window of its own, so that each stays visible: a document
// that is hidden is not read. It waits until the address is loaded.
func (f *firefox) open(url string) (context string) {
	f.t.Helper()
	var tab struct{ Context string }
	f.call("browsingContext.create", map[string]any{"type": "window"}, &tab)
	f.call("browsingContext.navigate", map[string]any{"context": tab.Context, "url": url, "wait": "complete"}, nil)
	return tab.Context
}

// eval evaluates an expression (it may be a promise) that gives a string, as in answer to
// a click: only then may a page of ours ask for a grant.
func (f *firefox) eval(context, js string) string {
	f.t.Helper()
	var got struct {
		Type             string
		Result           struct{ Value any }
		ExceptionDetails struct{ Text string }
	}
	f.call("script.evaluate", map[string]any{"expression": js, "awaitPromise": true, "userActivation": true,
		"target": map[string]any{"context": context}}, &got)
	if got.Type != "success" {
		f.t.Fatalf("%s: %s", js, got.ExceptionDetails.Text)
	}
	said, _ := got.Result.Value.(string)
	return said
}

// click presses the mouse at a place of a tab: a real input, which a grant needs.
func (f *firefox) click(context string, x, y int) {
	f.t.Helper()
	f.call("input.performActions", map[string]any{"context": context, "actions": []any{map[string]any{
		"type": "pointer", "id": "mouse", "actions": []any{
			map[string]any{"type": "pointerMove", "x": x, "y": y},
			map[string]any{"type": "pointerDown", "button": 0},
			map[string]any{"type": "pointerUp", "button": 0},
		}}}}, nil)
}

// grant allows the package to read an origin: the browser wants a click on a page of ours
// for that, and its own prompt is switched off in prefs.
func (f *firefox) grant(options, origin string) {
	f.t.Helper()
	f.eval(options, fmt.Sprintf(`addEventListener("click", () => { globalThis.granted = browser.permissions.request({origins: [%q]}) }, {once: true, capture: true}); ""`, origin))
	f.click(options, 2, 2)
	if said := f.eval(options, `globalThis.granted.then(String)`); said != "true" {
		f.t.Fatalf("grant %s: %s", origin, said)
	}
}
