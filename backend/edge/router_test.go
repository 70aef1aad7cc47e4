package edge

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/server"
)

// team is the path of the n-th invented team of this home, which the router accepts.
func (h *running) team(n int) string {
	random := fmt.Sprintf("%022d", n)
	mac := hmac.New(sha256.New, []byte(h.Secret))
	mac.Write([]byte("team:" + random))
	return fmt.Sprintf("/v1/teams/%s%x", random, mac.Sum(nil)[:5])
}

// objects counts the databases of teams.
func (h *running) objects() int {
	n := 0
	_ = filepath.WalkDir(filepath.Join(h.Dir, "objects"), func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".sqlite") && filepath.Base(path) != "metadata.sqlite" {
			n++
		}
		return nil
	})
	return n
}

// raw sends one request as it stands: net/http would clean the path.
func (h *running) raw(request string) answer {
	h.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.URL, "http://"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		h.t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		h.t.Fatalf("%q: %v", request, err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(body)}
}

// BE-02.a, b and d: what is not a path of a team of this home makes no object.
func TestNothingButARealTeamWakesAnObject(t *testing.T) {
	h := start(t, probe)
	good := h.team(1)
	flipped := good[:len(good)-1] + "0"
	if flipped == good {
		flipped = good[:len(good)-1] + "1"
	}
	for _, path := range []string{
		"/", "/v1", "/v1/teams", "/v1/teams/", good, good + "/", flipped + "/headers",
		strings.ToUpper(good) + "/headers", good + "//headers", good + "/./headers", good + "/x/../headers",
		"/v1/teams/x/../" + good[len("/v1/teams/"):] + "/headers", "//v1/teams" + good[len("/v1/teams"):] + "/headers",
		good + "/%68eaders", good + "%2Fheaders", good + "/headers%00", good + "/..%2f", good + "/%2E%2E/headers",
		good + "/head_ers", good + ";a/headers", "/" + good + "/headers", good + "x/headers",
	} {
		a := h.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + h.Secret + "\r\nConnection: close\r\n\r\n")
		if a.status != 404 && a.status != 400 {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	token := server.Token("0123456789abcdef", strings.Repeat("x", 43))
	for _, bad := range []string{"x", token[:len(token)-1], token + "0", strings.Replace(token, "x", "X", 1), strings.ToLower(token[:6]) + token[5:]} {
		if a := h.ask("GET", good+"/headers", bad, ""); a.status != 401 {
			t.Errorf("token %s: %d", bad, a.status)
		}
	}
	if a := h.ask("POST", "/v1/teams", "not the secret", "{}"); a.status != 401 {
		t.Errorf("a stranger makes a team: %d", a.status)
	}
	if n := h.objects(); n != 0 {
		t.Errorf("%d objects were made, want 0", n)
	}
	if a := h.ask("GET", good+"/headers", token, ""); a.status != 200 || h.objects() != 1 {
		t.Errorf("a real path: %d, %d objects, want 200 and 1", a.status, h.objects())
	}
}

// BE-02.c: what router and object say to each other cannot be said from outside, and the
// operator's secret stays in the router.
func TestForgedHeadersDoNotArrive(t *testing.T) {
	h := start(t, probe)
	forged := []string{"Porchlight-Operator", "1", "porchlight-address", "10.0.0.1", "Porchlight-Else", "x", "PORCHLIGHT-SEQ", "9"}
	headers := func(bearer string) http.Header {
		var got http.Header
		a := h.ask("GET", h.team(1)+"/headers", bearer, "", forged...)
		if err := json.Unmarshal([]byte(a.body), &got); err != nil {
			t.Fatalf("%v in %s", err, a.body)
		}
		return got
	}
	got := headers("")
	for name, want := range map[string]string{"Porchlight-Operator": "", "Porchlight-Else": "", "Porchlight-Seq": "",
		"Porchlight-Address": "unknown", "Porchlight-Origin": h.URL} {
		if got.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Get(name), want)
		}
	}
	if got.Get("User-Agent") != "" {
		t.Errorf("headers that nobody reads arrive: %v", got)
	}
	if len(got.Get("Porchlight-Request")) != 16 {
		t.Errorf("request id %q", got.Get("Porchlight-Request"))
	}
	got = headers(h.Secret)
	if got.Get("Porchlight-Operator") != "1" || got.Get("Authorization") != "" {
		t.Errorf("the operator's request arrives as %v", got)
	}
}

func TestBodiesOverTheLimitStopAtTheRouter(t *testing.T) {
	h := start(t, probe)
	echo := h.team(1) + "/echo"
	full := strings.Repeat("x", 1<<20)
	if a := h.ask("POST", echo, "", full); a.status != 200 || len(a.body) != 1<<20 {
		t.Errorf("1 MiB: %d with %d bytes", a.status, len(a.body))
	}
	if a := h.ask("POST", echo, "", full+"x"); a.status != 413 || !strings.Contains(a.body, `"code":"too_large"`) {
		t.Errorf("one byte more: %d %s", a.status, a.body)
	}
	chunk := "10000\r\n" + full[:1<<16] + "\r\n"
	head := "POST " + echo + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
	if a := h.raw(head + strings.Repeat(chunk, 17)); a.status != 413 { // and never an end
		t.Errorf("chunks without end: %d", a.status)
	}
}
