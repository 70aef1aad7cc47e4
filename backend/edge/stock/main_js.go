//go:build js && wasm

package main

import (
	"context"
	"database/sql"
	"log"

	"github.com/syumai/workers"
	_ "github.com/syumai/workers/cloudflare/d1" // registers "d1"

	"porchlight/backend/edge/glue"
	"porchlight/backend/migrations"
	"porchlight/backend/server"
)

func main() {
	db, err := sql.Open("d1", "DB")
	if err != nil {
		log.Fatal(err)
	}
	if err := migrations.Apply(context.Background(), db); err != nil {
		log.Fatal(err)
	}
	rate := glue.Number("DEVICE_RATE")
	workers.Serve(server.New(server.Config{DB: db, Rate: server.Rate{PerSecond: rate, Burst: 12 * rate}}))
}
