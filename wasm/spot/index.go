package spot

import "math/bits"

// index finds the forms that a hash may stand for. A bit set says "surely not" for
// nearly every word of a text before a table says which, so ten thousand names cost
// little more than a hundred.
type index struct {
	bits  []uint64
	shift uint
	heads map[uint64]head
	most  int32 // characters of the longest form
}

// head is what a hash stands for: forms that end here, and whether longer ones go on.
type head struct {
	forms []int32
	more  bool
}

func (x *index) size(forms int) {
	n := 1 << max(10, bits.Len(uint(forms*32)))
	x.bits = make([]uint64, n/64)
	x.shift = uint(64 - bits.TrailingZeros(uint(n)))
	x.heads = make(map[uint64]head, forms)
}

// put enters a form under the hash of letters, and the hashes of its first words.
func (x *index) put(f *form, number int32, letters []rune) {
	hash, at := uint64(0), 0
	if len(letters) == len(f.folded) { // else its words end elsewhere
		for _, end := range f.ends[:len(f.ends)-1] {
			for ; at < int(end); at++ {
				hash = hash*factor + uint64(letters[at])
			}
			h := x.heads[hash]
			h.more = true
			x.set(hash, h)
		}
	}
	for ; at < len(letters); at++ {
		hash = hash*factor + uint64(letters[at])
	}
	h := x.heads[hash]
	h.forms = append(h.forms, number)
	x.set(hash, h)
	x.most = max(x.most, int32(len(letters)))
}

func (x *index) set(hash uint64, h head) {
	i := mix(hash) >> x.shift
	x.bits[i>>6] |= 1 << (i & 63)
	x.heads[hash] = h
}

// may is false when surely no form has the hash.
func (x *index) may(hash uint64) bool {
	i := mix(hash) >> x.shift
	return x.bits[i>>6]>>(i&63)&1 != 0
}

func (x *index) get(hash uint64) (head, bool) {
	if !x.may(hash) {
		return head{}, false
	}
	h, ok := x.heads[hash]
	return h, ok
}

// mix spreads the polynomial hash, whose low bits know little.
func mix(h uint64) uint64 { return (h ^ h>>32) * 0xD6E8FEB86659FD93 }

// factor of the polynomial hash is odd, so that it has an inverse and the last
// characters of a word can be taken out of its hash again (inflection).
const (
	factor  = 0x9E3779B97F4A7C15
	inverse = 0xF1DE83E19937733D
)

// longest is more folded characters than any form has that can match.
const longest = 256

// powers[n] is factor to the n-th: a hash is multiplied with it when n characters follow.
var powers = func() (p [longest + 1]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * factor
	}
	return p
}()
