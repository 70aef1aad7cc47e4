// Package ranktest makes playbooks and posts for tests and benchmarks of ranking, as
// large as wanted and always the same: an invented ferry's questions.
package ranktest

import (
	"fmt"
	"strings"

	"porchlight/wasm/playbook"
)

var (
	things = strings.Fields("ticket bag cabin bicycle dog refund timetable ferry crew window breakfast app voucher wheelchair trailer")
	kinds  = strings.Fields("lost late broken double wrong cheaper cancelled early dirty missing")
	asks   = []string{
		"what do I do when my %s is %s", "my %[1]s was %[2]s again, who helps", "why is the %s always %s",
		"%[2]s %[1]s this morning, nobody told us", "the %s came out %s on the booking", "is a %[2]s %[1]s something you pay for",
		"I wrote last week that the %s is %s", "can somebody look at a %[2]s %[1]s please", "how long until a %[2]s %[1]s is put right", "%s still %s, third day now",
	}
	posts = []string{"Hi, the %s we booked is %s, what now?", "They say a %[2]s %[1]s is normal. Is it? We have been waiting on the quay since six and it rains"}
)

// Playbook has n answers of ten examples each; n is at most 150.
func Playbook(n int) *playbook.Playbook {
	p := &playbook.Playbook{}
	for i := range n {
		a := playbook.Answer{ID: id(i)}
		for _, ask := range asks {
			a.Examples = append(a.Examples, fill(ask, i))
		}
		p.Answers = append(p.Answers, a)
	}
	return p
}

// Post is a text and the answer that it is about.
type Post struct{ Text, Answer string }

// Posts are two for each of n answers, in words that no example has as they stand.
func Posts(n int) (all []Post) {
	for i := range n {
		for _, p := range posts {
			all = append(all, Post{fill(p, i), id(i)})
		}
	}
	return all
}

func id(i int) string { return things[i%len(things)] + "-" + kinds[i/len(things)] }

func fill(format string, i int) string {
	return fmt.Sprintf(format, things[i%len(things)], kinds[i/len(things)])
}
