package contrast

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/BurntSushi/toml"

	"notis/internal/diag"
	"notis/internal/register"
)

// pair is two tokens that meet on pages, and how much they have to differ.
type pair struct {
	ink, ground string
	rule        string
	least       float64
	// at is where the table declares it.
	at place
}

type table struct{ pairs []pair }

// readTable reads which colours meet. Decoration is left out: nothing is asked
// of it.
func readTable(fsys fs.FS) (table, diag.List, error) {
	name := folder + "/contrast.toml"
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return table{}, nil, err
	}
	var in struct{ Text, Shape, Decoration map[string][]string }
	meta, err := toml.Decode(string(src), &in)
	if err != nil {
		return table{}, nil, fmt.Errorf("%s: %w", name, err)
	}
	var list diag.List
	places := register.PlacesOf(src)
	at := func(path string) place {
		p := places.At(path)
		return place{name, p.Line, p.Column}
	}
	for _, key := range meta.Undecoded() {
		list = append(list, at(key.String()).finding("contrast-table", map[string]any{"Key": key.String()}))
	}
	var out table
	for _, part := range []struct {
		key   string
		pairs map[string][]string
		least float64
	}{{"text", in.Text, 4.5}, {"shape", in.Shape, 3}} {
		for _, ink := range slices.Sorted(maps.Keys(part.pairs)) {
			for i, ground := range part.pairs[ink] {
				out.pairs = append(out.pairs, pair{
					ink: "--" + ink, ground: "--" + ground, rule: "contrast-" + part.key, least: part.least,
					at: at(fmt.Sprintf("%s.%s[%d]", part.key, ink, i)),
				})
			}
		}
	}
	if len(out.pairs) == 0 {
		list = append(list, place{name, 1, 1}.finding("contrast-table", map[string]any{"Key": ""}))
	}
	return out, list, nil
}
