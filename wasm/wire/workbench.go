package wire

import "encoding/json"

// Review asks the workbench about a playbook, which is the text block. Dates are as a
// playbook writes them, 2026-11-30: facts that expire between them are told of.
type Review struct {
	Today string `json:"today"`
	Soon  string `json:"soon"`
}

// Reviewed says whether the playbook can be used, what is wrong with it, and how it is
// published and compared.
type Reviewed struct {
	OK       bool            `json:"ok"`
	Names    int             `json:"names"`
	Answers  int             `json:"answers"`
	Problems []Problem       `json:"problems"`           // in the order of the lines
	Playbook json.RawMessage `json:"playbook,omitempty"` // if it can be used
	Text     string          `json:"text"`               // the same as YAML, without comments
}

// PlaybookVersion is one version that was in force, or is.
type PlaybookVersion struct {
	Version int64  `json:"version"`
	AtMs    int64  `json:"at_ms"`
	By      string `json:"by"` // member id, "operator" for the command line
}

// PlaybookVersions answers GET /playbook/versions: the newest first, at most 100; ask
// before the last one for more.
type PlaybookVersions struct {
	Versions []PlaybookVersion `json:"versions"`
}

// AskPlaybook asks for the playbook that is in force, freshly fetched, or for an earlier
// version: a PlaybookText, or the Problem "not_found".
type AskPlaybook struct {
	Version int64 `json:"version"` // 0: the one in force
}

// PlaybookText is a version of the playbook as JSON.
type PlaybookText struct {
	PlaybookVersion
	Playbook string `json:"playbook"`
}

// AskVersions asks for the PlaybookVersions before one, 0 for the newest.
type AskVersions struct {
	Before int64 `json:"before"`
}

// Publish puts a playbook, as JSON, into force, if the version Base is in force still; else
// the Problem is "conflict". The answer is a PlaybookText.
type Publish struct {
	Base     int64  `json:"base"`
	Playbook string `json:"playbook"`
}
