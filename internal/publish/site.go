package publish

import (
	"maps"
	"slices"
)

// site is the new site: its files, sorted by their names, each with its digest,
// its size, and its place in the old site, or -1.
type site struct {
	names, sums []string
	sizes       []int64
	from        []int
	// list is its manifest.
	list   []byte
	digest string
	// written are the files that are not those of the old site, and stays the
	// others, by their places in it.
	written map[string]file
	stays   []stat
}

// site puts together what was written and what is kept.
func (p *Publisher) site() *site {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.files) + p.kept
	s := &site{names: make([]string, 0, n), sums: make([]string, 0, n), sizes: make([]int64, 0, n), from: make([]int, 0, n), written: p.files, stays: p.stays}
	long := 0
	add := func(name, sum string, size int64, from int) {
		s.names, s.sums, s.sizes, s.from = append(s.names, name), append(s.sums, sum), append(s.sizes, size), append(s.from, from)
		long += len(sum) + len(name) + len("  \n")
	}
	at := 0
	kept := func(until string, all bool) {
		for ; p.old != nil && at < len(p.old.names) && (all || p.old.names[at] < until); at++ {
			if p.stays[at].regular {
				add(p.old.names[at], p.old.sums[at], p.stays[at].size, at)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		kept(name, false)
		add(name, p.files[name].sum, p.files[name].size, -1)
	}
	kept("", true)
	s.list = make([]byte, 0, long)
	for i, name := range s.names {
		s.list = append(append(append(append(s.list, s.sums[i]...), "  "...), name...), '\n')
	}
	s.digest = digestOf(s.list)
	return s
}
