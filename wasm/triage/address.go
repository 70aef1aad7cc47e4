package triage

import (
	"strings"
	"unicode/utf8"

	"porchlight/wasm/wire"
)

// about narrows a long post to the sentences with a name: what is felt elsewhere is
// felt about something else.
func about(tokens []token, text string, mentions []wire.Mention) []token {
	if len(mentions) == 0 || len(tokens) < 40 {
		return tokens
	}
	var out []token
	start, next := 0, 0
	at := offsets(text, mentions)
	for i := range tokens {
		stop := tokens[i].lower == "." || tokens[i].lower == "!" || tokens[i].lower == "?" || i == len(tokens)-1
		if !stop {
			continue
		}
		from, to := tokens[start].at, tokens[i].at+len(tokens[i].lower)
		for next < len(at) && at[next] < from {
			next++
		}
		if next < len(at) && at[next] < to {
			out = append(out, tokens[start:i+1]...)
		}
		start = i + 1
	}
	if len(out) == 0 {
		return tokens
	}
	return out
}

// offsets are the bytes at which mentions begin, which come in page order. One walk
// through the text serves them all.
func offsets(text string, mentions []wire.Mention) []int {
	out := make([]int, 0, len(mentions))
	units := 0
	for i, r := range text {
		for len(out) < len(mentions) && mentions[len(out)].Start <= units {
			out = append(out, i)
		}
		if units++; r >= 0x10000 {
			units++
		}
	}
	for len(out) < len(mentions) {
		out = append(out, len(text))
	}
	return out
}

func byteOffset(text string, units int) int {
	for i, r := range text {
		if units <= 0 {
			return i
		}
		if units--; r >= 0x10000 {
			units--
		}
	}
	return len(text)
}

// looked is how many mentions of a post decide whom it speaks to: each costs a walk
// through the text, and a hostile post has thousands.
const looked = 32

// to says whether the post speaks to us ("us"), to a leader ("leader"), or to nobody of
// ours (""): by a handle, by a name at its beginning or after a greeting, or by "you"
// beside a name in a question.
func (p *post) to() string {
	to := ""
	for _, m := range p.mentions[:min(len(p.mentions), looked)] {
		who := "us"
		switch m.Kind {
		case wire.Leader:
			who = "leader"
		case wire.Brand, wire.Product:
		default:
			continue
		}
		if p.called(m) && (to == "" || who == "leader") {
			to = who
		}
	}
	return to
}

func (p *post) called(m wire.Mention) bool {
	at, end := byteOffset(p.text, m.Start), byteOffset(p.text, m.End)
	if strings.Contains(m.Evidence, "handle") {
		return len(p.tokens) > 0 && p.tokens[0].lower != "rt"
	}
	before := strings.Fields(strings.ToLower(p.text[:at]))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(p.text[end:], " "))
	comma := after == ',' || after == ':' || after == '!' || after == '?'
	switch {
	case len(before) == 0:
		return comma
	case len(before) < 3 && greeting[strings.Trim(before[len(before)-1], ",.!")]:
		return true
	}
	if !p.asks && p.cues[requestCue] == 0 {
		return false
	}
	for _, t := range p.tokens {
		if second[t.lower] {
			return true
		}
	}
	return false
}
