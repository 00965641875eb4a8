package tell

import (
	"os"
	"reflect"
	"testing"

	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/words"
)

func bundles(t testing.TB) map[notice.Lang]*words.Words {
	t.Helper()
	out := map[notice.Lang]*words.Words{}
	for _, l := range notice.Langs() {
		w, err := words.Load(os.DirFS("../.."), "i18n/notice", string(l))
		if err != nil {
			t.Fatal(err)
		}
		out[l] = w
	}
	return out
}

// groups have no noun of their own: their facts are told one by one.
var groups = map[string]bool{
	"Facts": true, "Brand": true, "Privacy": true, "Cookies": true, "Shared": true, "Transfers": true, "Rights": true,
	"Provision": true, "Withdrawal": true, "Automated": true, "Complaint": true, "Children": true, "Changes": true,
	"CookieList": true, "Officer": true, "Entity": true, "Approval": true, "Source": true, "Deadline": true,
	// What is asked and accepted is no part of a version.
	"Question": true, "Exception": true,
}

// frame are facts of the brand that belong to the pages around a notice.
var frame = map[string]bool{"Brand.about": true, "Brand.host": true, "Brand.look": true, "Brand.was": true, "Brand.moved": true, "Brand.frames": true}

// TestEveryFactHasANoun wants a name for each fact of the model, in both
// languages, so that whatever changes can be told.
func TestEveryFactHasANoun(t *testing.T) {
	for l, w := range bundles(t) {
		s := &sayer{words: w, lang: l}
		seen := map[reflect.Type]bool{}
		count := 0
		var visit func(reflect.Type)
		visit = func(x reflect.Type) {
			if x.Kind() == reflect.Slice {
				x = x.Elem()
			}
			switch reflect.Zero(x).Interface().(type) {
			case notice.Text, notice.Name, notice.Datum:
				return
			}
			if x.Kind() != reflect.Struct || seen[x] {
				return
			}
			seen[x] = true
			if x.Name() == "Question" || x.Name() == "Exception" || x.Name() == "Moved" {
				return
			}
			if !groups[x.Name()] && !w.Has(s.entryNoun(&facts.Node{Type: x.Name()})) {
				t.Errorf("%s: %s has no noun", l, x.Name())
			}
			for i := range x.NumField() {
				f := x.Field(i)
				visit(f.Type)
				of := f.Type
				if of.Kind() == reflect.Slice {
					of = of.Elem()
				}
				if of.Kind() == reflect.Struct && of.Name() != "Text" && of.Name() != "Name" && of.Name() != "Datum" || frame[x.Name()+"."+f.Tag.Get("toml")] {
					continue
				}
				count++
				if id := s.named(x.Name(), f.Tag.Get("toml")); !w.Has(id) {
					t.Errorf("%s: %s.%s has no noun %q", l, x.Name(), f.Tag.Get("toml"), id)
				}
			}
		}
		visit(reflect.TypeFor[notice.Facts]())
		if count < 150 {
			t.Errorf("only %d facts were looked at", count)
		}
	}
}

// TestEveryEnumHasWords wants each value of a closed list to be worded.
func TestEveryEnumHasWords(t *testing.T) {
	for l, w := range bundles(t) {
		for name, begin := range enums {
			if e, ok := valueOf(name); ok {
				for _, v := range e.Values() {
					if !w.Has(begin + v) {
						t.Errorf("%s: there is no message %q", l, begin+v)
					}
				}
			} else {
				t.Errorf("%s is no type of the model", name)
			}
		}
	}
}

// valueOf finds a closed list of the model by the name of its type.
func valueOf(name string) (notice.Enum, bool) {
	for _, e := range []notice.Enum{
		notice.Stated(""), notice.Modality(""), notice.Qualifier(""), notice.BasisKind(""), notice.Role(""), notice.Channel(""), notice.SiteKind(""),
		notice.ProvisionKind(""), notice.Then(""), notice.Occasion(""), notice.TransferKind(""), notice.MechanismKind(""), notice.PromiseKind(""),
		notice.RightKind(""), notice.CookieCategory(""), notice.CookieKind(""), notice.ChoiceKind(""), notice.Sensitivity(""),
	} {
		if reflect.TypeOf(e).Name() == name {
			return e, true
		}
	}
	return nil, false
}
