package register

import (
	"fmt"
	"reflect"
	"slices"

	"notis/internal/notice"
)

// factsOf names the key of a file that holds the facts of a section, where
// the names differ.
var factsOf = map[string]string{"controller": "", "introduction": "", "scope": "scope", "cookies": "cookies"}

// sections wants every section to show something and every fact to be shown:
// what an editor writes is never dropped in silence.
func (f *file) sections(kind notice.Kind, list []notice.Section, root reflect.Value) {
	known := notice.SectionsOf(kind)
	listed := map[string]bool{}
	for i, s := range list {
		id := string(s.ID)
		listed[id] = true
		at := element("sections", i)
		switch {
		case !slices.Contains(known, id):
			if s.Title.IsZero() || s.Text.IsZero() {
				f.report("own-section", at, map[string]any{"ID": id, "Nearest": Nearest(id, known)})
			}
		case !s.Text.IsZero() || id == "controller":
		case id == "introduction", !f.written(key(id)) && (id != "cookies" || !f.written("list")):
			f.report("empty-section", at, map[string]any{"ID": id})
		}
	}
	for _, id := range known {
		if !listed[id] && filled(root, key(id)) {
			f.report("unshown", key(id), map[string]any{"ID": id})
		}
	}
	if kind == notice.PrivacyKind && !listed["controller"] {
		f.report("unshown", "sections", map[string]any{"ID": "controller"})
	}
	if kind == notice.CookiesKind && !listed["cookies"] {
		f.report("unshown", "list", map[string]any{"ID": "cookies"})
	}
}

func key(section string) string {
	if k, ok := factsOf[section]; ok {
		return k
	}
	return section
}

func filled(root reflect.Value, key string) bool {
	for i := range root.NumField() {
		if root.Type().Field(i).Tag.Get("toml") == key {
			return !root.Field(i).IsZero()
		}
	}
	return false
}

// cycles wants no activity to belong under itself, directly or through
// others: it would stand nowhere in the notice.
func (f *file) cycles(list []notice.Activity) {
	under := map[notice.Ref]notice.Ref{}
	for _, a := range list {
		under[notice.Ref(a.ID)] = a.Under
	}
	for i, a := range list {
		at := a.Under
		for range list {
			if at == notice.Ref(a.ID) {
				f.report("cycle", join(element("activities", i), "under"), map[string]any{"ID": string(a.ID)})
				break
			}
			at = under[at]
		}
	}
}

// parts wants the ids of an activity's parts to differ, and a heading on each
// where there are several.
func (f *file) parts(list []notice.Activity) {
	for i, a := range list {
		seen := map[notice.ID]int{}
		for j, p := range a.Parts {
			at := fmt.Sprintf("activities[%d].parts[%d]", i, j)
			if len(a.Parts) > 1 {
				for _, need := range []struct {
					key  string
					zero bool
				}{{"id", p.ID == ""}, {"title", p.Title.IsZero()}} {
					if need.zero && !f.written(join(at, need.key)) {
						f.report("missing-key", at, map[string]any{"Key": need.key, "Table": at, "Want": "line"})
					}
				}
			}
			if first, ok := seen[p.ID]; ok && p.ID != "" {
				f.report("duplicate-id", join(at, "id"), map[string]any{"Kind": "part", "ID": string(p.ID), "Line": f.places.At(fmt.Sprintf("activities[%d].parts[%d].id", i, first)).Line})
			}
			seen[p.ID] = j
		}
	}
}
