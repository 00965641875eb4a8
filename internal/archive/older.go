package archive

import (
	"slices"

	"notis/internal/notice"
)

// At is the archive as an older data/archive.sum names it: each chain up to the
// entry that was its newest. A chain that does not hold that entry any more is
// left out, as [Holds] tells. Texts that were withdrawn since are gone.
func (a *Archive) At(older []byte) *Archive {
	out := &Archive{}
	tips, bad := parseTips(string(older))
	if a == nil || bad != nil {
		return out
	}
	out.fsys = a.fsys
	for _, t := range tips {
		c := a.Chain(t.brand, t.kind)
		i := slices.IndexFunc(c.Entries, func(e Entry) bool { return e.Name == t.entry && e.Digest == t.digest })
		if i >= 0 {
			out.chains = append(out.chains, &Chain{Brand: t.brand, Kind: t.kind, Entries: c.Entries[: i+1 : i+1]})
		}
	}
	slices.SortFunc(out.chains, compareChains)
	return out
}

// Less lists the brands that an older data/archive.sum names with texts, or
// entries, that are not in the archive as they were: whoever wants to read them
// needs the older archive itself.
func (a *Archive) Less(older []byte) []notice.ID {
	tips, bad := parseTips(string(older))
	if bad != nil {
		return nil
	}
	var out []notice.ID
	then := a.At(older)
	for _, t := range tips {
		now, was := a.Chain(t.brand, t.kind).Entries, then.Chain(t.brand, t.kind).Entries
		taken := func(e Entry) bool { return e.Record.Entry == notice.Withdrawn }
		if (len(was) == 0 || slices.ContainsFunc(now[len(was):], taken)) && !slices.Contains(out, t.brand) {
			out = append(out, t.brand)
		}
	}
	return out
}
