package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// porchlight runs the shipped command against a home, as its operator does, and decodes
// the JSON that it prints.
func porchlight(t *testing.T, h *drive.Home, out any, args ...string) {
	t.Helper()
	cmd := exec.Command(built.Bin, append(args, "--home", h.URL, "--json")...)
	cmd.Env = append(os.Environ(), "PORCHLIGHT_OPERATOR_SECRET="+h.Secret)
	var errs strings.Builder
	cmd.Stderr = &errs
	said, err := cmd.Output()
	if err != nil {
		t.Fatalf("porchlight %q: %v: %s", args, err, errs.String())
	}
	if err := json.Unmarshal(said, out); err != nil {
		t.Fatalf("porchlight %q printed %s: %v", args, said, err)
	}
}

// From nothing to the first claim with the command line alone: a team, a playbook in
// YAML, an invite; then both people in their browsers.
func TestTeamFromTheCommandLine(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		file := filepath.Join(t.TempDir(), "playbook.yaml")
		if err := os.WriteFile(file, []byte("brands: [{name: Havblikk}]\nleaders: [{name: Ingrid Solvang}]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		var made, invite wire.Invite
		var published wire.PlaybookOut
		porchlight(t, h, &made, "team", "create", "--name", "Havblikk", "--admin", "Ada Moen")
		porchlight(t, h, &published, "playbook", "publish", file, "--team", made.Team)
		porchlight(t, h, &invite, "invite", "--team", made.Team, "--name", "Bo Lund")
		if published.Version != 1 {
			t.Errorf("playbook version %d, want 1", published.Version)
		}
		web := drive.NewWeb(t)
		web.Handle("square.example", newSquare(t, built.Square))
		ada, bo := chrome(t, web, squareOK), chrome(t, web, squareOK)
		ada.Join(made.Link)
		bo.Join(invite.Link)
		pb := bo.Open(squareURL)
		claim(ada.Open(squareURL), "#p105")
		pb.Reveal("#p105")
		pb.WaitBadgeOf("#p105", "theirs")
	})
}

// An invite that cannot be used says why in words, and the next one works.
func TestInvitesThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	h, other := native(t), native(t)
	m, foreign := team(t, &h.Home), team(t, &other.Home)
	used := m.Invite("Anna Berg", wire.Staff)
	chrome(t, nil).Join(used)

	b := chrome(t, nil)
	p := b.Extension("options.html")
	good := m.Invite("Bo Lund", wire.Staff)
	for _, bad := range []struct{ name, link, says string }{
		{"used", used, "used"},
		{"mangled", strings.Replace(good, "#", "", 1), "link"},
		{"cut off", good[:len(good)-9], ""},
		{"of another home's team", strings.Replace(foreign.Invite("Bo Lund", wire.Staff), strings.TrimPrefix(other.URL, "http://"), strings.TrimPrefix(h.URL, "http://"), 1), ""},
		{"of a home that is not there", strings.Replace(good, strings.TrimPrefix(h.URL, "http://"), drive.FreeAddr(t), 1), ""},
		{"of an address outside the package's list", strings.Replace(good, h.URL, "http://porch.example", 1), "porch.example"},
	} {
		p.Fill(`input[name=invite]`, bad.link)
		p.Press(`[data-act=join]`)
		said := p.Want(`[role=alert]`).MustText()
		if said == "" || !contains(strings.ToLower(said), bad.says) {
			t.Errorf("%s: the page says %q, want %q in it", bad.name, said, bad.says)
		}
		t.Logf("%s: %s", bad.name, said)
		p.Want(`[data-joined=false]`)
		p.MustReload().MustWaitLoad()
	}
	p.Fill(`input[name=invite]`, good)
	p.Press(`[data-act=join]`)
	p.Want(`[data-joined=true]`)
}
