package place

import (
	"maps"
	"slices"
	"strings"
)

// captures are the values found by name while matching.
type captures map[string]string

func (c captures) clone() captures { return maps.Clone(c) }

// fill puts the captured values into a template: "x:post:{id}".
func (c captures) fill(template string) string {
	for name, value := range c {
		template = strings.ReplaceAll(template, "{"+name+"}", value)
	}
	return template
}

// longestCapture keeps a hostile address from costing more than its length.
const longestCapture = 512

// match compares the whole of s with a pattern of literals and captures
// {name:class}; a capture takes as little as makes the rest fit. A capture named _ is
// forgotten. On false, got is unchanged.
func match(pattern, s string, got captures) bool {
	literal, rest, found := strings.Cut(pattern, "{")
	s, ok := strings.CutPrefix(s, literal)
	if !ok || !found {
		return ok && s == ""
	}
	spec, rest, _ := strings.Cut(rest, "}")
	name, class, _ := strings.Cut(spec, ":")
	next, _, _ := strings.Cut(rest, "{")
	for end := 1; end <= min(len(s), longestCapture); end++ {
		if !strings.HasPrefix(s[end:], next) || rest == "" && end < len(s) {
			continue
		}
		value, ok := classes[class](s[:end])
		if ok && match(rest, s[end:], got) {
			if name != "_" {
				got[name] = value
			}
			return true
		}
	}
	return false
}

// classes say what a capture may hold, and give it its canonical form.
var classes = map[string]func(string) (string, bool){
	"":      func(s string) (string, bool) { return s, true },
	"num":   func(s string) (string, bool) { return s, len(s) <= 24 && isAll(s, isDigit) },
	"id36":  func(s string) (string, bool) { return strings.ToLower(s), len(s) <= 13 && isAll(s, isAlnum) },
	"code":  func(s string) (string, bool) { return s, len(s) <= 128 && isAll(s, isHostByte) },
	"dots":  func(s string) (string, bool) { return s, len(s) <= 128 && isAll(s, isUnreserved) },
	"name":  func(s string) (string, bool) { return strings.ToLower(s), len(s) <= 128 && isAll(s, isUnreserved) },
	"four":  func(s string) (string, bool) { return s, len(s) == 4 && isAll(s, isHostByte) },
	"hex24": func(s string) (string, bool) { return strings.ToLower(s), len(s) == 24 && isAll(s, isHex) },
	// Words of a closed set.
	"urn":    oneOf("activity", "ugcPost", "share"),
	"thread": oneOf("issues", "pull", "discussions"),
	"reel":   oneOf("p", "reel", "reels", "tv"),
	"stack": func(s string) (string, bool) {
		_, ok := oneOf("stackoverflow", "superuser", "serverfault", "askubuntu", "stackapps")(s[strings.LastIndexByte(s, '.')+1:])
		return s, ok && !strings.HasPrefix(s, "www.")
	},
	"pfbid": func(s string) (string, bool) {
		return s, len(s) <= 128 && (isAll(s, isDigit) || strings.HasPrefix(s, "pfbid") && isAll(s, isAlnum))
	},
	// A host's language or country: no, de-de.
	"lang": func(s string) (string, bool) {
		return s, (len(s) == 2 || len(s) == 5 && s[2] == '-') && isAll(s, func(c byte) bool { return isLetter(c) || c == '-' })
	},
	"sub": func(s string) (string, bool) { return s, isAll(s, isUnreserved) },
	// A bare did or a handle, which people write in any case.
	"actor": func(s string) (string, bool) {
		if strings.HasPrefix(s, "did:") {
			return s, len(s) <= 256 && isAll(s[4:], func(c byte) bool { return isUnreserved(c) || c == ':' })
		}
		return strings.ToLower(s), len(s) <= 253 && strings.Contains(s, ".") && isAll(s, isUnreserved)
	},
}

func oneOf(words ...string) func(string) (string, bool) {
	return func(s string) (string, bool) { return s, slices.Contains(words, s) }
}

func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }
