package cli_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"notis/internal/cli"
)

const (
	privacy = "data/brands/acme/privacy.toml"
	draft   = "/acme/personvern/utkast/"
)

// TestServe edits a file as an editor would while a page is open: the page is
// told to load again, a mistake is shown in the page and in the terminal with
// its place, and it goes when it is mended.
func TestServe(t *testing.T) {
	p := serving(t, []string{"acme"})
	const brand = "data/brands/acme/brand.toml"
	p.shows(draft, 200, "Acme AS")
	p.shows("/nowhere/", 404, "Vi finner ikke siden")

	page, front := p.open(draft), p.open("/")
	p.edit(brand, "Acme AS", "Nyttnavn AS")
	p.told(page)
	p.told(front)
	p.shows(draft, 200, "Nyttnavn AS")
	page = p.open(draft)
	p.edit(brand, "974 760 673", "974 760 <b>")
	p.told(page)
	p.shows(draft, 500, "data/brands/acme/brand.toml:6:10: «974 760 &lt;b&gt;» er ikke et organisasjonsnummer")
	p.shows(draft, 500, "Noe i filene må rettes")
	p.terminal("data/brands/acme/brand.toml:6:10: «974 760 <b>» er ikke et organisasjonsnummer")
	if n := strings.Count(p.errs.String(), "brand.toml:6:10"); n != 1 {
		t.Errorf("one mistake is told %d times: %s", n, p.errs)
	}
	page = p.open(draft)
	p.edit(brand, `name = "Acme"`, `name = "Acne"`)
	p.told(page)
	if n := strings.Count(p.errs.String(), "brand.toml:6:10"); n != 2 {
		t.Errorf("a mistake that is still there after the next change is told %d times: %s", n, p.errs)
	}
	page = p.open(draft)
	p.edit(brand, "974 760 <b>", "974 760 673")
	p.told(page)
	p.shows(draft, 200, "974 760 673")

	// A page of a server that is gone is told at once, a folder without its slash
	// is sent on, and what is shared touches all.
	r, err := http.Get(p.base + "/-/changes?after=0&at=" + draft)
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(r.Body).ReadString('\n'); err != nil || line != "data: built\n" || r.Body.Close() != nil {
		t.Errorf("a page that missed a build was told %q, %v", line, err)
	}
	r, err = http.Get(p.base + strings.TrimSuffix(draft, "/"))
	if err != nil || r.Request.URL.Path != draft || r.Body.Close() != nil {
		t.Errorf("%v %v", r, err)
	}
	page, front = p.open(draft), p.open("/")
	p.write("layouts/front.html", `{{ define "main" }}OWN FRONT{{ end }}`)
	p.told(page)
	p.told(front)
	p.shows("/", 200, "OWN FRONT")
	page = p.open(draft)
	p.write("layouts/notice.html", `{{ define "main" }}{{ .Nothing`)
	p.told(page)
	p.shows(draft, 500, "notice.html")
	page = p.open(draft)
	p.remove("layouts")
	p.told(page)
	p.shows(draft, 200, "Acne")
	if got := p.stop(); got != cli.OK {
		t.Errorf("exit %d: %s", got, p.errs)
	}
}

// TestServeOthers changes one brand while another is looked at, whose page stays
// as it is. What is wrong is told in the terminal, and hides that brand alone.
func TestServeOthers(t *testing.T) {
	p := serving(t, []string{"acme", "bcme"})
	page, front := p.open(draft), p.open("/")
	if out := p.out.String(); strings.Contains(out, "built bcme") {
		t.Errorf("nobody looks at bcme: %s", out)
	}
	p.edit("data/brands/bcme/privacy.toml", `id = "controller"`, `id = "controllr"`)
	p.terminal("data/brands/bcme/privacy.toml:4:3")
	p.told(front) // it is of all brands
	p.untold(page)
	p.shows("/", 200, "Bcme")
	p.shows(draft, 200, "Acme")
	p.shows("/bcme/personvern/utkast/", 500, "data/brands/bcme/privacy.toml:4:3")

	// The page that is looked at goes on, whatever is wrong elsewhere.
	p.edit(privacy, `nb = "Salg"`, `nb = "Kjøp"`)
	p.told(page)
	p.shows(draft, 200, "Kjøp")
	p.write("data/brands/bcme/notes.txt", "x")
	p.terminal("data/brands/bcme/notes.txt")
	page = p.open(draft)
	p.edit(privacy, `nb = "Kjøp"`, `nb = "Leie"`)
	p.told(page)
	p.shows(draft, 200, "Leie")
	p.shows("/", 200, "Bcme")
	front = p.open("/")
	p.edit("data/brands/bcme/brand.toml", `name = "Bcme"`, `nam = "Bcme"`)
	p.told(front)
	p.shows("/", 500, "data/brands/bcme/brand.toml:1:1")
	p.shows(draft, 200, "Leie")
	front = p.open("/")
	p.edit("data/brands/bcme/brand.toml", `nam = "Bcme"`, `name = "Bcme"`)
	p.told(front)
	p.shows("/", 200, "Bcme")
	p.remove("data/brands/bcme/notes.txt")
	p.edit("data/brands/bcme/privacy.toml", `id = "controllr"`, `id = "controller"`)
	wait(t, "bcme to be mended", func() bool { status, _ := p.get("/bcme/personvern/utkast/"); return status == 200 })
	if got := strings.Count(p.out.String(), "built acme"); got != 3 {
		t.Errorf("acme was built %d times: %s", got, p.out)
	}
}

