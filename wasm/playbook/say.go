package playbook

import (
	"strings"
	"unicode"

	"porchlight/wasm/wire"
)

// sentences say each problem in English, with its parts in $1, $2 and so on; _locales has
// the same for book_<code> in every language. The engine only knows the codes: what is
// here is said by the command line and the server alone.
var sentences = [...]struct{ code, text string }{
	// Words that stand in the others.
	{"is_bool", "true or false"},
	{"is_number", "a number"},
	{"is_whole", "a whole number"},
	{"is_text", "a text"},
	{"is_list", "a list"},
	{"is_map", "a map"},
	{"is_end", "the end"},
	{"is_brand", "a brand"},
	{"is_product", "a product"},
	{"is_leader", "a leader"},
	{"is_rival", "a rival"},
	{"is_signal", "a signal"},
	{"is_en", "English"},
	{"is_nordic", "Norwegian, Danish or Swedish"},
	{"is_de", "German"},
	{"is_fr", "French"},
	{"is_es", "Spanish"},

	// The shape of the text.
	{"empty", `the playbook is empty; the smallest one is {"brands":[{"name":"Havblikk"}]}`},
	{"json_after", "there is $1 after the end of the playbook"},
	{"json_deep", "lists and maps are nested deeper than $1"},
	{"json_value", "expected a value, found $1"},
	{"json_field", "expected a field name in quotes, found $1"},
	{"json_colon", "expected ':' after the field name “$1”, found $2"},
	{"json_comma", "expected ',' or '$1', found $2"},
	{"json_last_comma", "a comma before '$1' is not allowed"},
	{"json_number", "“$1” is not a number"},
	{"json_open", `a text is not closed: expected '"' before the end`},
	{"json_control", `a text may not hold a line break or control character; write \n`},
	{"json_utf8", "the file is not UTF-8 here"},
	{"json_escape", `unknown escape \$1 in a text`},
	{"json_half", `\u$1 is half of a pair and means nothing alone`},
	{"json_hex", `\u needs four hexadecimal digits`},
	{"yaml", "this is not valid YAML: $1"},
	{"yaml_line", "a line without a field: “$1”; write a name, a colon and a space, as in name: Havblikk"},
	{"yaml_place", "“$1” cannot stand here; look at how far the lines are indented, and put a text that has a colon in quotes"},
	{"yaml_list", "a list that begins with [ ends with ] and has commas between"},
	{"yaml_map", "a map that begins with { ends with } and has commas between"},
	{"yaml_closes", "“$1” closes nothing that was opened"},
	{"yaml_quote", "a text in quotes is not closed"},
	{"yaml_tab", "a tab cannot indent here; use spaces"},
	{"yaml_sign", "a text that begins with @ or ` needs quotes"},
	{"yaml_second", "a playbook is one document; there is a second one"},
	{"yaml_large", "the playbook is too large"},
	{"yaml_merge", "merge keys (<<) are not supported"},
	{"yaml_alias", "*$1 refers to no earlier &$1"},
	{"yaml_unsupported", "“$1” is not supported in a playbook"},

	// Fields and what they hold.
	{"no_playbook", "the playbook must be a map, not $1"},
	{"wrong_type", "$1 must be $2, not $3"},
	{"wants_quotes", "$1 must be $2, not $3; put it in quotes"},
	{"wants_name", `$1 must be a map, not a text; write {name: "$2"}`},
	{"item_empty", "$1 is empty"},
	{"unknown_field", "unknown field “$1”; allowed here: $2"},
	{"misspelt_field", "unknown field “$1”; did you mean “$2”?"},
	{"duplicate_key", "$1 is given twice"},
	{"not_one_of", "$1 is “$2”; it may be $3"},

	// Names.
	{"no_names", "the playbook has no names and no answers; it needs at least brands, for example {name: Havblikk}"},
	{"no_name", "$1 has no name"},
	{"no_domain", "“$1” is no domain; write it as havblikk.example, without https:// or a path"},
	{"no_hashtag", "“$1” is no hashtag; write one word, with or without #"},
	{"never", "“$1” has no letter or digit, so it can never be spotted"},
	{"name_long", "the name has $1 characters; at most $2 are possible"},
	{"too_short", "“$1” is one letter and stands everywhere, so it counts only as #$2 or @$2; add near: [words that stand beside it], or its handles and domains"},
	{"twice_in", "“$1” stands twice in $2"},
	{"name_taken", "“$1” is already the name of $2; the first one counts"},
	{"overlap", "“$1” is the name of $3 ($2) and of $4; posts will show it as the first"},
	{"ordinary_word", "“$1” is an ordinary word in $2 and counts only with its capital, in the middle of a sentence, as a hashtag or as a handle; what helps: near: [words that stand beside it], its handles and domains, or case: exact"},
	{"ordinary_small", "“$1” is an ordinary word in $2 and counts only as a hashtag or as a handle, or in small letters where it is a rare word; what helps: near: [words that stand beside it], its handles and domains, or case: exact"},

	// Who and where.
	{"community_empty", "$1 is empty; write the start of an address, reddit.com/r/sailing, or a name as the site shows it, r/sailing"},
	{"no_community", "“$1” can fit no community; write the start of its address without *, ? or #, as reddit.com/r/sailing"},
	{"account_empty", "$1 is empty; write a handle or a name as the site shows it"},
	{"no_site", "“$1” is no site's name; sites are named x, reddit, mastodon and so on; an address belongs under exclude.communities"},

	// Hours.
	{"minutes", "$1 is $2; it may be from 1 to $3"},
	{"zone_missing", "$1 is missing; name the clock that these hours go by, as Europe/Oslo"},
	{"no_zone", "“$1” is no time zone; write it as Europe/Oslo, America/New_York or UTC"},
	{"no_weekday", "“$1” is no weekday; they are mon, tue, wed, thu, fri, sat, sun"},
	{"no_interval", "“$1” is no interval of one day; write it as 09:00-17:00, and a night as 22:00-24:00 and, on the next day, 00:00-06:00"},
	{"never_open", "$1 never opens; give a day an interval, mon: [09:00-17:00], or leave it out to be always open"},
	{"no_date", "“$1” is no date; write it as 2026-11-30"},

	// Answers.
	{"id_missing", "$1 has no id"},
	{"id_twice", "the answer id “$1” is used twice"},
	{"no_id", "“$1” is no id"},
	{"hole_taken", "{$1} is already something else in this answer"},
	{"no_choices", "the slot “$1” is a choice and has no choices"},
	{"unknown_hole", "{$1} is no fact or slot of this answer; it may be $2"},
	{"review_due", "$1 was to be looked at by $2"},
	{"review_owed", "$1 was to be looked at by $2, by $3"},
	{"expired", "the fact “$1” expired on $2, and what states it is no longer offered"},
	{"expires", "the fact “$1” expires on $2"},
	{"no_examples", "$1 has no examples, so it is never found; add what people write when it is the answer"},
	{"off_there", "$1 is for $2 alone, where the playbook switches Porchlight off"},
	{"open_end", "$1 neither commits nor refuses nor says what comes next"},
	{"same_text", "every colleague would send the same words; give one part a second wording"},
	{"slot_unused", "no block of $1 has {$2}"},
	{"fact_unused", "no block of $1 has {$2}; only leaders are shown it"},
	{"language_missing", "$1 has no blocks in $2, as most answers have"},
	{"example_twice", "“$1” is already an example of $2"},
	{"mistaken", "“$1” would be answered with $2, whose example “$3” is nearer than the others of $4"},
}

func sentence(code string) string {
	for i := range sentences {
		if sentences[i].code == code {
			return sentences[i].text
		}
	}
	return code
}

// English says each problem of a playbook in English, as its Message.
func English(problems []wire.Problem) []wire.Problem {
	for i := range problems {
		p := &problems[i]
		if p.Message != "" {
			continue
		}
		text := sentence(p.Code)
		p.Message = filled(text, partsOf(*p, places(text)))
	}
	return problems
}

// partsOf are n parts of a sentence: as they were written, one line each, and then words,
// of which the last place takes all that are left.
func partsOf(p wire.Problem, n int) []string {
	var all []string
	for _, part := range p.Parts {
		all = append(all, strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return ' ' // a playbook does not write on the terminal of who checks it
			}
			return r
		}, part))
	}
	for _, word := range p.Words {
		said := sentence("is_" + word)
		if len(all) == n && n > 0 {
			all[n-1] += "; " + said
		} else {
			all = append(all, said)
		}
	}
	return all
}

// places is the highest n of a sentence's $n.
func places(text string) (n int) {
	for i := range text {
		if text[i] == '$' && i+1 < len(text) {
			n = max(n, int(text[i+1]-'0'))
		}
	}
	return n
}

// filled puts the parts in their places at once: what is in a part stays as it is.
func filled(text string, parts []string) string {
	var pairs []string
	for i, part := range parts {
		pairs = append(pairs, "$"+string(rune('1'+i)), part)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
