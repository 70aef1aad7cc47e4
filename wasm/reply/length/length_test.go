package length

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// twitter-text's own vectors: the length, and where the room ends.
func TestWeightedVectors(t *testing.T) {
	var vectors []struct {
		Description    string
		Text           string
		WeightedLength int
		Valid          bool
		ValidRangeEnd  int // the last UTF-16 unit that fits
	}
	raw, err := os.ReadFile("testdata/weighted.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		n, over := Of("x").Count(v.Text, 280)
		if n != v.WeightedLength {
			t.Errorf("%s: %d, want %d", v.Description, n, v.WeightedLength)
		}
		if fits := len(utf16.Encode([]rune(v.Text[:over]))); n > 280 && fits != v.ValidRangeEnd+1 {
			t.Errorf("%s: %d units fit, want %d", v.Description, fits, v.ValidRangeEnd+1)
		}
	}
	if len(vectors) != 25 {
		t.Errorf("%d vectors", len(vectors))
	}
}

func TestCount(t *testing.T) {
	family := "👨\u200d👩\u200d👧\u200d👦"
	for _, c := range []struct {
		site, text string
		want       int
	}{
		{"x", "", 0},
		{"x", "Vi ser på det nå, æøå ÆØÅ", 25},
		{"x", "ちょっと", 8},
		{"x", family + "👍🏽🇳🇴1️⃣", 8},
		{"x", "❤️❤︎☺", 8}, // a heart in text dress is a letter and its dress
		{"x", "©®©️", 4},
		{"x", "see example.com, e.g. https://example.no/a_(b)?c=1.", 23 + 23 + 12},
		{"x", "Hello.World", 23}, // .world is a domain
		{"x", "Hello.Worlds havblikk.notadomain", 32},
		{"x", "anna@havblikk.no", 16},
		{"x", "øa.\xff", 5}, // half a character is one, also where a domain would end
		{"x", "e\u0302\u0301 e\u0301\u0323 A\u030a \u1100\u1161", 2 + 1 + 3 + 1 + 1 + 1 + 2}, // ế ẹ+́ Å 가
		{"x", "https://t.co/abc/def", 27},
		{"bluesky", family + "e\u0301🇳🇴", 3},
		{"bluesky", "https://havblikk.example/en/side/som/er/lang", 44},
		{"mastodon", "https://havblikk.no/en/side/som/er/lang", 23},
		{"mastodon", "@anna@mastodon.example hei", 9},
		{"mastodon", "post@havblikk.example", 21},
		{"mastodon", "havblikk.example", 16},
		{"mastodon", "@anna@", 6},
		{"wordpress", "blåbær", 8},
		{"reddit", family, 7},
		{"linkedin", family, 11},
		{"discourse", "ja\r\n", 4},
		{"unknown", "𐍈", 2},
	} {
		if got, _ := Of(c.site).Count(c.text, 0); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.site, c.text, got, c.want)
		}
	}
}

// Every line of the table is whole, and counts in a unit that exists.
func TestLimits(t *testing.T) {
	for _, l := range limits {
		site := l.site
		if !l.Unit.Known() || l.Source == "" || l.Checked == "" || l.Max == 0 && l.Min > 0 {
			t.Errorf("%s: %+v", site, l)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // the addresses, with a | between
	}{
		{"see https://example.com/a.", "https://example.com/a"},
		{"(https://example.com/a_(b))", "https://example.com/a_(b)"},
		{"HTTPS://Example.COM/x?y=1!", "HTTPS://Example.COM/x?y=1"},
		{"example.com og havblikk.no", "example.com|havblikk.no"},
		{"のexample.com", "example.com"},
		{"http://привет.рф/привет", "http://привет.рф/привет"},
		{"a@example.com #example.com $example.com", ""},
		{"http://foo-.com http://x", ""},
		{"1.5 e.g. i.e. 12.30", ""},
	} {
		var got []string
		for _, a := range Addresses(c.text, true) {
			got = append(got, c.text[a[0]:a[1]])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// Whatever the text: what fits is cut at the edge of a character and does fit, and the
// weight is that of the text in NFC.
func TestCountHolds(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", "ø", "の", "👍", "\u200d", "👩", "\ufe0f", "🏽", "🇳", "🇴", "e\u0301", "\u0323", "\xff", "\r\n",
		"https://", "example", ".", "com", "/", "?", "@anna", "(", ")", " ", "1", "\u20e3", "\u1100", "\u1161", "\u11a8"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 40).Draw(t, "text"), "")
		most := rapid.IntRange(0, 40).Draw(t, "most")
		for _, l := range limits {
			site := l.site
			n, over := l.Count(text, most)
			if n > most && over == len(text) || n <= most && over != len(text) {
				t.Fatalf("%s: %d of %d, over at %d of %d", site, n, most, over, len(text))
			}
			if over < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[over]) {
				t.Fatalf("%s: cut inside a character at %d", site, over)
			}
		}
		l := Of("x")
		l.Address = 0
		valid := strings.ToValidUTF8(text, "\uFFFD")
		a, _ := l.Count(valid, 0)
		if b, _ := l.Count(norm.NFC.String(valid), 0); a != b {
			t.Fatalf("%+q weighs %d, in NFC %d", valid, a, b)
		}
	})
}

func BenchmarkCount(b *testing.B) {
	text := strings.Repeat("Vi ser på det nå 👍🏽, se https://havblikk.example/a eller havblikk.no. ", 140)[:10000]
	for b.Loop() {
		Of("x").Count(text, 280)
	}
}
