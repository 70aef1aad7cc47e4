package ledgertest

// The table of kinds and states: what each operation of mine does to a conversation
// that is free, mine, or somebody else's. Every driver of the ledger runs it.

// ForLeads are the kinds that staff may not do, Targeted those that name a target, Owned
// those after which somebody has it for the owner time.
var (
	ForLeads = map[string]bool{"takeover": true, "assign": true}
	Targeted = map[string]bool{"handoff": true, "assign": true}
	Owned    = map[string]bool{"handoff": true, "assign": true, "reopen": true, "keep": true}
)

// Who somebody is in a cell. Me is a lead in the rows that are for leads and staff
// elsewhere; the target is a third active member.
const (
	Me     = "me"
	Other  = "other"
	Target = "target"
	Nobody = ""
)

// Lease is what becomes of the deadline.
type Lease string

// A new lease ends a full ttl after the operation, a kept one as it did before.
const (
	Fresh Lease = "new"
	Kept  Lease = "kept"
	None  Lease = "none"
)

// Situation is what was done before my operation, with the fence that I name.
type Situation struct {
	Name   string
	Before []In // by Me or Other
	Over   bool // my operation comes after the lease
	Fence  int64
}

// Cell is what my operation must do.
type Cell struct {
	OK, InLease bool
	Holder      string
	Fence       int64
	Lease       Lease
}

// Situations are the columns.
var Situations = []Situation{
	{"free", nil, false, 0},
	{"mine", []In{{Kind: "claim", User: Me}}, false, 1},
	{"mine, old fence", []In{{Kind: "claim", User: Me}, {Kind: "release", User: Me, Fence: 1}, {Kind: "claim", User: Me}}, false, 1},
	{"mine, over", []In{{Kind: "claim", User: Me}}, true, 1},
	{"theirs", []In{{Kind: "claim", User: Other}}, false, 1},
	{"theirs, over", []In{{Kind: "claim", User: Other}}, true, 1},
	{"answered", []In{{Kind: "claim", User: Other}, {Kind: "reply", User: Other, Fence: 1}}, false, 1},
}

// Facts that end the own claim under its fence and leave all else as it is.
var ends = map[string]Cell{
	"free":            {true, false, Nobody, 0, None},
	"mine":            {true, true, Nobody, 1, None},
	"mine, old fence": {true, false, Me, 2, Kept},
	"mine, over":      {true, false, Nobody, 1, None},
	"theirs":          {true, false, Other, 1, Kept},
	"theirs, over":    {true, false, Other, 1, Kept},
	"answered":        {true, false, Nobody, 1, None},
}

var longer = map[string]Cell{
	"free":            {false, false, Nobody, 0, None},
	"mine":            {true, true, Me, 1, Fresh},
	"mine, old fence": {false, false, Me, 2, Kept},
	"mine, over":      {false, false, Me, 1, Kept},
	"theirs":          {false, false, Other, 1, Kept},
	"theirs, over":    {false, false, Other, 1, Kept},
	"answered":        {false, false, Nobody, 1, None},
}

