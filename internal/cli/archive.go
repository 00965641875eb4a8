package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"notis/internal/archive"
	"notis/internal/compile"
	"notis/internal/diag"
	"notis/internal/document"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/release"
	"notis/internal/source"
	"notis/internal/stamp"
	"notis/internal/words"
)

// notKnown is an answer that the archive does not hold.
type notKnown struct{ error }

func (n notKnown) Unwrap() error { return n.error }

// world is all that a command about versions works on.
type world struct {
	dir  string
	fsys fs.FS
	// data is the folder of the brands, register what was read of it.
	data     *register.Folder
	register *register.Result
	archive  *archive.Archive
	words    map[notice.Lang]*words.Words
	today    notice.Date
}

// ground reads and verifies the archive, and what brands share. A release that
// was stopped half-way is finished first. What an earlier reading of the archive
// found may be used; g may be nil.
func (c *command) ground(g *archive.Again) (*world, error) {
	w := &world{}
	var err error
	if w.dir, err = source.Find(c.source, c.env.Dir); err != nil {
		return nil, err
	}
	if w.fsys, err = c.files(); err != nil {
		return nil, err
	}
	if w.today, err = c.today(); err != nil {
		return nil, err
	}
	var group errgroup.Group
	group.Go(func() (err error) {
		w.archive, err = c.versions(w.dir, g)
		return err
	})
	group.Go(func() (err error) {
		if w.data, err = register.Open(w.fsys, w.today); err != nil {
			return err
		}
		w.words, err = both(w.fsys, "i18n/notice")
		return err
	})
	return w, group.Wait()
}

// world reads and verifies everything.
func (c *command) world() (*world, error) {
	w, err := c.ground(nil)
	if err != nil {
		return nil, err
	}
	w.register, err = w.data.Load(w.fsys, w.data.Brands...)
	return w, err
}

// versions reads and verifies the archive, or what it has of some brands; g may
// be nil.
func (c *command) versions(dir string, g *archive.Again, brands ...notice.ID) (*archive.Archive, error) {
	finished, err := archive.Recover(dir)
	if err != nil {
		return nil, err
	}
	if finished {
		fmt.Fprintln(c.env.Stderr, "notis: finished a release that was stopped half-way")
	}
	if g != nil {
		g.Look = func(name string) (stamp.Stamp, error) { return stamp.Of(dir + "/" + name) }
		return g.Read(os.DirFS(dir))
	}
	return archive.Read(os.DirFS(dir), brands...)
}

// notice finds a brand and a kind of notice named on the command line.
func (w *world) notice(brand, kind string) (*notice.Dossier, notice.Kind, error) {
	k := notice.Kind(kind)
	if !slices.Contains(notice.Kinds(), k) {
		return nil, "", usage{fmt.Errorf("unknown notice %q; the notices are privacy, cookies", kind)}
	}
	d, err := w.register.Register.Brand(notice.ID(brand))
	return d, k, err
}

// edition is a notice as it stands, or stood, with the facts behind it.
type edition struct {
	// name is v3, or "working".
	name string
	// record is the version's, nil for the working notice.
	record *notice.Version
	docs   map[notice.Lang]*document.Document
	facts  facts.Node
}

// edition finds what a word on the command line means: v3, a day, current or
// working.
func (w *world) edition(d *notice.Dossier, k notice.Kind, word string) (*edition, error) {
	chain := w.archive.Chain(d.ID, k)
	on := w.today
	switch {
	case word == "working":
		return w.working(d, k)
	case word == "current":
	case strings.HasPrefix(word, "v"):
		n, err := strconv.Atoi(word[1:])
		if err != nil || n < 1 {
			return nil, usage{fmt.Errorf("%q is no version; write v3, a day such as 2026-11-22, current or working", word)}
		}
		list := chain.Versions()
		if n > len(list) {
			return nil, notKnown{fmt.Errorf("%s has no version %d of its %s notice; there are %d", d.ID, n, k, len(list))}
		}
		return w.kept(d, k, list[n-1])
	default:
		if on = notice.Date(word); on.Check() != nil {
			return nil, usage{fmt.Errorf("%q is no version; write v3, a day such as 2026-11-22, current or working", word)}
		}
	}
	s, ok := chain.InForce(on)
	if !ok {
		return nil, notKnown{fmt.Errorf("it is not known what stood on %s: %s has no version of its %s notice from that day or before", on, d.ID, k)}
	}
	return w.kept(d, k, s)
}

// readable tells whether there is a text of a version, or why not.
func readable(id notice.ID, k notice.Kind, s archive.State) error {
	if s.Withdrawn != nil {
		r := s.Withdrawn.Record
		return notKnown{fmt.Errorf("the text of version %d of %s %s was withdrawn on %s by %s: %s", s.Record.Number, id, k, r.Recorded, r.Role.EN, r.Reason.EN)}
	}
	if !s.Kept() {
		return notKnown{fmt.Errorf("version %d of %s %s is known to have stood, and its text was not kept", s.Record.Number, id, k)}
	}
	return nil
}

// kept reads a version's text.
func (w *world) kept(d *notice.Dossier, k notice.Kind, s archive.State) (*edition, error) {
	if err := readable(d.ID, k, s); err != nil {
		return nil, err
	}
	out := &edition{name: s.Name, record: &s.Record, docs: map[notice.Lang]*document.Document{}}
	for _, l := range notice.Langs() {
		doc, err := w.archive.Document(s.Entry, l)
		if err != nil {
			return nil, err
		}
		out.docs[l] = doc
	}
	src, err := w.archive.File(s.Entry, archive.FactsFile)
	if err != nil {
		return nil, err
	}
	f, err := register.Facts(s.Dir+"/"+archive.FactsFile, src)
	out.facts = facts.Of(f)
	return out, err
}

// working compiles the working notice.
func (w *world) working(d *notice.Dossier, k notice.Kind) (*edition, error) {
	out := &edition{name: "working", docs: map[notice.Lang]*document.Document{}}
	for _, l := range notice.Langs() {
		r, err := compile.Compile(d, &w.register.Register.Shared, k, compile.Edition{}, w.words[l])
		if err != nil {
			return nil, diagnose(err, w.register)
		}
		out.docs[l] = r.Document
		out.facts = facts.Of(release.Facts(d, &w.register.Register.Shared, k, r.Entries))
	}
	return out, nil
}

// placed gives findings their lines in the data files.
func (w *world) placed(err error) error {
	var list diag.List
	if !errors.As(err, &list) {
		return err
	}
	for i := range list {
		if places := w.register.Files[list[i].File]; places != nil && list[i].Line == 0 && list[i].Path != "" {
			at := places.At(list[i].Path)
			list[i].Line, list[i].Column = at.Line, at.Column
		}
	}
	return diag.Sort(list)
}
