package notice

import (
	"errors"
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Invalid says that a value breaks the form its type asks for. Rule is the id
// of the rule, by which the message and its hint are found.
type Invalid struct {
	Rule  string
	Value string
}

func (e *Invalid) Error() string { return e.Rule + ": " + e.Value }

// Checker is a value that knows whether it is well formed. The error is an
// [*Invalid].
type Checker interface{ Check() error }

// Enum is a value of a closed list.
type Enum interface{ Values() []string }

// ID names an entry inside its brand, or inside the shared data. It becomes an
// anchor in the pages, so it stays when the wording changes.
type ID string

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Check wants lower-case letters a–z, digits and single hyphens.
func (v ID) Check() error {
	if !idForm.MatchString(string(v)) || len(v) > 60 {
		return &Invalid{"id", string(v)}
	}
	return nil
}

// Ref names an entry by its id.
type Ref string

// Text is wording in both languages, in a small Markdown: paragraphs, lists,
// emphasis, code and links. HTML is refused.
type Text struct {
	// Norwegian, bokmål.
	NB string `toml:"nb"`
	// English.
	EN string `toml:"en"`
}

// In gives the wording in a language.
func (t Text) In(l Lang) string {
	if l == English {
		return t.EN
	}
	return t.NB
}

// IsZero tells whether nothing is said.
func (t Text) IsZero() bool { return t == Text{} }

// Name is what something is called: one string where it is a proper name, the
// same in both languages, or a table with nb and en where it is a description.
type Name struct {
	// A proper name, the same in both languages.
	Proper string `toml:"proper"`
	Text
}

// In gives the name in a language.
func (n Name) In(l Lang) string {
	if n.Proper != "" {
		return n.Proper
	}
	return n.Text.In(l)
}

// IsZero tells whether no name is given.
func (n Name) IsZero() bool { return n == Name{} }

// Check refuses a proper name with a translation: one of the two would not be
// shown.
func (n Name) Check() error {
	if n.Proper != "" && !n.Text.IsZero() {
		return &Invalid{"twice", n.Proper}
	}
	return nil
}

// Number is a whole number of things, at least one.
type Number int

// Check wants at least one.
func (v Number) Check() error {
	if v < 1 {
		return &Invalid{"number", strconv.Itoa(int(v))}
	}
	return nil
}

// Datum is a kind of personal data: the id of a category in
// data/categories.toml, or the company's own words as a table with nb and en.
type Datum struct {
	// The id of a category.
	Is Ref `toml:"is" ref:"data"`
	Text
}

// Check refuses a category with other words for it: one of the two would not
// be shown.
func (d Datum) Check() error {
	if d.Is != "" && !d.Text.IsZero() {
		return &Invalid{"twice", string(d.Is)}
	}
	return nil
}

// Lang is a language of the pages, as a BCP 47 tag.
type Lang string

// The two languages, both or neither.
const (
	Norwegian Lang = "nb"
	English   Lang = "en"
)

// Langs lists the languages, the first being the original.
func Langs() []Lang { return []Lang{Norwegian, English} }

// Email is an address a person can write to.
type Email string

// Check wants a bare address (RFC 5322 addr-spec) with a dot in its domain.
func (v Email) Check() error {
	a, err := mail.ParseAddress(string(v))
	if err != nil || a.Address != string(v) || !strings.Contains(v.domain(), ".") {
		return &Invalid{"email", string(v)}
	}
	return nil
}

func (v Email) domain() string { return string(v[strings.LastIndexByte(string(v), '@')+1:]) }

// URL is an address on the web.
type URL string

// Check wants an absolute http or https address without user or password.
func (v URL) Check() error {
	if err := checkURL(string(v)); err != nil {
		return &Invalid{"url", string(v)}
	}
	return nil
}

var errURL = errors.New("not an address on the web")

func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil {
		return err
	}
	if (u.Scheme != "http" && u.Scheme != "https") || !strings.Contains(u.Hostname(), ".") || u.User != nil || strings.ContainsAny(s, " \"<>\\^`{|}") {
		return errURL
	}
	return nil
}

// Host is a host name without scheme or path.
type Host string

var hostForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)

// Check wants a lower-case host name of two labels or more (RFC 1123).
func (v Host) Check() error {
	if !hostForm.MatchString(string(v)) || len(v) > 253 {
		return &Invalid{"host", string(v)}
	}
	return nil
}

// Path is the path of an address on a host.
type Path string

var pathForm = regexp.MustCompile(`^(/[A-Za-z0-9._~-]*(%[0-9A-F]{2}[A-Za-z0-9._~-]*)*)+$`)

// Check wants a path from the root, written as addresses are (RFC 3986, 3.3),
// that is not the root itself, and that nobody can take for a pattern or for a
// step upward.
func (v Path) Check() error {
	s := strings.TrimSuffix(string(v), "/") + "/"
	if !pathForm.MatchString(string(v)) || len(v) > 500 || strings.Contains(s, "//") || strings.Contains(s, "/./") || strings.Contains(s, "/../") || s == "/" {
		return &Invalid{"path", string(v)}
	}
	return nil
}

// Phone is a telephone number in international form.
type Phone string

var phoneForm = regexp.MustCompile(`^\+[1-9][0-9 ]{6,18}[0-9]$`)

// Check wants a plus sign, then 8 to 20 digits and spaces (ITU-T E.164,
// E.123).
func (v Phone) Check() error {
	if !phoneForm.MatchString(string(v)) {
		return &Invalid{"phone", string(v)}
	}
	return nil
}

// OrgNumber is a number in the Norwegian register of legal entities.
type OrgNumber string

// Check wants nine digits of which the last is the control digit, modulus 11
// with weights 3 2 7 6 5 4 3 2 (Brønnøysundregistrene). Spaces are allowed.
func (v OrgNumber) Check() error {
	digits := strings.ReplaceAll(string(v), " ", "")
	if len(digits) != 9 {
		return &Invalid{"org-number", string(v)}
	}
	sum := 0
	for i, w := range []int{3, 2, 7, 6, 5, 4, 3, 2, 1} {
		d := int(digits[i]) - '0'
		if d < 0 || d > 9 {
			return &Invalid{"org-number", string(v)}
		}
		sum += d * w
	}
	if sum%11 != 0 {
		return &Invalid{"org-number", string(v)}
	}
	return nil
}

// Digest is the SHA-256 of a file.
type Digest string

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Check wants 64 lower-case hexadecimal digits.
func (v Digest) Check() error {
	if !digestForm.MatchString(string(v)) {
		return &Invalid{"digest", string(v)}
	}
	return nil
}
