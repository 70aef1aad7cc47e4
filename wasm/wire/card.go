package wire

// This file is what the reply card says and is told.

// FromCard is a message of the reply card. All but Start count only from the document
// that Start bound, and only for its one conversation.
type FromCard struct {
	Start   *CardStart   `json:"start,omitempty"`
	Act     *CardAct     `json:"act,omitempty"`
	Resize  *CardResize  `json:"resize,omitempty"`
	Close   *CardClose   `json:"close,omitempty"`
	Panel   *CardPanel   `json:"panel,omitempty"`
	Refresh *CardRefresh `json:"refresh,omitempty"`
	Draft   *CardDraft   `json:"draft,omitempty"`
	Suggest *CardSuggest `json:"suggest,omitempty"`
	Insert  *CardInsert  `json:"insert,omitempty"`
	Mine    *CardMine    `json:"mine,omitempty"`
	Check   *CardCheck   `json:"check,omitempty"`
	Rate    *CardRate    `json:"rate,omitempty"`
	Model   *CardModel   `json:"model,omitempty"`
	Prompt  *CardPrompt  `json:"prompt,omitempty"`
}

// CardPrompt is what the person makes of a prompt: reply (go on with it as a card; the
// answer is a CardView), hand (to a colleague), later, or never (for its intent).
type CardPrompt struct {
	Act  string `json:"act"`
	To   string `json:"to,omitempty"`   // member, of hand
	Note string `json:"note,omitempty"` // of hand
}

// Prompt is why a card came by itself, and until when it stays.
type Prompt struct {
	Why     string   `json:"why"`             // given (by By, a colleague), asked (it speaks to this person), named
	By      string   `json:"by,omitempty"`    // member
	Note    string   `json:"note,omitempty"`  // of By
	Topic   string   `json:"topic,omitempty"` // of this person's, that it is about
	Intent  string   `json:"intent"`          // of its Triage
	UntilMs int64    `json:"untilMs"`         // local time
	To      []string `json:"to"`              // members to hand it to, the likeliest first
}

// CardStart proves the frame; the answer is a CardView.
type CardStart struct {
	Token string `json:"token"`
}

// CardAct is claim, takeover, release, keep, listened, refuse, notAboutUs, aboutUs or reopen of the card's
// conversation. The answer is a CardView.
type CardAct struct {
	Kind    string   `json:"kind"`
	Refusal *Refusal `json:"refusal,omitempty"` // of refuse
}

// CardResize says how high the card's content is.
type CardResize struct {
	Height int `json:"height"`
}

// CardClose closes the card.
type CardClose struct{}

// CardPanel opens the side panel.
type CardPanel struct{}

// CardRefresh asks for the CardView again.
type CardRefresh struct{}

// CardDraft keeps what was typed and is not sent yet, the parts that it names, or asks for
// it where it says nothing. The answer is a Draft.
type CardDraft struct {
	Refusal *Refusal `json:"refusal,omitempty"`
	Answer  string   `json:"answer,omitempty"` // "" where it was deleted
}

// CardInsert writes an answer into the page: a free conversation is claimed with it. The
// answer is an Inserted, or a Problem.
type CardInsert struct {
	ID     string    `json:"id"` // of this press, 32 hex digits: said twice it is done once
	Answer CardCheck `json:"answer"`
	Saw    Saw       `json:"saw"`

	Promises []CardPromise `json:"promises"` // to be recorded when the answer is seen in the page
}

// CardPromise is a promise in an answer, by whoever writes it.
type CardPromise struct {
	Text  string `json:"text"`
	DueMs int64  `json:"dueMs"` // server time
}

// CardMine answers "Was this your answer?" about CardView.Seen. The answer is a CardView.
type CardMine struct {
	Yes bool `json:"yes"`
}

// Seen is a post of an own account that may be the answer to a conversation.
type Seen struct {
	Link string `json:"link"`
	Text string `json:"text"` // at most 160 characters of it
}

// Saw is how the conversation stood when the person last looked at it.
type Saw struct {
	State   State `json:"state"`
	Replied int64 `json:"replied"`
}

// Inserted says what became of a CardInsert: How and Why are those of PageInserted. A stop
// has no How, and Why answered or held (by a colleague, meanwhile), claim (one is
// required) or unfinished (something that Checked says stops). Why no_page: the page did not answer.
type Inserted struct {
	How  string   `json:"how"`
	OK   bool     `json:"ok"`
	Why  string   `json:"why"`
	Card CardView `json:"card"`
}

