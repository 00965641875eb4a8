package check_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"notis/internal/check"
)

// The places of the notices in order that the tests below change.
const (
	inBrand   = "edit data/brands/acme/brand.toml"
	inPrivacy = "edit data/brands/acme/privacy.toml"
	officerNo = `appointed = "no"
text = { nb = "Vi har ikke personvernombud. Daglig leder svarer på spørsmål.", en = "We have no data protection officer. The managing director answers questions." }`
	letterBack = `withdrawal = { text = { nb = "Følg lenken nederst i hvert brev. Det er like lett som å melde seg på, og det vi gjorde før, var fortsatt lov.", en = "Follow the link at the end of each letter. It is as easy as signing up, and what we did before stays lawful." }, articles = ["7(3)"] }`
	rightBack  = `[[rights.list]]
kind = "withdrawal"
text = { nb = "Du kan når som helst trekke et samtykke tilbake.", en = "You can withdraw a consent at any time." }
articles = ["7(3)"]

`
)

// swap is one text in place of another.
func swap(name string, pairs ...string) txtar.File {
	out := ""
	for pair := range slices.Chunk(pairs, 2) {
		out += "<<<\n" + pair[0] + "\n===\n" + pair[1] + "\n>>>\n"
	}
	return txtar.File{Name: name, Data: []byte(out)}
}

// eitherOr is a change of the notices, and what a rule then finds.
type eitherOr struct {
	rule  string
	files []txtar.File
	want  []string
}

// controllers are changes of who is responsible.
func controllers() map[string]eitherOr {
	return map[string]eitherOr{
		"nobody is the controller": {
			"art13-1-a-controller-identity", []txtar.File{swap(inBrand, "name = \"Acme AS\"\n", "")}, []string{"brand:entity error"},
		},
		"no way to the controller": {
			"art13-1-a-controller-contact", []txtar.File{swap(inBrand,
				`email = "personvern@acme.example"`, `text = { nb = "e-post", en = "e-mail" }`,
				`phone = "+47 22 33 44 55"`, `text = { nb = "telefon", en = "telephone" }`,
				`address = "Storgata 1, 0155 Oslo"`, `text = { nb = "brev", en = "letters" }`)}, []string{"brand:contacts error"},
		},
		"an address, and no other way": {
			"art13-1-a-controller-contact", []txtar.File{swap(inBrand,
				"[[contacts]]\nid = \"phone\"\nchannel = \"phone\"\nphone = \"+47 22 33 44 55\"\n", "",
				"channel = \"email\"\nemail = \"personvern@acme.example\"", "channel = \"form\"\nurl = \"https://acme.example/skjema\"")},
			[]string{"brand:contacts warning art13-1-a-controller-contact-ways"},
		},
		"the company by a role": {
			"art4-7-controller-is-org", []txtar.File{
				swap(inBrand, `name = "Acme AS"`, `name = "Acme AS"`+"\n"+`by = { nb = "daglig leder", en = "the managing director" }`),
				swap(inPrivacy, `id = "controller"`, `id = "controller"`+"\n"+`text = { nb = "Acme AS, ved daglig leder, er behandlingsansvarlig.", en = "Acme AS, by its managing director, is the controller." }`),
			}, []string{"brand:entity.by note art4-7-controller-is-org-beside"},
		},
		"a role in the text alone": {
			"art4-7-controller-is-org", []txtar.File{
				swap(inPrivacy, `id = "controller"`, `id = "controller"`+"\n"+`text = { nb = "Administrerende direktør i selskapet er behandlingsansvarlig.", en = "The managing director of the company is the controller." }`),
			}, []string{"sections[0].text warning"},
		},
		"nothing but where readers are signed in": {
			"art13-1-a-controller-contact", []txtar.File{swap(inBrand,
				`channel = "email"`+"\n"+`email = "personvern@acme.example"`, `channel = "portal"`+"\n"+`text = { nb = "Min side", en = "My page" }`,
				`phone = "+47 22 33 44 55"`, `text = { nb = "telefon", en = "telephone" }`,
				`address = "Storgata 1, 0155 Oslo"`, `text = { nb = "brev", en = "letters" }`)},
			[]string{"brand:contacts warning art13-1-a-controller-contact-service"},
		},
		"companies among the recipients": {
			"brand-entity-map", []txtar.File{swap(inPrivacy,
				`name = "Brevduen AS"`, `name = { nb = "strømselskapene våre", en = "our electricity companies" }`,
				"Sende deg nyhetsbrevet du har bedt om.", "Strømselskapene våre sender deg nyhetsbrevet du har bedt om.")},
			[]string{"recipients[1] note brand-entity-map-group"},
		},
		"people who write in social media": {
			"art26-2-joint-essence", []txtar.File{
				swap(inPrivacy, `people = ["subscribers"]`, `people = ["followers"]`, `id = "sending"`, `id = "sending"`+"\n"+`channels = ["email", "social-media"]`),
				{Name: "append data/categories.toml", Data: []byte("[[people]]\nid = \"followers\"\nname = { nb = \"brukere av sosiale medier\", en = \"users of social media\" }\nreader = { nb = \"møter oss der\", en = \"meet us there\" }\n")},
			}, []string{"activities[1] warning art26-2-joint-essence-page"},
		},
		"nothing of an officer": {
			"art13-1-b-dpo-contact", []txtar.File{swap(inBrand, officerNo, `appointed = "not-stated"`)},
			[]string{"brand:dpo.appointed note art13-1-b-dpo-contact-unsaid"},
		},
	}
}

