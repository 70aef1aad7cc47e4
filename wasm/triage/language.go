package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unsure is the language of a post that cannot be told.
const Unsure = "und"

// Language says which language a post is in, as BCP 47: what the site declares of the
// post itself, else what its text shows, else what the page declares of itself when the
// text does not contradict. "und" is an answer. A declared "no" (Norwegian) becomes nb
// or nn where the text tells.
func Language(post, page, text string) string {
	declared := primary(post)
	if declared != "" && declared != "no" {
		return declared
	}
	best, sure := detect(text)
	switch {
	case declared == "no" && best != "nb" && best != "nn":
		return "no"
	case best != "" && sure:
		return best
	}
	p := primary(page)
	switch {
	case p == "" || best != "" && best != p && !(northern[best] && northern[p]):
		return Unsure
	case p == "no" && best != "":
		return best
	}
	return p
}

// northern languages are so near each other that the page decides where the text does
// not.
var northern = map[string]bool{"nb": true, "nn": true, "no": true, "da": true, "sv": true}

// primary is the language of a tag that names one: en of en-GB; "" of und, mul, x-….
func primary(tag string) string {
	p, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	p, _, _ = strings.Cut(p, "_")
	if len(p) < 2 || len(p) > 3 || p == "und" || p == "mul" || p == "zxx" || p == "mis" {
		return ""
	}
	return p
}

// scripts whose letters tell the language, or nearly.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Thai, "th"},
	{unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"},
}

// detect adds up what the commonest words and some letters say. It is sure when one
// language is clearly ahead of the next.
func detect(text string) (best string, sure bool) {
	if len(text) > 600 {
		text = strings.ToValidUTF8(text[:600], "")
	}
	if lang := byScript(text); lang != "" {
		return lang, true
	}
	scores := [len(languages)]int{}
	word := func(w string) {
		for i, weight := range hints()[w] {
			scores[i] += int(weight)
		}
		for _, h := range endingHints {
			if len(w) > len(h.end)+2 && strings.HasSuffix(w, h.end) {
				for _, i := range h.in {
					scores[i] += h.weight
				}
			}
		}
	}
	start := -1
	for i, r := range text {
		if unicode.IsLetter(r) || r == '\'' {
			if start < 0 {
				start = i
			}
			if r >= utf8.RuneSelf {
				letterHints(unicode.ToLower(r), &scores)
			}
			continue
		}
		if start >= 0 {
			word(strings.ToLower(text[start:i]))
		}
		start = -1
	}
	if start >= 0 {
		word(strings.ToLower(text[start:]))
	}
	return decide(scores)
}

func decide(scores [len(languages)]int) (string, bool) {
	first, second := -1, -1
	for i, s := range scores {
		if first < 0 || s > scores[first] {
			first, second = i, first
		} else if second < 0 || s > scores[second] {
			second = i
		}
	}
	lead := scores[first] - scores[second]
	if scores[first] < 8 || lead < 2 {
		return "", false
	}
	return languages[first], scores[first] >= 10 && lead >= 3
}

func byScript(text string) string {
	counts, letters := make([]int, len(scripts)), 0
	for _, r := range text {
		if r < 0x370 {
			if unicode.IsLetter(r) {
				letters++
			}
			continue
		}
		for i, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[i]++
				letters++
			}
		}
	}
	if kana := counts[0] + counts[1]; kana > 1 && kana+counts[3] > letters/3 {
		return "ja"
	}
	for i, n := range counts {
		if n > 1 && n > letters/2 {
			return scripts[i].lang
		}
	}
	return ""
}

func letterHints(r rune, scores *[len(languages)]int) {
	add := func(langs ...int) {
		for _, l := range langs {
			scores[l] += 5
		}
	}
	switch r {
	case 'æ', 'ø':
		add(nb, nn, da)
	case 'å':
		add(nb, nn, da, sv)
	case 'ä', 'ö':
		add(sv, de)
	case 'ü', 'ß':
		add(de)
	case 'ñ':
		add(es)
	case 'í', 'ó', 'ú', 'á':
		add(es)
	case 'è', 'ê', 'ç', 'à', 'œ', 'ù':
		add(fr)
	}
}
