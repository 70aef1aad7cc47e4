package rank

import (
	"math"
	"slices"
)

// How the weights are learnt; the numbers are from cross-validation.
const (
	rounds  = 4        // over all examples
	cost    = 1        // most that one example may pull
	prior   = 4        // length of the mean of an entry's examples, where the weights start
	second  = 0.2      // share of the view through the other entries
	mostRow = 16 << 20 // numbers in the table of weights; 64 MB
)

// model is a linear one: for each entry, a weight for each feature of a text and for
// each entry that the text is also like. It is a multi-class support vector machine
// (Crammer, Singer 2001; the dual by one example after the other, Keerthi et al. 2008),
// that starts from the means of the entries' examples instead of from nothing: with two
// examples the mean is all there is to know, with a hundred it hardly matters.
//
// The second view is what finds "money back" for "refund": a text is described by its
// likeness to every entry's examples (for an example, to the others), and entries learn
// which of these descriptions is theirs.
type model struct {
	classes int
	row     []int32   // of each feature in weights, -1 for one that is too rare to have one
	weights []float32 // [row][class]
	across  []float32 // [class as part of a description][class]
	means   sparse    // of each entry's examples
	size    []float32 // examples of each class
	second  float32   // share of the descriptions in this playbook
}

// sparse is the means by feature: those classes alone that have it.
type sparse struct {
	start []int32 // by feature, and the end of the last
	class []int32
	value []float32
}

func (m *model) classMeans(features int, xs []vector, ys []int32) {
	s := &m.means
	s.start = make([]int32, features+1)
	n := 0
	for _, x := range xs {
		for _, f := range x.at {
			s.start[f+1]++
		}
		n += len(x.at)
	}
	for f := range features {
		s.start[f+1] += s.start[f]
	}
	s.class, s.value = make([]int32, n), make([]float32, n)
	end := make([]int32, features)
	copy(end, s.start)
	for i, x := range xs { // examples come by class: one class is one run
		y := ys[i]
		for j, f := range x.at {
			v := x.value[j] / m.size[y]
			if e := end[f]; e > s.start[f] && s.class[e-1] == y {
				s.value[e-1] += v
				continue
			}
			s.class[end[f]], s.value[end[f]] = y, v
			end[f]++
		}
	}
	s.pack(end)
}

// pack closes the gaps that several examples of one class have left.
func (s *sparse) pack(end []int32) {
	n := int32(0)
	for f := range end {
		from := s.start[f]
		s.start[f] = n
		for i := from; i < end[f]; i++ {
			s.class[n], s.value[n] = s.class[i], s.value[i]
			n++
		}
	}
	s.start[len(end)] = n
}

// likeness adds the means' products with x to out.
func (s *sparse) likeness(x vector, out []float32) {
	for i, f := range x.at {
		v := x.value[i]
		for j := s.start[f]; j < s.start[f+1]; j++ {
			out[s.class[j]] += v * s.value[j]
		}
	}
}

// cover is the share of x that the examples of a class have too.
func (s *sparse) cover(x vector, class int32) (sum float32) {
	for i, f := range x.at {
		if _, ok := slices.BinarySearch(s.class[s.start[f]:s.start[f+1]], class); ok {
			sum += x.value[i] * x.value[i]
		}
	}
	return sum
}

// describe turns likeness into a vector around its mean whose length squared is share.
func describe(likeness []float32, share float32) {
	mean, sum := float32(0), float32(0)
	for _, v := range likeness {
		mean += v
	}
	mean /= float32(len(likeness))
	for c, v := range likeness {
		likeness[c] = v - mean
		sum += (v - mean) * (v - mean)
	}
	if sum == 0 {
		return
	}
	scale := float32(math.Sqrt(float64(share / sum)))
	for c := range likeness {
		likeness[c] *= scale
	}
}

// others is the likeness of an example to all examples but itself. One that is alone in
// its class is as like to that class as to the nearest other. own says that it is most
// like its own.
func (m *model) others(x vector, y int32, out []float32) (own bool) {
	clear(out)
	m.means.likeness(x, out)
	mine := out[y]
	out[y] = 0
	nearest := slices.Max(out)
	if n := m.size[y]; n > 1 {
		out[y] = (mine*n - norm(x)) / (n - 1)
	} else {
		out[y] = nearest
	}
	return out[y] > nearest
}

// describeAll describes every example by the others. How much that counts is found here:
// as far as they show whose an example is. Two examples that share no word say nothing of
// a third, and would teach that an entry is what it is not like.
func (m *model) describeAll(xs []vector, ys []int32) []float32 {
	all := make([]float32, len(xs)*m.classes)
	right := 0
	for i, x := range xs {
		if m.others(x, ys[i], all[i*m.classes:(i+1)*m.classes]) {
			right++
		}
	}
	shown := float32(right) / float32(max(1, len(xs)))
	m.second = second * min(1, max(0, 2*shown-0.5))
	for i := range xs {
		describe(all[i*m.classes:(i+1)*m.classes], m.second)
	}
	return all
}

