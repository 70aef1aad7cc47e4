package check

import (
	"encoding/json"
	"os"
	"testing"
)

// The English of Go is that of the extension, which has every sentence.
func TestMessages(t *testing.T) {
	raw, err := os.ReadFile("../../../extension/_locales/en/messages.json")
	if err != nil {
		t.Fatal(err)
	}
	var en map[string]struct{ Message string }
	if err := json.Unmarshal(raw, &en); err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		if got := en["check_"+m.code].Message; got != m.text {
			t.Errorf("check_%s: the extension says %q, the engine %q", m.code, got, m.text)
		}
	}
}
