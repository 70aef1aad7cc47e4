package wire

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzAppendScanned compares with encoding/json, so that no field can be forgotten:
// every field of the types is filled.
func FuzzAppendScanned(f *testing.F) {
	f.Add("plain", 1, true)
	f.Add("<b>&\"\\\x00\x1f\b\f\n\r\t\u2028\u2029é🙂\xff\x7f", -3, false)
	f.Add("", 0, true)
	f.Fuzz(func(t *testing.T, text string, n int, full bool) {
		finding := Finding{ID: text, Mentions: []Mention{}}
		if full {
			finding = filled[Finding](text, n)
		}
		scanned := &Scanned{Findings: []Finding{finding, {Mentions: []Mention{{}, filled[Mention](text, n)}, Triage: &Triage{}}}}
		want, err := json.Marshal(Answer{Scanned: scanned})
		if err != nil {
			t.Fatal(err)
		}
		if got := AppendScanned(nil, scanned); string(got) != string(want) {
			t.Fatalf("\ngot  %s\nwant %s", got, want)
		}
	})
}

func TestAppendLoaded(t *testing.T) {
	full := filled[Loaded]("<x>", 7)
	for _, l := range []*Loaded{{}, {OK: true, Names: 1000, Problems: []Problem{}}, &full} {
		want, err := json.Marshal(Answer{Loaded: l})
		if got := AppendLoaded(nil, l); err != nil || string(got) != string(want) {
			t.Errorf("\ngot  %s\nwant %s, %v", got, want, err)
		}
	}
}

// filled is a value with something in every field.
func filled[T any](text string, n int) (v T) {
	fill(reflect.ValueOf(&v).Elem(), text, n)
	return v
}

func fill(v reflect.Value, text string, n int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Int:
		v.SetInt(int64(n))
	case reflect.Bool:
		v.SetBool(n%2 == 0)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), text, n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), text, n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), text, n)
		}
	default:
		panic("a field of a new kind: " + v.Type().String())
	}
}
