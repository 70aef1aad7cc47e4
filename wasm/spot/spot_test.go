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

func TestCaseAndWidthDoNotMatterForNamesThatAreNoWords(t *testing.T) {
	s := spotter(t, havblikk)
	expectFound(t, s, Post{Text: "ＨＡＶＢＬＩＫＫ ｈａｖｂｌｉｋｋ"}, "ＨＡＶＢＬＩＫＫ=Havblikk; ｈａｖｂｌｉｋｋ=Havblikk")
	expectFound(t, s, Post{Text: "𝐇𝐚𝐯𝐛𝐥𝐢𝐤𝐤 and 𝓗𝓪𝓿𝓫𝓵𝓲𝓴𝓴"}, "𝐇𝐚𝐯𝐛𝐥𝐢𝐤𝐤=Havblikk; 𝓗𝓪𝓿𝓫𝓵𝓲𝓴𝓴=Havblikk")
	expectFound(t, s, Post{Text: "i flew with havblikk yesterday", Lang: "en"}, "havblikk=Havblikk")
}

func TestAccentsAreFoldedUnlessThePlaybookTellsThemApart(t *testing.T) {
	s := spotter(t, havblikk)
	expectFound(t, s, Post{Text: "Bjørn Munoz, Bjorn Muñoz, Bjoern Mun\u0303oz", Lang: "en"}, "Bjørn Munoz=Bjørn Muñoz; Bjorn Muñoz=Bjørn Muñoz; Bjoern Mun\u0303oz=Bjørn Muñoz")
	exact := spotter(t, `{"brands":[{"name":"Muñoz","diacritics":"exact"}]}`)
	expectFound(t, exact, Post{Text: "Muñoz, Munoz, Mun\u0303oz"}, "Muñoz=Muñoz; Mun\u0303oz=Muñoz")
	nordic := spotter(t, `{"brands":[{"name":"Hatten"},{"name":"Sørpol"}]}`)
	expectFound(t, nordic, Post{Text: "Håtten og Sorpol", Lang: "nb"}, "Sorpol=Sørpol")
}

func TestLookalikeLettersAreSeenThrough(t *testing.T) {
	s := spotter(t, havblikk)
	expectFound(t, s, Post{Text: "Наvblikk is down", Lang: "en"}, "Наvblikk=Havblikk")                                              // Cyrillic На
	expectFound(t, s, Post{Text: "log in at Havblіkk now", Lang: "en"}, "Havblіkk=Havblikk")                                        // Cyrillic і
	expectFound(t, s, Post{Text: "Ingrid Sоlvang, 1ngrid Solvang"}, "Ingrid Sоlvang=Ingrid Solvang; 1ngrid Solvang=Ingrid Solvang") // Cyrillic о, digit 1
	expectFound(t, s, Post{Text: "Она пришла домой"}, "")
}

func TestNorthernInflections(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Havblikk"},{"name":"Havbase"},{"name":"NHB"}],"leaders":[{"name":"Ingrid Solvang"},{"name":"Jens Fjordås"}]}`)
	for _, lang := range []string{"nb", "nn", "da", "sv", "de", "no-NO"} {
		expectFound(t, s, Post{Text: "Havblikks nye sjef", Lang: lang}, "Havblikks=Havblikk")
		expectFound(t, s, Post{Text: "hos NHBs sjef Ingrid Solvangs kontor", Lang: lang}, "NHBs=NHB; Ingrid Solvangs=Ingrid Solvang")
	}
	for _, lang := range []string{"nb", "nn", "da"} {
		expectFound(t, s, Post{Text: "Jens Fjordås' båt, Havblikk's båt", Lang: lang}, "Jens Fjordås=Jens Fjordås; Havblikk=Havblikk")
	}
	expectFound(t, s, Post{Text: "med Havblikken, Havbasen og Havblikket", Lang: "nb"}, "Havblikken=Havblikk; Havbasen=Havbase; Havblikket=Havblikk")
	expectFound(t, s, Post{Text: "Ingrid Solvangen", Lang: "nb"}, "") // people have a genitive only
	expectFound(t, s, Post{Text: "havblikks nye sjef", Lang: "nb"}, "havblikks=Havblikk")
	expectFound(t, s, Post{Text: "two Havblikks", Lang: "en"}, "") // a plural in English
}

