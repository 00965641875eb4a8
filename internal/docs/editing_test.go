package docs_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"notis/internal/cli"
)

var (
	anyFence = regexp.MustCompile("(?s)```(sh|text|toml|diff)\n(.*?)```")
	someday  = regexp.MustCompile(`Say it is (\d+\s+\w+\s+\d{4})`)
)

// TestEditing follows docs/editing.md to the letter: it runs its commands, on
// the days it says, writes its files and makes its changes, in the order of
// the page. After each chapter it looks at what the chapter says the editor
// will see.
func TestEditing(t *testing.T) {
	text, err := os.ReadFile("../../docs/editing.md")
	if err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, dir: copyData(t), count: map[string]int{}}
	looks := e.looks()
	for _, chapter := range strings.Split(string(text), "\n## ")[1:] {
		name, _, _ := strings.Cut(chapter, "\n")
		e.follow(chapter)
		if look := looks[name]; look != nil {
			// Two brands, so that the site has a list of them.
			e.command("build --drafts --brand nordlys --brand motkraft")
			look()
			delete(looks, name)
		}
	}
	rewrite(t, "../../docs/editing.md", string(text), e.others)
	for name := range looks {
		t.Errorf("there is no chapter %q any more", name)
	}
	if e.count["toml"] != 11 || e.count["diff"] != 14 || e.count["sh"] < 20 || e.count["text"] != 10 {
		t.Errorf("the page was not followed: %v", e.count)
	}
}

// editor is somebody who does what the page says.
type editor struct {
	t     *testing.T
	dir   string
	today time.Time
	// said is what the last command said.
	said  string
	count map[string]int
	// others are blocks of the page that read otherwise, each with what is
	// seen in its place.
	others []string
}

// follow does what a chapter says.
func (e *editor) follow(chapter string) {
	at := 0
	for _, m := range anyFence.FindAllStringSubmatchIndex(chapter, -1) {
		e.clock(chapter[at:m[0]])
		at = m[1]
		kind, block := chapter[m[2]:m[3]], chapter[m[4]:m[5]]
		e.count[kind]++
		switch kind {
		case "sh":
			for line := range strings.Lines(block) {
				e.command(strings.TrimPrefix(strings.TrimSpace(line), "go run ./cmd/notis "))
			}
		case "text":
			e.others = append(e.others, told(e.t, block, e.said)...)
		case "toml":
			e.write(block)
		case "diff":
			apply(e.t, e.dir, block)
		}
	}
}

// clock takes the day from the prose.
func (e *editor) clock(prose string) {
	for _, m := range someday.FindAllStringSubmatch(prose, -1) {
		day, err := time.Parse("2 January 2006", strings.Join(strings.Fields(m[1]), " "))
		if err != nil {
			e.t.Fatal(err)
		}
		if e.today = day.Add(12 * time.Hour); day.Before(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
			e.t.Fatalf("the page goes back to %s", m[1])
		}
	}
}

func (e *editor) command(line string) {
	if line == "serve" {
		return // internal/cli runs it
	}
	var said strings.Builder
	env := cli.Env{Args: strings.Fields(line), Stdout: &said, Stderr: &said, Dir: e.dir, Now: time.Now}
	if !e.today.IsZero() {
		env.Now = func() time.Time { return e.today }
	}
	code := cli.Run(context.Background(), env)
	e.said = said.String()
	if code != cli.OK && !found(line, code) {
		e.t.Fatalf("%s: exit %d\n%s", line, code, e.said)
	}
}

// told wants a command to have said the lines of a block, in a row. With
// -update, the block becomes the lines that are most like it: it gives both.
func told(t *testing.T, block, said string) []string {
	t.Helper()
	if strings.Contains("\n"+said, "\n"+block) {
		return nil
	}
	if !*update {
		t.Errorf("the page says that one sees\n%s\nand one sees\n%s\nlook at the difference after -update", block, said)
		return nil
	}
	want, lines := strings.SplitAfter(block, "\n"), strings.SplitAfter(said, "\n")
	best, at := -1, 0
	for i := range max(0, len(lines)-len(want)) + 1 {
		n := 0
		for k := range min(len(want), len(lines)-i) {
			n += alike(want[k], lines[i+k])
		}
		if n > best {
			best, at = n, i
		}
	}
	return []string{"```text\n" + block, "```text\n" + strings.Join(lines[at:min(len(lines), at+len(want)-1)], "")}
}

