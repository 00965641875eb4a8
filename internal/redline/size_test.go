package redline_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"notis/internal/document"
	"notis/internal/printout"
	"notis/internal/redline"
)

// fields separates at the whitespace that git separates at.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n\r\v\f", r) })
}

// size counts the words that a redline deletes and inserts. Captions and the
// titles of columns are left out, because the print-outs have them otherwise.
func size(r *redline.Redline) int {
	n := 0
	for _, u := range r.Units {
		if u.Kind == redline.Caption || u.Kind == redline.Column {
			continue
		}
		n += unitSize(u)
	}
	return n
}

func unitSize(u redline.Unit) int {
	n := 0
	for i, s := range u.Segments {
		text := s.Line.Plain()
		switch {
		case u.Status == redline.MovedTo:
			if s.Op != redline.Deleted {
				n += len(fields(text))
			}
		case s.Op == redline.Same:
		case s.Op == redline.Deleted && i+1 < len(u.Segments) && u.Segments[i+1].Op == redline.Inserted && u.Segments[i+1].Line.Plain() == text:
			n++ // other marks on the same words: see below
		case s.Op == redline.Inserted && i > 0 && u.Segments[i-1].Op == redline.Deleted && u.Segments[i-1].Line.Plain() == text:
			// In Markdown a link's address hangs on its last word, so that git
			// counts one word where the redline shows the whole link anew.
			n++
		default:
			n += len(fields(text))
		}
	}
	return n
}

// gitSize counts what git deletes and inserts between the print-outs.
func gitSize(t testing.TB, dir string, a, b *document.Document) int {
	t.Helper()
	for name, d := range map[string]*document.Document{"a.md": a, "b.md": b} {
		var out bytes.Buffer
		if err := printout.Write(&out, d, "md"); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("git", "diff", "--no-index", "--word-diff=porcelain", "-U100000", "a.md", "b.md")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.Output()
	// 1 is git's way to say that the files differ.
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		t.Fatal(err)
	}
	n, inside := 0, false
	for _, l := range strings.Split(string(out), "\n") {
		switch {
		case strings.HasPrefix(l, "@@"):
			inside = true
		case inside && (strings.HasPrefix(l, "+") || strings.HasPrefix(l, "-")):
			n += len(fields(l[1:]))
		}
	}
	return n
}

func needGit(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("git is not installed, and the size of a redline is held against its word diff")
	}
}

// slack is how many words a redline may be larger whatever git says. In a very
// small edit a fifth is less than a word, and git counts by other words there:
// a link and the full stop behind it are one.
const slack = 2

// TestSize wants redlines to be about as small as git's word diffs, though git
// may mix any words of any lines.
func TestSize(t *testing.T) {
	needGit(t)
	dir := t.TempDir()
	ours, gits, worst := 0, 0, 0.0
	for seed := range uint64(cases) {
		a, b, edits := pair(seed)
		r := redline.Compare(a, b)
		n, git := size(r), gitSize(t, dir, a, b)
		ours, gits = ours+n, gits+git
		if git > 20 {
			worst = max(worst, float64(n)/float64(git))
		}
		if 5*n > 6*git && n > git+slack {
			t.Errorf("seed %d, %v: %d words, git has %d", seed, edits, n, git)
		}
	}
	t.Logf("%d words, git has %d; at worst %.2f times as many", ours, gits, worst)
}
