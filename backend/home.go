//go:build !js

package main

// The two forms of --home: a folder, whose handler then runs in this very process, and
// a URL under the operator's secret. Both are asked the same requests.

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

const defaultAddress = "127.0.0.1:8787"

// secretVariable holds the operator's secret of a home given as a URL.
const secretVariable = "PORCHLIGHT_OPERATOR_SECRET"

// homeFlags are the flags of every command that speaks to a home.
type homeFlags struct {
	home, secretFile, url string
}

func (h *homeFlags) add(f *flag.FlagSet) {
	f.StringVar(&h.home, "home", defaultHome(), "the home: its data `DIR`, or its URL")
	f.StringVar(&h.secretFile, "secret-file", "", "`FILE` with the operator's secret, for a URL (else $"+secretVariable+")")
	f.StringVar(&h.url, "url", "http://"+defaultAddress, "the `ORIGIN` in links, when --home is a folder")
}

func defaultHome() string {
	if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, "porchlight")
	}
	return "porchlight-data"
}

// client speaks to one home as its operator.
type client struct {
	base   string // origin
	secret string
	http   http.Client
	close  func() error
}

func (h *homeFlags) open() (*client, error) {
	if isURL(h.home) {
		return h.openURL()
	}
	if _, err := os.Stat(h.home); err != nil {
		return nil, fmt.Errorf("the data folder: %w (porchlight serve and team create make it)", err)
	}
	return h.openDir()
}

func isURL(home string) bool {
	return strings.HasPrefix(home, "http://") || strings.HasPrefix(home, "https://")
}

func (h *homeFlags) openURL() (*client, error) {
	origin, err := checkOrigin(h.home)
	if err != nil {
		return nil, fmt.Errorf("--home %w", err)
	}
	secret := os.Getenv(secretVariable)
	if h.secretFile != "" {
		b, err := os.ReadFile(h.secretFile)
		if err != nil {
			return nil, fmt.Errorf("the operator's secret: %w", err)
		}
		secret = string(b)
	}
	secret = strings.TrimSpace(secret)
	if secret == "" {
		return nil, fmt.Errorf("a home given as a URL needs its operator's secret: set %s, or --secret-file FILE", secretVariable)
	}
	return &client{base: origin, secret: secret, http: http.Client{Timeout: time.Minute}, close: func() error { return nil }}, nil
}

func (h *homeFlags) openDir() (*client, error) {
	origin, err := checkOrigin(h.url)
	if err != nil {
		return nil, fmt.Errorf("--url %w", err)
	}
	home, err := server.OpenHome(h.home, nil)
	if errors.Is(err, server.ErrLocked) {
		return nil, fmt.Errorf("%w; while it runs, use its address: --home http://%s --secret-file %s",
			err, defaultAddress, filepath.Join(h.home, "operator.secret"))
	} else if err != nil {
		return nil, err
	}
	c := &client{base: origin, secret: home.Secret(), close: home.Close}
	c.http.Transport = inside{home.Handler(origin)}
	return c, nil
}

// checkOrigin returns the origin of an address that has nothing more than that.
func checkOrigin(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || !isURL(s) || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("%s: must be an origin, like https://porchlight.example", s)
	}
	return u.Scheme + "://" + u.Host, nil
}

// ask makes one request; out is nil where the answer does not matter. Status 404 is
// told apart by errNothing.
func (c *client) ask(method, path string, in, out any) error {
	body := io.Reader(http.NoBody)
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, c.base+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.secret)
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("the home does not answer: %w", err)
	}
	defer res.Body.Close()
	said, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	if err != nil {
		return fmt.Errorf("the home's answer broke off: %w", err)
	}
	if res.StatusCode/100 != 2 {
		return refusal(res.StatusCode, said)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(said, out); err != nil {
		return fmt.Errorf("%s%s answered something that is not Porchlight's", c.base, path)
	}
	return nil
}

var (
	errNothing = errors.New("there is nothing there")
	errSecret  = errors.New("the home does not know this operator's secret")
)

func refusal(status int, said []byte) error {
	var p wire.APIProblem
	if json.Unmarshal(said, &p) != nil || p.Code == "" {
		return fmt.Errorf("the home answered with status %d; is it a Porchlight home?", status)
	}
	err := errors.New(p.Title)
	switch {
	case status == http.StatusUnauthorized:
		err = errSecret
	case status == http.StatusNotFound:
		err = errNothing
	}
	if p.Detail != "" && status != http.StatusUnauthorized {
		err = fmt.Errorf("%w: %s", err, p.Detail)
	}
	return fmt.Errorf("%w (%s, request %s)", err, p.Code, p.RequestID)
}

// inside is a transport whose other end is a handler in this process.
type inside struct{ handler http.Handler }

func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	w := &answer{header: http.Header{}, status: http.StatusOK}
	i.handler.ServeHTTP(w, r)
	return &http.Response{
		StatusCode: w.status, Header: w.header, Request: r, ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()),
	}, nil
}

type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }
