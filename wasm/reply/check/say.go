package check

import (
	"strings"

	"porchlight/wasm/wire"
)

// messages say each problem in English; _locales has the same sentence for check_<code>
// in every language, with the same $1.
var messages = [...]struct{ code, text string }{
	{"empty", "There is nothing to insert yet."},
	{"too_long", "Too long here: $1 of $2."},
	{"too_short", "Too short here: $1, and at least $2 are needed."},
	{"slot", "Fill in “$1” first."},
	{"own_words", "Add some words of your own, or fill in a blank."},
	{"own_sentence", "Add one whole sentence of your own."},
	{"expired_fact", "This was valid until $2 only: “$1”."},
	{"avoid", "Better without “$1”. $2"},
	{"require", "“$1” is missing. $2"},
	{"disclosure", "Say within the first 100 characters that you work here: “$1”."},
	{"sign_off", "The sign-off is missing at the end: $1"},
	{"repeated", "Your team sent nearly the same text lately. $1"},
	{"promise_undated", "A promise without a time: say by when."},
	{"promise_unowned", "A promise without a person: say who does it."},
	{"promise_past", "This time is over: $1."},
	{"link", "$1 is not among the links that the playbook allows."},
	{"personal_email", "An e-mail address is about to be public."},
	{"personal_phone", "A phone number is about to be public."},
	{"personal_card", "A card number is about to be public."},
	{"personal_account", "An account number is about to be public."},
	{"personal_id", "A national identity number is about to be public."},
	{"personal_number", "A booking or order number is about to be public."},
	{"shouting", "Capitals read as shouting."},
	{"exclaims", "Fewer exclamation marks sound calmer."},
	{"long_sentence", "A sentence of $1 words; your team writes at most $2."},
	{"host_uniform", "This forum refuses texts with so few different characters."},
	{"host_uppercase", "This forum refuses texts in capitals alone."},
	{"host_links", "This forum takes more than $1 links from a new member for spam."},
	{"host_split", "Keep it in one comment: several in a row get an account banned here."},
	{"host_affiliation", "Say that you work there when you link to your own pages here."},
	{"host_promotion", "People here ask not to promote: “$1”."},
	{"host_markdown", "This site shows Markdown as it is typed: “$1”."},
}

// stops reports a problem with which a draft may not be inserted.
func stops(code string) bool {
	return code == "empty" || code == "slot" || code == "own_words" || code == "own_sentence"
}

// English says each problem in English, as its Message. The engine only knows the codes:
// this is for the command line.
func English(problems []wire.DraftProblem) {
	for i := range problems {
		p, text := &problems[i], ""
		for _, m := range messages {
			if m.code == p.Code {
				text = m.text
			}
		}
		first, second := "", ""
		if len(p.Parts) > 0 {
			first = p.Parts[0]
		}
		if len(p.Parts) > 1 {
			second = p.Parts[1]
		}
		p.Message = strings.TrimSpace(strings.NewReplacer("$1", first, "$2", second).Replace(text))
	}
}
