package ledgertest

// What has an id of its own: which operation of whom is taken in which state, and what
// becomes of it. Every driver of the ledger runs it.

// Somebody's role in a case beside Me, Other and Target: a lead who owns nothing.
const Leader = "leader"

// Due are the two dates that the cases name.
const (
	Due   = int64(4_000_000_000_000)
	Later = int64(4_100_000_000_000)
)

// Case is an operation after others, all by staff but Leader's.
type Case struct {
	Name    string
	Before  []In
	Do      In
	OK      bool
	Outcome string
	Holder  string
	Expires int64
	Replied int64
}

var (
	promised = In{Kind: "promise", User: Me, Target: Me, Until: Due}
	broken   = In{Kind: "incident", User: Leader, Until: Due}
)

// Cases are all of them.
var Cases = []Case{
	{"I promise", nil, promised, true, "promised", Me, Due, 0},
	{"a lead promises for another", nil, In{Kind: "promise", User: Leader, Target: Me, Until: Due}, true, "promised", Me, Due, 0},
	{"staff promise for another", nil, In{Kind: "promise", User: Other, Target: Me, Until: Due}, false, "", Nobody, 0, 0},
	{"kept by its owner", []In{promised}, In{Kind: "kept", User: Me}, true, "kept", Me, Due, 0},
	{"kept, says a lead", []In{promised}, In{Kind: "kept", User: Leader}, true, "kept", Me, Due, 0},
	{"kept, says a colleague", []In{promised}, In{Kind: "kept", User: Other}, false, "promised", Me, Due, 0},
	{"withdrawn by its owner", []In{promised}, In{Kind: "withdrawn", User: Me}, true, "withdrawn", Me, Due, 0},
	{"withdrawn by a lead", []In{promised}, In{Kind: "withdrawn", User: Leader}, true, "withdrawn", Me, Due, 0},
	{"withdrawn by a colleague", []In{promised}, In{Kind: "withdrawn", User: Other}, false, "promised", Me, Due, 0},
	{"late, with a new date", []In{promised}, In{Kind: "late", User: Me, Until: Later}, true, "promised", Me, Later, 0},
	{"late, says a colleague", []In{promised}, In{Kind: "late", User: Other, Until: Later}, false, "promised", Me, Due, 0},
	{"late, and kept in the end", []In{promised, {Kind: "late", User: Me, Until: Later}}, In{Kind: "kept", User: Me}, true, "kept", Me, Later, 0},
	{"kept twice", []In{promised, {Kind: "kept", User: Me}}, In{Kind: "kept", User: Me}, false, "kept", Me, Due, 0},
	{"withdrawn when kept", []In{promised, {Kind: "kept", User: Me}}, In{Kind: "withdrawn", User: Me}, false, "kept", Me, Due, 0},
	{"late when withdrawn", []In{promised, {Kind: "withdrawn", User: Me}}, In{Kind: "late", User: Me, Until: Later}, false, "withdrawn", Me, Due, 0},
	{"a signal to everybody", nil, In{Kind: "signal", User: Me}, true, "sent", Nobody, 0, 0},
	{"a signal to a colleague", nil, In{Kind: "signal", User: Me, Target: Other}, true, "sent", Nobody, 0, 0},
	{"a signal to nobody of ours", nil, In{Kind: "signal", User: Me, Target: "stranger"}, false, "", Nobody, 0, 0},
	{"a signal is owed by nobody", []In{{Kind: "signal", User: Me}}, In{Kind: "kept", User: Leader}, false, "sent", Nobody, 0, 0},
	{"an incident by a lead", nil, broken, true, "open", Leader, Due, 0},
	{"an incident by staff", nil, In{Kind: "incident", User: Me, Until: Due}, false, "", Nobody, 0, 0},
	{"an update by a lead", []In{broken}, In{Kind: "update", User: Leader, Until: Later}, true, "open", Leader, Later, 1},
	{"an update by staff", []In{broken}, In{Kind: "update", User: Me, Until: Later}, false, "open", Leader, Due, 0},
	{"a second update", []In{broken, {Kind: "update", User: Leader, Until: Due}}, In{Kind: "update", User: Leader, Until: Later}, true, "open", Leader, Later, 2},
	{"resolved by a lead", []In{broken}, In{Kind: "resolve", User: Leader}, true, "resolved", Leader, Due, 0},
	{"resolved by staff", []In{broken}, In{Kind: "resolve", User: Me}, false, "open", Leader, Due, 0},
	{"an update when it is over", []In{broken, {Kind: "resolve", User: Leader}}, In{Kind: "update", User: Leader, Until: Later}, false, "resolved", Leader, Due, 0},
	{"an incident is no promise", []In{broken}, In{Kind: "kept", User: Leader}, false, "open", Leader, Due, 0},
	{"a promise is no incident", []In{promised}, In{Kind: "resolve", User: Leader}, false, "promised", Me, Due, 0},
	{"not about us", nil, In{Kind: "notAboutUs", User: Me}, true, "notAboutUs", Nobody, 0, 0},
	{"not about us, says another too", []In{{Kind: "notAboutUs", User: Me}}, In{Kind: "notAboutUs", User: Other}, true, "notAboutUs", Nobody, 0, 0},
	{"about us after all, says another", []In{{Kind: "notAboutUs", User: Me}}, In{Kind: "aboutUs", User: Other}, true, "reopened", Nobody, 0, 0},
	{"about us twice", []In{{Kind: "notAboutUs", User: Me}, {Kind: "aboutUs", User: Me}}, In{Kind: "aboutUs", User: Me}, false, "reopened", Nobody, 0, 0},
	{"about us, which nobody denied", nil, In{Kind: "aboutUs", User: Leader}, false, "", Nobody, 0, 0},
	{"kept, and never promised", nil, In{Kind: "kept", User: Leader}, false, "", Nobody, 0, 0},
}
