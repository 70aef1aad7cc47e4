//go:build !js

package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
)

// NewModel is the model of that name behind an endpoint such as
// https://models.example/v1/chat/completions; key may be empty. Its twin on the edge is
// model.js.
func NewModel(endpoint, name, key string) (*Model, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, fmt.Errorf("%q is not the web address of an endpoint", endpoint)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return errors.New("the endpoint leads elsewhere") // the text and the key go nowhere else
	}}
	return &Model{Name: name, Ask: func(ctx context.Context, body []byte) ([]byte, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		r.Header.Set("Content-Type", "application/json")
		if key != "" {
			r.Header.Set("Authorization", "Bearer "+key)
		}
		got, err := client.Do(r)
		if err != nil {
			return nil, err
		}
		defer got.Body.Close()
		if kind, _, _ := mime.ParseMediaType(got.Header.Get("Content-Type")); got.StatusCode != http.StatusOK || kind != "application/json" {
			return nil, fmt.Errorf("the endpoint answered %d, %q", got.StatusCode, kind)
		}
		return io.ReadAll(io.LimitReader(got.Body, MostModel+1))
	}}, nil
}
