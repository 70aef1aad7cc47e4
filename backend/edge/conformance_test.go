package edge

import (
	"database/sql"
	"encoding/json"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"porchlight/backend/edge/conformance"
)

// BE-05.a, b and d: one table of SQL, the same Go values on both homes.
func TestBothDatabasesGiveTheSame(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "native.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	native := conformance.Run(t.Context(), db, conformance.Cases)
	if odd := conformance.Odd(t.Context(), db); odd[0].Got != "true" {
		t.Errorf("native: %+v", odd[0])
	}

	h := start(t, probe)
	var edge []conformance.Result
	said := h.ask("GET", h.team(1)+"/conformance", h.Secret, "").body
	if err := json.Unmarshal([]byte(said), &edge); err != nil {
		t.Fatalf("%v in %s", err, said)
	}
	for i, c := range conformance.Cases {
		if native[i].Got != c.Want {
			t.Errorf("native: %s: got %s want %s", c.Name, native[i].Got, c.Want)
		}
		if edge[i].Got != c.Want {
			t.Errorf("edge: %s: got %s want %s", c.Name, edge[i].Got, c.Want)
		}
	}
	rest := edge[len(conformance.Cases):]
	for i, c := range conformance.EdgeCases {
		if rest[i].Got != c.Want {
			t.Errorf("edge: %s: got %s want %s", c.Name, rest[i].Got, c.Want)
		}
	}
	odd := rest[len(conformance.EdgeCases):]
	if len(odd) != 4 {
		t.Errorf("edge: %d odd results, want 4: %v", len(odd), odd)
	}
	for _, r := range odd {
		if r.Got != "true" {
			t.Errorf("edge: %s: %s", r.Name, r.Got)
		}
	}
}
