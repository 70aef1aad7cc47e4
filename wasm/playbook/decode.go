package playbook

import (
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

// wrong tells what stops the playbook, and warn what does not: the sentences are those of
// say.go.
func (d *decoder) wrong(code string, n *node, path string, parts ...string) {
	d.report(n, wire.Problem{Code: code, Path: path, Parts: parts})
}

func (d *decoder) warn(code string, n *node, path string, parts ...string) {
	d.report(n, wire.Problem{Code: code, Path: path, Parts: parts, Warning: true})
}

func (d *decoder) report(n *node, p wire.Problem) {
	if p.Warning && d.warnings >= maxProblems || !p.Warning && len(d.problems)-d.warnings >= maxProblems {
		return // of each kind, so that warnings never hide what stops the playbook
	}
	if p.Warning {
		d.warnings++
	}
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
	p, item := wire.Problem{Code: "wrong_type", Path: path, Parts: []string{path}, Words: []string{want, n.kind.String()}}, strings.HasSuffix(path, "]")
	switch {
	case path == "":
		p.Code, p.Parts, p.Words = "no_playbook", nil, p.Words[1:]
	case want == "text" && (n.kind == numberNode || n.kind == boolNode || n.kind == mapNode && item):
		p.Code = "wants_quotes"
	case want == "map" && n.kind == textNode && item:
		p.Code, p.Parts, p.Words = "wants_name", []string{path, n.text}, nil
	}
	d.report(n, p)
}

func (d *decoder) scalar(n *node, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		if n.kind != textNode {
			d.wrongType(n, path, "text")
			return
		}
		v.SetString(n.text)
	case reflect.Bool:
		if n.kind != boolNode {
			d.wrongType(n, path, "bool")
			return
		}
		v.SetBool(n.text == "true")
	case reflect.Int:
		i, err := strconv.ParseInt(n.text, 10, 32)
		if n.kind != numberNode || err != nil {
			d.wrongType(n, path, "whole")
			return
		}
		v.SetInt(i)
	default:
		panic("playbook: no decoder for " + v.Type().String())
	}
}

func (d *decoder) list(n *node, v reflect.Value, path string) {
	if n.kind != listNode {
		d.wrongType(n, path, "list")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.values), len(n.values)))
	for i, item := range n.values {
		if item.kind == nullNode {
			d.wrong("item_empty", item, d.index(path, i), d.index(path, i))
		}
		d.value(item, v.Index(i), d.index(path, i))
	}
}
