package rank

import (
	"math"
	"slices"
)

// description is a text by its likeness to the examples of every class, around their
// mean: value at the classes that it is most like, beside what all classes have, rest.
// It is what finds "money back" for "refund".
type description struct {
	class []int32
	value []float32
	rest  float32
	norm  float32 // length squared
}

const (
	second    = 0.2  // most that a description's length squared is; a text's is 1
	described = 0.15 // of the highest likeness: what is less like is rest
	mostOf    = 32   // classes in a description, so that learning stays quick
)

// describe makes a description of this length squared.
func describe(likeness []float32, norm float32) (d description) {
	sum, squares := float32(0), float32(0)
	least := threshold(likeness)
	for c, v := range likeness {
		if v > 0 && v >= least {
			d.class, d.value = append(d.class, int32(c)), append(d.value, v)
			sum, squares = sum+v, squares+v*v
		}
	}
	n := float32(len(likeness))
	squares -= sum * sum / n // around the mean
	if squares <= 1e-9 || norm == 0 {
		return description{}
	}
	scale := float32(math.Sqrt(float64(norm / squares)))
	for i := range d.value {
		d.value[i] *= scale
	}
	d.rest, d.norm = -sum/n*scale, norm
	return d
}

// threshold is the likeness from which a class is in a description.
func threshold(likeness []float32) float32 {
	for least := slices.Max(likeness) * described; ; least *= 1.25 {
		n := 0
		for _, v := range likeness {
			if v > 0 && v >= least {
				n++
			}
		}
		if n <= mostOf {
			return least
		}
	}
}

// next is the place of the highest value after that at last, -1 for none; of equals the
// first comes first. last is -1 at the start. allowed, when not nil, leaves places out.
// To go through few of many like this is quicker than to sort them.
func next(values []float32, last int, allowed []bool) int {
	best := -1
	for c, v := range values {
		if last >= 0 && (v > values[last] || v == values[last] && c <= last) || allowed != nil && !allowed[c] {
			continue
		}
		if best < 0 || v > values[best] {
			best = c
		}
	}
	return best
}

// others turns the likeness of an example to the means into that to all examples but
// itself. One that is alone in its class is as like to that class as to the nearest
// other. own says that it is most like its own.
func (m *model) others(x vector, y int32, likeness []float32) (own bool) {
	mine := likeness[y]
	likeness[y] = 0
	nearest := slices.Max(likeness)
	if n := m.size[y]; n > 1 {
		likeness[y] = max(0, (mine*n-norm(x))/(n-1))
	} else {
		likeness[y] = nearest
	}
	return likeness[y] > nearest
}

// describeAll describes every example by the others. How much that counts is found here:
// as far as they show whose an example is. Two examples that share no word say nothing of
// a third, and would teach that an entry is what it is not like.
func (m *model) describeAll(xs []vector, ys []int32) []description {
	all := make([]description, len(xs))
	likeness, right := make([]float32, m.classes), 0
	for i, x := range xs {
		clear(likeness)
		m.means.likeness(x, likeness)
		if m.others(x, ys[i], likeness) {
			right++
		}
		all[i] = describe(likeness, 1)
	}
	shown := float32(right) / float32(max(1, len(xs)))
	m.second = second * min(1, max(0, 2*shown-0.5))
	for i := range all {
		all[i].shrink(m.second)
	}
	return all
}

// shrink makes a description of length 1 one of this length squared.
func (d *description) shrink(norm float32) {
	scale := float32(math.Sqrt(float64(norm)))
	for i := range d.value {
		d.value[i] *= scale
	}
	d.rest, d.norm = d.rest*scale, d.norm*norm
}

func norm(x vector) (sum float32) {
	for _, v := range x.value {
		sum += v * v
	}
	return sum
}
