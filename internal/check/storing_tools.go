package check

import (
	"regexp"
	"strings"

	"notis/internal/notice"
)

// storingTool is a product that stores or reads something on the equipment of
// whoever meets it.
type storingTool struct {
	// The name in lower case, and as it is written.
	name, label string
	// What its cookies begin with.
	cookies []string
	// Whether a text that names it is about storing and reading.
	analytics bool
}

// storingTools lists the products that notices of the trade name.
func storingTools() []storingTool {
	return []storingTool{
		{name: "google analytics", label: "Google Analytics", cookies: []string{"_ga", "_gid", "__utm"}, analytics: true},
		{name: "google tag manager", label: "Google Tag Manager", cookies: []string{"_ga", "_gcl_", "_dc_gtm_"}, analytics: true},
		{name: "google ads", label: "Google Ads", cookies: []string{"_gcl_", "_gac_", "ide"}},
		{name: "doubleclick", label: "DoubleClick", cookies: []string{"ide", "test_cookie"}},
		{name: "firebase", label: "Firebase", analytics: true},
		{name: "admob", label: "AdMob"},
		{name: "xandr", label: "Xandr"},
		{name: "applovin", label: "AppLovin"},
		{name: "addapptr", label: "AddApptr"},
		{name: "adjust", label: "Adjust"},
		{name: "appsflyer", label: "AppsFlyer"},
		{name: "hotjar", label: "Hotjar", cookies: []string{"_hj"}, analytics: true},
		{name: "microsoft clarity", label: "Microsoft Clarity", cookies: []string{"_clck", "_clsk"}, analytics: true},
		{name: "matomo", label: "Matomo", cookies: []string{"_pk_"}, analytics: true},
		{name: "mixpanel", label: "Mixpanel", cookies: []string{"mp_"}, analytics: true},
		{name: "criteo", label: "Criteo", cookies: []string{"cto_"}},
		{name: "adform", label: "Adform"},
		{name: "facebook pixel", label: "Facebook Pixel", cookies: []string{"_fbp"}, analytics: true},
		{name: "meta pixel", label: "Meta Pixel", cookies: []string{"_fbp"}, analytics: true},
	}
}

// storingTechnique is a way to store or read that is no cookie.
type storingTechnique struct {
	label saidWord
	stems []string
	kinds []notice.CookieKind
}

// storingTechniques lists the ways that texts name.
func storingTechniques() []storingTechnique {
	return []storingTechnique{
		{label: "technique-pixel", stems: []string{"piksel", "piksler", "sporingspiks", "facebook-piks", "meta-piks", "pixel", "web beacon"}, kinds: []notice.CookieKind{"pixel"}},
		{label: "technique-local-storage", stems: []string{"local storage", "localstorage", "lokal lagring", "sessionstorage"}, kinds: []notice.CookieKind{"local-storage"}},
		{label: "technique-sdk", stems: []string{"sdk", "sdk-", "software development kit"}, kinds: []notice.CookieKind{"sdk"}},
		{label: "technique-advertising-id", stems: []string{"annonse-id", "reklame-id", "idfa", "aaid", "gaid", "advertising id"}, kinds: []notice.CookieKind{"identifier"}},
		{label: "technique-fingerprint", stems: []string{"fingerprinting", "nettleseravtrykk", "enhetsavtrykk", "digitale fingeravtrykk", "digitalt fingeravtrykk"}, kinds: []notice.CookieKind{"identifier"}},
	}
}

// The texts that may name a product or a technique, and those that may name a
// means of storing or reading.
var (
	storingNaming = compiled(storingWords(false))
	storingDoing  = compiled(storingWords(true))
)

// storingWords puts the names of products and techniques into one expression.
func storingWords(means bool) string {
	words := storingMeansStems()
	for _, t := range storingTools() {
		if !means || t.analytics {
			words = append(words, t.name)
		}
	}
	if !means {
		for _, t := range storingTechniques() {
			words = append(words, t.stems...)
		}
	}
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	return strings.Join(words, "|")
}

// storingMeansStems are those of the words for what stores and reads.
func storingMeansStems() []string {
	return []string{"informasjonskaps", "cookie", "sdk", "piksel", "sporingspiksel"}
}

// storingMeans tells whether a text in lower case names a means of storing or
// reading.
func storingMeans(s string) bool {
	if !storingDoing.MatchString(s) {
		return false
	}
	if storingHas(s, storingMeansStems()...) {
		return true
	}
	for _, t := range storingTools() {
		if t.analytics && storingMentions(s, t.name) {
			return true
		}
	}
	return false
}

// storingMentions is mentions for texts that are in lower case, of which few
// hold the name.
func storingMentions(s, name string) bool { return strings.Contains(s, name) && mentions(s, name) }
