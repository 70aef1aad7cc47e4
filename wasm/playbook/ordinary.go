package playbook

import (
	"strings"
	"unicode"

	"porchlight/wasm/words"
)

// languageNames are the lists of wasm/words as a warning names them.
var languageNames = map[string]string{"en": "English", "nordic": "Norwegian, Danish or Swedish", "de": "German", "fr": "French", "es": "Spanish"}

// checkOrdinary warns of a name that is an ordinary word and has nothing that would
// tell the two apart.
func (d *decoder) checkOrdinary(e Entry, s, path string) {
	n := e.Name
	if n.Case == "exact" || len(n.Near) > 0 {
		return
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
	if len(fields) != 1 {
		return
	}
	in := words.Languages(strings.ToLower(fields[0]))
	if len(in) == 0 {
		return
	}
	for i, l := range in {
		in[i] = languageNames[l]
	}
	how := "with its capital, in the middle of a sentence, as a hashtag or as a handle"
	if strings.ToLower(s) == s {
		how = "as a hashtag or as a handle, or in small letters where it is a rare word"
	}
	d.report(d.names[path], true, "ordinary_word", path, "%q is an ordinary word in %s and counts only %s; what helps: near: [words that stand beside it], its handles and domains, or case: exact",
		s, strings.Join(in, "; "), how)
}
