package place

import "slices"

// site is one network: its hosts, and what its addresses mean, first match first. A
// known host whose address fits no rule has no key.
type site struct {
	hosts []string
	rules []rule
	// withheld is what its provisional keys begin with; "" where pages always show the
	// addresses of their posts.
	withheld string
}

// withholder is the site of a that shows some posts without their addresses, else "".
func withholder(a address) string {
	for _, s := range sites {
		if s.withheld != "" && slices.ContainsFunc(s.hosts, func(h string) bool { return match(h, a.host, captures{}) }) {
			return s.withheld
		}
	}
	return ""
}

// rule says that addresses of the form at, "path?query#fragment" in the language of
// match, have the key key and the aliases also. In a path * is one segment and ** the
// rest; empty segments do not count. Query and fragment are looked at only where named.
type rule struct {
	at   string
	key  string
	also []string
}

// asPage instead of a key: treat the address like one of an unknown host.
const asPage = "web:"

// sites is section 22 of the reference on sites, with the address forms of sections 4
// to 19. Comment before post: a comment's address holds its post's too.
var sites = []site{
	{hosts: []string{"x.com", "www.x.com", "mobile.x.com", "m.x.com",
		"twitter.com", "www.twitter.com", "mobile.twitter.com", "m.twitter.com",
		"fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com", "xcancel.com", "nitter.{_:sub}"},
		rules: []rule{
			{at: "/*/status/{id:num}/**", key: "x:post:{id}"},
			{at: "/*/statuses/{id:num}/**", key: "x:post:{id}"},
			{at: "/i/web/status/{id:num}/**", key: "x:post:{id}"},
			{at: "/i/web/statuses/{id:num}/**", key: "x:post:{id}"},
		}},
	{hosts: []string{"linkedin.com", "www.linkedin.com", "m.linkedin.com", "{_:lang}.linkedin.com"}, withheld: "linkedin",
		rules: []rule{
			{at: "/**?commentUrn=urn:li:comment:({_},{cid:num})", key: "linkedin:comment:{cid}"},
			{at: "/**?dashCommentUrn=urn:li:fsd_comment:({cid:num},{_})", key: "linkedin:comment:{cid}"},
			{at: "/feed/update/urn:li:{type:urn}:{id:num}", key: "linkedin:{type}:{id}"},
			{at: "/embed/feed/update/urn:li:{type:urn}:{id:num}", key: "linkedin:{type}:{id}"},
			{at: "/posts/{_}-{type:urn}-{id:num}-{_:four}", key: "linkedin:{type}:{id}"},
			{at: "/posts/{_}-{type:urn}-{id:num}", key: "linkedin:{type}:{id}"},
			{at: "/pulse/**", key: asPage},
		}},
	{hosts: []string{"facebook.com", "www.facebook.com", "m.facebook.com", "mbasic.facebook.com", "web.facebook.com",
		"touch.facebook.com", "free.facebook.com", "l.facebook.com", "{_:lang}.facebook.com"}, withheld: "facebook",
		rules: []rule{
			{at: "/**?reply_comment_id={id:num}", key: "facebook:comment:{id}"},
			{at: "/**?comment_id={id:num}", key: "facebook:comment:{id}"},
			{at: "/groups/{g:name}/posts/{id:pfbid}", key: "facebook:group:{g}/{id}"},
			{at: "/groups/{g:name}/permalink/{id:pfbid}", key: "facebook:group:{g}/{id}"},
			{at: "/permalink.php?story_fbid={id:pfbid}&id={owner:name}", key: "facebook:post:{owner}/{id}"},
			{at: "/story.php?story_fbid={id:pfbid}&id={owner:name}", key: "facebook:post:{owner}/{id}"},
			{at: "/{owner:name}/posts/{id:pfbid}", key: "facebook:post:{owner}/{id}"},
			{at: "/{owner:name}/posts/{_}/{id:pfbid}", key: "facebook:post:{owner}/{id}"},
			// A photo's or video's number is the same with and without its owner.
			{at: "/photo?fbid={id:num}", key: "facebook:photo:{id}"},
			{at: "/photo.php?fbid={id:num}", key: "facebook:photo:{id}"},
			{at: "/{owner:name}/photos/{id:num}", key: "facebook:photo:{id}", also: []string{"facebook:post:{owner}/{id}"}},
			{at: "/{owner:name}/photos/*/{id:num}", key: "facebook:photo:{id}", also: []string{"facebook:post:{owner}/{id}"}},
			{at: "/watch?v={id:num}", key: "facebook:video:{id}"},
			{at: "/watch/live?v={id:num}", key: "facebook:video:{id}"},
			{at: "/reel/{id:num}", key: "facebook:video:{id}"},
			{at: "/{owner:name}/videos/{id:num}", key: "facebook:video:{id}", also: []string{"facebook:post:{owner}/{id}"}},
			{at: "/{owner:name}/videos/*/{id:num}", key: "facebook:video:{id}", also: []string{"facebook:post:{owner}/{id}"}},
		}},
	{hosts: []string{"reddit.com", "www.reddit.com", "old.reddit.com", "new.reddit.com", "sh.reddit.com", "np.reddit.com",
		"m.reddit.com", "i.reddit.com", "amp.reddit.com", "{_:lang}.reddit.com"},
		rules: []rule{
			{at: "/r/*/comments/*/*/{id:id36}", key: "reddit:t1_{id}"},
			{at: "/user/*/comments/*/*/{id:id36}", key: "reddit:t1_{id}"},
			{at: "/u/*/comments/*/*/{id:id36}", key: "reddit:t1_{id}"},
			{at: "/comments/*/*/{id:id36}", key: "reddit:t1_{id}"},
			{at: "/r/*/comments/{id:id36}/**", key: "reddit:t3_{id}"},
			{at: "/user/*/comments/{id:id36}/**", key: "reddit:t3_{id}"},
			{at: "/u/*/comments/{id:id36}/**", key: "reddit:t3_{id}"},
			{at: "/comments/{id:id36}/**", key: "reddit:t3_{id}"},
			{at: "/gallery/{id:id36}", key: "reddit:t3_{id}"},
		}},
	{hosts: []string{"redd.it", "www.redd.it"}, rules: []rule{{at: "/{id:id36}", key: "reddit:t3_{id}"}}},
	{hosts: []string{"quora.com", "www.quora.com"}, rules: quora("en")},
	{hosts: []string{"{lang:lang}.quora.com"}, rules: quora("{lang}")},
	{hosts: []string{"{space:sub}.quora.com"}, rules: []rule{ // a space's own host: /q/space/post
		{at: "/{post}-{more}", key: "quora:post:en/{space}/{post}-{more}"},
		{at: "/**", key: asPage},
	}},
	{hosts: []string{"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"},
		rules: []rule{
			{at: "/**?lc={id:dots}", key: "youtube:comment:{id}"},
			{at: "/watch?v={id:code}", key: "youtube:video:{id}"},
			{at: "/shorts/{id:code}", key: "youtube:video:{id}"},
			{at: "/live/{id:code}", key: "youtube:video:{id}"},
			{at: "/embed/{id:code}", key: "youtube:video:{id}"},
			{at: "/v/{id:code}", key: "youtube:video:{id}"},
			{at: "/post/{id:code}", key: "youtube:post:{id}"},
			{at: "/channel/*/community?lb={id:code}", key: "youtube:post:{id}"},
			{at: "/*/community?lb={id:code}", key: "youtube:post:{id}"},
		}},
	{hosts: []string{"youtu.be", "www.youtu.be"}, rules: []rule{
		{at: "/*?lc={id:dots}", key: "youtube:comment:{id}"},
		{at: "/{id:code}", key: "youtube:video:{id}"}}},
	{hosts: []string{"bsky.app", "main.bsky.dev", "fxbsky.app", "bskyx.app", "skyview.social"},
		rules: []rule{{at: "/profile/{actor:actor}/post/{rkey:code}", key: "bsky:{actor}/{rkey}"}}},
	{hosts: []string{"news.ycombinator.com"},
		rules: []rule{
			{at: "/item?id={_:num}#{id:num}", key: "hn:item:{id}"}, // the page of one item, at another
			{at: "/item?id={id:num}", key: "hn:item:{id}"},
			{at: "/reply?id={id:num}", key: "hn:item:{id}"}, // its reply box is a page of its own
		}},
	{hosts: []string{"hn.algolia.com"}, rules: []rule{{at: "/api/v1/items/{id:num}", key: "hn:item:{id}"}}},
	{hosts: []string{"{site:sub}.stackexchange.com"}, rules: stackExchange("{site}")},
	{hosts: []string{"mathoverflow.net", "www.mathoverflow.net"}, rules: stackExchange("mathoverflow.net")},
	{hosts: []string{"www.{site:stack}.com", "{site:stack}.com"}, rules: stackExchange("{site}")},
	{hosts: []string{"github.com", "www.github.com"},
		rules: []rule{
			{at: "/*/*/{_:thread}/{_:num}/**#issuecomment-{id:num}", key: "github:comment:{id}"},
			{at: "/*/*/{_:thread}/{_:num}/**#discussion_r{id:num}", key: "github:comment:{id}"},
			{at: "/*/*/{_:thread}/{_:num}/**#discussioncomment-{id:num}", key: "github:comment:{id}"},
			{at: "/{o:name}/{r:name}/{_:thread}/{n:num}/**", key: "github:{o}/{r}#{n}"},
		}},
	{hosts: []string{"instagram.com", "www.instagram.com", "m.instagram.com"},
		rules: []rule{
			{at: "/{_:reel}/*/c/{_:num}/r/{id:num}", key: "instagram:comment:{id}"}, // the answer to a comment
			{at: "/*/{_:reel}/*/c/{_:num}/r/{id:num}", key: "instagram:comment:{id}"},
			{at: "/{_:reel}/*/c/{id:num}/**", key: "instagram:comment:{id}"},
			{at: "/*/{_:reel}/*/c/{id:num}/**", key: "instagram:comment:{id}"},
			{at: "/{_:reel}/{id:code}", key: "instagram:post:{id}"},
			{at: "/*/{_:reel}/{id:code}", key: "instagram:post:{id}"},
		}},
	{hosts: []string{"threads.net", "www.threads.net", "threads.com", "www.threads.com"},
		rules: []rule{
			{at: "/{_}/post/{id:code}/**", key: "threads:post:{id}"},
			{at: "/t/{id:code}", key: "threads:post:{id}"},
		}},
	{hosts: []string{"trustpilot.com", "www.trustpilot.com", "{_:lang}.trustpilot.com"},
		rules: []rule{{at: "/reviews/{id:hex24}", key: "trustpilot:review:{id}"}}},
	// They hide the id, and are never followed.
	{hosts: []string{"t.co", "lnkd.in", "fb.watch", "fb.me", "qr.ae"}},
}