// Cells are the rows, each by the names of the situations.
var Cells = map[string]map[string]Cell{
	"claim": {
		"free":            {true, false, Me, 1, Fresh},
		"mine":            {true, true, Me, 1, Fresh},
		"mine, old fence": {true, false, Me, 2, Fresh},
		"mine, over":      {true, false, Me, 2, Fresh},
		"theirs":          {false, false, Other, 1, Kept},
		"theirs, over":    {true, false, Me, 2, Fresh},
		"answered":        {true, false, Me, 2, Fresh},
	},
	"renew": longer,
	"keep":  longer,
	"release": {
		"free":            {false, false, Nobody, 0, None},
		"mine":            {true, true, Nobody, 1, None},
		"mine, old fence": {false, false, Me, 2, Kept},
		"mine, over":      {true, false, Nobody, 1, None},
		"theirs":          {false, false, Other, 1, Kept},
		"theirs, over":    {false, false, Other, 1, Kept},
		"answered":        {false, false, Nobody, 1, None},
	},
	"handoff": {
		"free":            {false, false, Nobody, 0, None},
		"mine":            {true, true, Target, 2, Fresh},
		"mine, old fence": {false, false, Me, 2, Kept},
		"mine, over":      {false, false, Me, 1, Kept},
		"theirs":          {false, false, Other, 1, Kept},
		"theirs, over":    {false, false, Other, 1, Kept},
		"answered":        {false, false, Nobody, 1, None},
	},
	"takeover": {
		"free":            {true, false, Me, 1, Fresh},
		"mine":            {true, true, Me, 2, Fresh},
		"mine, old fence": {true, false, Me, 3, Fresh},
		"mine, over":      {true, false, Me, 2, Fresh},
		"theirs":          {true, false, Me, 2, Fresh},
		"theirs, over":    {true, false, Me, 2, Fresh},
		"answered":        {true, false, Me, 2, Fresh},
	},
	"assign": {
		"free":            {true, false, Target, 1, Fresh},
		"mine":            {true, true, Target, 2, Fresh},
		"mine, old fence": {true, false, Target, 3, Fresh},
		"mine, over":      {true, false, Target, 2, Fresh},
		"theirs":          {true, false, Target, 2, Fresh},
		"theirs, over":    {true, false, Target, 2, Fresh},
		"answered":        {true, false, Target, 2, Fresh},
	},
	"bounce": {
		"free":            {false, false, Nobody, 0, None},
		"mine":            {true, true, Nobody, 1, None},
		"mine, old fence": {false, false, Me, 2, Kept},
		"mine, over":      {true, false, Nobody, 1, None},
		"theirs":          {false, false, Other, 1, Kept},
		"theirs, over":    {false, false, Other, 1, Kept},
		"answered":        {false, false, Nobody, 1, None},
	},
	"raise": {
		"free":            {true, false, Nobody, 0, None},
		"mine":            {false, true, Me, 1, Kept},
		"mine, old fence": {false, false, Me, 2, Kept},
		"mine, over":      {true, false, Me, 1, Kept},
		"theirs":          {false, false, Other, 1, Kept},
		"theirs, over":    {true, false, Other, 1, Kept},
		"answered":        {false, false, Nobody, 1, None},
	},
	"reopen": {
		"free":            {false, false, Nobody, 0, None},
		"mine":            {false, true, Me, 1, Kept},
		"mine, old fence": {false, false, Me, 2, Kept},
		"mine, over":      {false, false, Me, 1, Kept},
		"theirs":          {false, false, Other, 1, Kept},
		"theirs, over":    {false, false, Other, 1, Kept},
		"answered":        {true, false, Other, 2, Fresh},
	},
	"aboutUs": {
		"free":            {false, false, Nobody, 0, None},
		"mine":            {false, true, Me, 1, Kept},
		"mine, old fence": {false, false, Me, 2, Kept},
		"mine, over":      {false, false, Me, 1, Kept},
		"theirs":          {false, false, Other, 1, Kept},
		"theirs, over":    {false, false, Other, 1, Kept},
		"answered":        {false, false, Nobody, 1, None},
	},
	"reply":      ends,
	"refuse":     ends,
	"listened":   ends,
	"notAboutUs": ends,
	"note": {
		"free":            {true, false, Nobody, 0, None},
		"mine":            {true, true, Me, 1, Kept},
		"mine, old fence": {true, false, Me, 2, Kept},
		"mine, over":      {true, false, Me, 1, Kept},
		"theirs":          {true, false, Other, 1, Kept},
		"theirs, over":    {true, false, Other, 1, Kept},
		"answered":        {true, false, Nobody, 1, None},
	},
}

// Read says which cell an answer is, when the row before it ended at before.
func Read(out Out, ttl, before int64) Cell {
	c := Cell{OK: out.OK, InLease: out.InLease, Holder: out.Holder, Fence: out.Fence}
	switch out.Expires {
	case 0:
		c.Lease = None
	case out.At + ttl:
		c.Lease = Fresh
	case before:
		c.Lease = Kept
	}
	return c
}
