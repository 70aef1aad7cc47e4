package edge

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// The free plan's limit for a worker, script and modules together, gzipped.
const sizeLimit = 3 << 20

func TestTheWorkerFitsTheFreePlan(t *testing.T) {
	total := counter(0)
	for _, name := range []string{"worker.js", "app.wasm"} {
		before := total
		zip := gzip.NewWriter(&total)
		f, err := os.Open(filepath.Join(home, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := io.Copy(zip, f); err != nil {
			t.Fatal(err)
		}
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes gzipped", name, total-before)
	}
	if total > sizeLimit {
		t.Errorf("the worker has %d bytes gzipped, the limit is %d", total, sizeLimit)
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
