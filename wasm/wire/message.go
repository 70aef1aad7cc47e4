package wire

// FromPage is a message of a content script. Nothing in it is believed: the worker
// takes tab, document and origin from the sender.
type FromPage struct {
	Hello   *PageHello   `json:"hello,omitempty"`
	Scan    *PageScan    `json:"scan,omitempty"`
	Open    *PageOpen    `json:"open,omitempty"`
	Visible *PageVisible `json:"visible,omitempty"`
	Resting *PageResting `json:"resting,omitempty"`

	Inserted    *PageInserted `json:"inserted,omitempty"`
	ResumeDraft *PageResume   `json:"resumeDraft,omitempty"`
	Prompt      *PagePrompt   `json:"prompt,omitempty"`
	Frames      *PageFrames   `json:"frames,omitempty"`
	Gone        *PageGone     `json:"gone,omitempty"`
	Picked      *PagePicked   `json:"picked,omitempty"`
}

// PageHello opens a document; the answer is a PageSetup. Attr is the attribute, new and
// random for each document, of the one element that will hold all we draw: before it
// answers, the worker puts hostCSS(Attr) into that document as a user style sheet.
type PageHello struct {
	URL  string `json:"url"`
	Attr string `json:"attr"` // 16 letters a-z
}

// PageSetup is all a content script needs: the site files that may fit this host, or
// none when the page is not to be read.
type PageSetup struct {
	Read     bool       `json:"read"`
	Why      string     `json:"why,omitempty"` // of Read false: off, private, signed_out, no_playbook
	Sites    []Site     `json:"sites"`         // in order of trial; the generic one last
	Commands []Shortcut `json:"commands"`
	Resume   bool       `json:"resume,omitempty"` // a reply was begun on the page before, and its box is here
}

// Shortcut is a keyboard command as the person has it set.
type Shortcut struct {
	Name string `json:"name"`
	Keys string `json:"keys"`
}

// PageScan hands in new or changed posts. The answer is a PageMarks. Gone names posts
// that left the page. First is true for the first scan after a navigation: it replaces
// all that this document had.
type PageScan struct {
	Page  PageFacts  `json:"page"`
	First bool       `json:"first"`
	Posts []PagePost `json:"posts"`
	Gone  []string   `json:"gone"`
}

// PagePost is one post with its text, in page order by Order.
type PagePost struct {
	ID     string  `json:"id"`
	Order  float64 `json:"order"`
	Text   string  `json:"text"`
	Link   string  `json:"link,omitempty"`
	Author string  `json:"author,omitempty"`
	Lang   string  `json:"lang,omitempty"`
	Time   string  `json:"time,omitempty"`
	Cut    bool    `json:"cut,omitempty"`   // "see more": the text is partial
	Spare  bool    `json:"spare,omitempty"` // found by the generic file, where the site's own finds nothing

	Community string `json:"community,omitempty"` // group or forum, as the site names it: r/sailing
}

// PageMarks has only the posts that show something: public mentions, in this text.
type PageMarks struct {
	Posts []PostMarks `json:"posts"`
}

// PostMarks is what may be drawn on one post: no name, no term.
type PostMarks struct {
	ID    string `json:"id"`
	Key   string `json:"key"`
	State State  `json:"state"`
	Marks []Span `json:"marks"`

	Hidden bool `json:"hidden,omitempty"` // a colleague said that it is not about us
	Ask    bool `json:"ask,omitempty"`    // this person may be asked about it when it is looked at
}

// Span is UTF-16 code units of a post's text, end exclusive.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// PageOpen asks for the card of a post; the answer is a CardFrame. Text is the post's
// whole text, for suggestions: the worker keeps less of it than that.
type PageOpen struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Max  int    `json:"max,omitempty"` // maxlength of its reply box, in UTF-16 units, where one is open
}

// CardFrame is the address of a card, with a token good once, for 30 s, in this tab.
type CardFrame struct {
	URL  string `json:"url"`
	Post string `json:"post,omitempty"` // of a prompt: the id of the post that it is about

	BuiltIn bool `json:"builtIn,omitempty"` // it may use the browser's language model
}

