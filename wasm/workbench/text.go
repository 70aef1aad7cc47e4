package workbench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Text is a JSON playbook as YAML, its fields in their own order, quoted wherever YAML could
// take a text for something else.
func Text(book []byte) (string, error) {
	w := writer{from: json.NewDecoder(bytes.NewReader(book))}
	w.from.UseNumber()
	if err := w.value(0, ""); err != nil && err != io.EOF {
		return "", fmt.Errorf("write a playbook: %w", err)
	}
	text := strings.TrimPrefix(w.to.String(), "\n")
	if text == " {}\n" {
		return "", nil
	}
	return text, nil
}

type writer struct {
	from *json.Decoder
	to   strings.Builder
}

// value writes what comes next behind a colon or a dash; first is what stands before the
// first line of a map in a list.
func (w *writer) value(depth int, first string) error {
	token, err := w.from.Token()
	if err != nil {
		return err
	}
	switch v := token.(type) {
	case json.Delim:
		if !w.from.More() {
			w.to.WriteString(map[json.Delim]string{'{': " {}\n", '[': " []\n"}[v])
			_, err = w.from.Token()
			return err
		}
		if v == '[' {
			return w.list(depth, first)
		}
		return w.fields(depth, first)
	case string:
		w.text(depth, v)
	case nil:
		w.to.WriteString(" null\n")
	default:
		fmt.Fprintf(&w.to, " %v\n", v)
	}
	return nil
}

func (w *writer) fields(depth int, first string) error {
	start := first
	if start == "" {
		w.to.WriteString("\n")
		start = indent(depth)
	}
	for w.from.More() {
		key, err := w.from.Token()
		if err != nil {
			return err
		}
		w.to.WriteString(start + scalar(key.(string)) + ":")
		if err := w.value(depth+1, ""); err != nil {
			return err
		}
		start = indent(depth)
	}
	_, err := w.from.Token()
	return err
}

func (w *writer) list(depth int, first string) error {
	if first != "" { // a list in a list, which no playbook has
		w.to.WriteString(strings.TrimRight(first, " "))
	}
	w.to.WriteString("\n")
	for w.from.More() {
		w.to.WriteString(indent(depth) + "-")
		if err := w.value(depth+1, " "); err != nil {
			return err
		}
	}
	_, err := w.from.Token()
	return err
}

func (w *writer) text(depth int, s string) {
	if !block.MatchString(s) {
		w.to.WriteString(" " + scalar(s) + "\n")
		return
	}
	w.to.WriteString(" |-\n")
	for line := range strings.Lines(s + "\n") {
		if line != "\n" {
			w.to.WriteString(indent(depth))
		}
		w.to.WriteString(line)
	}
}

func indent(depth int) string { return strings.Repeat("  ", depth) }

var (
	// Without quotes stands only what no version of YAML takes for anything but a text.
	plain = regexp.MustCompile(`^\p{L}[\p{L}\p{N}_./?!,()'’&+-]*( [\p{L}\p{N}_./?!,()'’&+-]+)*$`)
	words = regexp.MustCompile(`(?i)^(y|n|yes|no|on|off|true|false|null|nan|inf)$`)
	// Several lines, none of them with spaces at its ends, stand as they are.
	block = regexp.MustCompile(`^[\p{L}\p{N}\p{P}\p{S}]([^\p{C}\p{Z}]| [^\p{C}\p{Z}])*(\n+[\p{L}\p{N}\p{P}\p{S}]([^\p{C}\p{Z}]| [^\p{C}\p{Z}])*)+$`)
)

func scalar(s string) string {
	if plain.MatchString(s) && !words.MatchString(s) {
		return s
	}
	var quoted bytes.Buffer
	e := json.NewEncoder(&quoted)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always can
	return strings.TrimSuffix(quoted.String(), "\n")
}
