package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"notis/internal/site"
)

// Project gives the files of a Hugo project: the configuration, the source's
// layouts, words, themes and hand-written pages, and the pages of the site with
// what they say of their brands. Body gives what stands in the file of a page,
// and how the name ends.
func Project(in Input, body func(*site.Page) (ext string, content []byte), write func(name string, data []byte) error) error {
	configured := configuration
	if in.Preview {
		configured += "[params]\npreview = true\n"
	}
	if err := write("hugo.toml", []byte(configured)); err != nil {
		return err
	}
	dirs := []string{"layouts", "themes", "i18n"}
	if in.Content {
		dirs = append(dirs, "content")
	}
	for _, dir := range dirs {
		if err := each(in.Source, dir, write); err != nil {
			return err
		}
	}
	return pages(in, body, write)
}

// each gives the files that Hugo reads. The words in folders under i18n are not
// its; a brand's theme lends its assets under looks/.
func each(src fs.FS, dir string, write func(name string, data []byte) error) error {
	return fs.WalkDir(src, dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && p == dir:
			return nil
		case err != nil:
			return err
		case d.IsDir() && dir == "i18n" && p != dir:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		to := p
		if parts := strings.SplitN(p, "/", 4); dir == "themes" && len(parts) == 4 && parts[1] != "base" && parts[2] == "assets" {
			to = path.Join("themes/base/assets/looks", parts[1], parts[3])
		}
		data, err := fs.ReadFile(src, p)
		if err != nil {
			return err
		}
		return write(to, data)
	})
}

// pages gives the files of the pages, and one with the brands they belong to: a
// page names its brand, so that Hugo reads each once and not with every page.
func pages(in Input, body func(*site.Page) (ext string, content []byte), write func(name string, data []byte) error) error {
	base, err := url.Parse(in.BaseURL)
	if err != nil {
		return err
	}
	at := place{whole: strings.TrimSuffix(in.BaseURL, "/"), below: strings.TrimSuffix(base.Path, "/")}
	brands := map[string]map[string]*site.Brand{}
	var out bytes.Buffer
	for i := range in.Pages {
		p := &in.Pages[i]
		if p.Brand != nil {
			if brands[string(p.Lang)] == nil {
				brands[string(p.Lang)] = map[string]*site.Brand{}
			}
			brands[string(p.Lang)][p.Brand.ID] = p.Brand
		}
		ext, text := body(p)
		out.Reset()
		if err := content(&out, at.front(p), text); err != nil {
			return err
		}
		// The names are ours: a brand may be called index.
		if err := write(fmt.Sprintf("content/notis/page%d.%s.%s", i, p.Lang, ext), bytes.Clone(out.Bytes())); err != nil {
			return err
		}
	}
	if len(brands) == 0 {
		return nil
	}
	out.Reset()
	if err := content(&out, brands, nil); err != nil {
		return err
	}
	return write("data/brands.json", out.Bytes())
}

// content writes data as JSON, then what stands for a body. Hugo reads a page
// like that.
func content(out *bytes.Buffer, data any, body []byte) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(data); err != nil {
		return err
	}
	if len(body) > 0 {
		out.WriteByte('\n')
		out.Write(body)
	}
	return nil
}

// front is what the file of a page says of it. Whatever most pages do not have
// is left out: Hugo looks at every value.
type front struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	Layout      string `json:"layout"`
	Params      params `json:"params"`
}

// params are what layouts say of a page. Addresses are ready to print: href is
// one for links, url and canonical are whole.
type params struct {
	Lang string `json:"lang"`
	// Alternates are the addresses in every language, where there is more than
	// one.
	Alternates []link `json:"alternates,omitempty"`
	Canonical  string `json:"canonical,omitempty"`
	Formats    []link `json:"formats,omitempty"`
	NoIndex    bool   `json:"noindex,omitempty"`
	// Linked is JSON, with nothing in it that could end its element.
	Linked string `json:"linked,omitempty"`
	// Paper is a string of CSS.
	Paper  string `json:"paper,omitempty"`
	Single bool   `json:"single,omitempty"`
	// Brand is the key of the brand in hugo.Data.brands, and Look its look.
	Brand string `json:"brand,omitempty"`
	Look  string `json:"look,omitempty"`
	// Current is the kind of the notice that stands at this very address.
	Current string `json:"current,omitempty"`
	// Comparison tells that a history is one of two versions.
	Comparison bool           `json:"comparison,omitempty"`
	Notice     *told          `json:"notice,omitempty"`
	Brands     []*site.Brand  `json:"brands,omitempty"`
	Missing    []site.Missing `json:"missing,omitempty"`
}

// link is another form of a page. Word is the message that names its language.
type link struct {
	Lang string `json:"lang,omitempty"`
	Word string `json:"word,omitempty"`
	Type string `json:"type,omitempty"`
	Href string `json:"href"`
	URL  string `json:"url,omitempty"`
}

// told is site.Notice with addresses that are ready to print.
type told struct {
	*site.Notice
	History string `json:"history,omitempty"`
	Map     string `json:"map,omitempty"`
	Storage string `json:"storage,omitempty"`
	Of      string `json:"of,omitempty"`
}

// place is where the site stands: its whole address and the path in it, both
// without a slash at the end.
type place struct{ whole, below string }

func (at place) front(p *site.Page) *front {
	out := params{
		Lang: string(p.Lang), Canonical: at.whole + p.Path, NoIndex: p.NoIndex, Linked: p.Linked, Paper: p.Paper, Single: p.Single, Brands: p.Brands, Missing: p.Missing,
	}
	switch {
	case p.Canonical != "" && p.Canonical != p.Path:
		out.Canonical = at.whole + p.Canonical
	case p.NoIndex:
		out.Canonical = "" // nobody is to look for it
	}
	if len(p.Alternates) > 1 {
		for _, a := range p.Alternates {
			out.Alternates = append(out.Alternates, link{Lang: string(a.Lang), Word: "lang-" + string(a.Lang), Href: at.below + a.Path, URL: at.whole + a.Path})
		}
	}
	for _, f := range p.Formats {
		out.Formats = append(out.Formats, link{Type: f.Type, Href: at.below + f.Path})
	}
	if b := p.Brand; b != nil {
		out.Brand, out.Look = b.ID, b.Look
		for _, n := range b.Notices {
			if n.Path == p.Path {
				out.Current = n.Kind
			}
		}
	}
	if n := p.Notice; n != nil {
		out.Notice = &told{Notice: n}
		if n.History != "" {
			out.Notice.History = at.below + n.History
			out.Comparison = p.Layout == "history"
		}
		for _, x := range []struct{ to, from *string }{{&out.Notice.Map, &n.Map}, {&out.Notice.Storage, &n.Storage}, {&out.Notice.Of, &n.Of}} {
			if *x.from != "" {
				*x.to = at.below + *x.from
			}
		}
	}
	return &front{p.Title, p.Description, p.Path, p.Layout, out}
}
