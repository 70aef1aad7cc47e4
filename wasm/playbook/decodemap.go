package playbook

import (
	"reflect"
	"strings"
)

// mapping decodes a map whose keys are free: sites, languages, weekdays.
func (d *decoder) mapping(n *node, v reflect.Value, path string) {
	if n.kind != mapNode {
		d.wrongType(n, path, "a map")
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.keys)))
	seen := map[string]bool{}
	for i, key := range n.keys {
		at := join(path, key.text)
		if d.doubled(key, seen, at) {
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(n.values[i], item, at)
		v.SetMapIndex(reflect.ValueOf(key.text), item)
	}
}

// fields decodes a map whose keys are the fields of a struct.
func (d *decoder) fields(n *node, v reflect.Value, path string) {
	if n.kind != mapNode {
		d.wrongType(n, path, "a map")
		return
	}
	allowed := map[string]int{}
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		allowed[name] = i
	}
	seen := map[string]bool{}
	for i, key := range n.keys {
		at := join(path, key.text)
		if d.doubled(key, seen, at) {
			continue
		}
		field, ok := allowed[key.text]
		if !ok {
			d.report(key, false, "unknown_field", at, "unknown field %q%s", key.text, suggest(key.text, allowed))
			continue
		}
		d.value(n.values[i], v.Field(field), at)
	}
}

func (d *decoder) doubled(key *node, seen map[string]bool, path string) bool {
	if seen[key.text] {
		d.report(key, false, "duplicate_key", path, "%s is given twice", path)
		return true
	}
	seen[key.text] = true
	return false
}
