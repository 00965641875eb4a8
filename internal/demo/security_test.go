package demo_test

import "testing"

// TestSecurity wants security.txt to say what data/site.toml does, and a site to
// have none that does not stand at the root of its host, where nobody would
// find it.
func TestSecurity(t *testing.T) {
	const name = ".well-known/security.txt"
	const rest = "Contact: mailto:sikkerhet@demokraft.example\nContact: https://demokraft.example/sikkerhet\nExpires: 2027-06-30T22:00:00Z\nPreferred-Languages: nb, en\n"
	const policy = "Policy: https://demokraft.example/sikkerhet/regler\n"
	for _, c := range []struct {
		source string
		args   []string
		want   string
	}{
		{site, []string{"--base-url", "https://example.org/"}, rest + "Canonical: https://example.org/" + name + "\n" + policy},
		{site, []string{"--brand", "demokraft", "--base-url", "https://example.org/"}, rest + "Canonical: https://example.org/" + name + "\n" + policy},
		{site, nil, rest + policy},
		{site, []string{"--base-url", "https://example.org/notices/"}, ""},
		{"../..", []string{"--base-url", "https://example.org/"}, ""},
	} {
		if got := string(files(t, build(t, c.source, c.args...))[name]); got != c.want {
			t.Errorf("%v: got\n%swant\n%s", c.args, got, c.want)
		}
	}
}
