package e2e

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/e2e/drive"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func wantIn(t *testing.T, what, text, part string) {
	t.Helper()
	if !contains(text, part) {
		t.Errorf("%s does not say %q: %q", what, part, text)
	}
}

// wantValue waits until a field holds a text.
func wantValue(t *testing.T, p *drive.Page, css, want string) {
	t.Helper()
	drive.Until(t, css+" holds "+want, func() (string, bool) {
		got := p.Want(css).MustProperty("value").Str()
		return got, got == want
	})
}

// claim makes a claim as a person does and waits until the page shows it as theirs.
func claim(p *drive.Page, css string) {
	card := p.OpenCard(css)
	p.PressIn(card, drive.Claim)
	p.WaitBadgeOf(css, "mine")
}

// wantLedger compares the rows about the square, oldest first, with "kind #post by name",
// refused ones with " refused".
func wantLedger(t *testing.T, c *company, want ...string) {
	t.Helper()
	names := map[string]string{}
	var got []string
	for _, row := range c.eye.Ledger() {
		if names[row.Actor] == "" {
			names[row.Actor] = c.eye.Name(row.Actor)
		}
		line := fmt.Sprintf("%s %s by %s", row.Kind, strings.TrimPrefix(row.Conversation.Key, squareKey("")), names[row.Actor])
		if !row.OK {
			line += " refused"
		}
		got = append(got, line)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the ledger says %q, want %q", got, want)
	}
}

// wantNoErrors checks that neither our code nor the page's threw anything, in pages, the
// extension's screens and the worker.
func wantNoErrors(t *testing.T, pages ...*drive.Page) {
	t.Helper()
	for _, p := range pages {
		if bad := p.Errors(); len(bad) > 0 {
			t.Errorf("%s: %q", p.MustInfo().URL, bad)
		}
		if bad := p.B.Console("Uncaught"); len(bad) > 0 {
			t.Errorf("console: %q", bad)
		}
	}
}
