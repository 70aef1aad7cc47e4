package spot

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/wasm/playbook"
)

// havblikk is the playbook of the tables below.
const havblikk = `{
 "brands": [{"name":"Havblikk","handles":{"any":["havblikk"]},"hashtags":["turmedhav"],"domains":["havblikk.example"]}],
 "products": [{"name":"Havblikk Pass"}],
 "leaders": [{"name":"Ingrid Solvang","titles":["CEO"]},{"name":"Bjørn Muñoz"}],
 "rivals": [{"name":"Kystekspressen Nord"}]
}`

func spotter(t testing.TB, source string) *Spotter {
	t.Helper()
	p, problems := playbook.Parse([]byte(source))
	if p == nil {
		t.Fatalf("playbook: %v", problems)
	}
	return New(p)
}

// expectFound compares the mentions with want: "surface=name" joined by "; ".
func expectFound(t *testing.T, s *Spotter, post Post, want string) {
	t.Helper()
	var got []string
	for _, m := range s.Find(post) {
		got = append(got, fmt.Sprintf("%s=%s", m.Text, m.Name))
	}
	if g := strings.Join(got, "; "); g != want {
		t.Errorf("%q (%s)\ngot  %q\nwant %q", post.Text, post.Lang, g, want)
	}
}

func TestNamesAreFoundAsWritten(t *testing.T) {
	s := spotter(t, havblikk)
	expectFound(t, s, Post{Text: "I love Havblikk."}, "Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "Havblikk Pass from Havblikk"}, "Havblikk Pass=Havblikk Pass; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "HAVBLIKK, havblikk"}, "HAVBLIKK=Havblikk; havblikk=Havblikk")
	expectFound(t, s, Post{Text: "Kystekspressen\nNord and Ingrid Solvang"}, "Kystekspressen\nNord=Kystekspressen Nord; Ingrid Solvang=Ingrid Solvang")
	expectFound(t, s, Post{Text: "Havblikkene, xHavblikk, nothing"}, "")
}