// PagePicked says what became of a SelectPost with the same ID: the post that the selection
// is in, or the selection as a post of its own, whose link is then the page's; else Why. The
// answer is the CardFrame of its card.
type PagePicked struct {
	ID   string     `json:"id"`
	Why  string     `json:"why,omitempty"` // gone, editable, form, two; unread: the page is not read
	Post *PagePost  `json:"post,omitempty"`
	Page *PageFacts `json:"page,omitempty"`
	Max  int        `json:"max,omitempty"` // as in PageOpen
}

// PagePrompt says which posts that this person may be asked about are in view now, while
// nobody types. The answer is the CardFrame of a prompt about one of them, or none.
type PagePrompt struct {
	Posts []PageInView `json:"posts"`
}

// PageInView is a post that can be seen, with its whole text.
type PageInView struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// PageVisible says whether the document is visible now.
type PageVisible struct {
	Visible bool `json:"visible"`
}

// PageResting says that the content script stopped reading, and why.
type PageResting struct {
	Why string `json:"why"` // budget, tampered, private
}

// PageFrames says that a frame was loaded which the page wrote itself, on a site whose
// posts are in such frames: the worker starts the content script there.
type PageFrames struct{}

// PageGone says that a frame goes away, by itself or with its page.
type PageGone struct{}

// PageInserted says what became of an InsertText.
type PageInserted struct {
	ID  string `json:"id"`            // of the InsertText
	How string `json:"how"`           // paste, insertText, lines; clipboard: not written; page: the reply box is at At
	OK  bool   `json:"ok"`            // read back, and as it should be
	Why string `json:"why,omitempty"` // of OK false: no_post, no_box, two_boxes, other_box, elsewhere, changed, not_taken; check: written, and nobody can tell
	At  string `json:"at,omitempty"`
}

// PageResume asks for the reply that was begun on the page before, for the post with this
// id; the answer is an InsertText, or none.
type PageResume struct {
	ID string `json:"id"`
}

// ToPage is what the worker pushes to a tab.
type ToPage struct {
	KeysChanged *KeysChanged `json:"keysChanged,omitempty"`
	Insert      *InsertText  `json:"insert,omitempty"`
	Card        *CardPush    `json:"card,omitempty"`
	Command     *Shortcut    `json:"command,omitempty"`
	Setup       *SetupAgain  `json:"setup,omitempty"`
	Show        *ShowID      `json:"show,omitempty"`
	Select      *SelectPost  `json:"select,omitempty"`
}

// SelectPost asks for what is selected, once: the person chose our item in the menu of the
// selection. The document answers with PagePicked.
type SelectPost struct {
	ID string `json:"id"`
}

// KeysChanged gives the new states of posts in this document.
type KeysChanged struct {
	Posts []PostState `json:"posts"`
}

// PostState is one post's state now.
type PostState struct {
	ID    string `json:"id"`
	State State  `json:"state"`

	Hidden bool `json:"hidden,omitempty"` // as in PostMarks
	Ask    bool `json:"ask,omitempty"`
}

// ShowID scrolls to a post, by its id: a person pressed it in the side panel.
type ShowID struct {
	ID string `json:"id"`
}

// InsertText is a reply to write into the editor of a post, once: the same ID is answered
// with what became of it.
type InsertText struct {
	ID   string `json:"id"`
	Post string `json:"post"` // the post's id
	Text string `json:"text"`
}

// CardPush sizes or closes the open card.
type CardPush struct {
	Height int  `json:"height"` // CSS pixels
	Close  bool `json:"close"`
	Stay   bool `json:"stay,omitempty"` // it was a prompt, and the person goes on with it
}

// SetupAgain tells the page to say hello again: settings, playbook or sign-in changed.
type SetupAgain struct{}

// LinkLine is the state of the line to the backend.
type LinkLine struct {
	Online   bool   `json:"online"`  // the last request was answered
	AsOfMs   int64  `json:"asOfMs"`  // local time of the last answer; 0: never
	Unsent   int    `json:"unsent"`  // ops in the outbox
	Problem  string `json:"problem"` // "", offline, signed_out, storage_full, engine
	Live     bool   `json:"live"`    // the socket is open
	Playbook int64  `json:"playbook"`
}
