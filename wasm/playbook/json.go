package playbook

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"porchlight/wasm/wire"
)

// maxDepth is deeper than any playbook and shallower than any stack.
const maxDepth = 64

// jsonReader reads strict JSON (RFC 8259) into nodes. encoding/json tells neither
// lines nor duplicate keys, so this is our own.
type jsonReader struct {
	data []byte
	at   int
	line int
	bol  int // offset of the line's first byte
	seen int // offset up to which characters of the line are counted
	runs int // characters of the line before seen
}

type syntaxError struct{ problem wire.Problem }

func parseJSON(data []byte) (root *node, problem *wire.Problem) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, emptyProblem()
	}
	r := &jsonReader{data: data, line: 1}
	defer func() {
		if e := recover(); e != nil {
			s, ok := e.(syntaxError)
			if !ok {
				panic(e)
			}
			root, problem = nil, &s.problem
		}
	}()
	r.space()
	root = r.value(0)
	r.space()
	if r.at < len(r.data) {
		r.expected("json_after")
	}
	return root, nil
}

func emptyProblem() *wire.Problem {
	return &wire.Problem{Code: "empty", Line: 1, Column: 1}
}

// fail ends the reading; it never escapes parseJSON.
func (r *jsonReader) fail(code string, parts ...string) {
	panic(syntaxError{wire.Problem{Code: code, Parts: parts, Line: r.line, Column: r.column()}})
}

// expected fails with what is found instead as the last part.
func (r *jsonReader) expected(code string, parts ...string) {
	p := wire.Problem{Code: code, Parts: parts, Line: r.line, Column: r.column()}
	if r.at >= len(r.data) {
		p.Words = []string{"end"}
	} else {
		c, _ := utf8.DecodeRune(r.data[r.at:])
		p.Parts = append(parts, strconv.QuoteRune(c))
	}
	panic(syntaxError{p})
}

// column goes on counting where it stopped: a playbook may be one line of a megabyte.
func (r *jsonReader) column() int {
	if r.seen < r.bol || r.seen > r.at {
		r.seen, r.runs = r.bol, 0
	}
	r.runs += utf8.RuneCount(r.data[r.seen:r.at])
	r.seen = r.at
	return r.runs + 1
}

func (r *jsonReader) space() {
	for r.at < len(r.data) {
		switch r.data[r.at] {
		case '\n':
			r.line++
			r.bol = r.at + 1
		case ' ', '\t', '\r':
		default:
			return
		}
		r.at++
	}
}

func (r *jsonReader) peek() byte {
	if r.at < len(r.data) {
		return r.data[r.at]
	}
	return 0
}

func (r *jsonReader) value(depth int) *node {
	if depth > maxDepth {
		r.fail("json_deep", strconv.Itoa(maxDepth))
	}
	n := &node{line: r.line, column: r.column()}
	switch c := r.peek(); {
	case c == '{':
		n.kind = mapNode
		r.members(n, depth)
	case c == '[':
		n.kind = listNode
		r.items(n, depth)
	case c == '"':
		n.kind, n.text = textNode, r.text()
	case c == '-' || c >= '0' && c <= '9':
		n.kind, n.text = numberNode, r.number()
	default:
		r.word(n)
	}
	return n
}

func (r *jsonReader) word(n *node) {
	for word, kind := range map[string]nodeKind{"true": boolNode, "false": boolNode, "null": nullNode} {
		if bytes.HasPrefix(r.data[r.at:], []byte(word)) {
			n.kind, n.text = kind, word
			r.at += len(word)
			return
		}
	}
	r.expected("json_value")
}

func (r *jsonReader) members(n *node, depth int) {
	r.at++
	r.space()
	for first := true; r.peek() != '}'; first = false {
		if !first {
			r.comma('}')
		}
		if r.peek() != '"' {
			r.expected("json_field")
		}
		key := &node{kind: textNode, line: r.line, column: r.column()}
		key.text = r.text()
		r.space()
		if r.peek() != ':' {
			r.expected("json_colon", key.text)
		}
		r.at++
		r.space()
		n.keys = append(n.keys, key)
		n.values = append(n.values, r.value(depth+1))
		r.space()
	}
	r.at++
}

func (r *jsonReader) items(n *node, depth int) {
	r.at++
	r.space()
	for first := true; r.peek() != ']'; first = false {
		if !first {
			r.comma(']')
		}
		n.values = append(n.values, r.value(depth+1))
		r.space()
	}
	r.at++
}

func (r *jsonReader) comma(end byte) {
	if r.peek() != ',' {
		r.expected("json_comma", string(rune(end)))
	}
	r.at++
	r.space()
	if r.peek() == end {
		r.fail("json_last_comma", string(rune(end)))
	}
}

func (r *jsonReader) number() string {
	start := r.at
	for r.at < len(r.data) && strings.IndexByte("+-.eE0123456789", r.data[r.at]) >= 0 {
		r.at++
	}
	s := string(r.data[start:r.at])
	digits := strings.TrimPrefix(s, "-")
	_, err := strconv.ParseFloat(s, 64)
	if err != nil || digits[0] < '0' || len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' {
		r.at = start
		r.fail("json_number", s)
	}
	return s
}
