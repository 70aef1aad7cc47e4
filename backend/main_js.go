//go:build js && wasm

// Command porchlight, compiled for the edge, serves one team inside its Durable Object.
// The instance lives as long as the object does; the router in front of it is
// backend/edge/worker.js.
package main

import (
	"context"
	"database/sql"
	"log"
	"log/slog"
	"net/http"
	"os"
	"time"

	"porchlight/backend/edge/glue"
	"porchlight/backend/ledger"
	"porchlight/backend/migrations"
	"porchlight/backend/server"
)

func main() {
	db := glue.Open()
	// A failure ends the instance: requests get 503, and the next one tries again.
	if err := migrations.Apply(context.Background(), db); err != nil {
		log.Fatalf("lay out the team's database: %v", err)
	}
	team := server.New(server.Config{
		DB:   db,
		Live: glue.OpenSockets(),
		Log:  slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Rate: rate(), Model: model(),
	})
	glue.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/daily" { // the object's own request, see team.js
			daily(w, r, db)
			return
		}
		team.ServeHTTP(w, r)
	}), http.HandlerFunc(broken))
}

func daily(w http.ResponseWriter, r *http.Request, db *sql.DB) {
	if err := ledger.New(db).Daily(r.Context(), time.Now().UnixMilli()); err != nil {
		log.Printf("the daily job: %v", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// rate is the home's own limit for each device, zero for the default.
func rate() server.Rate {
	perSecond := glue.Number("DEVICE_RATE")
	return server.Rate{PerSecond: perSecond, Burst: 12 * perSecond}
}

// model is the language model that the operator set, nil for none.
func model() *server.Model {
	name := glue.Text("MODEL_NAME")
	if name == "" {
		return nil
	}
	patience := time.Duration(glue.Number("MODEL_SECONDS") * float64(time.Second))
	return &server.Model{Name: name, Patience: patience, Most: int64(glue.Number("MODEL_MOST")), Ask: glue.AskModel}
}

// broken answers where a panic escaped the handler, which recovers its own.
func broken(w http.ResponseWriter, r *http.Request) {
	server.SetHeaders(w, r)
	server.WriteProblem(w, server.Random(16), http.ErrAbortHandler)
}
