package e2e

// Where the marks stand on the saved pages: on the words that the page has there.

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// marksStandOnNames takes each box that is drawn and asks the page which word is there.
func marksStandOnNames(t *testing.T, page *drive.Page, brands []string) {
	t.Helper()
	for _, d := range page.Drawn() {
		place := boxPlace.FindStringSubmatch(d.Attr["style"])
		if d.Attr["aria-hidden"] != "true" || place == nil || d.Attr["data-state"] != "" { // layers and badges
			continue
		}
		if word := wordAt(page, place); word != "" && !begins(word, brands) {
			t.Errorf("a mark stands on %q", word)
		}
	}
}

// wordAt is what the page has under the left end of a box.
func wordAt(page *drive.Page, place []string) string {
	return page.MustEval(`(x, y, w, h) => {
	  scrollTo(0, y - innerHeight / 2)
	  const at = document.caretRangeFromPoint(x - scrollX + Math.min(3, w / 2), y - scrollY + h / 2)
	  const text = at?.startContainer.nodeValue ?? ""
	  return text.slice(Math.max(0, (at?.startOffset ?? 0) - 1), (at?.startOffset ?? 0) + 24)
	}`, number(place[1]), number(place[2]), number(place[3]), number(place[4])).Str()
}

// bothNamesAreMarked goes to a post with each of the page's two names, as the side panel
// does, and wants a box there on that very word.
func bothNamesAreMarked(t *testing.T, page *drive.Page, p savedPage, rows []wire.FindingRow) {
	t.Helper()
	screen, tab := page.B.Extension("options.html"), mustInt(t, page.TabID())
	defer screen.Close()
	for _, name := range names[p.File] {
		at := slices.IndexFunc(rows, func(r wire.FindingRow) bool {
			return slices.ContainsFunc(r.Mentions, func(m wire.Mention) bool { return m.Name == name })
		})
		if at < 0 {
			t.Errorf("no row names %q", name)
			continue
		}
		drive.Until(t, name+" is marked", func() (string, bool) {
			sends(t, screen, 0, fmt.Sprintf(`{show: {key: %q, tab: %d}}`, rows[at].Look.Key, tab))
			var saw []string
			for _, d := range page.Drawn() {
				place := boxPlace.FindStringSubmatch(d.Attr["style"])
				if d.Attr["aria-hidden"] != "true" || place == nil || d.Attr["data-state"] != "" {
					continue
				}
				word := wordAt(page, place)
				if begins(word, []string{name}) {
					return "", true
				}
				saw = append(saw, word)
			}
			return fmt.Sprintf("%q", saw), false
		})
	}
}

// exact are the pages whose authors, keys and marks are compared to the letter.
var exact = regexp.MustCompile(`^(hn|x|reddit)--|^wordpress--(lemire|grosse|thenerv|zulang|calif|dietages|exxpress|skispr|thisis|0a4a)`)

var boxPlace = regexp.MustCompile(`left: (-?[\d.]+)px; top: (-?[\d.]+)px; width: ([\d.]+)px; height: ([\d.]+)px`)

func number(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

// begins reports whether a name begins within the first letters: the caret falls before
// or behind the first one.
func begins(word string, brands []string) bool {
	for _, name := range brands {
		rest := string([]rune(name)[1:])
		if i := strings.Index(folded(word), folded(rest)); i >= 0 && i <= 4 {
			return true
		}
	}
	return false
}
