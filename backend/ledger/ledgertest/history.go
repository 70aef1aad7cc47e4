package ledgertest

// Concurrent histories of one conversation. An operation may take effect in any of its
// attempts, and each had its own server time; so the input carries all of them.

import (
	"fmt"
	"time"

	"github.com/anishathalye/porcupine"
)

// Attempted is an operation with the server time of each attempt. Person is set
// instead for a change of a member.
type Attempted struct {
	In
	Nows   []int64
	Person *Person
}

type whole struct {
	World
	State
}

// Linearizable returns nil when one order of the operations explains every row. The
// history is of one conversation; Input is an Attempted, Output an Out.
func Linearizable(w World, history []porcupine.Operation) error {
	model := porcupine.Model{
		Init: func() any { return whole{World: w} },
		Step: func(state, input, output any) (bool, any) {
			s, in := state.(whole), input.(Attempted)
			if in.Person != nil {
				return true, s.with(*in.Person)
			}
			for _, now := range in.Nows {
				next, out := Step(s.World, s.State, in.In, now)
				if out == output.(Out) {
					return true, whole{s.World, next}
				}
			}
			return false, s
		},
	}
	return verdict(model, history)
}

func verdict(model porcupine.Model, history []porcupine.Operation) error {
	switch result := porcupine.CheckOperationsTimeout(model, history, time.Minute); result {
	case porcupine.Ok:
		return nil
	case porcupine.Illegal:
		return fmt.Errorf("history of %d operations is not linearizable", len(history))
	default:
		return fmt.Errorf("history of %d operations: no verdict within a minute", len(history))
	}
}

func (s whole) with(p Person) whole {
	for i := range s.World {
		if s.World[i].ID == p.ID {
			s.World[i] = p
		}
	}
	return s
}
