package serve

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestParts wants a part to be built when somebody looks at it, again when it
// was touched, and open pages to be told of that alone.
func TestParts(t *testing.T) {
	p := start(t, "a", "b", "c")
	p.shows("/a/", 200, "a 0")
	p.shows("/a/", 200, "a 0")
	p.shows("/a/nothing", 404, "missing")
	p.shows("/b/", 200, "b 0")
	if a, b, c := p.count("a"), p.count("b"), p.count("c"); a != 1 || b != 1 || c != 0 {
		t.Errorf("built %d, %d and %d times", a, b, c)
	}
	one, other, missing := p.open("/a/"), p.open("/b/"), p.open("/a/nothing")
	p.write("c/index.html", "c 1")
	p.write("a/index.html", "a 1")
	p.told(one)
	p.told(missing) // it may be there now
	p.untold(other)
	p.shows("/a/", 200, "a 1")
	if a, b, c := p.count("a"), p.count("b"), p.count("c"); a != 2 || b != 1 || c != 0 {
		t.Errorf("built %d, %d and %d times", a, b, c)
	}
	// A change of another part takes nothing away.
	p.write("b/index.html", "b 1")
	p.told(other)
	p.shows("/b/", 200, "b 1")
}

// TestMistakes wants a mistake to be shown in the pages of its part, and to go
// when it is mended.
func TestMistakes(t *testing.T) {
	p := start(t, "a", "b")
	page, other := p.open("/a/"), p.open("/b/")
	p.write("a/index.html", "!")
	p.told(page)
	p.untold(other)
	p.mu.Lock()
	if !slices.Equal(p.said, []string{"a/index.html is <wrong>"}) {
		t.Errorf("said %q", p.said)
	}
	p.mu.Unlock()
	p.shows("/b/", 200, "b 0")
	p.shows("/a/", 500, "a/index.html is &lt;wrong&gt;")
	page = p.open("/a/")
	p.write("a/index.html", "a 2")
	p.told(page)
	p.shows("/a/", 200, "a 2")
}

// TestHalfSaved saves a file in two steps, the second of which comes late. It
// wants the mistake between them to be shown to nobody who waits or looks, and
// to be told to nobody.
func TestHalfSaved(t *testing.T) {
	p := &preview{folders: &folders{dir: t.TempDir()}, t: t}
	p.write("a/index.html", "a 0")
	p.serve(time.Second)
	page := p.open("/a/")
	p.write("a/index.html", "!")
	p.until("the mistake", func() bool { return p.count("a") == 2 })
	p.write("b/index.html", "!")
	done := make(chan string)
	go func() {
		_, body := p.get("/b/")
		done <- body
	}()
	p.until("the other mistake", func() bool { return p.count("b") > 0 })
	p.write("a/index.html", "a 1")
	p.write("b/index.html", "b 1")
	p.told(page)
	p.shows("/a/", 200, "a 1")
	if body := <-done; !strings.Contains(body, "b 1") {
		t.Errorf("a mistake is shown: %s", body)
	}
	time.Sleep(1500 * time.Millisecond)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.said != nil {
		t.Errorf("said %q", p.said)
	}
}

// TestNewest changes files in the ways editors do, and wants what is newest to
// be shown in the end.
func TestNewest(t *testing.T) {
	p := start(t, "a")
	file := filepath.Join(p.dir, "a/index.html")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		name   string
		change func()
	}{
		{"in quick succession", func() {
			for i := range 20 {
				p.write("a/index.html", fmt.Sprint("soon ", i))
			}
		}},
		{"one after the other", func() {
			for i := range 8 {
				p.write("a/index.html", fmt.Sprint("later ", i))
				time.Sleep(quiet + 5*time.Millisecond)
			}
		}},
		{"deleted and anew", func() {
			must(os.Remove(file))
			time.Sleep(2 * quiet)
			p.write("a/index.html", "anew")
		}},
		{"beside and over it", func() {
			p.write("a/new", "over")
			must(os.Rename(filepath.Join(p.dir, "a/new"), file))
		}},
		{"moved away, written, deleted", func() {
			must(os.Rename(file, filepath.Join(p.dir, "a/old")))
			p.write("a/index.html", "again")
			must(os.Remove(filepath.Join(p.dir, "a/old")))
		}},
		{"a folder deleted and anew", func() {
			must(os.RemoveAll(filepath.Dir(file)))
			time.Sleep(2 * quiet)
			p.write("a/index.html", "back")
		}},
		{"a folder moved away and back", func() {
			must(os.Rename(filepath.Dir(file), filepath.Join(p.dir, "b")))
			time.Sleep(2 * quiet)
			p.write("b/index.html", "moved")
			must(os.Rename(filepath.Join(p.dir, "b"), filepath.Dir(file)))
			p.write("a/index.html", "here")
		}},
	} {
		page := p.open("/a/")
		step.change()
		p.told(page)
		want, err := os.ReadFile(file)
		must(err)
		p.until(step.name, func() bool { _, body := p.get("/a/"); return strings.Contains(body, string(want)) })
	}
}

