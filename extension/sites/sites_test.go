package sites

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// Our own files are right, and each is said to be exactly what it is not.
func TestOurSiteFiles(t *testing.T) {
	all, problems := All(os.DirFS("."))
	for _, p := range problems {
		t.Error(p)
	}
	if len(all) < 17 || all[len(all)-1].Name != "generic" {
		t.Errorf("%d sites", len(all))
	}
}

const right = `{"name":"forum","title":"Forum","hosts":["forum.example"],"layouts":[{"why":"seen there","seen":"2026-10","post":[".post"],
"id":{},"text":{"from":[{"select":".body"}]},"author":{},"time":{},"link":{},"lang":{}}]}`

func TestProblems(t *testing.T) {
	if _, problems := Read("forum.json", []byte(right)); problems != nil {
		t.Fatal(problems)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"select":".body"`, `"selct":".body"`, "forum.json: layouts[0].text.from[0].selct is no field; allowed are attr, first, into, match, select, skip"},
		{`[".post"]`, `".post"`, `forum.json: layouts[0].post is the text ".post"; a list is allowed`},
		{`"post":[".post"]`, `"post":[".post",7]`, `forum.json: layouts[0].post[1] is 7; a text is allowed`},
		{`"post":[".post"],`, ``, "forum.json: layouts[0].post is missing"},
		{`[".post"]`, `[" "]`, "forum.json: layouts[0].post[0] is empty; a CSS selector is allowed"},
		{`"2026-10"`, `"soon"`, `forum.json: layouts[0].seen is "soon"; a month is allowed, 2026-10`},
		{`"seen there"`, `""`, "forum.json: layouts[0].why is empty"},
		{`"id":{}`, `"id":[]`, "forum.json: layouts[0].id is a list; an object is allowed"},
		{`"lang":{}`, `"lang":{},"shared":"yes"`, `forum.json: layouts[0].shared is the text "yes"; true or false is allowed`},
		{`"lang":{}`, `"lang":{},"also":99`, "forum.json: layouts[0].also is 99; 0 to 4 are allowed"},
		{`"forum.example"`, `"https://forum.example/"`, `forum.json: hosts[0] is "https://forum.example/"; a host is allowed`},
		{`"forum.example"`, `"*"`, `forum.json: hosts[0] is "*"; a host is allowed`},
		{`"name":"forum"`, `"name":"other"`, `forum.json: name is "other"; the file's own name is allowed, "forum"`},
		{`"layouts":[`, `"private":["x"],"layouts":[`, `forum.json: private[0] is "x"; a path is allowed`},
		{`"hosts":["forum.example"]`, `"hosts":[],"frame":true`, "forum.json: frame is true without hosts; name the hosts whose frames are meant"},
		{`"hosts":["forum.example"]`, `"hosts":["forum.example"],"frame":"yes"`, `forum.json: frame is the text "yes"; true or false is allowed`},
		{`"from":[{"select":".body"}]`, `"from":[]`, "forum.json: layouts[0].text.from is empty"},
		{right, right + "{}", "something follows the end"},
		{right, `{"name":`, "forum.json: byte"},
		{right, `[]`, "forum.json: the file is a list; an object is allowed"},
		{right, strings.Repeat(" ", longest) + right, "65536 are allowed"},
	} {
		_, problems := Read("forum.json", []byte(strings.Replace(right, c.old, c.new, 1)))
		if got := strings.Join(problems, "\n"); len(problems) != 1 || !strings.Contains(got, c.want) {
			t.Errorf("%s\n got %s\nwant %s", c.new, got, c.want)
		}
	}
}

func TestTwoFilesForOneHost(t *testing.T) {
	other := strings.Replace(right, `"forum"`, `"other"`, 1)
	_, problems := All(fstest.MapFS{"forum.json": {Data: []byte(right)}, "other.json": {Data: []byte(other)}})
	if len(problems) != 1 || problems[0] != `other.json: host "forum.example" is also in forum.json; one file says what a host's posts are` {
		t.Error(problems)
	}
}

// The schema says of each word what it means.
func TestSchema(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Required   []string
		Properties map[string]struct{ Description string }
		Defs       map[string]struct {
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	if strings.Join(s.Required, " ") != "name title hosts layouts" || s.Defs["Layout"].Properties["quote"].Description == "" || s.Properties["expect"].Description == "" {
		t.Errorf("%s", text)
	}
}