// rewrite puts other blocks into a page, with -update.
func rewrite(t *testing.T, name, text string, others []string) {
	t.Helper()
	if !*update || len(others) == 0 {
		return
	}
	if err := os.WriteFile(name, []byte(strings.NewReplacer(others...).Replace(text)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// alike counts the letters that two lines begin and end with alike.
func alike(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	end := 0
	for end < min(len(a), len(b))-n && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	return n + end
}

// write fills in a form. Only release.toml has none.
func (e *editor) write(block string) {
	head, body, _ := strings.Cut(block, "\n")
	name := filepath.Join(e.dir, strings.TrimPrefix(head, "# "))
	if _, err := os.Stat(name); err != nil && filepath.Base(name) != "release.toml" {
		e.t.Fatalf("there is no form to fill in: %v", err)
	}
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		e.t.Fatal(err)
	}
}

// see looks at a page of the site with its drafts: what it shows, and after a
// dash what it does not.
func (e *editor) see(name string, shows ...string) {
	e.t.Helper()
	page, err := os.ReadFile(filepath.Join(e.dir, "public", name, "index.html"))
	if err != nil {
		e.t.Fatal(err)
	}
	for _, s := range shows {
		if s, not := strings.CutPrefix(s, "-"); strings.Contains(string(page), s) == not {
			e.t.Errorf("%s: shown %q: %v", name, s, !not)
		}
	}
}

// gone wants a page not to be there.
func (e *editor) gone(name string) {
	e.t.Helper()
	if _, err := os.Stat(filepath.Join(e.dir, "public", name)); err == nil {
		e.t.Errorf("%s is there", name)
	}
}

// looks is what the editor sees after each chapter.
func (e *editor) looks() map[string]func() {
	return map[string]func(){
		"A new brand": func() {
			e.see("", `href="/nordlys/"`)
			e.see("nordlys", "Les utkastet", `href="/nordlys/personvern/utkast/"`)
			e.see("nordlys/en", "Read the draft", `href="/nordlys/en/cookies/draft/"`)
			e.see("nordlys/informasjonskapsler/utkast", "_visits", "Analyse: 1 informasjonskapsel")
			e.see("nordlys/personvern/utkast", "Nordpost AS", "Ca. 5 år fra siste regning")
			e.gone("nordlys/personvern/index.html")
		},
		"Publish the first version": func() {
			e.see("nordlys/personvern", "Nordpost AS", "versjon 1 av gjengivelsen")
			e.see("nordlys/en/cookies", "_visits")
			if sum, err := os.ReadFile(filepath.Join(e.dir, "data/archive.sum")); err != nil || !strings.Contains(string(sum), "nordlys/versions/privacy/v1/") {
				e.t.Error("archive.sum does not name the newest version", err)
			}
		},
		"We changed our e-mail provider": func() {
			e.see("nordlys/personvern/utkast", "Fjellpost AS", "id=recipient-post-nord>", "-Nordpost", "Se hva utkastet endrer")
			e.see("nordlys/en/privacy/draft", "Fjellpost AS", "-Nordpost", "See what the draft changes")
			e.see("nordlys/personvern", "Nordpost AS", "-Fjellpost")
		},
		"We stopped using a cookie": func() {
			e.see("nordlys/informasjonskapsler/utkast", "nordlys_session", "-_visits", "-nalyse")
			e.see("nordlys/informasjonskapsler/utkast/endringer", "_visits")
			e.see("nordlys/personvern/utkast/endringer", "Nordpost", "Fjellpost")
		},
		"Publish a change": func() {
			e.see("nordlys/personvern", "Fjellpost AS", "Nytt i denne versjonen: Fjellpost AS sender e-posten vår.", `href="/nordlys/personvern/v2/endringer/"`, "href=/nordlys/personvern/historikk/>")
			e.see("nordlys/personvern/v1", "Nordpost AS")
			e.see("nordlys/en/cookies/history", "No longer in use", "_visits")
		},
		"Does the notice say what the law asks?": func() {
			e.see("nordlys/personvern/utkast", "Elhub AS")
			e.see("nordlys/personvern", "-Elhub")
		},
		"Ask the company": func() {
			if e.checked("art13-1-b-dpo-contact") {
				e.t.Error("the company has answered, and is asked again")
			}
		},
		"Accept a finding": func() {
			if e.checked("art13-1-a-controller-contact") || !e.checked("change-clause-present") {
				e.t.Error("the finding is not accepted, or another one is")
			}
			e.today = e.today.AddDate(0, 3, 0)
			if !e.checked("art13-1-a-controller-contact") || !e.checked("waiver-expired") {
				e.t.Error("the finding is accepted for ever")
			}
			e.today = e.today.AddDate(0, -3, 0)
			e.see("nordlys/en/privacy/draft", "-The office moves")
		},
		"The company approves its notices": func() {
			e.see("nordlys/personvern", "4. januar 2027", "-Uoffisiell gjengivelse")
			e.see("nordlys/personvern/v2", "gjengivelse")
		},
		"Announce a change ahead": func() {
			e.see("nordlys/personvern", "Den gjelder til og med 28. februar 2027.", `href="/nordlys/personvern/v4/"`, "-Råd om strømbruk</")
			e.see("nordlys/personvern/v4", "Råd om strømbruk</")
			e.see("nordlys/en/privacy/history", "12 January 2027", "all customers")
		},
		"Call it off": func() {
			e.see("nordlys/en/privacy/v4", "was called off on 1 February 2027 by the managing director", "We will not give such advice after all.", "Advice on electricity use")
			e.see("nordlys/personvern", "-28. februar")
		},
		"Correct a mistake": func() {
			e.see("nordlys/personvern", "Ca. 3 år")
			e.see("nordlys/en/privacy/v3", "Version 5 corrects a mistake in this one")
		},
		"Take a text away": func() {
			e.see("nordlys/en/privacy/v1", "withdrawn on 3 February 2027", "The version mentioned a customer by name.", "the managing director", "-Nordpost")
			if md, err := os.ReadFile(filepath.Join(e.dir, "public/nordlys/en/privacy/v1/index.md")); err == nil && strings.Contains(string(md), "Nordpost") {
				e.t.Error("the text is there as Markdown")
			}
		},
		"A version nobody kept": func() {
			e.see("nordlys/en/cookies/history", "Text not kept", "1 May 2021")
			e.see("nordlys/informasjonskapsler", "4. januar 2027")
			e.gone("nordlys/informasjonskapsler/v4")
		},
		"When you are done": func() {
			e.see("nordlys/personvern", "2. februar 2027")
		},
	}
}

// checked tells whether the checks find a rule in the draft.
func (e *editor) checked(rule string) bool {
	e.command("check nordlys --of working")
	return strings.Contains(e.said, "["+rule+"]\n")
}

// run runs a command in dir.
func run(dir, line string, said *strings.Builder) int {
	return cli.Run(context.Background(), cli.Env{Args: strings.Fields(line), Stdout: said, Stderr: said, Dir: dir, Now: time.Now})
}

// apply makes the change of a diff block.
func apply(t *testing.T, dir, block string) {
	t.Helper()
	head, body, _ := strings.Cut(block, "\n")
	name := filepath.Join(dir, strings.TrimPrefix(head, "--- "))
	var old, now string
	for _, line := range strings.SplitAfter(body, "\n") {
		if s, ok := strings.CutPrefix(line, "-"); ok {
			old += s
		} else if s, ok := strings.CutPrefix(line, "+"); ok {
			now += s
		}
	}
	text, err := os.ReadFile(name)
	if err != nil || strings.Count(string(text), old) != 1 {
		t.Fatalf("%s does not hold what is to be changed (%v):\n%s", name, err, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), old, now, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}
