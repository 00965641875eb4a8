package cli_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"notis/internal/cli"
)

// buffer is a writer that can be read while it is written to.
type buffer struct {
	mu  sync.Mutex
	out strings.Builder
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out.String()
}

// wait waits until ok, and gives up after some seconds.
func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 400 {
		if ok() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

// TestServe edits a file as an editor would while a page is open: the page is
// told to load again, a mistake is shown in the page and in the terminal with
// its place, and it goes when it is mended.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	if err := lay(dir, "../register/testdata/base.txtar", true); err != nil {
		t.Fatal(err)
	}
	var out, errs buffer
	ctx, stop := context.WithCancel(context.Background())
	code := make(chan int, 1)
	go func() {
		code <- cli.Run(ctx, cli.Env{Args: []string{"serve", "--addr", "127.0.0.1:0", "--lang", "nb"}, Stdout: &out, Stderr: &errs, Dir: dir, Now: time.Now})
	}()
	wait(t, "the server", func() bool { return strings.Contains(out.String(), "built in") })
	base := strings.TrimSuffix(strings.TrimPrefix(strings.Split(out.String(), "\n")[0], "serving at "), "/")

	page := func(path string) (int, string) {
		t.Helper()
		r, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r.StatusCode, string(body)
	}
	// change edits the file, and gives what open pages are told.
	brand := filepath.Join(dir, "data/brands/acme/brand.toml")
	change := func(old, now string) {
		t.Helper()
		r, err := http.Get(base + "/-/changes")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		text, err := os.ReadFile(brand)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(brand, []byte(strings.Replace(string(text), old, now, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(r.Body).ReadString('\n'); err != nil || line != "data: built\n" {
			t.Fatalf("an open page was told %q, %v", line, err)
		}
	}

	if status, body := page("/acme/personvern/utkast/"); status != 200 || !strings.Contains(body, "Acme AS") || !strings.Contains(body, "EventSource") {
		t.Errorf("%d: %s", status, body)
	}
	if status, body := page("/nowhere/"); status != 404 || !strings.Contains(body, "Vi finner ikke siden") {
		t.Errorf("%d: %s", status, body)
	}
	change("Acme AS", "Nyttnavn AS")
	if _, body := page("/acme/personvern/utkast/"); !strings.Contains(body, "Nyttnavn AS") {
		t.Error("the page does not show the change")
	}
	change("974 760 673", "974 760 <b>")
	status, body := page("/acme/personvern/utkast/")
	if status != 500 || !strings.Contains(body, "data/brands/acme/brand.toml:6:10: «974 760 &lt;b&gt;» er ikke et organisasjonsnummer") || !strings.Contains(body, "Noe i filene må rettes") {
		t.Errorf("%d: %s", status, body)
	}
	if !strings.Contains(errs.String(), "data/brands/acme/brand.toml:6:10: «974 760 <b>» er ikke et organisasjonsnummer") {
		t.Errorf("the terminal says %q", errs.String())
	}
	change("974 760 <b>", "974 760 673")
	if status, body := page("/acme/personvern/utkast/"); status != 200 || !strings.Contains(body, "974 760 673") {
		t.Errorf("it does not recover: %d", status)
	}

	// A page that missed a build is told at once.
	r, err := http.Get(base + "/-/changes?after=0")
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(r.Body).ReadString('\n'); err != nil || line != "data: built\n" || r.Body.Close() != nil {
		t.Errorf("a page that missed a build was told %q, %v", line, err)
	}
	// A folder without its slash is sent on; nothing is kept; only reading is
	// answered.
	r, err = http.Get(base + "/acme/personvern/utkast")
	if err != nil || r.Request.URL.Path != "/acme/personvern/utkast/" || r.Header.Get("Cache-Control") != "no-store" || r.Body.Close() != nil {
		t.Errorf("%v %v", r, err)
	}
	r, err = http.Post(base+"/", "text/plain", nil)
	if err != nil || r.StatusCode != http.StatusMethodNotAllowed || r.Body.Close() != nil {
		t.Errorf("%v %v", r, err)
	}
	// A folder made while serving is watched as well.
	if err := os.MkdirAll(filepath.Join(dir, "data/brands/bcme"), 0o755); err != nil {
		t.Fatal(err)
	}
	wait(t, "the new folder", func() bool { status, _ := page("/"); return status == 500 })
	if err := os.RemoveAll(filepath.Join(dir, "data/brands/bcme")); err != nil {
		t.Fatal(err)
	}
	wait(t, "the folder to be gone", func() bool { status, _ := page("/"); return status == 200 })

	// So is a folder that was not there when it began.
	if err := os.MkdirAll(filepath.Join(dir, "layouts"), 0o755); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // a folder made and filled at once is seen when it is filled next
	if err := os.WriteFile(filepath.Join(dir, "layouts/front.html"), []byte(`{{ define "main" }}OWN FRONT{{ end }}`), 0o644); err != nil {
		t.Fatal(err)
	}
	wait(t, "the new layout", func() bool { _, body := page("/"); return strings.Contains(body, "OWN FRONT") })

	// Names that are not this machine's are refused.
	req, err := http.NewRequest(http.MethodGet, base+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "drafts.evil.example:" + req.URL.Port()
	r, err = http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if r.Body.Close() != nil || r.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign name got %d", r.StatusCode)
	}
	stop()
	if got := <-code; got != cli.OK {
		t.Errorf("exit %d: %s", got, errs.String())
	}
}
