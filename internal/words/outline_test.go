package words_test

import (
	"testing"
	"testing/fstest"

	"notis/internal/words"
)

func TestOutline(t *testing.T) {
	for raw, want := range map[string]string{
		`plain words`:                `plain words`,
		`“{{.Name}}” is not {{.Of}}`: `“…” is not …`,
		`{{if .A}}one{{else if .B}}two{{else}}three{{end}} of them`:                    `three of them`,
		`it ends{{if .Until}} on {{.Until}}{{end}}`:                                    `it ends`,
		`{{$n := .Names}}named {{range $i, $x := $n}}{{if $i}}, {{end}}{{$x}}{{end}}`:  `named …`,
		`the right to {{if eq .Right "access"}}access{{else}}object{{end}} is missing`: `the right to … is missing`,
		`{{.N}} day{{if ne .N 1}}s{{end}}`:                                             `… day`,
		`{{with .Name}}{{.}}{{else}}nobody{{end}}`:                                     `nobody`,
	} {
		w, err := words.Load(fstest.MapFS{"d/en.toml": {Data: []byte("[x]\nother = '" + raw + "'\n")}}, "d", "en")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := w.Outline("x"); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", raw, got, err, want)
		}
		if _, err := w.Outline("y"); err == nil {
			t.Error("a message that is not there has an outline")
		}
	}
}
