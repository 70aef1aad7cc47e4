package drive

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// Web answers for the whole outside world over TLS on one loopback port: browsers
// started with it send every host there. What was not given to it is 404, so no page
// reaches anything else.
type Web struct {
	Addr string // 127.0.0.1:port
	SPKI string // base64 SHA-256 of the certificate's key, which the browsers trust
	mu   sync.Mutex
	at   map[string]http.Handler // host + path + "?id=…", host + path, or host alone
	hits []string
}

// NewWeb starts it.
func NewWeb(t T) *Web {
	t.Helper()
	cert, spki := certificate(t)
	ln, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"http/1.1"}})
	must(t, err)
	w := &Web{Addr: ln.Addr().String(), SPKI: spki, at: map[string]http.Handler{}}
	srv := &http.Server{Handler: w, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)} // browsers try http first
	go srv.Serve(ln)
	t.Cleanup(func() { srv.Close() })
	return w
}

// Handle lets h answer for a host, or for one path of it: "x.com", "x.com/a/b".
func (w *Web) Handle(where string, h http.Handler) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at[where] = h
}

// Page serves one HTML text at an https address; query and fragment are ignored.
func (w *Web) Page(url, html string) {
	where := strings.TrimPrefix(url, "https://")
	where, _, _ = strings.Cut(where, "#")
	where, _, _ = strings.Cut(where, "?")
	w.Handle(where, http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = rw.Write([]byte(html))
	}))
}

// File serves a saved page at an https address under the charset it was saved with.
func (w *Web) File(t T, url, path, charset string) {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	where, _, _ := strings.Cut(strings.TrimPrefix(url, "https://"), "?")
	w.Handle(where, http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset="+charset)
		_, _ = rw.Write(b)
	}))
}

// Hits lists the addresses that were asked for, in order: what pages wanted from outside.
func (w *Web) Hits() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string{}, w.hits...)
}

func (w *Web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.hits = append(w.hits, "https://"+r.Host+r.URL.RequestURI())
	h := w.at[r.Host+r.URL.Path+"?id="+r.URL.Query().Get("id")]
	if h == nil {
		h = w.at[r.Host+r.URL.Path]
	}
	if h == nil {
		h = w.at[r.Host]
	}
	w.mu.Unlock()
	if h == nil {
		http.NotFound(rw, r)
		return
	}
	h.ServeHTTP(rw, r)
}

// certificate makes a key of its own for each Web: nothing secret lies in the tree.
func certificate(t T) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "porchlight test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		DNSNames: []string{"*.example"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	must(t, err)
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	must(t, err)
	sum := sha256.Sum256(spki)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, base64.StdEncoding.EncodeToString(sum[:])
}