// CardSuggest asks what this team could answer; the answer is a CardSuggested. Lang is what
// a person chose, the post's own without it.
type CardSuggest struct {
	Lang string `json:"lang,omitempty"`
	Tone string `json:"tone,omitempty"` // shorter, warmer, plainer
}

// CardSuggested is what they ask, what the team told them before, and drafts.
type CardSuggested struct {
	Suggestion Suggestion `json:"suggestion"`
	Earlier    []Earlier  `json:"earlier"` // the newest first, at most three
	Members    []Member   `json:"members"` // those that Earlier names
	Empty      bool       `json:"empty"`   // the playbook has no answers at all

	AsksModel *AsksModel `json:"asksModel,omitempty"` // there is a model
}

// AsksModel is which model a home has, whether the browser's own is switched on, and exactly
// what a press sends to the home; the browser's gets of that the text, language and drafts.
type AsksModel struct {
	Name    string  `json:"name"` // "" for none
	BuiltIn bool    `json:"builtIn"`
	Sends   ModelIn `json:"sends"`
}

// CardModel asks the home's model about the card's post, while the conversation is this
// person's. The answer is a ModelSaid; its Why may also be the code of a Problem.
type CardModel struct {
	Lang   string   `json:"lang"`
	Drafts []string `json:"drafts"` // of this device
}

// Earlier is what became of another conversation with the same person, or beside this post.
type Earlier struct {
	Key     string `json:"key"`
	Link    string `json:"link"` // of the reply where it is known, else of the post
	Outcome string `json:"outcome"`
	By      string `json:"by"`     // member
	AtMs    int64  `json:"atMs"`   // local time
	Beside  bool   `json:"beside"` // on this page, by whomever
}

// CardCheck asks what is wrong with an answer as it is typed now; the answer is a CardChecked.
// The rest is of the draft that it began as, if any.
type CardCheck struct {
	Text      string `json:"text"`
	Suggested string `json:"suggested,omitempty"` // its text
	Answer    string `json:"answer,omitempty"`    // the playbook's entry
	Lang      string `json:"lang,omitempty"`
}

// CardRate tells the owner of a playbook's entry what its draft was worth. The answer is
// Done, or a Problem.
type CardRate struct {
	Answer string `json:"answer"` // the entry
	Good   bool   `json:"good"`
	Why    string `json:"why"` // needed of what is not good
}

// CardChecked is what is wrong with an answer, with the sign-off at its end that the team's
// voice asks for.
type CardChecked struct {
	Checked
	Text string `json:"text"`           // as it would be inserted
	Ends string `json:"ends,omitempty"` // the sign-off that was added
}

// CardView is what a card shows.
type CardView struct {
	Post    CardPost `json:"post"`
	Look    Look     `json:"look"`
	Members []Member `json:"members"` // those that Look names
	Me      string   `json:"me"`
	Link    LinkLine `json:"link"`
	Notices []Notice `json:"notices"`
	Sends   string   `json:"sends"` // the exact JSON a claim would send
	Seen    *Seen    `json:"seen,omitempty"`
	Prompt  *Prompt  `json:"prompt,omitempty"` // it came by itself

	Incident *CardIncident `json:"incident,omitempty"` // that the post is about
}

// CardIncident is what a card tells of an incident: that goes on, or that is over and of
// whose end this person is still to be told.
type CardIncident struct {
	ID      string            `json:"id"`
	Over    bool              `json:"over,omitempty"`
	Hit     string            `json:"hit"`
	Status  map[string]string `json:"status"`            // by language
	NextMs  int64             `json:"nextMs"`            // local time of the next update
	Replies []string          `json:"replies,omitempty"` // names of those who alone answer; none: everybody
	Barred  bool              `json:"barred,omitempty"`  // this person is not among them
}

// CardPost is the post as the page showed it: untrusted text.
type CardPost struct {
	Author   string    `json:"author"`
	Site     string    `json:"site"`
	Excerpt  string    `json:"excerpt"`
	Mentions []Mention `json:"mentions"` // spans of Excerpt
	Lang     string    `json:"lang"`
	Time     string    `json:"time"`
	Cut      bool      `json:"cut"`
}
