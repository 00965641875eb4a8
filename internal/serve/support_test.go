package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"notis/internal/render"
)

// folders is a site of one part for each folder below dir: the files of the
// folder. A file that begins with "!" is a mistake.
type folders struct {
	dir string

	mu    sync.Mutex
	built []string
	// changes are the names that came with each change, chores how much there is
	// to do while nobody waits, and done what was done in order.
	changes [][]string
	chores  int
	done    []string
	said    []string
	// gate, where it is not nil, is read from before a build begins and again
	// before it ends.
	gate chan struct{}
}

func (f *folders) Part(address string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(address, "/"), "/")
	if _, err := os.Stat(filepath.Join(f.dir, first)); err != nil {
		return ""
	}
	return first
}

func (f *folders) Build(part string) (files []render.File, mistake string) {
	f.mu.Lock()
	f.built = append(f.built, part)
	f.done = append(f.done, "build "+part)
	gate := f.gate
	f.mu.Unlock()
	if part == "" {
		return []render.File{{Path: "404.html", Content: []byte("<body>missing</body>")}}, ""
	}
	if gate != nil {
		<-gate
	}
	root := os.DirFS(f.dir)
	_ = fs.WalkDir(root, part, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		src, err := fs.ReadFile(root, p)
		if err != nil || strings.HasPrefix(string(src), "!") {
			mistake += p + " is <wrong>"
		}
		files = append(files, render.File{Path: p, Content: slices.Concat([]byte("<body>"), src, []byte("</body>"))})
		return nil
	})
	if gate != nil {
		<-gate
	}
	return files, mistake
}

func (f *folders) Change(names []string) func(string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	touched := map[string]bool{}
	var list []string
	for _, name := range names {
		rel, err := filepath.Rel(f.dir, name)
		if err != nil {
			panic(err)
		}
		list = append(list, filepath.ToSlash(rel))
		first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		touched[first] = true
	}
	f.changes = append(f.changes, list)
	return func(part string) bool { return names == nil || touched[part] }
}

func (f *folders) Say(mistake string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.said = append(f.said, mistake)
}

func (f *folders) Idle() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.chores > 0 {
		f.chores--
		f.done = append(f.done, "chore")
	}
	return f.chores > 0
}

func (f *folders) Rest() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done = append(f.done, "rest")
}

// count tells how often a part was built.
func (f *folders) count(part string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, p := range f.built {
		if p == part {
			n++
		}
	}
	return n
}

// preview is a server on a folder.
type preview struct {
	*folders
	t    *testing.T
	base string
}

// start serves folders with an index.html each.
func start(t *testing.T, parts ...string) *preview {
	t.Helper()
	p := &preview{folders: &folders{dir: t.TempDir()}, t: t}
	for _, part := range parts {
		p.write(part+"/index.html", part+" 0")
	}
	p.serve(20 * time.Millisecond)
	return p
}

func (p *preview) serve(calm time.Duration) {
	p.t.Helper()
	before := runtime.NumGoroutine()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	p.base = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	o := Options{
		Listener: l, Site: p.folders, Watch: []string{p.dir}, Ignored: func(name string) bool { return strings.HasPrefix(name, ".") },
		Calm: calm, Lang: "en", Title: "Wrong", Ask: "Mend it",
	}
	go func() { done <- Serve(ctx, o) }()
	p.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			p.t.Error(err)
		}
		http.DefaultClient.CloseIdleConnections()
		p.until("no goroutine to be left", func() bool { return runtime.NumGoroutine() <= before })
	})
}

func (p *preview) write(name, text string) {
	p.t.Helper()
	name = filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *preview) get(path string) (int, string) {
	p.t.Helper()
	r, err := http.Get(p.base + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// shows wants a page to have a text.
func (p *preview) shows(path string, status int, text string) {
	p.t.Helper()
	if got, body := p.get(path); got != status || !strings.Contains(body, text) {
		p.t.Errorf("%s: %d %s", path, got, body)
	}
}

// until waits for something.
func (p *preview) until(what string, ok func() bool) {
	p.t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	p.t.Fatalf("waited in vain for %s", what)
}

// open opens a page as a browser does, with its stream of events, which tells
// when it is to load again.
func (p *preview) open(path string) <-chan struct{} {
	p.t.Helper()
	_, body := p.get(path)
	_, rest, found := strings.Cut(body, "/-/changes?after=")
	after, _, _ := strings.Cut(rest, "&")
	if !found {
		p.t.Fatalf("%s does not ask for changes: %s", path, body)
	}
	return p.wait(path, after)
}

func (p *preview) wait(path, after string) <-chan struct{} {
	p.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	p.t.Cleanup(stop)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/-/changes?after=%s&at=%s", p.base, after, path), nil)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	told := make(chan struct{})
	go func() {
		defer r.Body.Close()
		if line, _ := bufio.NewReader(r.Body).ReadString('\n'); line == "data: built\n" {
			close(told)
		}
	}()
	return told
}

// told wants a page to be told to load again.
func (p *preview) told(page <-chan struct{}) {
	p.t.Helper()
	select {
	case <-page:
	case <-time.After(10 * time.Second):
		p.t.Fatal("an open page is not told")
	}
}

// untold wants a page to have been told nothing.
func (p *preview) untold(page <-chan struct{}) {
	p.t.Helper()
	select {
	case <-page:
		p.t.Error("a page is told that was not touched")
	case <-time.After(100 * time.Millisecond):
	}
}

// pass lets a build begin, or end.
func (p *preview) pass(gate chan<- struct{}) {
	p.t.Helper()
	select {
	case gate <- struct{}{}:
	case <-time.After(10 * time.Second):
		p.t.Fatal("nothing is built")
	}
}
