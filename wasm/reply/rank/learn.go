package rank

import "slices"

// How the weights are learnt; the numbers are from cross-validation.
const (
	rounds = 3    // over all examples
	cost   = 1    // most that one example may pull
	prior  = 4    // length of the mean of an entry's examples, where the weights start
	faint  = 0.05 // likeness of two examples that need not mind each other
)

// mostPairs is up to how many examples those that are like another are listed. That is
// what makes learning quick, and of more examples they are too many.
const mostPairs = 2048

// neighbour is an example that is like another one, and how much.
type neighbour struct {
	example int32
	like    float32
}

// mostPulls is up to how many pulls (examples by classes) anything is learnt: 64 MB.
// Nobody writes a larger playbook by hand, and the means alone do rank it.
const mostPulls = 16 << 20

// trainer is a multi-class support vector machine (Crammer, Singer 2001; the dual by one
// example after the other: Keerthi et al. 2008) that starts from the means of the
// entries' examples instead of from nothing: with two examples the mean is all there is
// to know, with a hundred it hardly matters.
type trainer struct {
	*model
	xs []vector
	ds []description
	ys []int32

	pull    []float32     // [example][class]: how far the one pulls at the other
	touched [][]int32     // by example: the classes that it pulls at, or did
	near    [][]neighbour // by example; nil: the weights are kept up to date instead
	start   []float32     // [example][class] scores by the means; with near only
	g, high []float32     // room
}

// learned is the model of examples that come by class; in is how many have each feature.
func learned(in []int32, xs []vector, ys []int32, classes int) *model {
	m := &model{classes: classes, size: make([]float32, classes)}
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
	if len(xs)*classes <= mostPulls {
		m.across = make([]float32, (classes+1)*classes)
		t := trainer{model: m, xs: xs, ys: ys, ds: m.describeAll(xs, ys),
			pull: make([]float32, len(xs)*classes), touched: make([][]int32, len(xs)), g: make([]float32, classes)}
		t.train(len(in))
	}
	return m
}

func (t *trainer) train(features int) {
	for i, d := range t.ds {
		t.learnAcross(d, int(t.ys[i]), prior/t.size[t.ys[i]])
	}
	n := len(t.xs)
	if n <= mostPairs {
		t.multiply(features)
	}
	step := stride(n)
	for range rounds {
		for i, j := 0, 0; i < n; i, j = i+1, (j+step)%n {
			t.visit(j)
		}
	}
	t.settle()
}

// stride goes through n examples in an order that mixes the classes: the golden section,
// moved until it shares no divisor with n.
func stride(n int) int {
	for s := max(1, n*618/1000); ; s++ {
		a, b := s, n
		for b > 0 {
			a, b = b, a%b
		}
		if a == 1 || n == 0 {
			return s
		}
	}
}

// multiply fills near and start.
func (t *trainer) multiply(features int) {
	n, classes := len(t.xs), t.classes
	each := model{size: make([]float32, n)} // every example a class of its own
	own := make([]int32, n)
	for i := range own {
		own[i], each.size[i] = int32(i), 1
	}
	each.classMeans(features, t.xs, own)
	t.near, t.start = make([][]neighbour, n), make([]float32, n*classes)
	products := make([]float32, n)
	for i, x := range t.xs {
		clear(products[:i+1])
		each.means.below(x, int32(i), products)
		y := int(t.ys[i])
		for j, v := range products[:i+1] {
			if v == 0 {
				continue
			}
			t.start[i*classes+int(t.ys[j])] += prior / t.size[t.ys[j]] * v
			if i != j {
				t.start[j*classes+y] += prior / t.size[y] * v
			}
			if v >= faint {
				t.near[i] = append(t.near[i], neighbour{int32(j), v})
				if i != j {
					t.near[j] = append(t.near[j], neighbour{int32(i), v})
				}
			}
		}
	}
}

// score fills g with the scores of an example.
func (t *trainer) score(i int) {
	if t.near == nil {
		clear(t.g)
		t.weigh(t.xs[i], t.g)
	} else {
		copy(t.g, t.start[i*t.classes:])
		for _, n := range t.near[i] {
			pull := t.pull[int(n.example)*t.classes:]
			for _, c := range t.touched[n.example] {
				t.g[c] += n.like * pull[c]
			}
		}
	}
	t.compare(t.ds[i], t.g)
}

// visit finds the best pulls of one example while all others stay: at most cost at its
// own class, away from those that come within 1 of it, nothing in sum.
func (t *trainer) visit(i int) {
	a, y := norm(t.xs[i])+t.ds[i].norm, int(t.ys[i])
	if a == 0 {
		return
	}
	t.score(i)
	b, pull := t.g, t.pull[i*t.classes:(i+1)*t.classes]
	for c := range b {
		b[c] += 1 - a*pull[c]
	}
	b[y]--
	level := t.level(b, y, a*cost)
	for c := range b {
		if b[c] <= level && pull[c] == 0 && c != y {
			continue
		}
		to := min(0, (level-b[c])/a)
		if c == y {
			to = min(cost, (level-b[c])/a)
		}
		if to != pull[c] {
			t.move(i, c, to-pull[c])
		}
	}
}

// level is where the classes that matter end up: the highest, one after the other, until
// the next lies below what they come to. The own class y counts as higher by lift; what
// lies below it without that never matters.
func (t *trainer) level(b []float32, y int, lift float32) float32 {
	high := append(t.high[:0], b[y]+lift)
	for _, v := range b {
		if v > b[y] {
			high = append(high, v)
		}
	}
	t.high = high
	sum, n := -lift, float32(0)
	for i := next(high, -1, nil); i >= 0 && (n == 0 || sum < n*high[i]); i = next(high, i, nil) {
		sum, n = sum+high[i], n+1
	}
	return sum / n
}

func (t *trainer) move(i, class int, by float32) {
	t.pull[i*t.classes+class] += by
	t.learnAcross(t.ds[i], class, by)
	if t.near == nil {
		t.learn(t.xs[i], class, by)
	} else if !slices.Contains(t.touched[i], int32(class)) {
		t.touched[i] = append(t.touched[i], int32(class))
	}
}

// settle brings the weights up to date where they were not kept so.
func (t *trainer) settle() {
	for i, classes := range t.touched {
		for _, c := range classes {
			t.learn(t.xs[i], int(c), t.pull[i*t.classes+int(c)])
		}
	}
}
