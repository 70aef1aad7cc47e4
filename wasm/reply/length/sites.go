package length

// limits has what each network allows for a reply or comment. The page's own counter
// wins over a line here, and so does the playbook's sites[].limit. A site that is not
// here has no limit known.
var limits = map[string]Limit{
	"x": {Max: 280, Unit: Weighted, Address: 23, Bare: true,
		Source: "twitter-text config/v3.json", Checked: "2026-11"},
	"bluesky": {Max: 300, Bytes: 3000, Unit: Grapheme,
		Source: "atproto lexicons/app/bsky/feed/post.json", Checked: "2026-11"},
	"mastodon": {Max: 500, Unit: Grapheme, Address: 23, Mentions: true,
		Source: "mastodon status_length_validator.rb; an instance may allow more", Checked: "2026-11"},
	"threads": {Max: 500, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"},
	"linkedin": {Max: 1250, Unit: UTF16, Source: "typecount.com; a post of one's own: 3000",
		Checked: "2026-11"},
	"instagram": {Max: 2200, Unit: UTF16, Source: "typecount.com; other lists differ", Checked: "2026-11"},
	"facebook":  {Max: 8000, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"},
	"youtube":   {Max: 10000, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"},
	"tiktok":    {Max: 150, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"},
	"reddit": {Max: 10000, Unit: Codepoint, Source: "gitroomhq/postiz-app; a community may allow less",
		Checked: "2026-11"},
	"lemmy": {Max: 10000, Unit: Codepoint, Source: "gitroomhq/postiz-app", Checked: "2026-11"},
	"wordpress": {Max: 65525, Unit: Bytes, Source: "wp-includes/comment.php wp_get_comment_fields_max_lengths",
		Checked: "2026-11"},
	"discourse": {Max: 32000, Min: 20, MinShort: 8, Unit: Codepoint,
		Source: "discourse config/site_settings.yml", Checked: "2026-11"},
	"hn":    {Unit: Codepoint, Source: "none documented", Checked: "2026-11"},
	"quora": {Unit: UTF16, Source: "none found", Checked: "2026-11"},
}

// Of is the limit of a site by the name of its site file; without a Max for one that
// has none or is not known.
func Of(site string) Limit {
	l, ok := limits[site]
	if !ok {
		return Limit{Unit: UTF16}
	}
	return l
}
