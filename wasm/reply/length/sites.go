package length

// limits has what each network allows for a reply or comment. The page's own counter
// wins over a line here, and so does the playbook's sites[].limit. A site that is not
// here has no limit known.
var limits = [...]struct {
	site string
	Limit
}{
	{"x", Limit{Max: 280, Unit: Weighted, Address: 23, Bare: true,
		Source: "twitter-text config/v3.json", Checked: "2026-11"}},
	{"bluesky", Limit{Max: 300, Bytes: 3000, Unit: Grapheme,
		Source: "atproto lexicons/app/bsky/feed/post.json", Checked: "2026-11"}},
	{"mastodon", Limit{Max: 500, Unit: Grapheme, Address: 23, Mentions: true,
		Source: "mastodon status_length_validator.rb; an instance may allow more", Checked: "2026-11"}},
	{"threads", Limit{Max: 500, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"}},
	{"linkedin", Limit{Max: 1250, Unit: UTF16, Source: "typecount.com; a post of one's own: 3000",
		Checked: "2026-11"}},
	{"instagram", Limit{Max: 2200, Unit: UTF16, Source: "typecount.com; other lists differ", Checked: "2026-11"}},
	{"facebook", Limit{Max: 8000, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"}},
	{"youtube", Limit{Max: 10000, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"}},
	{"tiktok", Limit{Max: 150, Unit: UTF16, Source: "typecount.com", Checked: "2026-11"}},
	{"reddit", Limit{Max: 10000, Unit: Codepoint, Source: "gitroomhq/postiz-app; a community may allow less",
		Checked: "2026-11"}},
	{"lemmy", Limit{Max: 10000, Unit: Codepoint, Source: "gitroomhq/postiz-app", Checked: "2026-11"}},
	{"wordpress", Limit{Max: 65525, Unit: Bytes, Source: "wp-includes/comment.php wp_get_comment_fields_max_lengths",
		Checked: "2026-11"}},
	{"discourse", Limit{Max: 32000, Min: 20, MinShort: 8, Unit: Codepoint,
		Source: "discourse config/site_settings.yml", Checked: "2026-11"}},
	{"hn", Limit{Unit: Codepoint, Source: "none documented", Checked: "2026-11"}},
	{"quora", Limit{Unit: UTF16, Source: "none found", Checked: "2026-11"}},
}

// Of is the limit of a site by the name of its site file; without a Max for one that
// has none or is not known.
func Of(site string) Limit {
	for i := range limits {
		if limits[i].site == site {
			return limits[i].Limit
		}
	}
	return Limit{Unit: UTF16}
}
