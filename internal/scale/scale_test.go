package scale_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"notis/internal/archive"
	"notis/internal/notice"
	"notis/internal/scale"
)

// TestGenerate wants a register whose versions are chained as real ones are,
// each brand with words of its own.
func TestGenerate(t *testing.T) {
	dir := t.TempDir()
	if err := scale.Generate(dir, os.DirFS("../demo/testdata/site"), "demokraft", "Demokraft", 3); err != nil {
		t.Fatal(err)
	}
	a, err := archive.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []notice.ID{"brand-0000", "brand-0001", "brand-0002"} {
		if c := a.Chain(id, notice.PrivacyKind); len(c.Versions()) < 8 {
			t.Errorf("%s has %d versions", id, len(c.Versions()))
		}
	}
	src, err := os.ReadFile(filepath.Join(dir, "data/brands/brand-0001/versions/privacy/v2/notice.nb.md"))
	if err != nil || !bytes.Contains(src, []byte("Demokraft 0001")) {
		t.Errorf("the words are not the brand's own: %v", err)
	}
}

// TestArguments wants mistakes in the arguments, and a folder that holds something
// else, to be refused.
func TestArguments(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "thesis.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"-brands 0": "write numbers from 1 to 10000", "-brands a,b": "write numbers", "-runs 0": "once at least", "-hugo asciidoc": "markdown, html, files", "-dir " + full: "holds something",
	} {
		var out bytes.Buffer
		if err := scale.Main(context.Background(), strings.Fields(args), &out); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", args, err)
		}
	}
	if _, err := os.Stat(filepath.Join(full, "thesis.txt")); err != nil {
		t.Error(err)
	}
}
