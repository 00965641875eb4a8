package notice

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Register is everything the data folder holds.
type Register struct {
	// Facts that all brands share.
	Shared Shared
	// What is publicly known, for the checks.
	Known Known
	// What belongs to the site and to no brand.
	Website Website
	// The brands by id.
	Brands map[ID]*Dossier
}

// IDs lists the ids of the brands, sorted.
func (r *Register) IDs() []ID { return slices.Sorted(maps.Keys(r.Brands)) }

// Brand gives a brand by its id; the error names the ids there are.
func (r *Register) Brand(id ID) (*Dossier, error) { return r.Brands[id], OneOf(id, r.IDs()) }

// OneOf wants an id to be that of a brand; the error names the ids there are.
func OneOf(id ID, known []ID) error {
	if slices.Contains(known, id) {
		return nil
	}
	names := make([]string, len(known))
	for i := range known {
		names[i] = string(known[i])
	}
	return fmt.Errorf("there is no brand %q; the brands are %s", id, strings.Join(names, ", "))
}

// Dossier is one brand with its working notices.
type Dossier struct {
	ID      ID
	Brand   Brand
	Privacy Privacy
	Cookies Cookies
	// Releases says what the next version of each notice is.
	Releases Releases
}

// Questions are those to the company about one of its notices.
func (d *Dossier) Questions(k Kind) []Question {
	if k == CookiesKind {
		return d.Cookies.Open
	}
	return d.Privacy.Open
}

// Shared is the file data/categories.toml: what brands share stands here once
// and is referred to by id.
type Shared struct {
	// Categories of personal data.
	Data []DataCategory `toml:"data" must:"yes"`
	// Groups of people.
	People []Group `toml:"people" must:"yes"`
	// Acts that notices cite.
	Acts []Act `toml:"acts"`
}

// DataCategory is a kind of personal data.
type DataCategory struct {
	// The id.
	ID ID `toml:"id" id:"data" must:"yes"`
	// What it is called.
	Name Text `toml:"name" must:"yes" plain:"yes"`
	// Whether the law treats it apart.
	Sensitivity Sensitivity `toml:"sensitivity"`
}

// Group is a group of people whose data is used.
type Group struct {
	// The id.
	ID ID `toml:"id" id:"people" must:"yes"`
	// What the group is called.
	Name Text `toml:"name" must:"yes" plain:"yes"`
	// How a reader in the group is addressed: "are a customer".
	Reader Text `toml:"reader" must:"yes" plain:"yes"`
}

// Act is an act or a regulation.
type Act struct {
	// The id.
	ID ID `toml:"id" id:"act" must:"yes"`
	// What it is called.
	Name Text `toml:"name" must:"yes" plain:"yes"`
	// Its number at Lovdata.
	Lovdata string `toml:"lovdata"`
}

// Kind is which of a brand's notices.
type Kind string

// The kinds of notice.
const (
	PrivacyKind Kind = "privacy"
	CookiesKind Kind = "cookies"
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{PrivacyKind, CookiesKind} }

// SectionsOf lists the ids of the sections that show facts, for a kind.
func SectionsOf(k Kind) []string {
	if k == CookiesKind {
		return []string{"introduction", "definitions", "scope", "cookies", "technologies", "uses", "choices", "bases", "retention", "claims"}
	}
	return []string{
		"introduction", "controller", "definitions", "activities", "bases", "origins", "retention", "recipients",
		"disclosures", "transfers", "security", "promises", "rights", "automated", "complaint", "children",
		"requests", "licences", "links", "changes", "claims",
	}
}
