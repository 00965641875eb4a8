package archive

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// check holds a record against its own rules, and against the folder's name
// and list.
func (f *folder) check(name string) diag.List {
	var out diag.List
	v := &f.Record
	differs := func(got, want string) {
		if got != want {
			out = append(out, problem("archive-folder", name, map[string]any{"Value": got, "Want": want}))
		}
	}
	differs(string(v.Brand), string(f.brand))
	differs(string(v.Kind), string(f.kind))
	if slices.Contains(v.Entry.Values(), string(v.Entry)) {
		differs(nameOf(v).String(), f.Name)
	}
	valid := func(key, value string, ok bool) {
		if !ok {
			out = append(out, problem("archive-value", name, map[string]any{"Key": key, "Value": value}))
		}
	}
	valid("entry", string(v.Entry), slices.Contains(v.Entry.Values(), string(v.Entry)))
	valid("provenance", string(v.Provenance), v.Provenance == notice.Authored || v.Provenance == notice.Rendition)
	valid("recorded", string(v.Recorded), v.Recorded != "")
	valid("class", string(v.Class), v.Class == "" || v.Class.Rank() > 0)
	valid("computed", string(v.Computed), v.Computed == "" || v.Computed.Rank() > 0)
	valid("corrects", fmt.Sprint(v.Corrects), v.Corrects == 0 || 0 < v.Corrects && v.Corrects < v.Number)
	valid("before", fmt.Sprint(v.Before), v.Before == 0 || 0 < v.Before && v.Before < v.Number)
	for key, t := range map[string]notice.Text{"reason": v.Reason, "summary": v.Summary, "role": v.Role, "not_notified": v.NotNotified, "notified.audience": v.Notified.Audience} {
		valid(key, t.NB+t.EN, (t.NB == "") == (t.EN == ""))
	}
	if len(out) == 0 {
		out = f.complete()
	}
	return out
}

// complete wants SHA256SUMS to name the files that an entry of this kind has.
func (f *folder) complete() diag.List {
	var out diag.List
	want := filesOf(f.Record.Entry)
	for _, x := range f.Files {
		if !slices.Contains(want, x.Name) {
			out = append(out, problem("archive-added", path.Join(f.Dir, x.Name), nil))
		}
	}
	for _, name := range want {
		if !f.lists(name) {
			out = append(out, problem("archive-missing", path.Join(f.Dir, name), nil))
		}
	}
	return out
}

// judge follows every chain and adds what is wrong to the problems.
func (s *survey) judge() *Archive {
	a := &Archive{fsys: s.fsys}
	tips := map[key]tip{}
	for _, t := range s.tips {
		tips[t.key] = t
		if s.folders[t.key] == nil {
			s.report("archive-missing", path.Join(dataDir, t.dir()), nil)
		}
	}
	// A list that cannot be read names no chain; that is said already.
	unread := slices.ContainsFunc(s.problems, func(d diag.Diagnostic) bool { return d.File == Sum })
	for k, folders := range s.folders {
		t, named := tips[k]
		if !named && !unread {
			s.report("archive-tip", path.Join(dataDir, k.dir()), nil)
		}
		if !named {
			s.texts(folders)
			continue
		}
		a.chains = append(a.chains, s.chain(k, folders, t))
	}
	slices.SortFunc(a.chains, compareChains)
	return a
}

// chain follows one chain from its tip back to its first entry.
func (s *survey) chain(k key, folders map[string]*folder, t tip) *Chain {
	c := &Chain{Brand: k.brand, Kind: k.kind}
	order, whole := s.follow(folders, t)
	slices.Reverse(order)
	for _, f := range order {
		c.Entries = append(c.Entries, f.Entry)
	}
	s.texts(folders)
	if whole {
		s.numbers(order)
	}
	return c
}

// follow lists the entries from the tip back, and tells whether that was all
// of them. What nothing leads to is reported.
func (s *survey) follow(folders map[string]*folder, t tip) (order []*folder, whole bool) {
	left := maps.Clone(folders)
	// Once a list is not the one that was released, the way on is not either,
	// and may lead in a circle.
	whole = true
	for name, sum := t.entry, t.digest; name != ""; {
		f := folders[name]
		dir := path.Join(dataDir, t.dir(), name)
		if f == nil {
			s.report("archive-missing", dir, nil)
			return order, false // and what it led to is not to blame
		}
		circle := left[name] == nil
		if circle || f.Digest != "" && f.Digest != sum {
			s.report("archive-changed", path.Join(dir, sumsFile), nil)
		}
		if circle {
			return order, false
		}
		whole = whole && f.Digest == sum && !f.unread
		delete(left, name)
		order = append(order, f)
		name, sum = f.before, f.sum
	}
	led := map[string]bool{} // to by some list, a false one perhaps
	for _, f := range folders {
		led[f.before] = true
	}
	for _, f := range left {
		if whole || !led[f.Name] {
			s.report("archive-added", f.Dir, nil)
		}
	}
	return order, whole && len(left) == 0
}

// texts wants the text of each version to be there, all of it, or none where
// it was withdrawn.
func (s *survey) texts(folders map[string]*folder) {
	for _, f := range folders {
		n, _ := parseEntry(f.Name)
		by := entryName{n.number, notice.Withdrawn}.String()
		withdrawn := n.does == notice.Published && folders[by] != nil
		for _, name := range f.absent {
			if name == recordFile || !withdrawn {
				s.report("archive-missing", path.Join(f.Dir, name), nil)
			}
		}
		for _, name := range f.present {
			if withdrawn {
				s.report("archive-withdrawn", path.Join(f.Dir, name), map[string]any{"Entry": by})
			}
		}
	}
}

// numbers wants versions to be numbered 1, 2, 3 …, and other entries to be
// about a version before them.
func (s *survey) numbers(order []*folder) {
	var versions []*folder
	for _, f := range order {
		n, _ := parseEntry(f.Name)
		switch {
		case n.does == notice.Published:
			versions = append(versions, f)
			if n.number != len(versions) {
				s.report("archive-number", f.Dir, map[string]any{"Number": n.number, "Want": len(versions)})
			}
		case n.number > len(versions):
			s.report("archive-about", f.Dir, map[string]any{"Number": n.number})
		case n.does == notice.Withdrawn && versions[n.number-1].Record.Entry == notice.Unkept:
			s.report("archive-no-text", f.Dir, map[string]any{"Number": n.number})
		}
	}
}

// Holds wants everything that an older data/archive.sum names to be in the
// archive still: the same entries, unchanged, so that no chain was cut short
// or made anew. No older list holds nothing. The error is a [diag.List].
func Holds(older []byte, a *Archive) error {
	if len(older) == 0 {
		return nil
	}
	tips, bad := parseTips(string(older))
	if bad != nil {
		return diag.List{misshapen("archive-older", Sum, bad)}
	}
	var out diag.List
	for _, t := range tips {
		dir := path.Join(dataDir, t.dir(), t.entry)
		entries := a.Chain(t.brand, t.kind).Entries
		i := slices.IndexFunc(entries, func(e Entry) bool { return e.Name == t.entry })
		if i < 0 {
			out = append(out, problem("archive-lost", dir, nil))
		} else if entries[i].Digest != t.digest {
			out = append(out, problem("archive-rewritten", dir, nil))
		}
	}
	if out = diag.Sort(out); len(out) > 0 {
		return out
	}
	return nil
}
