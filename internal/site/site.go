// Package site decides which pages exist, at which addresses, and what each
// one needs beside the text of its notice.
package site

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"notis/internal/compile"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/words"
)

// Page is one page of the site, ready for its layout.
type Page struct {
	// Path is the address from the root of the site, with a slash at both
	// ends.
	Path string
	Lang notice.Lang
	// Key is the same for the translations of one page.
	Key string
	// Layout is the layout around the body.
	Layout      string
	Title       string
	Description string
	// Body is finished HTML, or empty where the layout makes the page.
	Body []byte
	// Brand is the brand the page belongs to, or nil.
	Brand *Brand
	// Brands are the brands that the page lists.
	Brands []*Brand
	// Notice is what the page says of the notice it shows, or nil.
	Notice *Notice
	// Missing is what the page of a missing address says, in each language.
	Missing []Missing
	// Single tells that the site has no list of brands.
	Single bool
	// NoIndex asks search engines to leave the page out.
	NoIndex bool
	// Alternates are the addresses of the page in every language.
	Alternates []Alternate
}

// Alternate is the address of a page in a language.
type Alternate struct {
	Lang notice.Lang `json:"lang"`
	Path string      `json:"path"`
}

// Brand is what pages say of a brand, in one language.
type Brand struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	About string `json:"about"`
	Look  string `json:"look"`
	// Home is the brand's front page, Notices its notices.
	Home    string `json:"home"`
	Notices []Link `json:"notices"`
	// Company is the legal person, or the brand where it is not stated.
	Company  string          `json:"company"`
	Number   string          `json:"number"`
	Contacts []document.Line `json:"contacts"`
}

// Missing is what the page of a missing address says in one language.
type Missing struct {
	Lang  notice.Lang `json:"lang"`
	Title string      `json:"title"`
	Lead  string      `json:"lead"`
	Home  string      `json:"home"`
	// Path leads to the front page, Brands to the brands' own.
	Path   string   `json:"path"`
	Brands []*Brand `json:"brands"`
}

// Link is an address with what stands on it.
type Link struct {
	Kind  string `json:"kind"`
	Path  string `json:"path"`
	Title string `json:"title"`
	Lead  string `json:"lead"`
}

// Notice is what a page says of the notice it shows.
type Notice struct {
	Kind     string            `json:"kind"`
	Standing document.Standing `json:"standing"`
}

// Input is what a site is made of.
type Input struct {
	Register *notice.Register
	// Notice and Labels hold the words of each language.
	Notice, Labels map[notice.Lang]*words.Words
	Templates      *page.Templates
	// Only chooses brands; all of them where it is empty.
	Only []notice.ID
	// Base is the path the site stands below, "" or "/notices".
	Base string
}

// Site is every page there is.
type Site struct {
	Pages  []Page
	Brands []notice.ID
	// Single is true for a site of one brand, whose addresses have no folder
	// of the brand.
	Single bool
}