func TestPossessivesAndContractions(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Havblikk"},{"name":"Canfjord"}],"leaders":[{"name":"Brien"}]}`)
	expectFound(t, s, Post{Text: "Havblikk's late, Havblikk’s late, Havblikk'll come, 'Havblikk'", Lang: "en"},
		"Havblikk=Havblikk; Havblikk=Havblikk; Havblikk=Havblikk; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "l'Havblikk d’Havblikk", Lang: "fr"}, "Havblikk=Havblikk; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "Canfjord't and O'Brien", Lang: "en"}, "Canfjord=Canfjord")
}

func TestHyphensAndCompounds(t *testing.T) {
	s := spotter(t, havblikk)
	expectFound(t, s, Post{Text: "Havblikk-sjefen og anti-Havblikk", Lang: "nb"}, "Havblikk=Havblikk; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "Kystekspressen-Nord, Kystekspressen‑Nord", Lang: "nb"}, "Kystekspressen-Nord=Kystekspressen Nord; Kystekspressen‑Nord=Kystekspressen Nord")
	expectFound(t, s, Post{Text: "Nord-Havblikk-Sør is another place"}, "")
}

func TestHashtagsHandlesAndDomains(t *testing.T) {
	s := spotter(t, havblikk)
	expectFound(t, s, Post{Text: "#Havblikk #havblikk #HavblikkPass #TurMedHav #HavblikkFails"},
		"Havblikk=Havblikk; havblikk=Havblikk; HavblikkPass=Havblikk Pass; TurMedHav=Havblikk; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "@havblikk please, @KystekspressenNord too, ＠havblikk"}, "havblikk=Havblikk; KystekspressenNord=Kystekspressen Nord; havblikk=Havblikk")
	expectFound(t, s, Post{Text: "@ingridsolvang may be anybody, thanks via @havblikk_fan"}, "")
	expectFound(t, s, Post{Text: "see havblikk.example or https://www.havblikk.example/tickets, mail post@havblikk.example"},
		"havblikk.example=Havblikk; havblikk.example=Havblikk; havblikk.example=Havblikk")
	expectFound(t, s, Post{Text: "http://news.example/havblikk-is-late and https://havblikk.news.example/x"}, "")
}

func TestScriptsWithoutSpaces(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"海景"},{"name":"ハブブリック"},{"name":"하브블릭"},{"name":"Havblikk"},{"name":"ฮาฟบลิก"}]}`)
	expectFound(t, s, Post{Text: "我今天坐了海景的渡轮"}, "海景=海景")
	expectFound(t, s, Post{Text: "ハブブリックは遅い。ﾊﾌﾞﾌﾞﾘｯｸ"}, "ハブブリック=ハブブリック; ﾊﾌﾞﾌﾞﾘｯｸ=ハブブリック")
	expectFound(t, s, Post{Text: "東京Havblikkの船、Havblikkは"}, "Havblikk=Havblikk; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "하브블릭 좋아요, 하브블릭은 늦다, Havblikk는"}, "하브블릭=하브블릭; 하브블릭=하브블릭; Havblikk=Havblikk")
	expectFound(t, s, Post{Text: "นั่งเรือฮาฟบลิกวันนี้"}, "ฮาฟบลิก=ฮาฟบลิก")
}

func TestOrdinaryWordsNeedEvidence(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Target","handles":{"any":["target"]},"domains":["target.example"]},{"name":"Shell"},{"name":"Store"}]}`)
	expectFound(t, s, Post{Text: "my target is ten, a shell on the beach", Lang: "en"}, "")
	expectFound(t, s, Post{Text: "I went to Target and to Shell", Lang: "en"}, "Target=Target; Shell=Shell")
	expectFound(t, s, Post{Text: "@target #Target target.example", Lang: "en"}, "target=Target; Target=Target; target.example=Target")
	expectFound(t, s, Post{Text: "Store båter er store", Lang: "nb"}, "")
	expectFound(t, s, Post{Text: "SHOUTING ABOUT THE TARGET OF ALL OUR WORK", Lang: "en"}, "")
}

