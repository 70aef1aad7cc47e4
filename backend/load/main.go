// Command load asks a home on this machine how much it carries and prints one table: the
// native home with its data in memory and on a synced disk, and the worker on workerd. The
// clients run on the same processors, so the figures are of both together; it is bounded,
// some minutes in all. Not to forget: say the machine's load beside the figures, which the
// first line does.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

func main() {
	most := flag.Int("rows", 1_000_000, "rows of the longest ledger")
	homes := flag.String("homes", "", "only those whose name has this, like workerd")
	flag.Parse()
	if err := run(*most, *homes); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(most int, homes string) error {
	bin, err := os.MkdirTemp("", "porchlight-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(bin)
	native, err := buildNative(filepath.Join(bin, "porchlight"))
	if err != nil {
		return err
	}
	beside = native
	memory := os.TempDir()
	if _, err := os.Stat("/dev/shm"); err == nil {
		memory = "/dev/shm"
	}
	fmt.Printf("%s  %s/%s, %d processors, load %s, %s\n\n", time.Now().Format(time.DateOnly), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), loadAverage(), runtime.Version())
	var columns []column
	for _, at := range []struct {
		name, dir string
		start     func(dir string) (*home, error)
	}{
		{"native, memory", memory, native},
		{"native, synced disk", os.TempDir(), native},
		{"workerd, memory", memory, startEdge},
	} {
		if !strings.Contains(at.name, homes) {
			continue
		}
		c, err := measure(at.dir, at.start, most)
		if err != nil {
			return fmt.Errorf("%s: %w", at.name, err)
		}
		c.name = at.name
		columns = append(columns, c)
	}
	print(columns)
	fmt.Printf("\nload at the end %s\n", loadAverage())
	return nil
}

// column is what one home was measured to do: cells by the name of their row.
type column struct {
	name  string
	rows  []string
	cells map[string]string
}

func (c *column) put(row, format string, args ...any) {
	c.rows = append(c.rows, row)
	c.cells[row] = fmt.Sprintf(format, args...)
}

func measure(in string, start func(dir string) (*home, error), most int) (c column, err error) {
	dir, err := os.MkdirTemp(in, "porchlight-load-")
	if err != nil {
		return c, err
	}
	defer os.RemoveAll(dir)
	h, err := start(dir)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, h.stop()) }()
	c.cells = map[string]string{}
	for _, step := range []func(*home, *column) error{sockets, claims, race, keys} {
		if err := step(h, &c); err != nil {
			return c, err
		}
	}
	for n := 1000; n <= most; n *= 10 {
		if err := delta(h, &c, n); err != nil {
			return c, err
		}
	}
	return c, nil
}

func print(columns []column) {
	line := func(first string, cell func(column) string) {
		fmt.Printf("%-44s", first)
		for _, c := range columns {
			fmt.Printf("%24s", cell(c))
		}
		fmt.Println()
	}
	line("", func(c column) string { return c.name })
	for _, row := range columns[0].rows {
		line(row, func(c column) string { return c.cells[row] })
	}
}

func loadAverage() string {
	said, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(said))[:3], " ")
}