// Plan makes the pages, sorted by address. The errors of all notices come
// together.
func Plan(in Input) (*Site, error) {
	s := &planner{in: in, site: &Site{Single: len(in.Only) == 1}}
	ids, err := s.choose()
	if err != nil {
		return nil, err
	}
	s.site.Brands = ids
	var errs []error
	brands := map[notice.Lang][]*Brand{}
	for _, id := range ids {
		for _, l := range notice.Langs() {
			b, err := s.brand(in.Register.Brands[id], l)
			errs = append(errs, err)
			brands[l] = append(brands[l], b)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for _, l := range notice.Langs() {
		if !s.site.Single {
			s.add(Page{Key: "front", Layout: "front", Lang: l, Path: front(l), Title: s.say(l, "front-title"), Description: s.say(l, "front-lead"), Brands: brands[l]})
		}
	}
	s.missing(brands)
	return s.finish()
}

// missing adds the one page that hosts show for a missing address; it speaks
// both languages, because nobody knows which one was looked for.
func (s *planner) missing(brands map[notice.Lang][]*Brand) {
	p := Page{Key: "404", Layout: "missing", Lang: notice.Norwegian, Path: "/404.html", NoIndex: true}
	for _, l := range notice.Langs() {
		p.Missing = append(p.Missing, Missing{l, s.say(l, "missing-title"), s.say(l, "missing-lead"), s.say(l, "missing-home"), front(l), brands[l]})
	}
	p.Title, p.Description = p.Missing[0].Title, p.Missing[0].Lead
	s.add(p)
}

type planner struct {
	in   Input
	site *Site
	errs []error
}

func (s *planner) say(l notice.Lang, id string) string {
	text, err := s.in.Labels[l].Say(id, nil)
	s.errs = append(s.errs, err)
	return text
}

func (s *planner) add(p Page) { s.site.Pages = append(s.site.Pages, p) }

// choose gives the ids of the brands to build, in order.
func (s *planner) choose() ([]notice.ID, error) {
	if len(s.in.Only) == 0 {
		all := s.in.Register.IDs()
		if len(all) == 0 {
			return nil, errors.New("there is no brand under data/brands")
		}
		return all, nil
	}
	for _, id := range s.in.Only {
		if _, err := s.in.Register.Brand(id); err != nil {
			return nil, err
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(s.in.Only))), nil
}

// finish gives each page its translations, and wants every address once.
func (s *planner) finish() (*Site, error) {
	byKey := map[string][]Alternate{}
	paths := map[string]bool{}
	for _, p := range s.site.Pages {
		if paths[p.Path] {
			s.errs = append(s.errs, fmt.Errorf("two pages have the address %s", p.Path))
		}
		paths[p.Path] = true
		byKey[p.Key] = append(byKey[p.Key], Alternate{p.Lang, p.Path})
	}
	for i := range s.site.Pages {
		p := &s.site.Pages[i]
		p.Single = s.site.Single
		p.Alternates = byKey[p.Key]
		slices.SortFunc(p.Alternates, func(a, b Alternate) int { return -cmp.Compare(a.Lang, b.Lang) })
	}
	slices.SortFunc(s.site.Pages, func(a, b Page) int { return cmp.Compare(a.Path, b.Path) })
	return s.site, errors.Join(s.errs...)
}

// brand adds the front page and the notices of one brand in one language.
func (s *planner) brand(d *notice.Dossier, l notice.Lang) (*Brand, error) {
	b := s.describe(d, l)
	var errs []error
	var own *Notice
	notices := map[string]string{}
	for _, k := range notice.Kinds() {
		notices[string(k)] = s.in.Base + s.address(d.ID, k, l)
	}
	for _, k := range notice.Kinds() {
		r, err := compile.Compile(d, &s.in.Register.Shared, k, s.in.Notice[l])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		body, err := s.in.Templates.Body(r.Document, page.Context{Labels: s.in.Labels[l], Notices: notices})
		errs = append(errs, err)
		p := Page{
			Key: string(d.ID) + "/" + string(k), Layout: "notice", Lang: l, Path: s.address(d.ID, k, l),
			Title: r.Document.Title, Description: r.Document.Lead, Body: body, Brand: b,
			Notice: &Notice{string(k), r.Document.Standing}, NoIndex: !d.Brand.Official,
		}
		own = cmp.Or(own, p.Notice)
		b.Notices = append(b.Notices, Link{string(k), p.Path, p.Title, p.Description})
		s.add(p)
	}
	s.add(Page{
		Key: string(d.ID), Layout: "brand", Lang: l, Path: b.Home, Title: d.Brand.Name,
		Description: b.About, Brand: b, NoIndex: !d.Brand.Official,
		Notice: own,
	})
	return b, errors.Join(errs...)
}

func (s *planner) describe(d *notice.Dossier, l notice.Lang) *Brand {
	x := &d.Brand
	b := &Brand{
		ID: string(d.ID), Name: x.Name, About: compile.Word(x.About, l), Look: string(x.Look), Home: s.home(d.ID, l),
		Company: cmp.Or(x.Entity.Name, x.Name), Number: string(x.Entity.Number),
	}
	for _, c := range x.Contacts {
		switch {
		case c.Email != "":
			b.Contacts = append(b.Contacts, document.Line{{Text: string(c.Email), To: "mailto:" + string(c.Email)}})
		case c.Address != "":
			b.Contacts = append(b.Contacts, document.Line{{Text: c.Address}})
		case c.Phone != "":
			b.Contacts = append(b.Contacts, document.Line{{Text: string(c.Phone)}})
		}
	}
	return b
}
