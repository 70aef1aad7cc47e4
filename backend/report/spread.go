package report

// Quantiles by nearest rank: always a wait that somebody had, so that each number can be
// opened to the conversation that it is.

import (
	"slices"

	"porchlight/wasm/wire"
)

// waits are the four lengths of each wait, in ms.
type waits struct {
	unknown             int
	least, most         []int64 // by the calendar
	openLeast, openMost []int64 // in business hours
}

func (w *waits) add(x *wire.Waited) {
	if x == nil {
		w.unknown++
		return
	}
	w.least, w.most = append(w.least, x.LeastMs), append(w.most, x.MostMs)
	w.openLeast, w.openMost = append(w.openLeast, x.OpenLeastMs), append(w.openMost, x.OpenMostMs)
}

func (w *waits) spread() wire.Spread {
	s := wire.Spread{Count: len(w.least), Unknown: w.unknown, Counts: make([]int, len(wire.WaitSteps)+1)}
	for _, list := range [][]int64{w.least, w.most, w.openLeast, w.openMost} {
		slices.Sort(list)
	}
	s.All, s.Open = quantiles(w.least, w.most), quantiles(w.openLeast, w.openMost)
	for _, ms := range w.openLeast {
		class := 0
		for class < len(wire.WaitSteps) && ms >= wire.WaitSteps[class] {
			class++
		}
		s.Counts[class]++
	}
	return s
}

func quantiles(least, most []int64) wire.Quantiles {
	return wire.Quantiles{
		MedianLeastMs: rank(least, 50), MedianMostMs: rank(most, 50),
		P90LeastMs: rank(least, 90), P90MostMs: rank(most, 90),
	}
}

// rank is the smallest of a sorted list that at least so many per cent are not above, 0
// for an empty list.
func rank(sorted []int64, percent int) int64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*percent+99)/100-1]
}
