package wire

// Site says where posts, authors, times, links and reply boxes are on one network, as
// data: one file extension/sites/<name>.json. What it cannot say needs one more word
// here, never code for one site.
type Site struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`             // as people call it
	Hosts   []string `json:"hosts"`             // "x.com", "*.reddit.com"; * is any run of characters; empty: by Detect
	Detect  []string `json:"detect,omitempty"`  // CSS; any match means that this software made the page
	Private []string `json:"private,omitempty"` // paths that are never read: "/messages*", where * is any run of characters
	Expect  []string `json:"expect,omitempty"`  // paths whose page always shows posts: where none is found, the site has changed
	Watch   []string `json:"watch,omitempty"`   // attributes that name a post; a change means a recycled node
	Frame   bool     `json:"frame,omitempty"`   // posts are in a frame: of one of Hosts, in pages of anybody; without Hosts, in one that the page writes itself (srcdoc)
	Layouts []Layout `json:"layouts"`
}

// Layout is one markup generation; several may live side by side on one page. A thing
// belongs to the innermost post around it, so a thread may nest its answers.
type Layout struct {
	Why       string   `json:"why"`             // where this is from
	Seen      string   `json:"seen"`            // last month it was seen to work: 2026-10
	Post      []string `json:"post"`            // CSS of a post's container
	Not       []string `json:"not,omitempty"`   // CSS; a container that is, or is inside, one of these is no post
	Quote     []string `json:"quote,omitempty"` // CSS inside a post that shows somebody else's post
	Also      int      `json:"also,omitempty"`  // how many elements behind the container belong to the post too
	With      []string `json:"with,omitempty"`  // CSS of what belongs to the post elsewhere on its page, such as a title; for a layout with one post a page
	ID        Pick     `json:"id"`              // the site's own id; where given, no post is without, and elements with the same id are one post
	Text      Pick     `json:"text"`            // all elements that match, in page order
	Author    Pick     `json:"author"`
	Time      Pick     `json:"time"`
	Link      Pick     `json:"link"`
	Community *Pick    `json:"community,omitempty"` // group or forum that the link does not tell
	Lang      Pick     `json:"lang"`                // default: the nearest lang attribute around the text
	More      []string `json:"more,omitempty"`      // CSS: the text is cut
	Reply     []string `json:"reply,omitempty"`     // CSS of the button inside the post that opens its reply box
	ReplyPage bool     `json:"replyPage,omitempty"` // Reply is a link to another page, which has the box
	Composer  []string `json:"composer,omitempty"`  // CSS of the editor, or of what holds it; default: as in the other layouts
	Counter   *Pick    `json:"counter,omitempty"`   // of what counts around the editor: what is left, "480", or used and most, "20/500"
	Shared    bool     `json:"shared,omitempty"`    // the editor stands elsewhere on the page, for the post whose Reply was pressed; without Reply, for the page
}

// Pick finds one value. Alternatives are tried in order.
type Pick struct {
	From []PickFrom `json:"from,omitempty"`
}

// PickFrom is one way to find a value: the first element that Select matches inside
// the post (the post itself when empty), its attribute Attr or else its text.
type PickFrom struct {
	Select string   `json:"select,omitempty"`
	Attr   string   `json:"attr,omitempty"`
	Skip   []string `json:"skip,omitempty"`  // CSS inside it that is left out
	First  bool     `json:"first,omitempty"` // of a text: only the first element, because a later one is a quoted post's
	Match  string   `json:"match,omitempty"` // regular expression; its first group is the value
	Into   string   `json:"into,omitempty"`  // template: "https://x.com/i/status/{}", "#comment-{}"
}
