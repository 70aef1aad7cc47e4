package ledger

import (
	"strings"
	"testing"
)

// A report reads the rows of its period by an index and none of the others: what a partial
// index holds has to be said in its own words, and nothing but this test would notice.
func TestPeriodsAreReadByIndex(t *testing.T) {
	db := openTest(t)
	for _, text := range []string{period, quarters, promised, refused} {
		args := []any{1, 2, 3}
		switch text {
		case quarters:
			args = args[:2]
		case period:
			args = append(args, "[]")
		}
		rows, err := db.Query("EXPLAIN QUERY PLAN "+text, args...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id, parent, unused int
			var plan string
			if err := rows.Scan(&id, &parent, &unused, &plan); err != nil {
				t.Fatal(err)
			}
			for _, table := range []string{"c", "l", "h", "a", "k"} {
				if strings.HasPrefix(plan+" ", "SCAN "+table+" ") {
					t.Errorf("%s in %s", plan, text)
				}
			}
			if strings.Contains(plan, "INTEGER PRIMARY KEY") || strings.Contains(plan, "SEARCH k USING INDEX ledger_head") {
				t.Errorf("%s in %s", plan, text)
			}
		}
	}
}
