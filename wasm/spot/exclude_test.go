package spot

import "testing"

// expectSkipped takes a post that names Havblikk and says whether it is left out.
func expectSkipped(t *testing.T, s *Spotter, post Post, want bool) {
	t.Helper()
	post.Text = "Havblikk is late"
	if got := len(s.Find(post)) == 0; got != want {
		t.Errorf("%+v is skipped: %v, want %v", post, got, want)
	}
}

func TestOwnAndColleaguesPostsAreSkipped(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Havblikk"}],"leaders":[{"name":"Ingrid Solvang","handles":{"x":["@isolvang"]}}],
		"accounts":{"x":["havblikk"],"reddit":["u/Havblikk_Help"],"mastodon":["@kari@coast.example"],"facebook":["Kari Nordmann"],"linkedin":["https://www.linkedin.com/in/kari-nordmann/"],"any":["@kari_n"]}}`)
	for _, author := range []string{"havblikk", "@Havblikk", " HAVBLIKK ", "isolvang", "kari_n"} {
		expectSkipped(t, s, Post{Site: "x", Author: author}, true)
	}
	expectSkipped(t, s, Post{Site: "reddit", Author: "Havblikk_Help"}, true)
	expectSkipped(t, s, Post{Site: "reddit", Author: "u/havblikk_help"}, true)
	expectSkipped(t, s, Post{Site: "facebook", Author: "Kari Nordmann"}, true)
	expectSkipped(t, s, Post{Site: "linkedin", Author: "kari-nordmann"}, true)
	expectSkipped(t, s, Post{Site: "mastodon", Author: "kari@coast.example", Link: "https://far.example/@kari/1"}, true)
	expectSkipped(t, s, Post{Site: "mastodon", Author: "kari", Link: "https://coast.example/@kari/1"}, true)

	expectSkipped(t, s, Post{Site: "mastodon", Author: "kari", Link: "https://far.example/@kari/1"}, false)
	expectSkipped(t, s, Post{Site: "mastodon", Author: "kari@far.example", Link: "https://coast.example/@kari@far.example/1"}, false)
	expectSkipped(t, s, Post{Site: "reddit", Author: "havblikk"}, false)
	expectSkipped(t, s, Post{Site: "x", Author: "havblikkfan"}, false)
	expectSkipped(t, s, Post{Site: "x", Author: "someone/havblikk"}, false)
	expectSkipped(t, s, Post{Site: "x"}, false)
}

func TestExcludedCommunities(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Havblikk"}],"exclude":{"communities":["https://www.Reddit.com/r/Sailing/","r/boats","Turgruppa","forum.example/c/old"]}}`)
	for _, link := range []string{"https://www.reddit.com/r/sailing/comments/1/", "https://old.reddit.com/r/Sailing", "http://forum.example/c/old/t/1"} {
		expectSkipped(t, s, Post{Link: link}, true)
	}
	for _, link := range []string{"https://www.reddit.com/r/sailingnews/1", "https://notreddit.com/r/sailing", "https://reddit.com/", "https://a.example/reddit.com/r/sailing", "https://forum.example/c/older", ""} {
		expectSkipped(t, s, Post{Link: link}, false)
	}
	const short = "https://www.reddit.com/comments/zz1/"
	expectSkipped(t, s, Post{Link: short, Community: "r/sailing"}, true)
	expectSkipped(t, s, Post{Link: short, Community: "r/Boats"}, true)
	expectSkipped(t, s, Post{Link: "https://lemmy.example/post/1", Community: "r/sailing"}, false)
	expectSkipped(t, s, Post{Community: "turgruppa"}, true)
	expectSkipped(t, s, Post{Community: "r/turgruppa"}, true)
	expectSkipped(t, s, Post{Link: short, Community: "r/boatsandships"}, false)
	expectSkipped(t, s, Post{Link: short}, false)
	expectSkipped(t, s, Post{Link: "https://www.reddit.com/r/boats/comments/1/"}, true)
	expectSkipped(t, s, Post{Link: "https://www.reddit.com/r/boatsandships/comments/1/"}, false)
	expectSkipped(t, s, Post{Link: "https://blog.example/turgruppa/1"}, false)
}

func TestOneNameMayBeExcludedAlone(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Havblikk","exclude":{"authors":["@Bot"],"sites":["hn"],"communities":["r/cats"]}},{"name":"Fjordlys"}]}`)
	for _, post := range []Post{{Author: "bot"}, {Site: "hn"}, {Community: "r/cats"}} {
		post.Text = "Havblikk and Fjordlys"
		expectFound(t, s, post, "Fjordlys=Fjordlys")
	}
}
