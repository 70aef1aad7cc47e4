// Package spottest makes posts and playbooks for benchmarks and fuzzing: invented names
// in invented sentences, the same for every run.
package spottest

import (
	"math/rand/v2"
	"strings"

	"porchlight/wasm/playbook"
)

var syllables = strings.Fields("hav blikk fjord sund vik nes dal berg stor lys nord sol vind holm strand kai brygg sild torsk måke skarv lom tind elv")

// Playbook has n invented names, the same first ones for every n: two thirds of one
// word, one third of two.
func Playbook(n int) *playbook.Playbook {
	p := &playbook.Playbook{}
	for i := range n {
		p.Brands = append(p.Brands, playbook.Name{Name: Name(i)})
	}
	return p
}

// Name is the i-th invented name, unlike all others.
func Name(i int) string {
	var b strings.Builder
	for k, rest := 0, i; k < 3 || rest > 0; k++ {
		s := syllables[(rest+7*k)%len(syllables)]
		if k == 0 || k == 2 && i%3 == 0 {
			if k > 0 {
				b.WriteByte(' ')
			}
			s = strings.ToUpper(s[:1]) + s[1:]
		}
		b.WriteString(s)
		rest /= len(syllables)
	}
	return b.String()
}

var sentence = strings.Fields(`the boat was late again and nobody told us why so we stood on the quay for an hour in the rain with two small
children while everyone around kept asking whether there would be a bus or perhaps another departure later tonight honestly I like this company but
please just answer when people write to you it's not that hard båten er forsinket igjen og ingen sier noe hvorfor kan dere ikke bare svare når folk skriver`)

// Posts are texts of about 280 bytes, of size bytes in all; one word in a thousand is
// one of the first 100 names. It returns how many names it put in.
func Posts(size int) (posts []string, names int) {
	random := rand.New(rand.NewPCG(1, 2))
	for total := 0; total < size; {
		var b strings.Builder
		for b.Len() < 270 {
			if random.IntN(1000) == 0 {
				b.WriteString(Name(random.IntN(100)))
				names++
			} else {
				b.WriteString(sentence[random.IntN(len(sentence))])
			}
			b.WriteString([]string{" ", " ", " ", " ", " ", " ", ", ", ". "}[random.IntN(8)])
		}
		posts = append(posts, b.String())
		total += b.Len()
	}
	return posts, names
}