func quora(lang string) []rule {
	return []rule{
		{at: "/unanswered/{q}", key: "quora:question:" + lang + "/{q}"},
		{at: "/q/{space}/{post}", key: "quora:post:" + lang + "/{space}/{post}"},
		{at: "/{q}/answer/{author}", key: "quora:answer:" + lang + "/{q}/{author}"},
		{at: "/{q}/answers/{id:num}", key: "quora:answer:" + lang + "/{q}/{id}"},
		{at: "/{q}-{more}", key: "quora:question:" + lang + "/{q}-{more}"},
	}
}

// stackExchange names the site as Stack Exchange's own API does: unix, pt.stackoverflow.
func stackExchange(site string) []rule {
	return []rule{
		{at: "/**#comment{id:num}_{_:num}", key: "se:" + site + ":c{id}"},
		{at: "/questions/{_:num}/*/{id:num}", key: "se:" + site + ":a{id}"},
		{at: "/questions/{_:num}/**#{id:num}", key: "se:" + site + ":a{id}"},
		{at: "/questions/{id:num}/**", key: "se:" + site + ":q{id}"},
		{at: "/q/{id:num}/**", key: "se:" + site + ":q{id}"},
		{at: "/a/{id:num}/**", key: "se:" + site + ":a{id}"},
	}
}
