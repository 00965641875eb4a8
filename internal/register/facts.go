package register

import "notis/internal/notice"

// Facts reads the facts of a version as they were frozen (facts.toml, format
// 1). They are written in the form of the data files, and were checked when
// the version was made; what cannot be read is a [diag.List] all the same.
func Facts(name string, src []byte) (notice.Facts, error) {
	var out notice.Facts
	if err := tame(src); err != nil {
		return out, err
	}
	f := &file{name: name, src: src, places: PlacesOf(src), forms: forms{}}
	if !f.decode(&out) || len(f.diags) > 0 {
		return out, f.diags
	}
	return out, nil
}
