package site

import (
	"strconv"

	"notis/internal/notice"
)

// The addresses never change: they are printed on letters and stored in
// browsers. Bokmål has no prefix; English stands under en/ of its brand.

// Segment is the last part of a notice's address.
func Segment(k notice.Kind, l notice.Lang) string {
	switch {
	case k == notice.PrivacyKind && l == notice.English:
		return "privacy"
	case k == notice.PrivacyKind:
		return "personvern"
	case l == notice.English:
		return "cookies"
	default:
		return "informasjonskapsler"
	}
}

func (s *planner) home(id notice.ID, l notice.Lang) string {
	base := "/"
	if !s.in.Single {
		base += string(id) + "/"
	}
	if l == notice.English {
		base += "en/"
	}
	return base
}

func (s *planner) address(id notice.ID, k notice.Kind, l notice.Lang) string {
	return s.home(id, l) + Segment(k, l) + "/"
}

func front(l notice.Lang) string {
	if l == notice.English {
		return "/en/"
	}
	return "/"
}

// The names below a notice's address, by language.
var below = map[notice.Lang]struct{ history, changes, current, draft, where, storage string }{
	notice.Norwegian: {"historikk/", "endringer/", "mot-gjeldende/", "utkast/", "kart/", "lagring/"},
	notice.English:   {"history/", "changes/", "to-current/", "draft/", "map/", "storage/"},
}

// versionPath is the address of one version.
func versionPath(base string, number int) string { return base + "v" + strconv.Itoa(number) + "/" }
