package edge

import (
	"database/sql"
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"porchlight/wasm/wire"
)

// The object's own alarm seals the days that are over and forgets what is old. Nothing else
// does it. The time is turned in the files, between two lives.
func TestTheDailyJobOnTheEdge(t *testing.T) {
	h := start(t, home)
	ada := h.newTeam("Havblikk", 0)
	for _, o := range []wire.OpIn{op(wire.OpClaim, "x:post:old", 0), op(wire.OpReply, "x:post:old", 1), op(wire.OpClaim, "x:post:open", 0)} {
		ada.mustDo(o)
	}
	days := int64(30)
	h.json("PUT", ada.path+"/retention", ada.token, wire.Retention{Days: &days}, new(wire.Retention))
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(h.Dir, "objects", "porchlight-team", "*.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	turned := 0
	for _, file := range files {
		db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath())
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(file) == "metadata.sqlite" {
			_, err = db.Exec(`UPDATE _cf_ALARM SET scheduled_time = 1000000`)
		} else {
			_, err = db.Exec(`UPDATE ledger SET at_ms = at_ms - 40 * 86400000, since_ms = 0, expires_ms = 0`)
			if err == nil { // where the object itself keeps when it wants to be woken, in ns
				_, err = db.Exec(`UPDATE _cf_METADATA SET value = 1000000 WHERE key = 1`)
			}
			turned++
		}
		if err == nil {
			err = db.Close()
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	if turned != 1 {
		t.Fatalf("%d teams in %v", turned, files)
	}
	if err := h.Restart(); err != nil {
		t.Fatal(err)
	}
	var out wire.Digests
	for end := time.Now().Add(20 * time.Second); len(out.Days) == 0 && time.Now().Before(end); {
		h.json("GET", ada.path+"/digests?after=0", h.Secret, nil, &out)
	}
	if len(out.Days) != 1 || out.Days[0].Rows != 3 || len(out.Days[0].Wrong) > 0 || out.Open != 0 {
		b, _ := json.Marshal(out)
		t.Errorf("digests: %s", b)
	}
	said := h.ask("GET", ada.path+"/snapshot", ada.token, "").body
	if strings.Contains(said, "post:old") || !strings.Contains(said, "post:open") {
		t.Errorf("snapshot: %s", said)
	}
}
