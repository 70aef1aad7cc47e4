package wire

// FromUI is a message of popup, side panel or options.
type FromUI struct {
	Status     *AskStatus   `json:"status,omitempty"`
	Claims     *AskClaims   `json:"claims,omitempty"`
	Findings   *AskFindings `json:"findings,omitempty"`
	Act        *UIAct       `json:"act,omitempty"`
	Matter     *UIMatter    `json:"matter,omitempty"`
	Ready      *AskReady    `json:"ready,omitempty"`
	Read       *UIRead      `json:"read,omitempty"`
	Tell       *UITell      `json:"tell,omitempty"`
	Join       *Join        `json:"join,omitempty"`
	Leave      *Leave       `json:"leave,omitempty"`
	Sites      *AskSites    `json:"sites,omitempty"`
	Show       *ShowPost    `json:"show,omitempty"`
	Invite     *InviteIn    `json:"invite,omitempty"`
	Dismiss    *Dismiss     `json:"dismiss,omitempty"`
	Members    *AskMembers  `json:"members,omitempty"`
	Browsers   *AskBrowsers `json:"browsers,omitempty"`
	SignOut    *SignOut     `json:"signOut,omitempty"`
	Draft      *UIDraft     `json:"draft,omitempty"`
	Oneself    *AskOneself  `json:"oneself,omitempty"`
	SetOneself *SetOneself  `json:"setOneself,omitempty"`

	Report      *AskReport      `json:"report,omitempty"`
	ReportItems *AskReportItems `json:"reportItems,omitempty"`

	Playbook *AskPlaybook `json:"playbook,omitempty"`
	Versions *AskVersions `json:"versions,omitempty"`
	Publish  *Publish     `json:"publish,omitempty"`
}

// AskStatus asks for a Status.
type AskStatus struct{}

// AskMembers asks for the team's Members, freshly fetched.
type AskMembers struct{}

// AskBrowsers asks for the Browsers that are signed in.
type AskBrowsers struct{}

// Browsers are the signed-in devices that this person may see, one of them Mine by id.
type Browsers struct {
	Mine    string   `json:"mine"`
	Devices []Device `json:"devices"`
}

// SignOut ends the sign-in of a device, by its id.
type SignOut struct {
	ID string `json:"id"`
}

// AskOneself asks for what this person says of themselves: a Oneself.
type AskOneself struct{}

// Oneself is what a person says of themselves.
type Oneself struct {
	OnDuty  bool     `json:"onDuty"`
	Handles []Handle `json:"handles"`
	Leader  bool     `json:"leader"`
	Never   []string `json:"never"` // intents that a leader is never asked about, on this device
}

// SetOneself changes one thing of it, in the list as the home has it now: two browsers of one
// person lose nothing of each other. The answer is a Oneself.
type SetOneself struct {
	OnDuty   *bool   `json:"onDuty,omitempty"`
	Add      *Handle `json:"add,omitempty"`
	Remove   *Handle `json:"remove,omitempty"`
	AskAgain *string `json:"askAgain,omitempty"` // an intent of Never
}

// Status is what every screen of ours starts from.
type Status struct {
	Joined  bool     `json:"joined"`
	Me      *Me      `json:"me,omitempty"`
	Home    string   `json:"home"` // origin of the backend
	Link    LinkLine `json:"link"`
	Sites   []string `json:"sites"` // granted origin patterns
	Notices []Notice `json:"notices"`
	Parked  int      `json:"parked"`
	Version string   `json:"version"`
}

// AskClaims asks for the board: a Board.
type AskClaims struct{}

// Board is the team's conversations as this device knows them.
type Board struct {
	Looks    []Look   `json:"looks"`
	Promises []Matter `json:"promises"` // that are owed, the soonest due first; then those of this week that are over
	// That go on, the newest first; then those that are over while somebody is to be told so,
	// and for a day.
	Incidents []Matter `json:"incidents"`
	Signals   []Matter `json:"signals"` // for this person and not read yet, the newest first
	Read      []string `json:"read"`    // words that this person has read here: Word.Seq in decimal
	Members   []Member `json:"members"`
	Me        string   `json:"me"`
	Role      Role     `json:"role"`
	Leader    bool     `json:"leader"`
	Link      LinkLine `json:"link"`
	Notices   []Notice `json:"notices"`
}

// AskFindings asks for all mentions in a tab: a TabFindings.
type AskFindings struct {
	Tab int `json:"tab"`
}

// TabFindings lists a tab's mentions in page order, the private kinds among them.
type TabFindings struct {
	URL     string       `json:"url"`
	Site    string       `json:"site"`
	Read    bool         `json:"read"`
	Why     string       `json:"why"` // not_granted, off, private, signed_out, no_playbook, budget, tampered
	Rows    []FindingRow `json:"rows"`
	Posts   int          `json:"posts"` // posts read
	Changed *Changed     `json:"changed,omitempty"`
	CheckMs int64        `json:"checkMs,omitempty"` // when to ask again whether the site has changed
	Members []Member     `json:"members"`
	Me      string       `json:"me"`
	Link    LinkLine     `json:"link"`
}

