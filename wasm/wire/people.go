package wire

// The people of a team, their browsers, and how they join: what the routes for them take
// and answer.

// Role is what a member may do; rights rise in this order.
type Role string

// The roles. Leader is a flag beside them.
const (
	Staff Role = "staff"
	Lead  Role = "lead"
	Admin Role = "admin"
)

// Member is a person in a team, as colleagues see them.
type Member struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Role   Role   `json:"role"`
	Leader bool   `json:"leader"`
	Active bool   `json:"active"`
	OnDuty bool   `json:"on_duty"` // what is reopened comes back to them
}

// Me answers GET /me: who this device speaks for, and the team.
type Me struct {
	Member          Member   `json:"member"`
	Device          string   `json:"device"`
	Team            TeamInfo `json:"team"`
	PlaybookVersion int64    `json:"playbook_version"` // 0: none published yet
	ServerNowMs     int64    `json:"server_now_ms"`
	Model           string   `json:"model,omitempty"` // the language model that the home has; "" for none
}

// ModelIn is the body of POST /model: what a language model is asked. The caller holds the
// conversation.
type ModelIn struct {
	Key    string   `json:"key"`    // of the conversation
	Text   string   `json:"text"`   // of the post, at most 8 KiB
	Lang   string   `json:"lang"`   // of the answer
	Drafts []string `json:"drafts"` // what the team says: 1 to 3, with {id} for what a person fills in
}

// ModelSaid is the beginning of an answer, plain text, or why there is none: slow, broken,
// empty, huge, markup or unsafe.
type ModelSaid struct {
	Text  string `json:"text"`
	Why   string `json:"why,omitempty"`
	Model string `json:"model,omitempty"`
}

// TeamInfo is what every member may know of the team.
type TeamInfo struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	TTLMs int64  `json:"ttl_ms"` // length of a claim's lease
}

// Members answers GET /members: everybody, and the handles of those who are active.
type Members struct {
	Members []Member `json:"members"`
	Handles []Handle `json:"handles"`
}

// MemberIn is the body of POST /members/{id}; what is absent stays as it is.
type MemberIn struct {
	Role   Role  `json:"role,omitempty"`
	Leader *bool `json:"leader,omitempty"`
	Active *bool `json:"active,omitempty"`
	OnDuty *bool `json:"on_duty,omitempty"`
}

// MeIn is the body of PUT /me: what a member says of oneself; what is absent stays.
type MeIn struct {
	OnDuty  *bool     `json:"on_duty,omitempty"`
	Handles *[]Handle `json:"handles,omitempty"` // all of them
}

// Handle is an account of a member on a site ("x", "havblikk_kari"), without the @; with
// the host where a site has many ("mastodon", "kari@coast.example").
type Handle struct {
	Member string `json:"member,omitempty"` // id; not in MeIn
	Site   string `json:"site"`
	Handle string `json:"handle"`
}

// Device is one browser that is signed in. Its secret is never told.
type Device struct {
	ID      string `json:"id"`
	Member  string `json:"member"`
	Label   string `json:"label"`
	MadeMs  int64  `json:"made_ms"`
	SeenMs  int64  `json:"seen_ms"`
	Revoked bool   `json:"revoked"`
}

// Devices answers GET /devices.
type Devices struct {
	Devices []Device `json:"devices"`
}

// CreateTeam is the body of POST /v1/teams, under the operator's secret.
type CreateTeam struct {
	Name  string `json:"name"`
	Admin string `json:"admin"`            // the first admin's name
	TTLMs int64  `json:"ttl_ms,omitempty"` // length of a lease: 1 s to 24 h; default 15 min

	// The most that it may have, where that is not what a home gives each team: of members,
	// devices, conversations, rows (of the ledger) and playbooks.
	Most map[string]int64 `json:"most,omitempty"`
}

// InviteIn is the body of POST /invites: a new person by name and role, or with Member
// alone a further browser for somebody who is in the team.
type InviteIn struct {
	Name   string `json:"name,omitempty"` // of the person invited
	Role   Role   `json:"role,omitempty"`
	Leader bool   `json:"leader,omitempty"`
	Hours  int    `json:"hours,omitempty"`  // valid for; default and most 72, with Member 1
	Member string `json:"member,omitempty"` // id
}

// Invite answers POST /invites and POST /v1/teams. Link is
// https://home/join#team.secret: the secret stays in the fragment.
type Invite struct {
	Team      string `json:"team"`
	Link      string `json:"link"`
	ExpiresMs int64  `json:"expires_ms"`
}

// RedeemIn is the body of POST /redeem. The client has made the device token
// pl_d_<id>_<secret>_<crc> itself and sends only the id and the secret's SHA-256, so
// that a lost answer loses nothing and the server never sees the secret here.
type RedeemIn struct {
	Invite string `json:"invite"` // the secret of the link
	Device string `json:"device"` // 16 base62
	Hash   string `json:"hash"`   // hex SHA-256 of the token's secret part
	Label  string `json:"label"`  // "Chrome on Linux"
}

// TokenIn is the body of PUT /token: the device's next secret, by its SHA-256 in hex.
type TokenIn struct {
	Hash string `json:"hash"`
}
