package playbook

import (
	"reflect"
	"strings"
)

// mapping decodes a map whose keys are free: sites, languages, weekdays.
func (d *decoder) mapping(n *node, v reflect.Value, path string) {
	if n.kind != mapNode {
		d.wrongType(n, path, "map")
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.keys)))
	seen := map[string]bool{}
	for i, key := range n.keys {
		at := d.join(path, key.text)
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
		d.wrongType(n, path, "map")
		return
	}
	allowed := d.fieldsOf(v.Type())
	seen := map[string]bool{}
	for i, key := range n.keys {
		at := d.join(path, key.text)
		if d.doubled(key, seen, at) {
			continue
		}
		field, ok := allowed[key.text]
		if !ok {
			d.unknown(key, at, allowed)
			continue
		}
		d.value(n.values[i], v.Field(field), at)
	}
}

// fieldsOf are a struct's fields by the name that the writer gives them.
func (d *decoder) fieldsOf(t reflect.Type) map[string]int {
	if known, ok := d.structs[t]; ok {
		return known
	}
	if d.structs == nil {
		d.structs = map[reflect.Type]map[string]int{}
	}
	fields := map[string]int{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		fields[name] = i
	}
	d.structs[t] = fields
	return fields
}

func (d *decoder) doubled(key *node, seen map[string]bool, path string) bool {
	if seen[key.text] {
		d.wrong("duplicate_key", key, path, path)
		return true
	}
	seen[key.text] = true
	return false
}