// TestFolders makes a folder while it serves, renames it, and wants what is
// written into it to be seen under the name it has.
func TestFolders(t *testing.T) {
	p := start(t, "a")
	p.shows("/new/", 404, "missing")
	p.write("new/deep/index.html", "new 0")
	p.until("the new folder", func() bool { status, _ := p.get("/new/deep/"); return status == 200 })
	if err := os.Rename(filepath.Join(p.dir, "new"), filepath.Join(p.dir, "other")); err != nil {
		t.Fatal(err)
	}
	p.until("the other name", func() bool { status, _ := p.get("/other/deep/"); return status == 200 })
	page := p.open("/other/deep/")
	p.write("other/deep/index.html", "other 1")
	p.told(page)
	p.shows("/other/deep/", 200, "other 1")
	p.write("other/.swp", "x")
	p.write("other/last", "x")
	p.until("the last change", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return slices.Equal(p.changes[len(p.changes)-1], []string{"other/last"})
	})
}

// TestMeanwhile changes a file while its part is built. It wants the page to be
// told when it can load what is newest, and not before.
func TestMeanwhile(t *testing.T) {
	p := start(t, "a")
	page := p.open("/a/")
	gate := make(chan struct{})
	t.Cleanup(func() { close(gate) })
	p.mu.Lock()
	p.gate = gate
	p.mu.Unlock()
	p.write("a/index.html", "a 1")
	p.pass(gate)
	// The file has been read; the build ends after the next change has come.
	p.write("a/index.html", "a 2")
	time.Sleep(30 * quiet)
	p.pass(gate)
	p.pass(gate)
	p.untold(page)
	p.pass(gate)
	p.told(page)
	p.mu.Lock()
	p.gate = nil
	p.mu.Unlock()
	p.shows("/a/", 200, "a 2")
	if n := p.count("a"); n != 3 {
		t.Errorf("built %d times", n)
	}
}

// TestFirst wants what can wait to be done, and pages to go before it.
func TestFirst(t *testing.T) {
	p := start(t, "a", "b")
	p.shows("/a/", 200, "a 0")
	page := p.open("/a/")
	p.mu.Lock()
	p.chores, p.done = 1<<30, nil
	p.mu.Unlock()
	p.write("a/index.html", "a 1")
	p.told(page)
	chores := func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.done[len(p.done)-1] == "chore"
	}
	p.until("what can wait", chores)
	p.shows("/b/", 200, "b 0")
	p.until("the rest of it", chores)
	p.mu.Lock()
	p.chores = 0
	p.mu.Unlock()
	p.until("its end", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.done[len(p.done)-1] == "rest"
	})
	p.mu.Lock()
	if slices.Index(p.done, "rest") != len(p.done)-1 {
		t.Error("there was more to do")
	}
	if p.done[0] != "build a" || slices.Index(p.done, "build b") < slices.Index(p.done, "chore") {
		t.Errorf("%v", p.done[0])
	}
	p.mu.Unlock()
}

// TestReturns wants a page that an earlier server built to be told at once when
// it comes back, and one that asks for what comes next to wait for it.
func TestReturns(t *testing.T) {
	p := start(t, "a")
	p.told(p.wait("/a/", "12345"))
	p.told(p.wait("/a/", "12345"))
	next := p.wait("/a/", "")
	p.untold(next)
	p.write("a/index.html", "a 1")
	p.told(next)
	if n := p.count("a"); n != 2 {
		t.Errorf("built %d times", n)
	}
}

// TestManners wants folders to end in a slash, nothing to be kept, and only
// reading, under the name of this machine, to be answered.
func TestManners(t *testing.T) {
	p := start(t, "a")
	r, err := http.Get(p.base + "/a")
	if err != nil || r.Request.URL.Path != "/a/" || r.Header.Get("Cache-Control") != "no-store" || r.Body.Close() != nil {
		t.Errorf("%v %v", r, err)
	}
	r, err = http.Post(p.base+"/a/", "text/plain", nil)
	if err != nil || r.StatusCode != http.StatusMethodNotAllowed || r.Body.Close() != nil {
		t.Errorf("%v %v", r, err)
	}
	req, err := http.NewRequest(http.MethodGet, p.base+"/a/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "drafts.evil.example"
	r, err = http.DefaultClient.Do(req)
	if err != nil || r.StatusCode != http.StatusForbidden || r.Body.Close() != nil {
		t.Errorf("%v %v", r, err)
	}
	if p.count("a") != 1 {
		t.Error("somebody who is refused has a part built")
	}
}

// TestStops stops while a page waits for a build and another for a change: Serve
// ends, and the cleanup wants no goroutine to be left.
func TestStops(t *testing.T) {
	p := start(t, "a", "b")
	p.open("/b/")
	gate := make(chan struct{})
	p.mu.Lock()
	p.gate = gate
	p.mu.Unlock()
	go func() {
		if r, err := http.Get(p.base + "/a/"); err == nil {
			_ = r.Body.Close()
		}
	}()
	p.until("the build", func() bool { return p.count("a") == 1 })
	t.Cleanup(func() { time.AfterFunc(50*time.Millisecond, func() { close(gate) }) })
}
