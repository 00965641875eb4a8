package browser_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"notis/internal/cli"
)

// today is the day all sites are built for.
const today = "2026-11-22"

// site is a built site that is served on this machine.
type site struct {
	*httptest.Server
	dir string
	// paths are the addresses of its pages, sorted.
	paths []string
}

// shared is what the tests of this package build and start once.
type shared struct {
	mu    sync.Mutex
	dir   string
	sites map[string]*site
	// kinds are the pages that are looked at closely.
	picking sync.Once
	kinds   []place
	// browser holds Chromium, once it runs.
	browser context.Context
	stop    []func()
}

var common = &shared{sites: map[string]*site{}}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, stop := range slices.Backward(common.stop) {
		stop()
	}
	os.Exit(code)
}

// folder gives a folder that is there until all tests are done.
func (s *shared) folder(t *testing.T) string {
	t.Helper()
	if s.dir == "" {
		dir, err := os.MkdirTemp("", "notis-browser-")
		if err != nil {
			t.Fatal(err)
		}
		s.dir = dir
		s.stop = append(s.stop, func() { _ = os.RemoveAll(dir) })
	}
	return s.dir
}

// serve builds a site with some flags, or takes the one that was built with
// them, and serves it on this machine.
func serve(t *testing.T, args ...string) *site {
	t.Helper()
	common.mu.Lock()
	defer common.mu.Unlock()
	key := strings.Join(args, " ")
	if s := common.sites[key]; s != nil {
		return s
	}
	s := &site{dir: filepath.Join(common.folder(t), fmt.Sprint(len(common.sites)), "public")}
	if err := os.MkdirAll(filepath.Dir(s.dir), 0o755); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	args = append([]string{"build", "--no-cache", "--out", s.dir, "--date", today}, args...)
	if code := cli.Run(context.Background(), cli.Env{Args: args, Stdout: &said, Stderr: &said, Dir: "../..", Now: time.Now}); code != cli.OK {
		t.Fatal(said.String())
	}
	err := fs.WalkDir(os.DirFS(s.dir), ".", func(p string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(p, ".html") {
			s.paths = append(s.paths, "/"+strings.TrimSuffix(p, "index.html"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(s.paths)
	s.Server = httptest.NewServer(http.FileServer(http.Dir(s.dir)))
	common.stop = append(common.stop, s.Close)
	common.sites[key] = s
	return s
}

// demonstration is the site of the made-up brand with a long history, with
// drafts.
func demonstration(t *testing.T) *site {
	t.Helper()
	return serve(t, "--source", demo, "--drafts")
}

// chromium finds the browser.
func chromium(t *testing.T) string {
	t.Helper()
	for _, n := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(n); err == nil {
			return found
		}
	}
	t.Fatal("there is no Chromium on this machine; on Debian: apt-get install chromium")
	return ""
}

// open opens a tab in Chromium, which is started for the first one. It shares
// nothing with other tabs: what one page stores, no other sees.
func open(t *testing.T) context.Context {
	t.Helper()
	common.mu.Lock()
	defer common.mu.Unlock()
	if common.browser == nil {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.UserDataDir(filepath.Join(common.folder(t), "profile")))
		allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
		browser, stopBrowser := chromedp.NewContext(allocator)
		common.stop = append(common.stop, stop, stopBrowser)
		if err := chromedp.Do(browser); err != nil {
			t.Fatal(err)
		}
		common.browser = browser
	}
	ctx, stop := chromedp.NewContext(common.browser, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// each hands items to tabs, as many as there are processors, until none is
// left.
func each[T any](t *testing.T, items []T, visit func(ctx context.Context, t *testing.T, items <-chan T)) {
	t.Helper()
	next := make(chan T, len(items))
	for _, item := range items {
		next <- item
	}
	close(next)
	for i := range runtime.GOMAXPROCS(0) {
		t.Run(fmt.Sprint("tab", i+1), func(t *testing.T) {
			t.Parallel()
			visit(open(t), t, next)
		})
	}
}

// css makes a string a selector; the default of the library is a search.
func css(s string) chromedp.CSS { return chromedp.CSS(s) }

// limit is how long a step may take: what waits for longer waits for something
// that is not there.
const limit = time.Minute

func do(ctx context.Context, t *testing.T, step chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	if err := chromedp.Do(ctx, step); err != nil {
		t.Fatal(err)
	}
}

func get[T any](ctx context.Context, t *testing.T, step chromedp.Action[T]) T {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	out, err := chromedp.Run(ctx, step)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// look sets the width of the window and the media that the page is shown on.
func look(ctx context.Context, t *testing.T, width int64, media emulation.SetEmulatedMediaParams) {
	t.Helper()
	do(ctx, t, chromedp.EmulateViewport(width, 800))
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
}