// statements are changes of what is stated of bases and data.
func statements() map[string]eitherOr {
	return map[string]eitherOr{
		"the number in a text alone": {
			"pol-12-national-id", []txtar.File{swap(inPrivacy, "Send oss en e-post. Det koster ingenting.", "Send oss en e-post. Fødselsnummeret ditt er trygt hos oss.")},
			[]string{"rights.how warning pol-12-national-id-unlisted"},
		},
		"no right to withdraw": {
			"art7-3-withdrawal", []txtar.File{swap(inPrivacy, rightBack, "", letterBack, "")}, []string{"activities[1].parts[0].bases[0] error"},
		},
		"a right to withdraw, and no way": {
			"art7-3-withdrawal", []txtar.File{swap(inPrivacy, letterBack, "", `contacts = ["email"]
how = { nb = "Send oss en e-post. Det koster ingenting.", en = "Send us an e-mail. It costs nothing." }
`, "")},
			[]string{"activities[1].parts[0].bases[0] warning art7-3-withdrawal-how", "rights.list[7] error art7-3-withdrawal-earlier"},
		},
		"one basis for all": {
			"art13-1-c-legal-basis", []txtar.File{
				swap(inPrivacy, "bases = [{ kind = \"consent\", article = \"6(1)(a)\" }]\n", "", "[[sections]]\nid = \"complaint\"", "[[sections]]\nid = \"bases\"\n\n[[sections]]\nid = \"complaint\""),
				{Name: "append data/brands/acme/privacy.toml", Data: []byte("[[bases]]\nkind = \"contract\"\narticle = \"6(1)(b)\"\n")},
			}, nil,
		},
		"bases for all, to choose from": {
			"art13-1-c-legal-basis", []txtar.File{
				swap(inPrivacy, "bases = [{ kind = \"consent\", article = \"6(1)(a)\" }]\n", "", "[[sections]]\nid = \"complaint\"", "[[sections]]\nid = \"bases\"\n\n[[sections]]\nid = \"complaint\""),
				{Name: "append data/brands/acme/privacy.toml", Data: []byte("[[bases]]\nkind = \"contract\"\nor = \"consent\"\narticle = \"6(1)(b)\"\n")},
			}, []string{"activities[1] warning art13-1-c-legal-basis-which"},
		},
	}
}

// TestInformingEitherOr holds what no one company can show beside what its
// cases show: a rule finds the one thing or the other.
func TestInformingEitherOr(t *testing.T) {
	tests := controllers()
	maps.Copy(tests, statements())
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			fsys := base(t)
			apply(t, fsys, test.files)
			rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return r.ID != test.rule })
			c := load(t, fsys, "privacy", "2026-11-22")
			var got []string
			for _, r := range rules {
				for _, f := range r.Find(c) {
					severity := f.Severity
					if severity == "" {
						severity = r.Severity
					}
					line := fmt.Sprintf("%s %s", f.At, severity)
					if f.Message != "" {
						line += " " + f.Message
					}
					got = append(got, line)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			show(t, check.Run(c, rules))
		})
	}
}
