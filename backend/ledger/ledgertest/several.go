package ledgertest

// Conversations of which two may turn out to be one: the specification of alias, over the
// one of single conversations.

import "github.com/anishathalye/porcupine"

// Few is how many conversations there are.
const Few = 3

// One of the conversations: its state, the places of its first row, of its newest grant and
// of what told last who has it in the ledger, and what it was found to be, counted from 1; 0
// for itself.
type One struct {
	State
	First, Grant, Had, To int
}

// Several are all conversations of a world; it can be compared with ==.
type Several struct {
	World
	Of   [Few]One
	Rows int
}

// Two is an operation on a conversation; of an alias Same is the other.
type Two struct {
	In
	On, Same int
}

// OutOf is what its row must say, and of which conversation.
type OutOf struct {
	Out
	On int
}

func (s Several) root(i int) int {
	for s.Of[i].To != 0 {
		i = s.Of[i].To - 1
	}
	return i
}

// Do says what one operation at server time now does.
func (s Several) Do(i Two, now int64) (Several, OutOf) {
	on := s.root(i.On)
	if i.Kind == "alias" {
		return s.alias(on, s.root(i.Same), i.User, now)
	}
	s.Rows++
	next, out := Step(s.World, s.Of[on].State, i.In, now)
	s.put(on, next)
	if out.OK && (i.Kind == "release" || i.Kind == "bounce") {
		s.Of[on].Had = s.Rows
	}
	return s, OutOf{out, on}
}

// put notes a row: the state after it, and its place.
func (s *Several) put(i int, n State) {
	if n.Fence > s.Of[i].Fence {
		s.Of[i].Grant = s.Rows
	}
	if s.Of[i].First == 0 {
		s.Of[i].First = s.Rows
	}
	if n.Holder != "" {
		s.Of[i].Had = s.Rows
	}
	s.Of[i].State = n
}

func (s Several) alias(a, b int, user string, now int64) (Several, OutOf) {
	s.Rows++
	now = max(now, s.Of[a].At, s.Of[b].At)
	x, y := s.Of[a], s.Of[b]
	if !s.active(user) || a == b {
		n := x.State
		n.At = now
		s.put(a, n)
		return s, OutOf{told(n, s.active(user)), a}
	}
	later, root := a, b
	if x.First != 0 && (y.First == 0 || x.First < y.First) {
		later, root = b, a
	}
	n := State{Fence: max(x.Fence, y.Fence) + 1, At: now, Replied: x.Replied + y.Replied, Outcome: s.Of[root].Outcome, Last: x.Last}
	if y.Had > x.Had {
		n.Last = y.Last
	}
	if !settled(n.Outcome) && (settled(s.Of[later].Outcome) || n.Outcome == "") {
		n.Outcome = s.Of[later].Outcome
	}
	live := func(o One) bool { return o.Holder != "" && o.Expires > now }
	switch {
	case live(x) && !(live(y) && y.Grant < x.Grant):
		n.Holder, n.Since, n.Expires = x.Holder, x.Since, x.Expires
	case live(y):
		n.Holder, n.Since, n.Expires = y.Holder, y.Since, y.Expires
	}
	if n.Holder != "" {
		n.Last = n.Holder
	}
	if !settled(n.Outcome) {
		n.Due = min(x.Due, y.Due)
		if n.Due == 0 {
			n.Due = max(x.Due, y.Due)
		}
	}
	s.Of[root].Had = max(x.Had, y.Had)
	s.put(root, n)
	s.Rows++
	s.put(later, n)
	s.Of[later].To = root + 1
	return s, OutOf{told(n, true), root}
}

func settled(outcome string) bool { return outcome != "" && outcome != "reopened" }

func told(n State, ok bool) Out {
	return Out{OK: ok, Fence: n.Fence, Since: n.Since, Expires: n.Expires, Replied: n.Replied, At: n.At, Holder: n.Holder, Outcome: n.Outcome, Due: n.Due}
}

// AttemptedTwo is Attempted of one of several conversations.
type AttemptedTwo struct {
	Two
	Nows   []int64
	Person *Person
}

// SeveralLinearizable is Linearizable of a history of several conversations; Input is an
// AttemptedTwo, Output an OutOf.
func SeveralLinearizable(w World, history []porcupine.Operation) error {
	return verdict(porcupine.Model{
		Init: func() any { return Several{World: w} },
		Step: func(state, input, output any) (bool, any) {
			s, in := state.(Several), input.(AttemptedTwo)
			if in.Person != nil {
				s.World = whole{World: s.World}.with(*in.Person).World
				return true, s
			}
			for _, now := range in.Nows {
				if next, out := s.Do(in.Two, now); out == output.(OutOf) {
					return true, next
				}
			}
			return false, s
		},
	}, history)
}
