//go:build !js

package main

// porchlight serve: the native home. The one line on standard output is its address;
// the log goes to standard error.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"porchlight/backend/server"
)

const serveAbout = `Runs a home: the backend for your teams, with one SQLite file for each team.

  porchlight serve --home /var/lib/porchlight --url https://porchlight.example

It speaks plain HTTP; for other machines put a reverse proxy with TLS in front of it
and name the public address with --url, and its header for a client's address with
--address-header, else all clients count as one against guessing of invites. It stops cleanly on SIGINT and SIGTERM.
With --model-url and --model-name people may ask a language model about a post that they hold;
its key stays here. Without them, as at first, no text of a post ever comes here.
GET /metrics tells Prometheus what it counts, under the operator's secret.`

func serveCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("serve --home DIR [--addr HOST:PORT] [--url ORIGIN]", serveAbout, stderr)
	dir := f.String("home", defaultHome(), "the data `DIR`, made when it is not there")
	addr := f.String("addr", defaultAddress, "`HOST:PORT` to listen on")
	public := f.String("url", "", "the public `ORIGIN`, for invite links (default: each request's own host)")
	proxy := f.String("address-header", "", "the `HEADER` in which a proxy in front tells a client's address, like X-Real-IP")
	modelURL := f.String("model-url", "", "the `ENDPOINT` of a language model, for chat completions as OpenAI's (default: none)")
	modelName := f.String("model-name", "", "the `NAME` of the model there")
	modelKey := f.String("model-key-file", "", "the `FILE` that holds its key")
	modelWait := f.Duration("model-wait", 0, "how long to wait for an answer of it (default 12s)")
	modelMost := f.Int64("model-most", 0, "the `ANSWERS` of it that one team gets in a day (default 500)")
	asJSON := f.Bool("json", false, "print the address as JSON")
	quiet := f.Bool("quiet", false, "log problems only")
	rest, code, ok := f.parse(args, stdout)
	if !ok {
		return code
	}
	if len(rest) > 0 {
		return f.misused("unexpected %q", rest[0])
	}
	if *public != "" {
		origin, err := checkOrigin(*public)
		if err != nil {
			return f.misused("--url %v", err)
		}
		*public = origin
	}
	model, err := openModel(*modelURL, *modelName, *modelKey, *modelWait, *modelMost)
	if err != nil {
		return f.misused("%v", err)
	}
	level := slog.LevelInfo
	if *quiet {
		level = slog.LevelWarn
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level}))
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	err = serve(stop, where{*dir, *addr, *public, *proxy, model}, log, func(address string) {
		if *asJSON {
			printJSON(stdout, map[string]string{"url": "http://" + address, "home": *dir})
			return
		}
		fmt.Fprintf(stdout, "Porchlight is at http://%s with its data in %s\n", address, *dir)
	})
	if err != nil {
		return f.fail(err)
	}
	return done
}

// where a home has its data, listens, and is reached; and the model that its teams may ask.
type where struct {
	dir, addr, public, proxy string
	model                    *server.Model
}

// openModel is nil where no endpoint is named.
func openModel(endpoint, name, keyFile string, wait time.Duration, most int64) (*server.Model, error) {
	if endpoint == "" && name == "" && keyFile == "" {
		return nil, nil
	}
	if endpoint == "" || name == "" {
		return nil, errors.New("a model needs --model-url and --model-name")
	}
	key := ""
	if keyFile != "" {
		b, err := os.ReadFile(keyFile)
		if err != nil {
			return nil, fmt.Errorf("--model-key-file: %w", err)
		}
		key = strings.TrimSpace(string(b))
	}
	m, err := server.NewModel(endpoint, name, key)
	if err != nil {
		return nil, fmt.Errorf("--model-url: %w", err)
	}
	m.Patience, m.Most = wait, most
	return m, nil
}

// serve runs until ctx ends; ready is called with the address once it answers.
func serve(ctx context.Context, at where, log *slog.Logger, ready func(string)) error {
	// The port first: whoever has it may well be a porchlight over the same folder.
	ln, err := net.Listen("tcp", at.addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken by another program; choose another with --addr", at.addr)
	} else if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer ln.Close()
	home, err := server.OpenHome(at.dir, log)
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("the data folder %s is not writable for you: %w", at.dir, err)
	} else if err != nil {
		return err
	}
	defer home.Close()
	home.AddressHeader, home.Model = at.proxy, at.model
	srv := &http.Server{
		Handler:           home.Handler(at.public),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(ln) }()
	go daily(ctx, home, log)
	ready(ln.Addr().String())
	select {
	case err := <-ended:
		return fmt.Errorf("serve on %s: %w", at.addr, err)
	case <-ctx.Done():
	}
	log.Info("stopping", "home", filepath.Clean(at.dir))
	last, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := srv.Shutdown(last); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

// daily seals and purges, at the start and then soon after each day (UTC) is over. It
// looks at the clock every hour, for a machine that slept through midnight.
func daily(ctx context.Context, home *server.Home, log *slog.Logger) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for last := ""; ; {
		if today := time.Now().UTC().Format(time.DateOnly); today != last {
			last = today
			if err := home.Purge(ctx); err != nil && ctx.Err() == nil {
				log.Error("purge", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