func norm(x vector) (sum float32) {
	for _, v := range x.value {
		sum += v * v
	}
	return sum
}

// rows gives a row of weights to every feature that enough examples have, so that the
// table stays below mostRow.
func (m *model) rows(in []int32) {
	m.row = make([]int32, len(in))
	for least := int32(1); ; least++ {
		n := 0
		for f, k := range in {
			m.row[f] = -1
			if k >= least {
				m.row[f] = int32(n)
				n++
			}
		}
		if n*m.classes <= mostRow {
			m.weights = make([]float32, n*m.classes)
			return
		}
	}
}

// train learns from examples that come by class; in is how many have each feature.
func train(in []int32, xs []vector, ys []int32, classes int) *model {
	m := &model{classes: classes, size: make([]float32, classes), across: make([]float32, classes*classes)}
	for _, y := range ys {
		m.size[y]++
	}
	m.classMeans(len(in), xs, ys)
	m.rows(in)
	for f, row := range m.row {
		if row >= 0 {
			for j := m.means.start[f]; j < m.means.start[f+1]; j++ {
				m.weights[int(row)*classes+int(m.means.class[j])] = prior * m.means.value[j]
			}
		}
	}
	described := m.describeAll(xs, ys)
	for i := range xs {
		for c, v := range described[i*classes : (i+1)*classes] {
			m.across[c*classes+int(ys[i])] += prior * v / m.size[ys[i]]
		}
	}
	t := trainer{model: m, pull: make([]float32, len(xs)*classes), g: make([]float32, classes)}
	for range rounds {
		for i, j := 0, 0; i < len(xs); i, j = i+1, (j+stride(len(xs)))%len(xs) {
			t.visit(xs[j], described[j*classes:(j+1)*classes], ys[j], t.pull[j*classes:(j+1)*classes])
		}
	}
	return m
}

// stride goes through n examples in an order that mixes the classes: the golden section,
// moved until it shares no divisor with n.
func stride(n int) int {
	for s := max(1, n*618/1000); ; s++ {
		a, b := s, n
		for b > 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return s
		}
	}
}

// score adds up the weights for a text.
func (m *model) score(x vector, description, out []float32) {
	clear(out)
	for i, f := range x.at {
		if row := m.row[f]; row >= 0 {
			add(out, m.weights[int(row)*m.classes:], x.value[i])
		}
	}
	for c, v := range description {
		add(out, m.across[c*m.classes:], v)
	}
}

func add(to, row []float32, by float32) {
	row = row[:len(to)]
	for len(to) >= 4 && len(row) >= 4 { // a third faster in WebAssembly than one by one
		to[0] += by * row[0]
		to[1] += by * row[1]
		to[2] += by * row[2]
		to[3] += by * row[3]
		to, row = to[4:], row[4:]
	}
	for c := range to {
		to[c] += by * row[c]
	}
}

// trainer keeps how far each example pulls at each class.
type trainer struct {
	*model
	pull    []float32
	g       []float32
	changed []int32
}

// visit finds the best pulls of one example while all others stay: at most cost at its
// own class, away from those that come within 1 of it, nothing in sum.
func (t *trainer) visit(x vector, description []float32, y int32, pull []float32) {
	t.score(x, description, t.g)
	a := norm(x) + norm(vector{value: description})
	if a == 0 {
		return
	}
	b := t.g
	for c := range b {
		b[c] += 1 - a*pull[c]
	}
	b[y]--
	level := t.level(b, y, a)
	for c := range b {
		new := min(0, (level-b[c])/a)
		if int32(c) == y {
			new = min(cost, (level-b[c])/a)
		}
		if by := new - pull[c]; by != 0 {
			pull[c] = new
			t.move(x, description, c, by)
		}
	}
}

// level is where the classes that matter end up: the highest, one after the other, until
// the next lies below what they come to.
func (t *trainer) level(b []float32, y int32, a float32) float32 {
	b[y] += a * cost
	t.changed = t.changed[:0]
	sum, last, lastAt := float32(0), float32(math.Inf(1)), int32(-1)
	for n := float32(0); ; n++ {
		best, at := float32(math.Inf(-1)), int32(-1)
		for c, v := range b { // the next one down, and of equals the next in order
			if (v < last || v == last && int32(c) > lastAt) && v > best {
				best, at = v, int32(c)
			}
		}
		if at < 0 || n > 0 && sum-a*cost >= n*best {
			b[y] -= a * cost
			return (sum - a*cost) / n
		}
		sum, last, lastAt = sum+best, best, at
	}
}

func (t *trainer) move(x vector, description []float32, class int, by float32) {
	for i, f := range x.at {
		if row := t.row[f]; row >= 0 {
			t.weights[int(row)*t.classes+class] += by * x.value[i]
		}
	}
	for c, v := range description {
		t.across[c*t.classes+class] += by * v
	}
}