// TestServeFolders makes a brand while the front page and the address of the
// brand are open, piece by piece, and takes it away again.
func TestServeFolders(t *testing.T) {
	p := serving(t, []string{"acme"})
	page := p.open("/bcme/")
	p.write("data/brands/bcme/brand.toml", named(p.read("data/brands/acme/brand.toml"), "bcme"))
	p.told(page)
	wait(t, "what is missing", func() bool {
		status, body := p.get("/bcme/")
		return status == 500 && strings.Contains(body, "data/brands/bcme/privacy.toml")
	})
	p.shows(draft, 200, "Acme")
	p.shows("/", 200, "Bcme")
	for _, file := range []string{"privacy.toml", "cookies.toml"} {
		p.write("data/brands/bcme/"+file, named(p.read("data/brands/acme/"+file), "bcme"))
	}
	wait(t, "the brand", func() bool { status, _ := p.get("/bcme/"); return status == 200 })
	page, front := p.open("/bcme/"), p.open("/")
	p.remove("data/brands/bcme")
	p.told(page)
	p.told(front)
	wait(t, "the brand to be gone", func() bool { status, _ := p.get("/bcme/"); return status == 404 })
	if _, body := p.get("/"); strings.Contains(body, "Bcme") {
		t.Error("the front page names a brand that is gone")
	}
}

// TestServeHard has something in the place of a file that cannot be read, and
// then the file again: the newest state is shown each time.
func TestServeHard(t *testing.T) {
	p := serving(t, []string{"acme"})
	src := p.read(privacy)
	name := filepath.Join(p.dir, privacy)
	for what, spoil := range map[string]func() error{
		"a folder":          func() error { return os.Mkdir(name, 0o755) },
		"a link to nowhere": func() error { return os.Symlink("nowhere", name) },
		"nothing":           func() error { return nil },
		"an empty file":     func() error { return os.WriteFile(name, nil, 0o644) },
	} {
		page := p.open(draft)
		p.remove(privacy)
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		p.told(page)
		wait(t, what, func() bool {
			status, body := p.get(draft)
			return status == 500 && strings.Contains(body, "privacy.toml")
		})
		page = p.open(draft)
		p.remove(privacy)
		p.write(privacy, strings.Replace(src, "Salg", what, 1))
		p.told(page)
		wait(t, "what was wrong to be mended", func() bool { _, body := p.get(draft); return strings.Contains(body, what) })
	}
}

// TestServeRelease releases a version while pages are open, and changes frozen
// files: the brand they belong to shows it, and no other.
func TestServeRelease(t *testing.T) {
	p := serving(t, []string{"acme", "bcme"})
	other, front := p.open("/bcme/personvern/utkast/"), p.open("/")
	p.shows("/acme/personvern/", 404, "")
	page := p.open("/acme/personvern/")
	p.release(1)
	p.told(page)
	p.told(front)
	wait(t, "the version", func() bool { status, _ := p.get("/acme/personvern/v1/"); return status == 200 })
	wait(t, "the version on the front page", func() bool { _, body := p.get("/"); return strings.Contains(body, `href="/acme/personvern/"`) })
	p.untold(other)
	if strings.Contains(p.errs.String(), "archive") {
		t.Errorf("a release is no mistake: %s", p.errs)
	}

	const frozen = "data/brands/acme/versions/privacy/v1/facts.toml"
	was := p.read(frozen)
	page = p.open("/acme/personvern/")
	p.write(frozen, was+"#")
	p.told(page)
	p.shows("/acme/personvern/", 500, frozen)
	p.untold(other)
	p.edit("data/brands/bcme/privacy.toml", `nb = "Salg"`, `nb = "Kjøp"`)
	p.told(other)
	p.shows("/bcme/personvern/utkast/", 200, "Kjøp")
	page = p.open("/acme/personvern/")
	p.write(frozen, was)
	p.told(page)
	p.shows("/acme/personvern/", 200, "Acme")

	// The list of the newest entries is of all brands, each line of one.
	sum := p.read("data/archive.sum")
	page, other = p.open("/acme/personvern/"), p.open("/bcme/personvern/utkast/")
	p.remove("data/archive.sum")
	p.told(page)
	p.shows("/acme/personvern/", 500, "data/brands/acme/versions/privacy")
	p.untold(other)
	page = p.open("/acme/personvern/")
	p.write("data/archive.sum", sum)
	p.told(page)
	p.shows("/acme/personvern/", 200, "Acme")
}

