//go:build js && wasm

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strconv"

	"porchlight/backend/edge/conformance"
	"porchlight/backend/edge/glue"
)

func main() {
	db := glue.Open()
	sockets := glue.OpenSockets()
	held := [][]byte{}
	m := http.NewServeMux()
	at := func(path string, h http.HandlerFunc) { m.HandleFunc("/v1/teams/{team}"+path, h) }
	at("/conformance", func(w http.ResponseWriter, r *http.Request) {
		list := conformance.Run(r.Context(), db, conformance.Cases)
		list = append(list, conformance.Run(r.Context(), db, conformance.EdgeCases)...)
		_ = json.NewEncoder(w).Encode(append(list, conformance.Odd(r.Context(), db)...))
	})
	at("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.PathValue("code"))
		w.Header().Set("X-Probe", "status")
		w.WriteHeader(code)
		if r.URL.Query().Has("text") {
			_, _ = io.WriteString(w, r.URL.Query().Get("text"))
		}
	})
	m.HandleFunc("/daily", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	at("/echo", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
		}
		_, _ = w.Write(body)
	})
	at("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bytes.Repeat([]byte("x"), 1<<20)) })
	at("/headers", func(w http.ResponseWriter, r *http.Request) { _ = json.NewEncoder(w).Encode(r.Header) })
	at("/panic", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Probe", "before the panic")
		w.WriteHeader(http.StatusTeapot)
		panic("probe")
	})
	at("/panic-outside", func(http.ResponseWriter, *http.Request) {
		go func() { panic("probe") }()
		select {}
	})
	at("/exit", func(http.ResponseWriter, *http.Request) { os.Exit(3) })
	at("/hang", func(http.ResponseWriter, *http.Request) { select {} })
	at("/hold", func(w http.ResponseWriter, r *http.Request) {
		mb, _ := strconv.Atoi(r.URL.Query().Get("mb"))
		held = append(held, make([]byte, mb<<20))
		_ = json.NewEncoder(w).Encode(len(held))
	})
	at("/live", func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Porchlight-Seq", "7")
		sockets.Serve(w, r, r.URL.Query().Get("device"))
	})
	at("/poke", func(_ http.ResponseWriter, r *http.Request) {
		seq, _ := strconv.ParseInt(r.URL.Query().Get("seq"), 10, 64)
		sockets.Poke(seq)
	})
	at("/close", func(_ http.ResponseWriter, r *http.Request) { sockets.Close(r.URL.Query().Get("device")) })
	glue.Serve(m, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Broken", "yes")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, "broken")
	}))
}
