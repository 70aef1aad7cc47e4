// Package servertest is what every home must do, as one suite over HTTP: the native
// server and the worker on workerd run the same table. Each test makes a team of its
// own, so a home may be shared and may already hold teams.
//
// Besides what each test asserts, every exchange is held against openapi.yaml.
package servertest

import (
	"strings"
	"testing"

	"porchlight/backend/server/modeltest"
)

// Home is a running home.
type Home struct {
	URL    string // origin, the same after Restart
	Secret string // the operator's

	// Restart ends the home like a power cut and starts it again. nil: not tested.
	Restart func(t testing.TB)

	// Burst is how many requests a device may make at once; 0 stands for 120.
	Burst int

	// Model is the endpoint that the home asks, under modeltest's name and key: for 3 s, and 24 times a day for a team.
	Model *modeltest.StandIn

	contract *contract
}

// Run runs the whole suite.
func Run(t *testing.T, home Home) {
	home.URL = strings.TrimSuffix(home.URL, "/")
	home.contract = loadContract(t)
	if home.Burst == 0 {
		home.Burst = 120
	}
	groups := []struct {
		name string
		run  func(*testing.T, *Home)
	}{
		{"join", joining},
		{"invites", invites},
		{"browsers", browsers},
		{"people", people},
		{"erasing", erasing},
		{"cells", kindsInStates},
		{"ops", operations},
		{"outcomes", outcomes},
		{"owners", owners},
		{"duties", duties},
		{"handles", handles},
		{"targets", targets},
		{"waiting", waiting},
		{"waiting for one", waitingForOne}, {"waiting for a leader", waitingForLeader}, {"leaders by any name", leadersByAnyName},
		{"reports", reports},
		{"reports of promises", reportsOfPromises},
		{"own ids", own},
		{"aliases", aliases},
		{"merging", mergings},
		{"anew", anew},
		{"bad requests", badRequests},
		{"history", histories},
		{"feed", feeding},
		{"digests", digests},
		{"retention", retaining},
		{"playbook", playbooks},
		{"model", asksModel},
		{"devices", devices},
		{"rotating", rotating},
		{"live", living},
		{"rights", everyRight},
		{"strangers", strangers},
		{"teams apart", teamsApart},
		{"edges", edges},
		{"moving", moving},
		{"moves at once", movesAtOnce},
		{"limits", limits},
		{"caps", caps},
		{"restart", restarting},
	}
	ran := 0
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			ran++
			group.run(t, &home)
		})
	}
	if !t.Failed() && ran == len(groups) { // -run may have left some out
		for _, name := range home.contract.unseen(Contract(t)) {
			switch name {
			case "POST /v1/teams/{team}", "GET /v1/teams/{team}/live": // the router's own; a socket
			default:
				t.Errorf("no test of the suite had success with %s", name)
			}
		}
	}
}
