package playbook

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"porchlight/wasm/wire"
)

// maxProblems is as many as a person reads; a file that is wrong everywhere is most
// likely not a playbook.
const maxProblems = 100

// decoder turns nodes into the types of this package, strictly: unknown, doubled and
// wrongly typed fields are problems, each with its path and place.
type decoder struct {
	quiet    bool // nobody asks what is wrong, or where
	problems []wire.Problem
	warnings int              // of problems
	names    map[string]*node // place of each value, by path
	structs  map[reflect.Type]map[string]int
}

func valueOf(p *Playbook) reflect.Value { return reflect.ValueOf(p).Elem() }

func index(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

func (d *decoder) report(n *node, warning bool, code, path, format string, args ...any) {
	if warning && d.warnings >= maxProblems || !warning && len(d.problems)-d.warnings >= maxProblems {
		return // of each kind, so that warnings never hide what stops the playbook
	}
	if warning {
		d.warnings++
	}
	p := wire.Problem{Code: code, Message: fmt.Sprintf(format, args...), Path: path, Warning: warning}
	if n != nil {
		p.Line, p.Column = n.line, n.column
	}
	d.problems = append(d.problems, p)
}

func (d *decoder) value(n *node, v reflect.Value, path string) {
	d.place(n, path)
	if n.kind == nullNode {
		if path == "" {
			d.problems = append(d.problems, *emptyProblem())
		}
		return // a key without a value is as good as no key
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	case reflect.Struct:
		d.fields(n, v, path)
	case reflect.Map:
		d.mapping(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	default:
		d.scalar(n, v, path)
	}
}

func (d *decoder) place(n *node, path string) {
	if d.quiet {
		return
	}
	if d.names == nil {
		d.names = map[string]*node{}
	}
	d.names[path] = n
}

// join and index are the path of what is in a map or list.
func (d *decoder) join(path, field string) string {
	if d.quiet {
		return ""
	}
	return join(path, field)
}

func (d *decoder) index(list string, i int) string {
	if d.quiet {
		return ""
	}
	return index(list, i)
}

func (d *decoder) wrongType(n *node, path, want string) {
	where, hint := path, ""
	if where == "" {
		where = "the playbook"
	}
	if want == "a text" && (n.kind == numberNode || n.kind == boolNode || n.kind == mapNode && strings.HasSuffix(path, "]")) {
		hint = "; put it in quotes"
	}
	if want == "a map" && n.kind == textNode && strings.HasSuffix(path, "]") {
		hint = fmt.Sprintf("; write {name: %q}", n.text)
	}
	d.report(n, false, "invalid", path, "%s must be %s, not %s%s", where, want, n.kind, hint)
}

func (d *decoder) scalar(n *node, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		if n.kind != textNode {
			d.wrongType(n, path, "a text")
			return
		}
		v.SetString(n.text)
	case reflect.Bool:
		if n.kind != boolNode {
			d.wrongType(n, path, "true or false")
			return
		}
		v.SetBool(n.text == "true")
	case reflect.Int:
		i, err := strconv.ParseInt(n.text, 10, 32)
		if n.kind != numberNode || err != nil {
			d.wrongType(n, path, "a whole number")
			return
		}
		v.SetInt(i)
	default:
		panic("playbook: no decoder for " + v.Type().String())
	}
}

func (d *decoder) list(n *node, v reflect.Value, path string) {
	if n.kind != listNode {
		d.wrongType(n, path, "a list")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.values), len(n.values)))
	for i, item := range n.values {
		if item.kind == nullNode {
			d.report(item, false, "invalid", d.index(path, i), "%s is empty", d.index(path, i))
		}
		d.value(item, v.Index(i), d.index(path, i))
	}
}
