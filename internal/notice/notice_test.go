package notice_test

import (
	"reflect"
	"testing"

	"notis/internal/notice"
)

// TestForms holds what each kind of value takes and refuses.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		good []notice.Checker
		bad  []notice.Checker
	}{
		{[]notice.Checker{notice.OrgNumber("974 760 673"), notice.OrgNumber("927605538"), notice.OrgNumber("921368496")},
			[]notice.Checker{notice.OrgNumber("927605583"), notice.OrgNumber("92760553"), notice.OrgNumber("9276055380"), notice.OrgNumber("92760553x"), notice.OrgNumber("")}},
		{[]notice.Checker{notice.Duration("P2Y"), notice.Duration("P1Y24D"), notice.Duration("PT30M"), notice.Duration("P1W"), notice.Duration("session"), notice.Duration("P1DT12H")},
			[]notice.Checker{notice.Duration("P"), notice.Duration("PT"), notice.Duration("P1DT"), notice.Duration("2Y"), notice.Duration("P1.5Y"), notice.Duration("P-1Y"), notice.Duration("P0D"), notice.Duration("p2y"), notice.Duration("")}},
		{[]notice.Checker{notice.Date("2024-02-29")}, []notice.Checker{notice.Date("2023-02-29"), notice.Date("27.04.2023"), notice.Date("2023-4-7")}},
		{[]notice.Checker{notice.Email("hei@motkraft.no"), notice.Email("a.b+c@x.example")},
			[]notice.Checker{notice.Email("hei"), notice.Email("hei@motkraft"), notice.Email("Hei <hei@motkraft.no>"), notice.Email("a b@x.no"), notice.Email("a@x.no,b@x.no")}},
		{[]notice.Checker{notice.URL("https://www.motkraft.no/greenflex"), notice.URL("http://x.no?a=b#c")},
			[]notice.Checker{notice.URL("javascript:alert(1)"), notice.URL("//x.no"), notice.URL("x.no"), notice.URL("https://u:p@x.no/"), notice.URL("https://x"), notice.URL("https://x.no/ a"), notice.URL("https://x.no/\"onclick="), notice.URL("data:text/html,x")}},
		{[]notice.Checker{notice.Host("personvern.acme.example")}, []notice.Checker{notice.Host("https://acme.example"), notice.Host("acme"), notice.Host("acme.example/"), notice.Host("Acme.example")}},
		{[]notice.Checker{notice.Path("/personvern"), notice.Path("/om-oss/personvern.html"), notice.Path("/vilk%C3%A5r/")},
			[]notice.Checker{notice.Path("personvern"), notice.Path("/"), notice.Path("//x.no"), notice.Path("/a//b"), notice.Path("/a/../b"), notice.Path("/a/.."), notice.Path("/*"), notice.Path("/:id"), notice.Path("/a b"), notice.Path("/a?b"), notice.Path("/a#b"), notice.Path("/vilkår"), notice.Path("/%2"), notice.Path("")}},
		{[]notice.Checker{notice.Phone("+47 23 32 74 40")}, []notice.Checker{notice.Phone("23 32 74 40"), notice.Phone("+47-23"), notice.Phone("+0 123 45 678")}},
		{[]notice.Checker{notice.Article("6(1)(f)"), notice.Article("46(2)"), notice.Article("32"), notice.Article("chapter V"), notice.Article("21(2)")},
			[]notice.Checker{notice.Article("6.1.f"), notice.Article("6 (1)"), notice.Article("art. 6"), notice.Article("chapter 5"), notice.Article("100"), notice.Article("")}},
		{[]notice.Checker{notice.ID("smart-charging"), notice.ID("a2")}, []notice.Checker{notice.ID("-a"), notice.ID("a--b"), notice.ID("Å"), notice.ID("a b"), notice.ID(""), notice.ID("../x")}},
		{[]notice.Checker{notice.Country("NO")}, []notice.Checker{notice.Country("no"), notice.Country("NOR"), notice.Country("")}},
		{[]notice.Checker{notice.Digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")}, []notice.Checker{notice.Digest("e3b0"), notice.Digest("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")}},
	} {
		for _, v := range c.good {
			if err := v.Check(); err != nil {
				t.Errorf("%T %q is refused: %v", v, v, err)
			}
		}
		for _, v := range c.bad {
			if v.Check() == nil {
				t.Errorf("%T %q is taken", v, v)
			}
		}
	}
}

func TestDuration(t *testing.T) {
	got := notice.Duration("P1Y24DT5M").Amounts()
	want := []notice.Amount{{1, notice.Years}, {24, notice.Days}, {5, notice.Minutes}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestArticle(t *testing.T) {
	for in, want := range map[notice.Article]notice.Place{
		"6(1)(f)":   {Article: "6", Paragraph: "1", Letter: "f"},
		"32":        {Article: "32"},
		"chapter V": {Chapter: "V"},
		"x":         {},
	} {
		if got := in.Place(); got != want {
			t.Errorf("%s: got %v, want %v", in, got, want)
		}
	}
}

// FuzzForms wants no panic, and a value that is taken to be of use.
func FuzzForms(f *testing.F) {
	for _, s := range []string{"P2Y", "974760673", "a@b.no", "https://x.no", "6(1)(f)", "+47 22 33 44 55", "2024-02-29", "session"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if notice.Duration(s).Check() == nil && s != "session" && len(notice.Duration(s).Amounts()) == 0 {
			t.Errorf("the duration %q has no amounts", s)
		}
		if notice.Article(s).Check() == nil && notice.Article(s).Place() == (notice.Place{}) {
			t.Errorf("the article %q is nowhere", s)
		}
		if notice.Date(s).Check() == nil {
			if _, err := notice.Date(s).Time(); err != nil {
				t.Errorf("the date %q has no time", s)
			}
		}
		for _, c := range []notice.Checker{notice.OrgNumber(s), notice.Email(s), notice.URL(s), notice.Host(s), notice.Path(s), notice.Phone(s), notice.ID(s), notice.Country(s), notice.Digest(s)} {
			_ = c.Check()
		}
	})
}
