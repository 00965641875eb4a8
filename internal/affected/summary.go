package affected

import (
	"errors"
	"path"
	"slices"
	"strings"

	"notis/internal/notice"
	"notis/internal/words"
)

// speech words messages and keeps what goes wrong.
type speech struct {
	words *words.Words
	errs  []error
}

func (s *speech) say(id string, data map[string]any) string {
	text, err := s.words.Say("affected-"+id, data)
	if err != nil {
		s.errs = append(s.errs, err)
	}
	return text
}

// count words a number of things.
func (s *speech) count(id string, n int) string {
	return s.say(id, map[string]any{"Count": n})
}

// in gives the one of two texts that is in the language of the words.
func (s *speech) in(nb, en string) string {
	return notice.Text{NB: nb, EN: en}.In(notice.Lang(s.words.Lang()))
}

// and puts parts together as a sentence does.
func (s *speech) and(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return s.say("and", map[string]any{"Most": strings.Join(parts[:len(parts)-1], ", "), "Last": parts[len(parts)-1]})
}

// summarize words the report in a sentence, and what it does not tell in
// others.
func (c *comparer) summarize() error {
	s := &speech{words: c.Words}
	parts := []string{c.sentence(s)}
	if slices.ContainsFunc(c.findings, func(f finding) bool { return f.Rule == "archive-lost" || f.Rule == "archive-rewritten" }) {
		parts = append(parts, s.say("lost", nil))
	}
	if n := len(c.Program); n > 0 {
		parts = append(parts, s.count("program", n))
	}
	for _, side := range sides {
		n := 0
		for _, f := range c.report.Findings {
			if f.Side == side {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, s.count("broken-"+side, n))
		}
	}
	c.report.Summary = strings.TrimSpace(strings.Join(parts, " "))
	return errors.Join(s.errs...)
}

// sentence says what the edit is, and what it does.
func (c *comparer) sentence(s *speech) string {
	r := &c.report
	what := map[string]any{"What": c.subject(s)}
	switch touched := len(r.Brands) > 0 || !r.Shared.none(); {
	case len(r.Inputs) == 0 && len(c.findings) > 0:
		return s.say("unknown-edit", map[string]any{"Since": r.Since})
	case len(r.Inputs) == 0:
		return s.say("nothing", map[string]any{"Since": r.Since})
	case !touched && len(c.findings) > 0:
		return s.say("unknown", what)
	case !touched && len(c.Program) == len(r.Inputs):
		return "" // what it changes is told by nothing here
	case !touched:
		return s.say("unseen", what)
	}
	what["Does"], what["Adds"] = c.does(s)
	return s.say("sentence", what)
}

// subject names what was edited: a clause, a file, or kinds of them.
func (c *comparer) subject(s *speech) string {
	r := &c.report
	kinds := map[Kind]bool{}
	var seen []Edited
	for _, e := range r.Inputs {
		kinds[e.Kind] = true
		if e.Kind != Program {
			seen = append(seen, e)
		}
	}
	switch {
	case len(r.Clauses) > 0 && len(kinds) == 1:
		where := c.where(s)
		if len(r.Clauses) == 1 {
			return s.say("clause", map[string]any{"ID": r.Clauses[0].ID, "Where": where})
		}
		return s.say("clauses", map[string]any{"Count": len(r.Clauses), "Where": where})
	case len(seen) == 1:
		return seen[0].File
	}
	var parts []string
	for _, k := range Kinds() {
		if kinds[k] && (k != Program || len(kinds) == 1) {
			parts = append(parts, s.say("kind-"+string(k), nil))
		}
	}
	return s.and(parts)
}

// where names the sections that read otherwise, if they are few.
func (c *comparer) where(s *speech) string {
	var titles []string
	for _, x := range c.report.Sections {
		if title := s.in(x.NB, x.EN); !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	if len(titles) > 3 {
		return s.count("in-sections", len(titles))
	}
	return s.and(titles)
}

// does says what changes, drafts, the frame of pages and what is published, and
// what is new or gone.
func (c *comparer) does(s *speech) (changes, adds string) {
	r := &c.report
	pages, wording, versions := r.Shared, 0, 0
	for i := range r.Brands {
		p := &r.Brands[i].Pages
		pages.Changed += p.Changed - p.Wording
		pages.Added += p.Added
		pages.Removed += p.Removed
		wording += p.Wording + p.Lost
		versions += len(r.Brands[i].Versions)
	}
	parts := []string{c.drafts(s)}
	if pages.Changed > 0 {
		parts = append(parts, s.count("frame", pages.Changed))
	}
	text := s.say("no-wording", nil)
	if wording > 0 {
		text = s.count("wording", wording)
	}
	changes = s.say("and-no", map[string]any{"Most": strings.Join(parts, ", "), "Last": text})
	parts = nil
	for _, n := range []struct {
		id    string
		count int
	}{{"adds-versions", versions}, {"adds-pages", pages.Added}, {"removes-pages", pages.Removed}} {
		if n.count > 0 {
			parts = append(parts, s.count(n.id, n.count))
		}
	}
	return changes, s.and(parts)
}

// drafts counts the paragraphs of drafts: as brands × languages × paragraphs
// where they are as many everywhere, else together.
func (c *comparer) drafts(s *speech) string {
	brands, stated, sum, each, langs := 0, 0, 0, -1, -1
	for i := range c.report.Brands {
		if len(c.report.Brands[i].Drafts) > 0 {
			stated++
		}
		per := map[notice.Lang]int{}
		for _, d := range c.report.Brands[i].Drafts {
			for _, t := range d.Texts {
				per[t.Lang] += t.Sum()
			}
		}
		if len(per) == 0 {
			continue
		}
		brands++
		if langs == -1 {
			langs = len(per)
		}
		if langs != len(per) {
			each = 0
		}
		for _, n := range per {
			sum += n
			if each == -1 {
				each = n
			}
			if n != each {
				each = 0
			}
		}
	}
	switch {
	case brands == 0 && stated > 0:
		return s.say("drafts-facts", map[string]any{"Brands": s.count("brands", stated)})
	case brands == 0:
		return s.say("no-draft", nil)
	case each > 0:
		return s.say("drafts-each", map[string]any{"Brands": s.count("brands", brands), "Langs": s.count("langs", langs), "Paragraphs": s.count("paragraphs", each)})
	}
	return s.say("drafts-sum", map[string]any{"Brands": s.count("brands", brands), "Paragraphs": s.count("paragraphs", sum)})
}

// anyone names the inputs of a brand as those of any brand.
func anyone(why []string, id notice.ID) []string {
	var out []string
	for _, name := range why {
		if dir, file := path.Split(name); dir == "data/brands/"+string(id)+"/" {
			name = file
		}
		out = append(out, name)
	}
	return out
}
