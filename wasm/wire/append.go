package wire

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// AppendScanned appends the JSON of an Answer that holds only s, byte for byte as
// encoding/json writes it. It is by hand because this one answer is given for every
// screen of posts, and reflection took longer than finding the names.
func AppendScanned(b []byte, s *Scanned) []byte {
	b = append(b, `{"scanned":{"findings":[`...)
	for i := range s.Findings {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendFinding(b, &s.Findings[i])
	}
	return append(b, "]}}"...)
}

// AppendLoaded appends the JSON of an Answer that holds only l, as AppendScanned does; for
// the one without problems, which every start waits for, nothing has to reflect.
func AppendLoaded(b []byte, l *Loaded) []byte {
	problems := []byte("[]")
	if l.Problems == nil || len(l.Problems) > 0 {
		problems, _ = json.Marshal(l.Problems) // plain data
	}
	b = strconv.AppendBool(append(b, `{"loaded":{"ok":`...), l.OK)
	b = strconv.AppendInt(append(b, `,"names":`...), int64(l.Names), 10)
	b = append(append(b, `,"problems":`...), problems...)
	return append(b, "}}"...)
}

func appendFinding(b []byte, f *Finding) []byte {
	b = appendText(append(b, `{"id":`...), f.ID)
	b = appendText(append(b, `,"lang":`...), f.Lang)
	b = appendText(append(b, `,"key":`...), f.Key)
	if len(f.Aliases) > 0 {
		b = append(b, `,"aliases":[`...)
		for i, a := range f.Aliases {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendText(b, a)
		}
		b = append(b, ']')
	}
	b = append(b, `,"mentions":[`...)
	for i := range f.Mentions {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendMention(b, &f.Mentions[i])
	}
	b = append(b, ']')
	if t := f.Triage; t != nil {
		b = appendText(append(b, `,"triage":{"intent":`...), t.Intent)
		b = strconv.AppendBool(append(b, `,"needsReply":`...), t.NeedsReply)
		b = appendText(append(b, `,"urgency":`...), t.Urgency)
		b = appendText(append(b, `,"sentiment":`...), t.Sentiment)
		if t.Lang != "" {
			b = appendText(append(b, `,"lang":`...), t.Lang)
		}
		b = append(b, '}')
	}
	if f.To != "" {
		b = appendText(append(b, `,"to":`...), f.To)
	}
	if f.Feeling != 0 {
		b = strconv.AppendInt(append(b, `,"feeling":`...), int64(f.Feeling), 10)
	}
	if f.Ours {
		b = append(b, `,"ours":true`...)
	}
	return append(b, '}')
}

func appendMention(b []byte, m *Mention) []byte {
	b = strconv.AppendInt(append(b, `{"start":`...), int64(m.Start), 10)
	b = strconv.AppendInt(append(b, `,"end":`...), int64(m.End), 10)
	b = appendText(append(b, `,"kind":`...), string(m.Kind))
	b = appendText(append(b, `,"name":`...), m.Name)
	b = appendText(append(b, `,"text":`...), m.Text)
	b = strconv.AppendBool(append(b, `,"public":`...), m.Public)
	if m.Evidence != "" {
		b = appendText(append(b, `,"evidence":`...), m.Evidence)
	}
	return append(b, '}')
}

const hex = "0123456789abcdef"

// appendText quotes as encoding/json does, HTML's signs escaped.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' {
				i++
				continue
			}
			b = appendEscape(append(b, s[from:i]...), c)
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[from:i]...), `\ufffd`...)
			from = i + size
		case r == 0x2028 || r == 0x2029:
			b = append(append(b, s[from:i]...), '\\', 'u', '2', '0', '2', hex[r&0xF])
			from = i + size
		}
		i += size
	}
	return append(append(b, s[from:]...), '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, '\\', 'b')
	case '\f':
		return append(b, '\\', 'f')
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xF])
}
