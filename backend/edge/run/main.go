// Command run builds the edge home and runs it on workerd until it is told to end.
// It is `make edge`.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"porchlight/backend/edge"
)

func main() {
	dir := flag.String("dir", ".porchlight-edge", "folder of the teams' data and the operator's secret")
	addr := flag.String("addr", "127.0.0.1:8788", "address to listen on; port 0 takes a free one")
	into := flag.String("bundle", "", "folder to build the home into for a deployment, instead of running it")
	flag.Parse()
	err := error(nil)
	if *into != "" {
		err = bundle(*into)
	} else {
		err = run(*dir, *addr)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "edge:", err)
		os.Exit(1)
	}
}

func run(dir, addr string) error {
	bundle, err := edge.Build()
	if err != nil {
		return err
	}
	home, err := edge.Start(bundle, dir, addr, os.Stderr)
	if err != nil {
		return err
	}
	fmt.Printf(`Porchlight's edge home is at %s
  data and operator's secret in %s
  make a team:  bin/porchlight team create --home %s --secret-file %s/operator.secret --name "Your company" --admin "Your name"
  end it with Ctrl-C
`, home.URL, dir, home.URL, dir)
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	select {
	case <-told:
		return home.Stop()
	case <-home.Ended():
		return errors.New("workerd ended by itself")
	}
}
