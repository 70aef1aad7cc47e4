package rank

import "slices"

// model is a linear one: for each entry (class), a weight for each feature of a text and
// for each entry that the text is like as well.
type model struct {
	classes int
	size    []float32 // examples of each class
	means   sparse    // of each class's examples

	row     []int32   // of each feature in weights, -1 for one that is too rare to have one
	weights []float32 // [row][class]
	across  []float32 // [class in a description, and the rest][class]
	second  float32   // length squared of the descriptions in this playbook
}

// mostWeights is how many numbers the table of weights may have: 64 MB of them.
const mostWeights = 16 << 20

// rows gives a row of weights to every feature that enough examples have, so that the
// table stays below mostWeights. in is how many have each.
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
		if n*m.classes <= mostWeights {
			m.weights = make([]float32, n*m.classes)
			return
		}
	}
}

// weigh adds the weights for a text's features to out.
func (m *model) weigh(x vector, out []float32) {
	for i, f := range x.at {
		if row := m.row[f]; row >= 0 {
			add(out, m.weights[int(row)*m.classes:], x.value[i])
		}
	}
}

// compare adds the weights for a text's description to out.
func (m *model) compare(d description, out []float32) {
	if d.norm == 0 {
		return
	}
	for i, c := range d.class {
		add(out, m.across[int(c)*m.classes:], d.value[i])
	}
	add(out, m.across[m.classes*m.classes:], d.rest)
}

// add adds row, by times, to to.
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

// learn moves a class's weights towards a text.
func (m *model) learn(x vector, class int, by float32) {
	for i, f := range x.at {
		if row := m.row[f]; row >= 0 {
			m.weights[int(row)*m.classes+class] += by * x.value[i]
		}
	}
}

// learnAcross moves a class's weights towards a description. The last row has the sums
// of the columns, which is all that the rest of another description needs.
func (m *model) learnAcross(d description, class int, by float32) {
	for i, c := range d.class {
		m.across[int(c)*m.classes+class] += by * d.value[i]
	}
	m.across[m.classes*m.classes+class] -= by * d.rest * float32(m.classes)
}

// sparse is numbers by feature and class: those alone that are not 0.
type sparse struct {
	start []int32 // by feature, and the end of the last
	class []int32
	value []float32
}

// classMeans adds up the examples, which come by class.
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
	end := slices.Clone(s.start[:features])
	for i, x := range xs {
		y := ys[i]
		for j, f := range x.at {
			v, e := x.value[j]/m.size[y], end[f]
			if e > s.start[f] && s.class[e-1] == y {
				s.value[e-1] += v
				continue
			}
			s.class[e], s.value[e] = y, v
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

// likeness adds the products of x with each class's numbers to out.
func (s *sparse) likeness(x vector, out []float32) {
	for i, f := range x.at {
		v, from, to := x.value[i], s.start[f], s.start[f+1]
		value := s.value[from:to]
		for j, c := range s.class[from:to] {
			out[c] += v * value[j]
		}
	}
}

// below is likeness for the classes up to last.
func (s *sparse) below(x vector, last int32, out []float32) {
	for i, f := range x.at {
		v, from, to := x.value[i], s.start[f], s.start[f+1]
		value := s.value[from:to]
		for j, c := range s.class[from:to] {
			if c > last {
				break
			}
			out[c] += v * value[j]
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
