package notice

import "regexp"

// Article is a place in the GDPR, written as 6(1)(f), 46(2), 32 or chapter V.
// It is given only where the company itself states it.
type Article string

var articleForm = regexp.MustCompile(`^([1-9][0-9]?)(?:\(([1-9][0-9]?)\))?(?:\(([a-z])\))?$|^chapter (I|II|III|IV|V|VI|VII|VIII|IX|X|XI)$`)

// Check wants an article 1 to 99 with paragraph and letter where there are
// any, or a chapter I to XI.
func (v Article) Check() error {
	if !articleForm.MatchString(string(v)) {
		return &Invalid{"article", string(v)}
	}
	return nil
}

// Place is an article taken apart; what is not stated is empty.
type Place struct{ Article, Paragraph, Letter, Chapter string }

// Place takes the article apart.
func (v Article) Place() Place {
	m := articleForm.FindStringSubmatch(string(v))
	if m == nil {
		return Place{}
	}
	return Place{Article: m[1], Paragraph: m[2], Letter: m[3], Chapter: m[4]}
}

// Statute is an act, and the section of it where one is stated.
type Statute struct {
	// The id of an act in data/categories.toml.
	Act Ref `toml:"act" ref:"act" must:"yes"`
	// The section as the act numbers it, such as "§ 4-5".
	Section string `toml:"section"`
}
