package place

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// The golden file may only grow, at its end: who changes or removes a line takes a claim
// from somebody. With new lines, raise both, in the commit that adds them.
const (
	goldenCount = 450
	goldenSum   = "aa6dd377f4320fd733fe19c8953bbf3649c28a97f14ce2daf1e3d577e19139d4"
)

func TestGoldenOnlyGrows(t *testing.T) {
	facts, keys := goldenLines(t)
	if len(keys) < goldenCount {
		t.Fatalf("keys.txt has %d addresses and had %d", len(keys), goldenCount)
	}
	h := sha256.New()
	for i, f := range facts[:goldenCount] {
		h.Write([]byte(keys[i] + "\t" + f.URL + "\t" + f.Software + "\t" + f.Canonical + "\n"))
	}
	if sum := hex.EncodeToString(h.Sum(nil)); sum != goldenSum {
		t.Errorf("one of the first %d lines of keys.txt is another than it was (sum %s)", goldenCount, sum)
	}
	if len(keys) > goldenCount {
		t.Errorf("%d lines are new: raise goldenCount and goldenSum, so that they stay", len(keys)-goldenCount)
	}
}

// What stands around an id never makes it another post's: a golden address with noise has
// its own key or none of the golden file.
func FuzzNoise(f *testing.F) {
	facts, keys := goldenLines(f)
	of := map[string]bool{}
	for _, k := range keys {
		of[k] = true
	}
	for i := range facts {
		f.Add(uint(i), "utm_source=a&s=20&t=b&ref_src=c&lc=&commentUrn=&comment_id=&id=&v=", "top")
	}
	f.Add(uint(0), "lc=UgzAbCdEf-1234567890AaABAg&comment_id=990000000000006&story_fbid=1", "issuecomment-2300000001")
	f.Fuzz(func(t *testing.T, i uint, query, fragment string) {
		was, key := facts[i%uint(len(facts))], keys[i%uint(len(facts))]
		url, _, _ := strings.Cut(was.URL, "#")
		if key == None || strings.HasPrefix(key, "web:") || strings.Contains(was.URL, "#") || strings.ContainsAny(query, "#") {
			t.Skip() // elsewhere parameters and fragments are the address
		}
		mark := "?"
		if strings.Contains(url, "?") {
			mark = "&"
		}
		noisy := wire.PageFacts{URL: url + mark + query + "#" + fragment, Software: was.Software, Canonical: was.Canonical}
		got := Key(noisy).Key
		if got != key && of[got] && got != None && !named(noisy.URL, got) {
			t.Errorf("%s has the key %s of another post, want %s", noisy.URL, got, key)
		}
	})
}

// named says whether the id of a key stands whole in the address.
func named(url, key string) bool {
	id := key[strings.LastIndexAny(key, ":/_#")+1:]
	return strings.Contains(strings.ToLower(url), strings.ToLower(strings.TrimLeft(id, "qacp")))
}

// One letter or digit of an id is another post.
func TestAnotherIDIsAnotherPost(t *testing.T) {
	facts, keys := goldenLines(t)
	tried := 0
	for i, f := range facts {
		id := keys[i][strings.LastIndexAny(keys[i], ":/_#qac")+1:]
		at := strings.LastIndex(strings.ToLower(f.URL), strings.ToLower(id))
		if keys[i] == None || strings.HasPrefix(keys[i], "web:") || len(id) < 4 || at < 0 || f.Canonical != "" {
			continue
		}
		for j := range id {
			b := []byte(f.URL)
			if !isAlnum(b[at+j]) {
				continue
			}
			for _, c := range []byte("17xb") {
				if b[at+j]|0x20 == c|0x20 {
					continue
				}
				changed := append([]byte{}, b...)
				changed[at+j] = c
				tried++
				other := Key(wire.PageFacts{URL: string(changed), Software: f.Software})
				if other.Key == keys[i] && !strings.Contains(string(changed[:at])+string(changed[at+len(id):]), id) {
					t.Errorf("%s has the key of %s", changed, f.URL)
				}
			}
		}
	}
	if tried < 5000 {
		t.Errorf("%d addresses were tried: this test looks at too few", tried)
	}
}

// Short links are left alone, and known as such.
func TestShort(t *testing.T) {
	for _, url := range []string{"https://t.co/AbC", "https://lnkd.in/dAb", "https://fb.watch/a/", "https://www.facebook.com/share/p/1Ab/",
		"https://www.reddit.com/r/ferries/s/AbC", "https://reddit.com/s/AbC", "https://qr.ae/pA"} {
		if !Short(url) || Key(wire.PageFacts{URL: url}).Key != None {
			t.Errorf("%s is no short link, or has a key", url)
		}
	}
	facts, keys := goldenLines(t)
	for i, f := range facts {
		if keys[i] != None && Short(f.URL) {
			t.Errorf("%s is a short link and has the key %s", f.URL, keys[i])
		}
	}
	for _, url := range []string{"https://redd.it/1ab", "https://youtu.be/aB3", "https://t.co/", "https://h.example/s/a", "nonsense"} {
		if Short(url) {
			t.Errorf("%s is a short link", url)
		}
	}
}

func TestProvisional(t *testing.T) {
	const text = "Nobody at Havblikk picks up the phone, and the boat to Sund was late again."
	feed := wire.PageFacts{URL: "https://www.linkedin.com/feed/", Site: "linkedin"}
	key := func(page wire.PageFacts, link, author, text string) wire.Placing {
		return Post(page, wire.ScanPost{Link: link, Author: author}, text)
	}
	was := key(feed, "", "kari-nes", text).Key
	if was != "linkedin:provisional:kari-nes/d8736734fd42098d" {
		t.Errorf("the key is %s; it is stable for ever", was)
	}
	long := strings.Repeat(text, 4)
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"spacing, invisible marks and the end of the line", key(feed, "", "kari-nes", " Nobody\u200b at  Havblikk\npicks up the phone, and the boat to Sund was late again…").Key, was, true},
		{"the author in another case", key(feed, "", "Kari Nes", text).Key, was, true},
		{"before and after see more", key(feed, "", "kari-nes", long[:200]+"…").Key, key(feed, "", "kari-nes", long).Key, true},
		{"another author", key(feed, "", "ola-vik", text).Key, was, false},
		{"another text", key(feed, "", "kari-nes", "On Tuesday nobody at Havblikk picked up the phone.").Key, was, false},
		{"another site", key(wire.PageFacts{URL: "https://m.facebook.com/"}, "", "kari-nes", text).Key, was, false},
		{"too little text", key(feed, "", "kari-nes", "Thank you, Havblikk").Key, None, true},
		{"no author", key(feed, "", "", text).Key, None, true},
		{"a site whose pages show addresses", key(wire.PageFacts{URL: "https://x.com/home"}, "", "kari", text).Key, None, true},
		{"a link that names no post", key(feed, "https://www.linkedin.com/in/kari-nes", "kari-nes", text).Key, None, true},
	} {
		if (c.a == c.b) != c.same {
			t.Errorf("%s: %s and %s", c.name, c.a, c.b)
		}
	}
	true := key(feed, "https://www.linkedin.com/feed/update/urn:li:activity:7250000000000000123", "kari-nes", text)
	if true.Key != "linkedin:activity:7250000000000000123" || strings.Join(true.Aliases, " ") != was {
		t.Errorf("the true key is %+v, and %s has to be its alias", true, was)
	}
}
