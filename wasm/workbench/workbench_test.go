package workbench

import (
	"encoding/json"
	"strings"
	"testing"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

func review(text string) wire.Reviewed {
	return Review(wire.Review{Today: "2026-11-22", Soon: "2026-12-06"}, []byte(text))
}

func TestProblemsHaveTheirPlace(t *testing.T) {
	for _, v := range []struct {
		name, text   string
		line, column int
		says         string
		ok           bool
	}{
		{"a field that is misspelt", "brands:\n  - nmae: Havblikk\n", 2, 5, "name", false},
		{"no YAML", "brands:\n  - name: [Havblikk\n", 2, 0, "", false},
		{"JSON", `{"brnds": []}`, 1, 0, "brands", false},
		{"nothing", "", 1, 1, "empty", false},
		{"what could be better", "brands:\n  - name: Havblikk\nanswers:\n  - id: late\n", 4, 7, "no examples", true},
	} {
		r := review(v.text)
		if r.OK != v.ok || len(r.Problems) == 0 {
			t.Errorf("%s: %+v", v.name, r)
			continue
		}
		p := playbook.English(r.Problems)[0]
		if p.Line != v.line || v.column != 0 && p.Column != v.column || !strings.Contains(p.Message, v.says) {
			t.Errorf("%s: %+v", v.name, p)
		}
	}
}

// What is published is read back as what was written, whatever is in it.
func TestTextIsReadBack(t *testing.T) {
	for _, text := range []string{
		"brands:\n  - name: Havblikk\n    handles: {x: [havblikk]}\n",
		"brands: [{name: 'yes'}, {name: '12'}, {name: '# no'}, {name: 'a: b'}, {name: \"- x\"}, {name: '1e3'}, {name: 'null'}, {name: '~'}, {name: '@havblikk'}, {name: '*star'}, {name: '&and'}, {name: '%'}]\n",
		"brands: [{name: Havblikk}]\nanswers:\n  - id: late\n    owner: Åse Ørn\n    examples: ['Why so late?', \"it's late: again\", \"'quoted'\", '\"quoted\"', ' space ']\n",
		"brands: [{name: Havblikk, public: false}]\nhours: {zone: Europe/Oslo, days: {mon: ['09:00-17:00']}, firstMinutes: 60}\n",
		"brands: [{name: \"two\\nlines\"}, {name: \"tab\\there\"}, {name: 'emoji 🙂'}]\n",
		"brands: [{name: Havblikk}]\nanswers: [{id: a, examples: ['hvor er dere', \"first\\n\\nthird\", \" indented\\nsecond\", \"ends \\nthere\", \"with end\\n\", \"# no\\n- list\"]}]\n",
	} {
		r := review(text)
		if !r.OK {
			t.Errorf("%s: %+v", text, r.Problems)
			continue
		}
		again := review(r.Text)
		if string(again.Playbook) != string(r.Playbook) || again.Text != r.Text {
			t.Errorf("%s\nis read back as\n%s\nfrom\n%s", r.Playbook, again.Playbook, r.Text)
		}
	}
}

// The text of a playbook keeps the order of its fields, and no comments.
func TestText(t *testing.T) {
	r := review("# ours\nhours: {firstMinutes: 60}\nbrands: # the names\n  - {aliases: [HB], name: Havblikk}\n")
	if want := "brands:\n  - name: Havblikk\n    aliases:\n      - HB\nhours:\n  firstMinutes: 60\n"; r.Text != want {
		t.Errorf("%s\nwant\n%s", r.Text, want)
	}
	if text, err := Text([]byte("{}")); text != "" || err != nil {
		t.Errorf("an empty playbook is %q, %v", text, err)
	}
}

func FuzzTextIsReadBack(f *testing.F) {
	f.Add("Havblikk", "late: again\n- x")
	f.Fuzz(func(t *testing.T, name, example string) {
		raw, err := json.Marshal(playbook.Playbook{Brands: []playbook.Name{{Name: name}}, Answers: []playbook.Answer{{ID: "a", Examples: []string{example}}}})
		if err != nil {
			t.Fatal(err)
		}
		before := review(string(raw))
		if !before.OK {
			return
		}
		after := review(before.Text)
		if string(after.Playbook) != string(before.Playbook) {
			t.Errorf("%s\nis read back as\n%s %+v\nfrom\n%s", before.Playbook, after.Playbook, after.Problems, before.Text)
		}
	})
}
