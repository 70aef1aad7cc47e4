package server

import (
	"encoding/json"
	"testing"
)

// A page that was let in, and is written when another copy has begun or has become the team.
// Over HTTP nobody can wait in that gap, so the statement is asked itself.
func TestAPageOfAnotherCopyIsNotWritten(t *testing.T) {
	b := newBench(t)
	page := Rows{Table: "playbooks", Columns: []string{"version", "at_ms", "by_member", "playbook"}}
	for i, c := range []struct {
		meta string
		rows int64
	}{
		{`INSERT INTO meta (k, t) VALUES ('moving', 'theirs')`, 0},
		{`UPDATE meta SET t = 'ours' WHERE k = 'moving'`, 1},
		{`INSERT INTO meta (k, t) VALUES ('secret', 'whole')`, 1},
	} {
		if _, err := b.db.Exec(c.meta); err != nil {
			t.Fatal(err)
		}
		page.Rows = json.RawMessage([]string{`[[1,0,"a",""]]`, `[[2,0,"a",""]]`, `[[3,0,"a",""]]`}[i])
		if err := putRows(t.Context(), b.db, page, moving, "ours"); err != nil {
			t.Fatal(err)
		}
		if n, err := countRows(t.Context(), b.db, page.Table); err != nil || n != c.rows {
			t.Errorf("after %s: %d rows, %v", c.meta, n, err)
		}
	}
}
