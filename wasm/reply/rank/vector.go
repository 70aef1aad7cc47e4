package rank

import "math"

// vector is a text by the numbers of its features, in the order of its words. Its length
// would be 1 if all of them were known: what no example has stays outside.
type vector struct {
	at    []int32
	value []float32
}

// vocabulary numbers the features of the examples: a table of hashes with open
// addresses, since a map would be half of what learning costs.
type vocabulary struct {
	keys  []feature // 0: free
	at    []int32
	idf   []float32 // by number
	in    []int32   // how many examples have the feature
	rare  float32   // idf of what no example has
	texts int

	stamp []int32 // by number: place in the text being read, while seen says so
	seen  []int32
	round int32
}

const free feature = 0

func newVocabulary() *vocabulary {
	return &vocabulary{keys: make([]feature, 1<<12), at: make([]int32, 1<<12)}
}

// find returns where a feature is, or would be.
func (v *vocabulary) find(f feature) int {
	mask := len(v.keys) - 1
	i := int(f) & mask
	for v.keys[i] != free && v.keys[i] != f {
		i = (i + 1) & mask
	}
	return i
}

// number gives a feature its number, a new one when it has none.
func (v *vocabulary) number(f feature) int32 {
	i := v.find(f)
	if v.keys[i] == free {
		if 2*len(v.in) >= len(v.keys) {
			v.grow()
			i = v.find(f)
		}
		v.keys[i], v.at[i] = f, int32(len(v.in))
		v.in, v.stamp, v.seen = append(v.in, 0), append(v.stamp, 0), append(v.seen, 0)
	}
	return v.at[i]
}

func (v *vocabulary) grow() {
	keys, at := v.keys, v.at
	v.keys, v.at = make([]feature, 4*len(keys)), make([]int32, 4*len(keys))
	for j, f := range keys {
		if f != free {
			i := v.find(f)
			v.keys[i], v.at[i] = f, at[j]
		}
	}
}

// learn counts the features of one example and returns its vector, without weights.
func (v *vocabulary) learn(r *reader, text string) (out counted) {
	v.round++
	r.emit = func(kind int, f feature) {
		n := v.number(max(f, 1))
		if v.seen[n] != v.round {
			v.seen[n], v.stamp[n] = v.round, int32(len(out.at))
			v.in[n]++
			out.at, out.count, out.kind = append(out.at, n), append(out.count, 0), append(out.kind, uint8(kind))
		}
		bump(out.count, v.stamp[n])
	}
	out.words = r.read(text)
	v.texts++
	return out
}

func bump(count []uint8, at int32) {
	if count[at] < 255 {
		count[at]++
	}
}

// counted is a text by its features and how often each is there.
type counted struct {
	at    []int32
	count []uint8
	kind  []uint8
	words uint64 // hash of the whole text
}

// weigh makes the weights when all examples are counted: what is rare tells more.
func (v *vocabulary) weigh() {
	v.idf = make([]float32, len(v.in))
	known := make([]float32, 64) // of the commonest counts, which are small
	for n, in := range v.in {
		if int(in) < len(known) && known[in] != 0 {
			v.idf[n] = known[in]
			continue
		}
		v.idf[n] = float32(ln(float64(1+v.texts)/float64(1+in))) + 1
		if int(in) < len(known) {
			known[in] = v.idf[n]
		}
	}
	v.rare = float32(ln(float64(1+v.texts)/2)) + 1
}

// vector weighs a text: each kind has its share of the length, whatever the number of
// its features. unknown is the features of each kind that no example has.
func (v *vocabulary) vector(c counted, unknown [kinds]int) vector {
	var sum [kinds]float32
	for k, n := range unknown {
		sum[k] = float32(n) * v.rare * v.rare
	}
	value := make([]float32, len(c.at))
	for i, n := range c.at {
		w := root(c.count[i]) * v.idf[n]
		value[i] = w
		sum[c.kind[i]] += w * w
	}
	whole := float32(0) // a text of one word has no pairs
	for k := range sum {
		if sum[k] > 0 {
			whole += share[k]
		}
	}
	var scale [kinds]float32
	for k := range sum {
		if sum[k] > 0 {
			scale[k] = float32(math.Sqrt(float64(share[k] / whole / sum[k])))
		}
	}
	for i := range value {
		value[i] *= scale[c.kind[i]]
	}
	return vector{c.at, value}
}

// read makes the vector of a text that is no example.
func (v *vocabulary) read(r *reader, text string) (vector, uint64) {
	v.round++
	var c counted
	var unknown [kinds]int
	r.emit = func(kind int, f feature) {
		i := v.find(max(f, 1))
		if v.keys[i] == free {
			unknown[kind]++
			return
		}
		n := v.at[i]
		if v.seen[n] != v.round {
			v.seen[n], v.stamp[n] = v.round, int32(len(c.at))
			c.at, c.count, c.kind = append(c.at, n), append(c.count, 0), append(c.kind, uint8(kind))
		}
		bump(c.count, v.stamp[n])
	}
	c.words = r.read(text)
	return v.vector(c, unknown), c.words
}

var roots [256]float32

// root is the square root of a count.
func root(n uint8) float32 {
	if roots[n] == 0 {
		roots[n] = float32(math.Sqrt(float64(n)))
	}
	return roots[n]
}

// ln is the natural logarithm by the same steps on every machine: package math has
// another one for each, and they differ in the last bit.
func ln(x float64) float64 {
	m, e := math.Frexp(x)
	s := (m - 1) / (m + 1)
	sum, power := 0.0, s
	for k := 1; k < 30; k += 2 {
		sum += power / float64(k)
		power *= s * s
	}
	return 2*sum + float64(e)*math.Ln2
}
