// Package square is a small town's open thread, served on this machine: invented people
// talk about their ferry company, with a plain and a rich reply box as real forums have
// them. It knows nothing of Porchlight; make run and the tests look at it as strangers.
package square

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"porchlight/wasm/playbook"
)

//go:embed posts.json square.html square.css playbook.yaml
var files embed.FS

// Post is one thing somebody wrote.
type Post struct {
	ID     int    `json:"id"`
	To     int    `json:"to"` // the post it answers, 0 for none
	Author string `json:"author"`
	Handle string `json:"handle"`
	Lang   string `json:"lang"`
	Text   string `json:"text"`
	Ago    int    `json:"ago"` // minutes before the square opened
	At     time.Time
}

// Square opens every morning as it was, but for what people said if it has a file to keep it in.
type Square struct {
	mux    http.ServeMux
	page   *template.Template
	mu     sync.Mutex
	posts  []Post
	opened int    // posts that the square opens with
	kept   string // the file of those that were said since
	script string
}

// Playbook is the ferry company's, as a home takes it: JSON.
func Playbook() (string, error) {
	text, err := files.ReadFile("playbook.yaml")
	if err != nil {
		return "", err
	}
	p, problems := playbook.ParseYAML(text)
	if p == nil {
		return "", fmt.Errorf("playbook.yaml: %+v", problems)
	}
	book, err := json.Marshal(p)
	return string(book), err
}

// New opens the square. Script is the file that make square bundled from editor.ts.
func New(now time.Time, script string) (*Square, error) {
	s := &Square{script: script}
	var err error
	if s.page, err = template.New("square.html").Funcs(template.FuncMap{"ago": ago}).ParseFS(files, "square.html"); err != nil {
		return nil, err
	}
	b, err := files.ReadFile("posts.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &s.posts); err != nil {
		return nil, fmt.Errorf("posts.json: %w", err)
	}
	for i := range s.posts {
		s.posts[i].At = now.Add(-time.Duration(s.posts[i].Ago) * time.Minute)
	}
	s.opened = len(s.posts)
	s.mux.HandleFunc("GET /{$}", s.show)
	s.mux.HandleFunc("POST /reply", s.reply)
	s.mux.Handle("GET /square.css", http.FileServerFS(files))
	s.mux.HandleFunc("GET /editor.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, s.script) })
	return s, nil
}

// Keep has the square remember what people say in a file, where it may have done so before:
// an address that was given to an answer once is never another's.
func (s *Square) Keep(file string) error {
	b, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var said []Post
	if len(b) > 0 {
		if err := json.Unmarshal(b, &said); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	s.posts, s.kept = append(s.posts, said...), file
	return nil
}

func (s *Square) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

func (s *Square) show(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	posts := append([]Post{}, s.posts...)
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = s.page.Execute(w, struct {
		Posts []Post
		Now   time.Time
	}{inOrder(posts), time.Now()})
}

func (s *Square) reply(w http.ResponseWriter, r *http.Request) {
	text := strings.TrimSpace(r.FormValue("text"))
	if text == "" || len(text) > 10_000 {
		http.Error(w, "write something, up to 10,000 bytes", http.StatusBadRequest)
		return
	}
	var to int
	_, _ = fmt.Sscan(r.FormValue("to"), &to)
	id, err := s.add(Post{To: to, Author: "You", Handle: "you", Lang: "en", Text: text, At: time.Now()})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, fmt.Sprintf("/#p%d", id), http.StatusSeeOther)
}

func (s *Square) add(p Post) (id int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.ID = 101 + len(s.posts)
	s.posts = append(s.posts, p)
	if s.kept == "" {
		return p.ID, nil
	}
	b, err := json.Marshal(s.posts[s.opened:])
	if err != nil {
		return 0, err
	}
	return p.ID, os.WriteFile(s.kept, b, 0o600)
}

// inOrder puts each answer under the post it answers.
func inOrder(posts []Post) []Post {
	var out []Post
	for _, p := range posts {
		if p.To != 0 {
			continue
		}
		out = append(out, p)
		for _, a := range posts {
			if a.To == p.ID {
				out = append(out, a)
			}
		}
	}
	return out
}

func ago(at, now time.Time) string {
	m := int(now.Sub(at).Minutes())
	switch {
	case m < 1:
		return "just now"
	case m < 60:
		return fmt.Sprintf("%d min ago", m)
	}
	return fmt.Sprintf("%d h %02d min ago", m/60, m%60)
}
