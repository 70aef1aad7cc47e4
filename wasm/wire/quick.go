package wire

import (
	"unicode/utf8"
	"unsafe"
)

// Quick reads the JSON of a Request that holds only a scan or a load, as JSON.stringify
// writes it: known fields, each once, texts without escapes other than \" and \\. It
// says false to everything else, right or wrong, and encoding/json has the word. It is
// by hand for the reason of AppendScanned.
func Quick(b []byte) (r Request, ok bool) {
	if !utf8.Valid(b) {
		return Request{}, false
	}
	q := &quick{b: b}
	q.object(func(key string) bool {
		switch key {
		case "scan":
			r.Scan = &Scan{}
			q.scan(r.Scan)
		case "load":
			r.Load = &Load{}
			q.load(r.Load)
		default:
			return false
		}
		return true
	})
	q.blank()
	if q.bad || r == (Request{}) || q.at != len(b) {
		return Request{}, false
	}
	return r, true
}

type quick struct {
	b   []byte
	at  int
	bad bool
}

func (q *quick) load(l *Load) {
	q.object(func(key string) bool {
		l.Checked = key == "checked" && q.bool()
		return key == "checked"
	})
}

func (q *quick) scan(s *Scan) {
	q.object(func(key string) bool {
		switch key {
		case "page":
			p := &s.Page
			q.texts(map[string]*string{"url": &p.URL, "site": &p.Site, "software": &p.Software, "canonical": &p.Canonical, "lang": &p.Lang})
		case "posts":
			s.Posts = make([]ScanPost, 0, 64) // a screen
			q.list(func() {
				s.Posts = append(s.Posts, ScanPost{})
				q.post(&s.Posts[len(s.Posts)-1])
			})
		case "all":
			s.All = q.bool()
		default:
			return false
		}
		return true
	})
}

func (q *quick) post(p *ScanPost) {
	q.object(func(key string) bool {
		switch key {
		case "id":
			p.ID = q.text()
		case "bytes":
			p.Bytes = q.count()
		case "link":
			p.Link = q.text()
		case "lang":
			p.Lang = q.text()
		case "author":
			p.Author = q.text()
		case "community":
			p.Community = q.text()
		default:
			return false
		}
		return true
	})
}

func (q *quick) texts(fields map[string]*string) {
	q.object(func(key string) bool {
		to, ok := fields[key]
		if ok {
			*to = q.text()
		}
		return ok
	})
}

// object reads members; field is told each key, reads its value, and refuses unknown
// ones. A key that comes twice is left to encoding/json.
func (q *quick) object(field func(key string) bool) {
	var seen [8]string
	n := 0
	q.sign('{')
	if q.next('}') {
		return
	}
	for !q.bad {
		key := q.key()
		for _, k := range seen[:n] {
			q.bad = q.bad || k == key
		}
		if q.bad || n == len(seen) {
			q.bad = true
			return
		}
		seen[n] = key
		n++
		q.sign(':')
		if q.bad || !field(key) {
			q.bad = true
			return
		}
		if q.next('}') {
			return
		}
		q.sign(',')
	}
}

func (q *quick) list(item func()) {
	q.sign('[')
	if q.next(']') {
		return
	}
	for !q.bad {
		item()
		if q.next(']') {
			return
		}
		q.sign(',')
	}
}

func (q *quick) blank() {
	for q.at < len(q.b) && (q.b[q.at] == ' ' || q.b[q.at] == '\n' || q.b[q.at] == '\t' || q.b[q.at] == '\r') {
		q.at++
	}
}

func (q *quick) next(c byte) bool {
	q.blank()
	if q.at < len(q.b) && q.b[q.at] == c {
		q.at++
		return true
	}
	return false
}

func (q *quick) sign(c byte) {
	if !q.next(c) {
		q.bad = true
	}
}

// key is a text that is only compared: it is a view of the request's bytes.
func (q *quick) key() string {
	q.sign('"')
	from := q.at
	for ; !q.bad && q.at < len(q.b) && q.b[q.at] != '"'; q.at++ {
		q.bad = q.b[q.at] == '\\' || q.b[q.at] < ' '
	}
	if q.bad || q.at == len(q.b) {
		q.bad = true
		return ""
	}
	key := unsafe.String(&q.b[from-1], q.at-from+1)[1:] // from the quote on, which is always there
	q.at++
	return key
}

func (q *quick) text() string {
	q.sign('"')
	from, escaped := q.at, false
	for ; !q.bad && q.at < len(q.b); q.at++ {
		switch c := q.b[q.at]; {
		case c == '"':
			raw := q.b[from:q.at]
			q.at++
			if escaped {
				raw = unescape(raw)
			}
			return string(raw)
		case c == '\\':
			if q.at++; q.at >= len(q.b) || q.b[q.at] != '"' && q.b[q.at] != '\\' {
				q.bad = true
			}
			escaped = true
		case c < ' ':
			q.bad = true
		}
	}
	q.bad = true
	return ""
}

func unescape(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' {
			i++
		}
		out = append(out, raw[i])
	}
	return out
}

// count reads a whole number of at most nine digits.
func (q *quick) count() (n int) {
	q.blank()
	from := q.at
	for ; q.at < len(q.b) && q.b[q.at] >= '0' && q.b[q.at] <= '9'; q.at++ {
		n = n*10 + int(q.b[q.at]-'0')
	}
	digits := q.at - from
	if digits == 0 || digits > 9 || digits > 1 && q.b[from] == '0' {
		q.bad = true
	}
	return n
}

func (q *quick) bool() bool {
	q.blank()
	for _, word := range []string{"true", "false"} {
		if len(q.b)-q.at >= len(word) && string(q.b[q.at:q.at+len(word)]) == word {
			q.at += len(word)
			return word == "true"
		}
	}
	q.bad = true
	return false
}
