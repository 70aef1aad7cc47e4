package host

import "testing"

// A playbook that is loaded again leaves the old one behind, which must not stay: a few
// bytes of names become much more in the engine.
func TestPlaybooksLoadedAgainDoNotPileUp(t *testing.T) {
	h := start(t)
	for range 1000 {
		do(t, h, load(), playbook)
		if finds(t, h, "Havblikk er sen") != 1 {
			t.Fatal("found nothing")
		}
	}
	if size := h.engine.Memory().Size(); size > 48<<20 {
		t.Errorf("after a thousand playbooks the engine has %d MiB", size>>20)
	}
}
