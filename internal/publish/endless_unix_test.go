//go:build unix

package publish_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestEndless wants a pipe that stands where the sizes are noted to be neither
// read nor written: that would never end.
func TestEndless(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	site := map[string]string{"a": "one"}
	if _, err := putSite(out, site, never); err != nil {
		t.Fatal(err)
	}
	sizes := filepath.Join(filepath.Dir(out), ".public.spare/sizes")
	if err := errors.Join(os.Remove(sizes), syscall.Mkfifo(sizes, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, err := putSite(out, site, never); err != nil {
		t.Fatal(err)
	}
	wantSite(t, out, site)
	if info, err := os.Lstat(sizes); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the pipe is still there: %v", err)
	}
}
