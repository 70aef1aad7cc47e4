package engine_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"porchlight/wasm/engine"
	"porchlight/wasm/engine/cases"
	"porchlight/wasm/host"
	"porchlight/wasm/wire"
)

// The naughty strings and the kept corpus: no panic, every span on the edge of a
// character, and the shipped bytes answer what the package does. Chromium: e2e.
func TestTexts(t *testing.T) {
	all, err := cases.Texts()
	if err != nil {
		t.Fatal(err)
	}
	h, err := host.New(t.Context(), host.BuildForTest(t))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	mentions := 0
	for _, c := range all {
		if err := h.Restart(); err != nil {
			t.Fatal(err)
		}
		var e engine.Engine
		for _, s := range c.Steps {
			want := native(&e, s.Request, s.Block())
			mentions += wholeSpans(t, c.Name, s, want)
			got, err := h.Ask(s.Request, s.Block())
			if err != nil {
				t.Fatalf("%s: %v", c.Name, err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s:\n native %.2000s\n wazero %.2000s", c.Name, want, got)
			}
		}
	}
	if len(all) < 2 || mentions < 1500 {
		t.Errorf("%d cases with %d mentions", len(all), mentions)
	}
}

// wholeSpans makes sure that a span is what it says and cuts no character, with the
// accents on it, apart; it returns how many there are.
func wholeSpans(t *testing.T, name string, s cases.Step, answer []byte) (n int) {
	t.Helper()
	var req wire.Request
	var a wire.Answer
	if json.Unmarshal(s.Request, &req) != nil || json.Unmarshal(answer, &a) != nil || a.Error != nil {
		t.Fatalf("%s: %.300s", name, answer)
	}
	if a.Loaded != nil && !a.Loaded.OK {
		t.Fatalf("%s: %.300s", name, answer)
	}
	if a.Scanned == nil {
		return 0
	}
	block := s.Block()
	for i, f := range a.Scanned.Findings {
		text := string(block[:req.Scan.Posts[i].Bytes])
		block = block[len(text):]
		units, end := utf16.Encode([]rune(text)), 0
		for _, m := range f.Mentions {
			if m.Start < end || m.End <= m.Start || m.End > len(units) || string(utf16.Decode(units[m.Start:m.End])) != m.Text {
				t.Errorf("%s, post %d %q: span %d-%d of %d is not %q", name, i, text, m.Start, m.End, len(units), m.Text)
				break
			}
			before, _ := utf8.DecodeLastRuneInString(string(utf16.Decode(units[:m.Start])))
			after := string(utf16.Decode(units[m.End:]))
			if startsWithMark(after) || startsWithMark(m.Text) && unicode.IsLetter(before) {
				t.Errorf("%s, post %d %q: span %d-%d cuts an accent from its letter", name, i, text, m.Start, m.End)
			}
			end = m.End
			n++
		}
	}
	return n
}

func startsWithMark(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Mn, r) && !(r >= 0xFE00 && r <= 0xFE0F)
	}
	return false
}

// FuzzSame: any playbook and any post, on the package and on the shipped bytes.
func FuzzSame(f *testing.F) {
	kept, err := cases.Corpus()
	if err != nil {
		f.Fatal(err)
	}
	for _, k := range kept {
		f.Add(strings.Join(k.Names, "\n"), k.Text, k.Lang)
	}
	h, err := host.New(f.Context(), host.BuildForTest(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { h.Close() })
	f.Fuzz(func(t *testing.T, names, text, lang string) {
		var e engine.Engine
		for _, s := range cases.Of(strings.Split(names, "\n"), cases.Kept{Text: strings.ToValidUTF8(text, "\uFFFD"), Lang: lang}).Steps {
			want := native(&e, s.Request, s.Block())
			got, err := h.Ask(s.Request, s.Block())
			if err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%v\n native %s\n wazero %s", err, want, got)
			}
			wholeSpans(t, "", s, want)
		}
	})
}
