package drive

import (
	"fmt"
	"strings"

	"github.com/go-rod/rod/lib/proto"
)

// worker returns the service worker's target, or "" while it is not running. Looking
// does not attach: an attached debugger would keep an idle worker alive.
func (b *Browser) worker() proto.TargetTargetID {
	got, err := proto.TargetGetTargets{}.Call(b.Browser)
	if err != nil {
		return ""
	}
	for _, i := range got.TargetInfos {
		if i.Type == "service_worker" && strings.HasPrefix(i.URL, Origin+"/") {
			return i.TargetID
		}
	}
	return ""
}

// WorkerRuns says whether the service worker is alive now.
func (b *Browser) WorkerRuns() bool { return b.worker() != "" }

// StopWorker ends the service worker where it stands and waits until it is gone. The
// next message or alarm starts it again.
func (b *Browser) StopWorker() {
	b.t.Helper()
	id := b.worker()
	if id == "" {
		return
	}
	if _, err := (proto.TargetCloseTarget{TargetID: id}).Call(b.Browser); err != nil {
		b.t.Fatalf("stop the service worker: %v", err)
	}
	Until(b.t, "the service worker is gone", func() (string, bool) {
		now := b.worker()
		return string(now), now != id
	})
}

// ReloadExtension reloads the extension as an update does, and waits for the new worker.
func (b *Browser) ReloadExtension() {
	b.t.Helper()
	b.Extension("options.html").Close() // wakes the worker, and is no page left to be lost
	old := b.worker()
	b.InWorker(`setTimeout(() => chrome.runtime.reload(), 50), 0`) // after this answer
	Until(b.t, "the extension is back", func() (string, bool) {
		now := b.worker()
		return string(now), now != "" && now != old
	})
}

// InWorker evaluates an expression (it may be a promise) in the service worker, which
// must be running, and returns its JSON value.
func (b *Browser) InWorker(js string) string {
	b.t.Helper()
	var out string
	Until(b.t, "the service worker answers", func() (string, bool) {
		v, err := b.askWorker(js)
		out = v
		return fmt.Sprint(err), err == nil
	})
	return out
}

// Ring rings the worker's alarm now and returns when it has been heard. An alarm that is
// made again before it was heard is the old one no more.
func (b *Browser) Ring() {
	b.t.Helper()
	b.InWorker(`new Promise(heard => {
	  chrome.alarms.onAlarm.addListener(function once({name}) {
	    if (name !== 'beat') return
	    chrome.alarms.onAlarm.removeListener(once)
	    heard(true)
	  })
	  chrome.alarms.create('beat', {when: 1})
	})`)
}

func (b *Browser) askWorker(js string) (string, error) {
	id := b.worker()
	if id == "" {
		return "", fmt.Errorf("the service worker is not running")
	}
	at, err := proto.TargetAttachToTarget{TargetID: id, Flatten: true}.Call(b.Browser)
	if err != nil {
		return "", err
	}
	defer proto.TargetDetachFromTarget{SessionID: at.SessionID}.Call(b.Browser)
	res, err := proto.RuntimeEvaluate{Expression: js, AwaitPromise: true, ReturnByValue: true}.Call(b.Browser.PageFromSession(at.SessionID))
	if err != nil {
		return "", err
	}
	if res.ExceptionDetails != nil {
		b.t.Fatalf("in the service worker: %s: %s", js, res.ExceptionDetails.Exception.Description)
	}
	return res.Result.Value.String(), nil
}
