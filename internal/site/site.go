// Package site decides which pages exist, at which addresses, and what each
// one needs beside the text of its notice.
package site

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"notis/internal/archive"
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
	// Updated is the last day on which something became of what the page shows,
	// where that is a notice.
	Updated notice.Date
	// Canonical is the address that stands for this page, where it is another
	// one.
	Canonical string
	// Formats are the same as Markdown, plain text, JSON and a feed.
	Formats []Format
	// Linked is what search engines are told of the page (JSON-LD), or empty. It
	// can stand in HTML as it is.
	Linked string
	// Paper is what the foot of every sheet of paper says, as a string of CSS;
	// it is empty where the page is of no notice.
	Paper string
}

// Format is another form of a page.
type Format struct {
	Type string `json:"type"`
	Path string `json:"path"`
}

// File is a finished file that needs no layout. Path is its address.
type File struct {
	Path    string
	Content []byte
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
	// Sitemap is the whole address of the list of the brand's pages, in every
	// language, where it has one.
	Sitemap string `json:"sitemap,omitempty"`
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
	Kind string `json:"kind"`
	// Path is empty while nothing is published.
	Path string `json:"path"`
	// From is the worded day that the notice counts from, where it lies ahead.
	From  string `json:"from,omitempty"`
	Title string `json:"title"`
	Lead  string `json:"lead"`
	// Map and Storage are the addresses of the pages that show where data goes
	// and how long it is kept, where the notice has them.
	Map     string `json:"map,omitempty"`
	Storage string `json:"storage,omitempty"`
	// Draft is the address of the working notice, where drafts are shown.
	Draft string `json:"draft,omitempty"`
}

// Notice is what a page says of the notice it shows.
type Notice struct {
	Kind     string            `json:"kind"`
	Standing document.Standing `json:"standing"`
	// History is the address of all versions, or empty.
	History string `json:"history,omitempty"`
	// Map and Storage are the addresses of the pages that show where data goes
	// and how long it is kept, or empty.
	Map     string `json:"map,omitempty"`
	Storage string `json:"storage,omitempty"`
	// Of is the address of the notice itself, on such a page.
	Of string `json:"of,omitempty"`
	// Version says which version the page shows, or is nil.
	Version *Banner `json:"version,omitempty"`
}

// Banner says what a version is, until when, and where to go from it.
type Banner struct {
	// State is in-force, announced, past, replaced, called-off or draft.
	State string          `json:"state"`
	Lines []document.Line `json:"lines"`
}

// Input is what a site is made of.
type Input struct {
	// Brands are the brands of the site, sorted.
	Brands []notice.ID
	// Single makes a site of one brand, whose addresses have no folder of the
	// brand.
	Single bool
	// Shared is what brands share.
	Shared *notice.Shared
	// Website is what belongs to the site and to no brand; it may be nil.
	Website *notice.Website
	// Notice and Labels hold the words of each language.
	Notice, Labels map[notice.Lang]*words.Words
	// Base is the path the site stands below, "" or "/notices"; Root is the
	// whole address with a slash at its end, or "/" where it is not known.
	Base, Root string
	// Sheets are the style sheets of what is no page.
	Sheets Sheets
	// Schema is the JSON Schema of index.json, which the site publishes. It may
	// be nil.
	Schema []byte
	// Archive holds the versions that were published.
	Archive *archive.Archive
	// Date is the day the site is for: it decides which version is in force.
	Date notice.Date
	// Drafts shows the working notices beside the versions. Changed then tells
	// what one changes of the version in force.
	Drafts  bool
	Changed func(*notice.Dossier, notice.Kind) ([]notice.Told, error)
	// Preview tells that the site is one to look at before it is published.
	Preview bool
}

// Site is pages and files of a site, of one brand or of none.
type Site struct {
	Pages []Page
	Files []File
	// Card is what other pages say of the brand they are of.
	Card Card

	// shelf holds the bodies and the files of a brand, and free gives it back.
	shelf *page.Shelf
	free  func(*page.Shelf)
}

// Done says that nobody needs the pages and files any more, so that the next
// brand can be made in the same memory. Nobody has to say so.
func (s *Site) Done() {
	if s.free == nil {
		return
	}
	s.shelf.Clear()
	s.free(s.shelf)
	s.Pages, s.Files, s.shelf, s.free = nil, nil, nil, nil
}

// Card is what pages say of a brand, in each language.
type Card map[notice.Lang]*Brand

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
	in       Input
	compiler *compile.Compiler
	site     *Site
	errs     []error
	scratch  *scratch
	// feeds gathers what the feed of each brand, in a language, tells.
	feeds map[*Brand][]atomEntry
	// texts and dates are what was worded already: most of it stands on several
	// pages.
	texts map[said]string
	dates map[day]string
	// facts are what versions state, each read once.
	facts map[string]*notice.Facts
	// records are what versions tell of what changed.
	records map[string][]notice.Told
}

type said struct {
	text notice.Text
	lang notice.Lang
}

type day struct {
	date notice.Date
	lang notice.Lang
}

func (s *planner) say(l notice.Lang, id string, data ...any) string {
	var args map[string]any
	if len(data) > 0 {
		args = make(map[string]any, len(data)/2)
	}
	for i := 0; i+1 < len(data); i += 2 {
		args[fmt.Sprint(data[i])] = data[i+1]
	}
	text, err := s.in.Labels[l].Say(id, args)
	s.failed(err)
	return text
}

// failed keeps what went wrong.
func (s *planner) failed(err error) {
	if err != nil {
		s.errs = append(s.errs, err)
	}
}

// word reads a text that is plain words.
func (s *planner) word(l notice.Lang, t notice.Text) string {
	if t.IsZero() {
		return ""
	}
	key := said{t, l}
	out, known := s.texts[key]
	if !known {
		out = s.compiler.Word(t, l)
		s.texts[key] = out
	}
	return out
}

func (s *planner) add(p Page) { s.site.Pages = append(s.site.Pages, p) }

// finish gives each page its translations, and wants every address once.
func (s *planner) finish() error {
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
		p.Single, p.Paper = s.in.Single, paper(p)
		p.Alternates = byKey[p.Key]
		slices.SortFunc(p.Alternates, func(a, b Alternate) int { return -cmp.Compare(a.Lang, b.Lang) })
	}
	slices.SortFunc(s.site.Pages, func(a, b Page) int { return cmp.Compare(a.Path, b.Path) })
	return errors.Join(s.errs...)
}

// done gives the pages and files, sorted by address.
func (s *planner) done() (*Site, error) {
	slices.SortFunc(s.site.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return s.site, errors.Join(s.errs...)
}
