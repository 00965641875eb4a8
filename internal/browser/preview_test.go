package browser_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"notis/internal/cli"
	"notis/internal/source"
)

// patience is how long the median reload may take on a slow machine with the
// race detector on. TestPreview logs what it takes.
const patience = time.Second

// saidAloud keeps what the preview says in its terminal.
type saidAloud struct {
	mu  sync.Mutex
	out bytes.Buffer
}

func (s *saidAloud) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}

func (s *saidAloud) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// preview runs the command serve on a folder, and gives its address.
func preview(t *testing.T, dir string) (base string, said *saidAloud) {
	t.Helper()
	said = &saidAloud{}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int)
	go func() {
		done <- cli.Run(ctx, cli.Env{Args: []string{"serve", "--addr", "127.0.0.1:0"}, Stdout: said, Stderr: said, Dir: dir, Now: time.Now})
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != cli.OK {
			t.Errorf("exit %d: %s", code, said)
		}
	})
	for range 500 {
		if line, _, ok := strings.Cut(said.String(), "\n"); ok {
			return strings.TrimSuffix(strings.TrimPrefix(line, "serving at "), "/"), said
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the preview does not start")
	return "", nil
}

// arrivals has each page that loads tell which edit it shows, as soon as it is
// read.
func arrivals(ctx context.Context, t *testing.T) <-chan string {
	t.Helper()
	out := make(chan string, 100)
	if err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*runtime.EventBindingCalled); ok && e.Name == "arrived" {
			out <- e.Payload
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, runtime.AddBinding, runtime.AddBindingParams{Name: "arrived"}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `addEventListener("DOMContentLoaded", () => arrived((document.body.textContent.match(/Gang nummer \d+\./) ?? [""])[0]))`,
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// comes waits for a page that shows an edit, and tells when it came.
func comes(t *testing.T, pages <-chan string, text string, said *saidAloud) time.Time {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case got := <-pages:
			if strings.Contains(got, text) {
				return time.Now()
			}
		case <-late:
			t.Fatalf("no page with %q came; the terminal says\n%s", text, said)
		}
	}
}

// save writes a file as editors do: in its place, or beside it and then over it.
func save(t *testing.T, name, text string, beside bool) {
	t.Helper()
	to := name
	if beside {
		to += "___new"
	}
	err := os.WriteFile(to, []byte(text), 0o644)
	if beside && err == nil {
		err = os.Rename(to, name)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestPreview edits a file of each of the real brands again and again while its
// draft is open, and measures from the beginning of the save to the moment the
// page that has loaded again holds the new text.
func TestPreview(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range source.Folders() {
		if err := os.CopyFS(filepath.Join(dir, sub), os.DirFS("../../"+sub)); err != nil {
			t.Fatal(err)
		}
	}
	base, said := preview(t, dir)
	ctx := open(t)
	pages := arrivals(ctx, t)
	brands, err := os.ReadDir("../../data/brands")
	if err != nil || len(brands) != 5 {
		t.Fatalf("%d brands, %v", len(brands), err)
	}
	title := regexp.MustCompile(`(?s)\[\[activities\]\].*?title = \{ nb = "`)
	var all []time.Duration
	for _, b := range brands {
		name := filepath.Join(dir, "data/brands", b.Name(), "privacy.toml")
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := title.FindIndex(src)
		if at == nil {
			t.Fatalf("%s has no activity", name)
		}
		do(ctx, t, chromedp.Navigate(base+"/"+b.Name()+"/personvern/utkast/"))
		comes(t, pages, "", said)
		var took []time.Duration
		for i := range 9 {
			time.Sleep(100 * time.Millisecond) // a person looks at the page
			text := fmt.Sprintf("Gang nummer %d.", i)
			begun := time.Now()
			save(t, name, string(src[:at[1]])+text+" "+string(src[at[1]:]), i%3 == 2)
			took = append(took, comes(t, pages, text, said).Sub(begun))
		}
		slices.Sort(took)
		t.Logf("%-12s from the save to the page: median %s, from %s to %s", b.Name(), took[len(took)/2].Round(time.Millisecond), took[0].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
		all = append(all, took...)
	}
	slices.Sort(all)
	median := all[len(all)/2]
	t.Logf("%-12s from the save to the page: median %s, nine in ten within %s", "all", median.Round(time.Millisecond), all[len(all)*9/10].Round(time.Millisecond))
	if median > patience {
		t.Errorf("half of the edits took more than %s to be seen", median)
	}
}
