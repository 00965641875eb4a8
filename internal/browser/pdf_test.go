package browser_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"notis/internal/cli"
)

// printed prints notices, and gives the folder of the files.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	var said strings.Builder
	args = append([]string{"pdf", "--out", dir, "--date", "2026-11-22"}, args...)
	if code := cli.Run(context.Background(), cli.Env{Args: args, Stdout: &said, Stderr: &said, Dir: "../..", Now: time.Now, Getenv: os.Getenv}); code != cli.OK {
		t.Fatal(said.String())
	}
	return dir
}

// TestPDF prints notices of a real brand and of the made-up one: each file is
// tagged, has an outline, a language and a title, and says on every page which
// version it is and of when. Printed again, it has the same bytes.
func TestPDF(t *testing.T) {
	for _, c := range []struct{ brand, file, title, lang, updated, version string }{
		{"e20", "e20-personvern-v1.nb.pdf", "Personvernerklæring for E20, versjon 1", "nb", "Sist oppdatert: ", "Dette er versjon 1 av gjengivelsen."},
		{"demokraft", "demokraft-privacy-v8.en.pdf", "Privacy notice for Demokraft, version 8", "en", "Last updated: 1 October 2026.", "This is version 8, which applies from 1 October 2026."},
		{"demokraft", "demokraft-informasjonskapsler-v3.nb.pdf", "Informasjonskapsler hos Demokraft, versjon 3", "nb", "Sist oppdatert: 15. desember 2025.", "Dette er versjon 3, som gjelder fra 15. desember 2025."},
	} {
		kind := "privacy"
		if strings.Contains(c.file, "informasjonskapsler") {
			kind = "cookies"
		}
		args := []string{"--brand", c.brand, "--kind", kind, "--lang", c.lang}
		if c.brand == "demokraft" {
			args = append(args, "--source", demo)
		}
		data := one(t, printed(t, args...), c.file)
		if again := one(t, printed(t, args...), c.file); !bytes.Equal(data, again) {
			t.Errorf("%s is another when it is printed again", c.file)
		}
		for _, part := range []string{"/MarkInfo <</Type /MarkInfo\n/Marked true", "/Lang (" + c.lang + ")", "/Outlines ", "/StructTreeRoot "} {
			if !bytes.Contains(data, []byte(part)) {
				t.Errorf("%s lacks %q", c.file, part)
			}
		}
		if bytes.Contains(data, []byte("file:")) {
			t.Errorf("%s has a link to a file of this machine", c.file)
		}
		pages(t, data, c.title, c.updated, c.version)
	}
}

// one reads the one file that a folder has.
func one(t *testing.T, dir, name string) []byte {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 1 || list[0].Name() != name {
		t.Fatalf("there is %v (%v), and not %s alone", list, err, name)
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("NOTIS_SCREENSHOTS"); keep != "" {
		if err := os.WriteFile(filepath.Join(keep, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return data
}

// a4 is how pdfinfo writes the size of the paper.
var a4 = regexp.MustCompile(`Page size: +59[45][.\d]* x 84[12][.\d]* pts \(A4\)`)

// pages reads a file with the programs of poppler: its title and paper, and what
// the foot of every page says.
func pages(t *testing.T, data []byte, title string, foot ...string) {
	t.Helper()
	info := poppler(t, data, "pdfinfo", "-")
	if !strings.Contains(info, title+"\n") || !strings.Contains(info, "Tagged:          yes") || !a4.MatchString(info) {
		t.Errorf("not %q, tagged, on A4:\n%s", title, info)
	}
	list := strings.Split(strings.TrimSuffix(poppler(t, data, "pdftotext", "-", "-"), "\f"), "\f")
	if len(list) < 2 {
		t.Errorf("%q has %d pages", title, len(list))
	}
	for i, page := range list {
		for _, words := range foot {
			// The foot may take two lines.
			if !strings.Contains(strings.Join(strings.Fields(page), " "), words) {
				t.Errorf("page %d of %q does not say %q:\n%s", i+1, title, words, page)
			}
		}
	}
}

func poppler(t *testing.T, data []byte, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v; on Debian: apt-get install poppler-utils", name, err)
	}
	return string(out)
}
