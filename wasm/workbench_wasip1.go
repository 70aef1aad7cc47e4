//go:build wasip1 && workbench

package main

import (
	"encoding/json"

	"porchlight/wasm/engine"
	"porchlight/wasm/wire"
	"porchlight/wasm/workbench"
)

// review answers a wire.Review in the input buffer, jsonLen bytes of JSON and textLen of
// the playbook, with a wire.Reviewed, as call answers a request. Nothing that a person may
// type ends the instance.
//
//go:wasmexport review
func review(jsonLen, textLen int32) int64 {
	var asked wire.Review
	answer := wire.Reviewed{Problems: []wire.Problem{}}
	func() {
		defer func() {
			if r := recover(); r != nil {
				answer = wire.Reviewed{Problems: []wire.Problem{*engine.Internal(r)}}
			}
		}()
		if err := json.Unmarshal(input[:jsonLen], &asked); err != nil {
			panic(err)
		}
		answer = workbench.Review(asked, append([]byte{}, input[jsonLen:jsonLen+textLen]...))
	}()
	encoded, err := json.Marshal(answer)
	if err != nil {
		encoded, _ = json.Marshal(wire.Reviewed{Problems: []wire.Problem{*engine.Internal(err)}})
	}
	output = encoded
	return packed(output)
}
