package cli_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
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

// preview is the command serve, running on a folder of brands.
type preview struct {
	t         *testing.T
	dir, base string
	out, errs *buffer
	stop      func() int
	// days is how many days it is later than noon.
	days atomic.Int64
}

func (p *preview) now() time.Time { return noon().AddDate(0, 0, int(p.days.Load())) }

// serving lays out brands like the one in the cases of the register, and serves
// them.
func serving(t *testing.T, brands []string, args ...string) *preview {
	t.Helper()
	p := &preview{t: t, dir: t.TempDir(), out: &buffer{}, errs: &buffer{}}
	if err := lay(p.dir, "../register/testdata/base.txtar", true); err != nil {
		t.Fatal(err)
	}
	for _, id := range brands[1:] {
		for _, file := range []string{"brand.toml", "privacy.toml", "cookies.toml"} {
			p.write("data/brands/"+id+"/"+file, named(p.read("data/brands/acme/"+file), id))
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	code := make(chan int, 1)
	go func() {
		code <- cli.Run(ctx, cli.Env{Args: append([]string{"serve", "--addr", "127.0.0.1:0", "--lang", "nb"}, args...), Stdout: p.out, Stderr: p.errs, Dir: p.dir, Now: p.now})
	}()
	p.stop = sync.OnceValue(func() int { stop(); return <-code })
	t.Cleanup(func() {
		if got := p.stop(); got != cli.OK {
			t.Errorf("exit %d: %s", got, p.errs)
		}
	})
	wait(t, "the server", func() bool { return strings.Contains(p.out.String(), "\n") })
	p.base = strings.TrimSuffix(strings.TrimPrefix(strings.Split(p.out.String(), "\n")[0], "serving at "), "/")
	return p
}

// named gives a text of Acme to another brand.
func named(text, id string) string {
	return strings.NewReplacer("Acme", strings.ToUpper(id[:1])+id[1:], "acme", id).Replace(text)
}

func (p *preview) read(name string) string {
	p.t.Helper()
	src, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(src)
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

// edit replaces a text in a file, which has to be there.
func (p *preview) edit(name, old, now string) {
	p.t.Helper()
	src := p.read(name)
	if !strings.Contains(src, old) {
		p.t.Fatalf("%s has no %q", name, old)
	}
	p.write(name, strings.Replace(src, old, now, 1))
}

func (p *preview) remove(name string) {
	p.t.Helper()
	if err := os.RemoveAll(filepath.Join(p.dir, name)); err != nil {
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

// release releases the privacy notice of Acme.
func (p *preview) release(number int) {
	p.t.Helper()
	p.write("data/brands/acme/release.toml", fmt.Sprintf("[privacy]\nversion = %d\nclass = \"material\"\nsummary = { nb = \"Nr. %d.\", en = \"No. %d.\" }\nrole = { nb = \"daglig leder\", en = \"the managing director\" }\n", number, number, number))
	var said buffer
	if code := cli.Run(context.Background(), cli.Env{Args: []string{"release", "acme", "privacy"}, Stdout: &said, Stderr: &said, Dir: p.dir, Now: p.now}); code != cli.OK {
		p.t.Fatal(said.String())
	}
}

// shows wants a page to have a text.
func (p *preview) shows(path string, status int, text string) {
	p.t.Helper()
	if got, body := p.get(path); got != status || !strings.Contains(body, text) {
		p.t.Errorf("%s: %d, without %q: %s", path, got, text, body)
	}
}

// terminal waits for the terminal to say something.
func (p *preview) terminal(text string) {
	p.t.Helper()
	wait(p.t, text, func() bool { return strings.Contains(p.errs.String(), text) })
}

// open opens a page, and gives what is told of it.
func (p *preview) open(path string) <-chan string {
	p.t.Helper()
	_, body := p.get(path)
	_, rest, _ := strings.Cut(body, "/-/changes?after=")
	after, _, found := strings.Cut(rest, "&")
	if !found {
		p.t.Fatalf("%s does not ask for changes: %s", path, body)
	}
	r, err := http.Get(p.base + "/-/changes?after=" + after + "&at=" + url.QueryEscape(path))
	if err != nil {
		p.t.Fatal(err)
	}
	told := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(r.Body).ReadString('\n')
		told <- line
	}()
	p.t.Cleanup(func() { _ = r.Body.Close() })
	return told
}

// told wants an open page to be told to load again.
func (p *preview) told(page <-chan string) {
	p.t.Helper()
	select {
	case line := <-page:
		if line != "data: built\n" {
			p.t.Fatalf("an open page was told %q", line)
		}
	case <-time.After(10 * time.Second):
		p.t.Fatalf("an open page was not told; the terminal says %s %s", p.out, p.errs)
	}
}

// untold wants an open page to have been told nothing.
func (p *preview) untold(page <-chan string) {
	p.t.Helper()
	select {
	case line := <-page:
		p.t.Errorf("a page that was not touched is told %q", line)
	case <-time.After(150 * time.Millisecond):
	}
}