// TestServeReleases releases one version after the other while the draft is
// edited: nothing is a mistake, and the draft is compared with the newest.
func TestServeReleases(t *testing.T) {
	p := serving(t, []string{"acme"})
	page := p.open(draft)
	for n, title := range []string{"Kjøp", "Leie", "Lån", "Gave"} {
		p.edit(privacy, `nb = "`+[]string{"Salg", "Kjøp", "Leie", "Lån"}[n], `nb = "`+title)
		p.release(n + 1)
		p.told(page)
		for range 10 {
			p.edit(privacy, "[[sections]]", "# x\n[[sections]]")
			time.Sleep(5 * time.Millisecond)
		}
		wait(t, "the version", func() bool { status, _ := p.get(fmt.Sprintf("/acme/personvern/v%d/", n+1)); return status == 200 })
		page = p.open(draft)
	}
	p.edit(privacy, `nb = "Gave`, `nb = "Arv`)
	p.told(page)
	_, body := p.get(draft + "endringer/")
	if !strings.Contains(body, "«Gave»") || !strings.Contains(body, "«Arv»") || strings.Contains(body, "«Lån»") || p.errs.String() != "" {
		t.Errorf("the terminal says %q, and the draft changes %s", p.errs, body)
	}
}

// TestServeDays wants the next day to count from the first change on it, for all
// that is open.
func TestServeDays(t *testing.T) {
	p := serving(t, []string{"acme", "bcme"})
	page := p.open(draft)
	p.write(privacy, "[source]\ncaptured = 2026-11-23\nsha256 = \""+strings.Repeat("0", 64)+"\"\n\n"+p.read(privacy))
	p.told(page)
	p.shows(draft, 500, privacy+":2:12")
	page = p.open(draft)
	p.days.Store(1)
	p.edit("data/brands/bcme/privacy.toml", `nb = "Salg"`, `nb = "Kjøp"`)
	p.told(page)
	p.shows(draft, 200, "Acme")
}

// TestServeOne serves one brand, whose pages have no folder, and two of three.
func TestServeOne(t *testing.T) {
	p := serving(t, []string{"acme", "bcme"}, "--brand", "acme")
	page := p.open("/personvern/utkast/")
	p.shows("/nowhere/", 404, "Vi finner ikke siden")
	p.edit("data/brands/bcme/privacy.toml", `id = "controller"`, `id = "controllr"`)
	p.untold(page)
	p.edit("data/brands/acme/brand.toml", "Acme AS", "Nyttnavn AS")
	p.told(page)
	p.shows("/personvern/utkast/", 200, "Nyttnavn AS")
	if said := p.errs.String(); said != "" {
		t.Errorf("the brand is not of this site: %s", said)
	}
	p.stop()

	p = serving(t, []string{"acme", "bcme", "ccme"}, "--brand", "acme", "--brand", "ccme")
	p.shows("/", 200, "Ccme")
	p.shows("/bcme/", 404, "")
	if _, body := p.get("/"); strings.Contains(body, "Bcme") {
		t.Error("the front page names a brand that nobody asked for")
	}
}

// TestServeStorm saves again and again, faster and slower than a build takes, in
// two brands, now and then with a mistake, while pages load as they are told to.
// In the end they show what was saved last.
func TestServeStorm(t *testing.T) {
	p := serving(t, []string{"acme", "bcme"})
	files := []string{privacy, "data/brands/bcme/privacy.toml"}
	drafts := []string{draft, "/bcme/personvern/utkast/"}
	src := []string{p.read(files[0]), p.read(files[1])}
	var readers sync.WaitGroup
	for i := range files {
		readers.Go(func() {
			for {
				page := p.open(drafts[i])
				if _, body := p.get(drafts[i]); strings.Contains(body, "Aller sist") {
					return
				}
				p.told(page)
			}
		})
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for n := range 80 {
		i := chance.IntN(2)
		text := strings.Replace(src[i], "Salg", fmt.Sprint("Salg ", n), 1)
		switch chance.IntN(5) {
		case 0:
			text += "]"
		case 1:
			p.remove(files[i])
		}
		p.write(files[i], text)
		time.Sleep(time.Duration(chance.IntN(50)) * time.Millisecond)
	}
	for i := range files {
		p.write(files[i], strings.Replace(src[i], "Salg", "Aller sist", 1))
	}
	readers.Wait()
}