func TestContextWords(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Orca","case":"any","near":["ferry","båt"],"not":["whale"]},{"name":"Tern","case":"any","near":["ferry"],"within":"sentence"}]}`)
	expectFound(t, s, Post{Text: "the orca ferry was late", Lang: "en"}, "orca=Orca")
	expectFound(t, s, Post{Text: "an orca swam by", Lang: "en"}, "")
	expectFound(t, s, Post{Text: "a ferry met an orca, a whale", Lang: "en"}, "")
	expectFound(t, s, Post{Text: "I took a ferry. Tern was late.", Lang: "en"}, "")
	expectFound(t, s, Post{Text: "I took a ferry of Tern. It was late.", Lang: "en"}, "Tern=Tern")
}

func TestPeople(t *testing.T) {
	s := spotter(t, `{"leaders":[{"name":"Ingrid Solvang","titles":["reder"],"nicknames":["Inga Sol"],"initials":"IS","handles":{"x":["isolvang"]}}]}`)
	expectFound(t, s, Post{Text: "Solvang is a village", Lang: "en"}, "")
	expectFound(t, s, Post{Text: "CEO Solvang, reder Solvang", Lang: "en"}, "Solvang=Ingrid Solvang; Solvang=Ingrid Solvang")
	expectFound(t, s, Post{Text: "Ingrid Solvang spoke. Solvang was clear.", Lang: "en"}, "Ingrid Solvang=Ingrid Solvang; Solvang=Ingrid Solvang")
	expectFound(t, s, Post{Text: "Inga Sol said so, ask @isolvang", Site: "x", Lang: "en"}, "Inga Sol=Ingrid Solvang; isolvang=Ingrid Solvang")
	expectFound(t, s, Post{Text: "ask @isolvang", Site: "hn", Lang: "en"}, "")
	expectFound(t, s, Post{Text: "Ingrid Solvang (IS) and IS-LM", Lang: "en"}, "Ingrid Solvang=Ingrid Solvang; IS=Ingrid Solvang")
}

func TestLongestAndMostSpecificWins(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Havblikk"},{"name":"Blikk Nord"}],"products":[{"name":"Havblikk Pass Plus"},{"name":"Havblikk Pass"}]}`)
	expectFound(t, s, Post{Text: "Havblikk Pass Plus, Havblikk Pass and Havblikk"}, "Havblikk Pass Plus=Havblikk Pass Plus; Havblikk Pass=Havblikk Pass; Havblikk=Havblikk")
}

func TestWhoseAndWherePostsNeverCount(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"Havblikk","exclude":{"authors":["@parrot"]}},{"name":"Fjordlys"}],"accounts":{"x":["havblikk"]},
		"leaders":[{"name":"Ingrid Solvang","handles":{"any":["isolvang"]}}],
		"exclude":{"sites":["quora"],"authors":["bot"],"communities":["reddit.com/r/sailing"]}}`)
	text := "Havblikk and Fjordlys"
	expectFound(t, s, Post{Text: text, Author: "someone", Site: "x"}, "Havblikk=Havblikk; Fjordlys=Fjordlys")
	expectFound(t, s, Post{Text: text, Author: "@Havblikk", Site: "x"}, "")
	expectFound(t, s, Post{Text: text, Author: "havblikk", Site: "hn"}, "Havblikk=Havblikk; Fjordlys=Fjordlys")
	expectFound(t, s, Post{Text: text, Author: "isolvang", Site: "hn"}, "")
	expectFound(t, s, Post{Text: text, Author: "Bot"}, "")
	expectFound(t, s, Post{Text: text, Site: "quora"}, "")
	expectFound(t, s, Post{Text: text, Link: "https://www.reddit.com/r/sailing/comments/1/x"}, "")
	expectFound(t, s, Post{Text: text, Link: "https://www.reddit.com/r/sailingnews/comments/1/x"}, "Havblikk=Havblikk; Fjordlys=Fjordlys")
	expectFound(t, s, Post{Text: text, Author: "parrot"}, "Fjordlys=Fjordlys")
}

func TestOneLetterStandsEverywhere(t *testing.T) {
	s := spotter(t, `{"brands":[{"name":"B"},{"name":"C++"},{"name":"Q","near":["ferry"]}]}`)
	expectFound(t, s, Post{Text: "Plan B, then C, then C++ and #B", Lang: "en"}, "C++=C++; B=B")
	expectFound(t, s, Post{Text: "the ferry called Q", Lang: "en"}, "Q=Q")
	expectFound(t, s, Post{Text: "the letter Q", Lang: "en"}, "")
}
