package edge

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"notis/internal/notice"
	"notis/internal/site"
)

// redirects writes what leads from old addresses to new ones. None is by
// language: which one a reader wants is the reader's to choose.
func (r *rules) redirects() ([]byte, error) {
	w := &writer{rules: r, taken: map[string]string{}}
	w.out.WriteString("# Written with the site: old addresses, and where they lead.\n")
	for i := range r.Brands {
		b := &r.Brands[i]
		home := "/"
		if !r.Single {
			home += string(b.ID) + "/"
			w.renamed(b, home)
			w.hosted(b, home)
		}
		host := ""
		if !r.Single && b.Host != "" {
			host = "https://" + string(b.Host)
		}
		if r.Single || host != "" {
			// On a site of several brands, a path alone is nobody's.
			w.moved(b, host, home)
		}
	}
	return []byte(w.out.String()), errors.Join(w.errs...)
}

type writer struct {
	*rules
	out   strings.Builder
	taken map[string]string
	errs  []error
}

// renamed leads from the folders a brand had before to the one it has.
func (w *writer) renamed(b *Brand, home string) {
	for _, was := range b.Was {
		if slices.ContainsFunc(w.Brands, func(o Brand) bool { return o.ID == was }) || w.published["/"+string(was)+"/index.html"] {
			w.errs = append(w.errs, fmt.Errorf("data/brands/%s/brand.toml: was names %s, whose address is in use", b.ID, was))
			continue
		}
		w.rule(b, "/"+string(was)+"/*", home+":splat", "301")
	}
}

// hosted leads from a brand's own host, where that shows the site of all
// brands, to the brand's folder. The front page of all stands at the root, so
// it has to give way there (!); what is not named is not there.
func (w *writer) hosted(b *Brand, home string) {
	if b.Host == "" || string(b.Host) == w.Host {
		return // where the site of all brands stands, its own front page does
	}
	host := "https://" + string(b.Host)
	w.rule(b, host+"/", home, "301!")
	w.rule(b, host+"/en", home+"en/", "301!")
	for _, k := range notice.Kinds() {
		for _, l := range notice.Langs() {
			below := ""
			if l == notice.English {
				below = "en/"
			}
			w.rule(b, host+"/"+below+site.Segment(k, l)+"/*", home+below+site.Segment(k, l)+"/:splat", "301")
		}
	}
}

// moved leads from the old addresses of a brand's notices to the new ones, once
// they are published.
func (w *writer) moved(b *Brand, host, home string) {
	for _, m := range []struct {
		paths []notice.Path
		kind  notice.Kind
	}{{b.Moved.Privacy, notice.PrivacyKind}, {b.Moved.Cookies, notice.CookiesKind}} {
		to := home + site.Segment(m.kind, notice.Norwegian) + "/"
		for _, p := range m.paths {
			from := strings.TrimSuffix(string(p), "/")
			at := from
			if !w.Single {
				at = strings.TrimSuffix(home, "/") + from
			}
			if w.published[at] || w.published[at+"/index.html"] || from+"/" == "/"+site.Segment(m.kind, notice.Norwegian)+"/" {
				w.errs = append(w.errs, fmt.Errorf("data/brands/%s/brand.toml: moved names %s, which is an address in use", b.ID, p))
				continue
			}
			if w.published[to+"index.html"] {
				w.rule(b, host+from, to, "301")
			}
		}
	}
}

// rule writes one line. Two brands cannot have the same old address.
func (w *writer) rule(b *Brand, from, to, status string) {
	if other, taken := w.taken[from]; taken {
		if other != to {
			w.errs = append(w.errs, fmt.Errorf("data/brands/%s/brand.toml: %s leads to %s already", b.ID, from, other))
		}
		return
	}
	w.taken[from] = to
	fmt.Fprintf(&w.out, "%s %s %s\n", from, to, status)
}
