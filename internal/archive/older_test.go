package archive

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"notis/internal/notice"
)

// TestAt keeps data/archive.sum after each entry, and wants the last archive to
// be, by each of them, what it was then; and to say what it has no more.
func TestAt(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	names := func(a *Archive) string {
		var out []string
		for _, c := range a.Chains() {
			for _, e := range c.Entries {
				out = append(out, fmt.Sprintf("%s/%s/%s", c.Brand, c.Kind, e.Name))
			}
		}
		return strings.Join(out, " ")
	}
	sums, were := [][]byte{nil}, []string{""}
	for _, n := range []New{
		kept(t, "beta", notice.CookiesKind, 1, short), kept(t, "acme", notice.PrivacyKind, 1, short), kept(t, "acme", notice.PrivacyKind, 2, short),
		kept(t, "beta", notice.CookiesKind, 2, short), about("acme", notice.PrivacyKind, 1, notice.Withdrawn), kept(t, "acme", notice.PrivacyKind, 3, short),
	} {
		if _, err := Append(dir, n); err != nil {
			t.Fatal(err)
		}
		a, err := Read(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		sum, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(Sum)))
		if err != nil {
			t.Fatal(err)
		}
		sums, were = append(sums, sum), append(were, names(a))
	}
	a, err := Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for i, sum := range sums {
		then := a.At(sum)
		if got := names(then); got != were[i] {
			t.Errorf("after %d entries: got %s, want %s", i, got, were[i])
		}
		for _, c := range then.Chains() {
			if _, err := then.File(c.Tip(), recordFile); err != nil {
				t.Error(err)
			}
		}
		// The text of the first version was withdrawn with the fifth entry.
		want := "[]"
		if 2 <= i && i < 5 {
			want = "[acme]"
		}
		if got := fmt.Sprint(a.Less(sum)); got != want {
			t.Errorf("after %d entries: less of %s, want %s", i, got, want)
		}
	}
	forged := []byte(strings.Replace(string(sums[3]), string(sums[3][:8]), "00000000", 1))
	if got := names(a.At(forged)); got != "beta/cookies/v1" && got != "acme/privacy/v1 acme/privacy/v2" {
		t.Errorf("another digest is taken for an older one: %s", got)
	}
	if got := a.Less(forged); len(got) == 0 {
		t.Error("a lost chain is not missed")
	}
	var none *Archive
	if names(none.At(sums[3])) != "" || len(none.Less(sums[3])) != 2 || names(a.At([]byte("torn"))) != "" {
		t.Error("no archive, or a torn list, has entries")
	}
}
