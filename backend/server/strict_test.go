package server

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

type shape struct {
	Text  string            `json:"text"`
	N     int64             `json:"n"`
	List  []shape           `json:"list"`
	Map   map[string]string `json:"map"`
	Deep  *shape            `json:"deep"`
	Raw   json.RawMessage   `json:"raw"`
	Blind string            `json:"-"`
}

func TestDecodeTakes(t *testing.T) {
	for _, s := range []string{
		`{}`, ` {"text":"x"} `, `{"text":"\u00e5","n":9007199254740991,"list":[{"n":1},{}],"map":{"a":"b","A":"c"},"deep":{"deep":null}}`,
		`{"raw":{"any":[1,{"thing":true}]}}`, `{"text":"\ud83d\udd25"}`, `{"text":"\\ud83d"}`,
	} {
		var v shape
		if err := Decode([]byte(s), &v); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestDecodeRefusesAndSaysWhere(t *testing.T) {
	for s, says := range map[string]string{
		`{"deep":{"list":[{},{"x":1}]}}`:     `"deep.list[1].x" is unknown`,
		`{"list":[{"text":"a","text":"b"}]}`: `"list[0].text" is there twice`,
		`{"map":{"a":"b","a":"c"}}`:          `"map.a" is there twice`,
		`{"raw":{"a":1,"a":2}}`:              `"raw.a" is there twice`,
		`{"Blind":"x"}`:                      `"Blind" is unknown`,
		`{"Text":"x"}`:                       `"Text" is unknown`,
		`{"n":1e3}`:                          `"n"`,
		`{"n":"1"}`:                          `"n" must be`,
		`{"raw":` + strings.Repeat("[", 32) + strings.Repeat("]", 32) + `}`: "deeper than 32",
		`{"text":"\ude00"}`:             "surrogate",
		`{"text":"\ud83d\ud83d\udd25"}`: "surrogate",
		`{} {}`:                         "after",
		`{}]`:                           "after",
		`{"text"}`:                      "not JSON",
		`nul`:                           "",
		"\x00":                          "",
	} {
		var v shape
		err := Decode([]byte(s), &v)
		if err == nil || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "invalid: ") {
			t.Errorf("%s: %v, want %s", s, err, says)
		}
	}
}

// BE-16.d: nothing panics, and what is taken is what encoding/json would take.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"text":"x","n":1}`, `{"list":[{"deep":{}}],"raw":[1,2]}`, `{"map":{"a":"b"}}`, "{\"text\":\"\xff\"}",
		`{"text":"\ud83d"}`, `[[[[`, `{"n":-0}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v, plain, again shape
		if Decode(data, &v) != nil {
			return
		}
		if err := json.Unmarshal(data, &plain); err != nil || !reflect.DeepEqual(v, plain) {
			t.Fatalf("taken, but encoding/json says %v: %q", err, data)
		}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := Decode(b, &again); err != nil {
			t.Fatalf("what was taken does not come back: %v, %s", err, b)
		}
	})
}
