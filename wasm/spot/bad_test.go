package spot

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

func TestInvisibleCharactersDoNotHideNames(t *testing.T) {
	s := spotter(t, havblikk)
	expectFound(t, s, Post{Text: "a Hav\u00adblikk b"}, "Hav\u00adblikk=Havblikk")
	expectFound(t, s, Post{Text: "a H\u200ba\u200cv\u200db\u2060likk b"}, "H\u200ba\u200cv\u200db\u2060likk=Havblikk")
	expectFound(t, s, Post{Text: "\u202eHavblikk\u202c \u2066Havblikk\u2069 \ufeffHavblikk"}, "Havblikk=Havblikk; Havblikk=Havblikk; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "مرحبا Havblikk شكرا"}, "Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "bad \xff\xfe bytes Havblikk\xc3"}, "Havblikk=Havblikk")
}

func TestSpansAreUTF16(t *testing.T) {
	s := spotter(t, havblikk)
	text := "🛥️ 𝒜 é Havblikk 👩‍👩‍👧 Ingrid\u00a0Solvang"
	units := utf16.Encode([]rune(text))
	for _, m := range s.Find(Post{Text: text}) {
		if got := string(utf16.Decode(units[m.Start:m.End])); got != m.Text {
			t.Errorf("span %d-%d is %q, text says %q", m.Start, m.End, got, m.Text)
		}
	}
	if n := len(s.Find(Post{Text: text})); n != 2 {
		t.Errorf("%d mentions, want 2", n)
	}
}

func TestOneMegabyteInOnePost(t *testing.T) {
	s := spotter(t, havblikk)
	text := strings.Repeat("no name here, none \u200b at all… ", 1<<20/32) + "Havblikk"
	if got := s.Find(Post{Text: text}); len(got) != 1 {
		t.Fatalf("%d mentions, want 1", len(got))
	}
	text = strings.Repeat("Havblikk ", 1<<20/9)
	if got := s.Find(Post{Text: text}); len(got) != 1<<20/9 {
		t.Fatalf("%d mentions, want %d", len(got), 1<<20/9)
	}
}

// Each of these asks something of the whole post at each hit; it has to be asked once.
func TestHostilePostsAreLinear(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Target"},{"name":"Orca","case":"any","near":["ferry"],"not":["whale"]},{"name":"Tern","case":"any","near":["ferry"],"within":"sentence"},{"name":"rose"}],
		"leaders":[{"name":"Ingrid Solvang"}]}`)
	for _, unit := range []string{"Target ", "to Target ", "orca ", "tern ", "a rose ", "Solvang ", "://Target ", "O'", "#a", "@", "A.", "a-"} {
		began := time.Now()
		s.Find(Post{Text: strings.Repeat(unit, 1<<18/len(unit)), Lang: "en"})
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("256 KiB of %q took %v", unit, took)
		}
	}
}

func TestTenThousandNames(t *testing.T) {
	var b strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&b, `,{"name":"Havblikk %d Sund"}`, i)
	}
	s := spotter(t, `{"brands":[`+b.String()[1:]+`]}`)
	expectFound(t, s, Post{Text: "take Havblikk 7 Sund or Havblikk 9999 Sund, not Havblikk 10000 Sund"},
		"Havblikk 7 Sund=Havblikk 7 Sund; Havblikk 9999 Sund=Havblikk 9999 Sund")
}

func FuzzFind(f *testing.F) {
	s := spotter(f, havblikk)
	f.Add("Havblikks Pass @havblikk, Hav\u00adblikk", "nb")
	f.Add("Bjørn Munoz' ＨＡＶＢＬＩＫＫ", "sv")
	f.Add("하하 Havblikk는 東京Havblikk", "")
	f.Fuzz(func(t *testing.T, text, lang string) {
		end := 0
		units := utf16.Encode([]rune(text)) // one U+FFFD for each bad byte
		for _, m := range s.Find(Post{Text: text, Lang: lang}) {
			if m.Start < end || m.End <= m.Start || m.End > len(units) {
				t.Fatalf("span %d-%d after %d of %d", m.Start, m.End, end, len(units))
			}
			end = m.End
			if utf8.ValidString(text) && string(utf16.Decode(units[m.Start:m.End])) != m.Text {
				t.Fatalf("span %d-%d is not %q", m.Start, m.End, m.Text)
			}
		}
	})
}