// Changed says that a site looks other than its file says: Why is none (posts were
// expected), spare (only the generic file finds any) or nameless (texts, but no authors).
// Report is for people who look after the file; it holds no post, no name and no address.
type Changed struct {
	Title  string `json:"title"` // of the site
	Why    string `json:"why"`
	Report string `json:"report"`
}

// FindingRow is one post with mentions.
type FindingRow struct {
	ID       string    `json:"id"`
	Author   string    `json:"author"`
	Excerpt  string    `json:"excerpt"`
	Mentions []Mention `json:"mentions"` // spans of Excerpt
	Look     Look      `json:"look"`
	To       string    `json:"to,omitempty"` // member whom a signal about it would go to
}

// UIAct is an action on one conversation from popup or panel; the answer is an Acted.
type UIAct struct {
	Kind    string   `json:"kind"`
	Key     string   `json:"key"`
	Tab     int      `json:"tab"`               // of a finding that no head knows yet; 0 otherwise
	Refusal *Refusal `json:"refusal,omitempty"` // of refuse
	Target  string   `json:"target,omitempty"`  // of handoff and assign: a member
	Note    string   `json:"note,omitempty"`    // as in OpIn
}

// UIMatter says something of a promise or an incident: incident, update, resolve, kept,
// late or withdrawn. Times are local. The answer is an Acted.
type UIMatter struct {
	Kind string `json:"kind"`
	ID   string `json:"id,omitempty"` // of what there is already
	Fact *Fact  `json:"fact,omitempty"`
}

// AskReady asks for what an incident can be declared with: a Ready.
type AskReady struct{}

// Ready is what the playbook prepared for incidents, and the languages that the team
// writes, by the alphabet.
type Ready struct {
	Langs    []string   `json:"langs"`
	Prepared []Prepared `json:"prepared"`
}

// Prepared is one kind of trouble: what is hit, and its lines by language.
type Prepared struct {
	Title  string            `json:"title"`
	Status map[string]string `json:"status"`
}

// UIRead takes a signal, by its id, or a word, by its seq in decimal, off this person's
// list, in this browser; the answer is Done.
type UIRead struct {
	ID string `json:"id"`
}

// UITell sends a signal to one colleague; the answer is an Acted. Nothing is in it but what
// the person wrote and, where they said so, the post's address.
type UITell struct {
	To   string `json:"to"`   // member
	Kind string `json:"kind"` // one of Signals
	Text string `json:"text"`
	Link string `json:"link,omitempty"`
}

// UIDraft is CardDraft for any conversation.
type UIDraft struct {
	Key     string   `json:"key"`
	Refusal *Refusal `json:"refusal,omitempty"`
}

// Draft is what is kept of a conversation, nothing where nothing is.
type Draft struct {
	Refusal *Refusal `json:"refusal,omitempty"`
	Answer  string   `json:"answer,omitempty"`
}

// Join redeems an invite link; the answer is a Status, or a Problem.
type Join struct {
	Link  string `json:"link"`
	Label string `json:"label"`
}

// Leave signs this device out and wipes all team data from it.
type Leave struct{}

// AskSites asks to register content scripts for the origins granted now.
type AskSites struct{}

// ShowPost brings a conversation to the front: its tab if open, else its link.
type ShowPost struct {
	Key string `json:"key"`
	Tab int    `json:"tab"`
}

// Dismiss takes a notice or a parked op off the list.
type Dismiss struct {
	OpID string `json:"opId"`
	Key  string `json:"key"`
}

// UIAnswer is the worker's answer to FromUI and FromCard.
type UIAnswer struct {
	Problem  *Problem     `json:"problem,omitempty"`
	Status   *Status      `json:"status,omitempty"`
	Board    *Board       `json:"board,omitempty"`
	Findings *TabFindings `json:"findings,omitempty"`
	Acted    *Acted       `json:"acted,omitempty"`
	Card     *CardView    `json:"card,omitempty"`
	Invite   *Invite      `json:"invite,omitempty"`
	Members  *Members     `json:"members,omitempty"`
	Browsers *Browsers    `json:"browsers,omitempty"`
	Draft    *Draft       `json:"draft,omitempty"`
	Oneself  *Oneself     `json:"oneself,omitempty"`
	Inserted *Inserted    `json:"inserted,omitempty"`
	Ready    *Ready       `json:"ready,omitempty"`

	Suggested *CardSuggested `json:"suggested,omitempty"`
	Checked   *CardChecked   `json:"checked,omitempty"`
	Modelled  *ModelSaid     `json:"modelled,omitempty"`

	Report      *Report      `json:"report,omitempty"`
	ReportItems *ReportItems `json:"reportItems,omitempty"`

	Playbook *PlaybookText     `json:"playbook,omitempty"`
	Versions *PlaybookVersions `json:"versions,omitempty"`

	Done *Done `json:"done,omitempty"`
}

// Done says that it was done and there is nothing to tell.
type Done struct{}
