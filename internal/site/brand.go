package site

import (
	"cmp"
	"errors"
	"strings"

	"notis/internal/document"
	"notis/internal/notice"
)

// brand adds the front page and the notices of one brand in one language.
func (s *planner) brand(d *notice.Dossier, l notice.Lang) (*Brand, error) {
	b := s.describe(d, l)
	var errs []error
	var own *Notice
	official := true
	for _, k := range notice.Kinds() {
		n := &notices{planner: s, dossier: d, kind: k, lang: l, brand: b, base: s.address(d.ID, k, l), chain: s.in.Archive.Chain(d.ID, k), scratch: s.scratch.clean(s.site.shelf)}
		page, err := n.plan()
		errs = append(errs, err)
		// A rendition among them makes the page one that no company approved.
		if page != nil && (own == nil || own.Standing.Official) {
			own = page
		}
	}
	if own == nil || !own.Standing.Official {
		official = false
	}
	s.brandFeed(d, l, b, own)
	var updated notice.Date
	for _, k := range notice.Kinds() {
		updated = max(updated, since(s.in.Archive.Chain(d.ID, k).On(s.in.Date), s.in.Date))
	}
	said := ""
	if official {
		x := s.begin("WebPage", b.Home, d.Brand.Name, b.About, l, d)
		x.Modified = updated
		said = s.listedOnly(x)
	}
	s.add(Page{
		Key: string(d.ID), Layout: "brand", Lang: l, Path: b.Home, Title: s.say(l, "brand-title", "Brand", d.Brand.Name),
		Description: b.About, Brand: b, NoIndex: !official, Notice: own,
		Formats: s.feedOf(b), Updated: updated, Linked: said,
	})
	return b, errors.Join(errs...)
}

func (s *planner) describe(d *notice.Dossier, l notice.Lang) *Brand {
	x := &d.Brand
	b := &Brand{
		ID: string(d.ID), Name: x.Name, About: s.word(l, x.About), Look: string(x.Look), Home: s.home(d.ID, l),
		Company: cmp.Or(x.Entity.Name, x.Name), Number: string(x.Entity.Number),
	}
	if s.listed() && s.found(d.ID) {
		b.Sitemap = s.absolute(s.home(d.ID, notice.Norwegian) + sitemapFile)
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
	for _, k := range notice.Kinds() {
		link := Link{Kind: string(k)}
		title, err := s.in.Notice[l].Say("title-"+string(k), map[string]any{"Brand": x.Name})
		s.failed(err)
		lead, err := s.in.Notice[l].Say("lead-"+string(k), map[string]any{"Brand": x.Name})
		s.failed(err)
		link.Title, link.Lead = title, lead
		link.Path, link.From = s.published(d.ID, k, l)
		if s.in.Drafts {
			link.Draft = s.address(d.ID, k, l) + below[l].draft
			link.Path = cmp.Or(link.Path, link.Draft)
		}
		if k == notice.PrivacyKind && link.Path != "" && !strings.HasSuffix(link.Path, below[l].history) {
			link.Map, link.Storage = link.Path+below[l].where, link.Path+below[l].storage
		}
		b.Notices = append(b.Notices, link)
	}
	return b
}

// published is where a notice is read, and the day it counts from where that
// lies ahead. Where nothing can be read, the history tells why.
func (s *planner) published(id notice.ID, k notice.Kind, l notice.Lang) (path, from string) {
	chain := s.in.Archive.Chain(id, k).On(s.in.Date)
	base := s.address(id, k, l)
	if now, ok := chain.InForce(s.in.Date); ok {
		if now.Kept() {
			return base, ""
		}
		return base + below[l].history, ""
	}
	for _, v := range chain.Announced(s.in.Date) {
		if v.Kept() {
			return base, s.date(l, v.Record.From())
		}
	}
	return "", ""
}

// addresses gives where each notice of the brand stands, for links between
// them; one that is not published leads to the brand's front page.
func (s *planner) addresses(b *Brand) map[string]string {
	out := map[string]string{}
	for _, n := range b.Notices {
		out[n.Kind] = s.in.Base + cmp.Or(n.Path, b.Home)
	}
	return out
}

// wholeAddresses gives the same for readers who are not on the site.
func (n *notices) wholeAddresses() map[string]string {
	out := map[string]string{}
	for _, l := range n.brand.Notices {
		out[l.Kind] = n.absolute(cmp.Or(l.Path, n.brand.Home))
	}
	return out
}

// absolute is an address for readers who are not on the site.
func (s *planner) absolute(path string) string { return s.in.Root + strings.TrimPrefix(path, "/") }
