package diag_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"notis/internal/diag"
)

// echo words a message as its id and what it is about.
type echo struct{}

func (echo) Say(id string, data map[string]any) (string, error) {
	if id == "silent" {
		return "", fmt.Errorf("there is no message %q", id)
	}
	if said, ok := data["Says"]; ok {
		return fmt.Sprint(said), nil
	}
	if n, ok := data["Count"]; ok {
		return fmt.Sprint(id, "=", n), nil
	}
	return id, nil
}

func (echo) Lang() string { return "en" }

func output(format string) diag.Output {
	return diag.Output{Format: format, Words: echo{}, Line: func(_ string, n int) string { return fmt.Sprintf("\tline %d \x1b[31m", n) }}
}

func print(t *testing.T, l diag.List, o diag.Output) string {
	t.Helper()
	var out bytes.Buffer
	if err := diag.Write(&out, l, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestMerge tells once what is found in several editions of the same place, and
// only that.
func TestMerge(t *testing.T) {
	both := func(of, notice, rule, place string, args map[string]any) diag.Diagnostic {
		return diag.Diagnostic{Rule: rule, Of: of, Notice: notice, Place: place, File: of + ".toml", Severity: diag.Error, Args: args}
	}
	a := map[string]any{"N": 1}
	list := diag.List{
		both("current", "acme/privacy", "r", "rights", a),
		both("working", "acme/privacy", "r", "rights", a),
		both("current", "acme/privacy", "r", "rights", a),
		both("working", "acme/privacy", "r", "rights", map[string]any{"N": 2}),
		both("working", "acme/privacy", "r", "complaint", a),
		both("working", "acme/cookies", "r", "rights", a),
		both("working", "bolt/privacy", "r", "rights", a),
		both("working", "acme/privacy", "q", "rights", a),
		both("", "", "r", "rights", a),
		both("", "", "r", "rights", a),
	}
	var got []string
	for _, f := range diag.Merge(list) {
		got = append(got, fmt.Sprint(f.File, " ", f.In))
	}
	want := []string{"working.toml [current working]", "working.toml [working]", "working.toml [working]", "working.toml [working]", "working.toml [working]", "working.toml [working]", ".toml []", ".toml []"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}

// TestText cuts a long line around its place, and lets no text command the
// reader's terminal.
func TestText(t *testing.T) {
	d := diag.Diagnostic{Rule: "r", Severity: diag.Note, File: "f.toml", Line: 3, Column: 2, Args: map[string]any{"Says": "one\ntwo \x1b[2J three"}}
	const want = "f.toml:3:2: label-note: one two [2J three [r]\n  3 |  line 3  [31m\n    |  ^\n  label-why: r-why\n  label-hint: one two [2J three\n\nsum-findings=1: sum-errors=0, sum-warnings=0, sum-notes=1\n"
	if got := print(t, diag.List{d}, output("text")); got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	o := output("text")
	o.Line = func(string, int) string { return strings.Repeat("å", 150) + "X" + strings.Repeat("ø", 150) }
	d.Column = 151
	lines := strings.Split(print(t, diag.List{d}, o), "\n")
	line, mark := []rune(lines[1]), []rune(lines[2])
	if !strings.HasPrefix(lines[1], "  3 | … å") || !strings.HasSuffix(lines[1], "ø …") || len(line) > 120 || line[len(mark)-1] != 'X' || mark[len(mark)-1] != '^' {
		t.Errorf("%s\n%s", lines[1], lines[2])
	}
	o.Colour = true
	if got := print(t, diag.List{d}, o); !strings.Contains(got, "\x1b[1;36mlabel-note:\x1b[0m") {
		t.Errorf("%q", got)
	}
	d.Line, d.Column = 0, 0
	if got := print(t, diag.List{d}, output("text")); !strings.HasPrefix(got, "f.toml: label-note: ") || strings.Contains(got, "|") {
		t.Errorf("%q", got)
	}
	if got := print(t, nil, output("text")); got != "sum-findings=0\n" {
		t.Errorf("%q", got)
	}
}

// TestGitHub escapes what would end a workflow command, or one of its
// properties.
func TestGitHub(t *testing.T) {
	d := diag.Diagnostic{Rule: "r:1,2", Severity: diag.Warning, File: "a,b:c%.toml", Line: 3, Column: 2, Of: "working", Notice: "acme/privacy", Place: "rights",
		Article: "GDPR 13(1)", Args: map[string]any{"Says": "50 %: a, b\r\n::error::c"}}
	const want = "::warning file=a%2Cb%3Ac%25.toml,line=3,col=2,title=r%3A1%2C2::50 %25: a, b ::error::c%0Alabel-in: label-working, rights%0Alabel-article: GDPR 13(1)%0Alabel-hint: 50 %25: a, b ::error::c\n"
	if got := print(t, diag.List{d}, output("github")); got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	d.Line, d.Severity = 0, diag.Note
	if got := print(t, diag.List{d}, output("github")); !strings.HasPrefix(got, "::notice file=a%2Cb%3Ac%25.toml,title=") {
		t.Errorf("%q", got)
	}
}

// worded is a datum that is said in the language of the message.
type worded string

func (x worded) Say(t diag.Teller) (string, error) {
	if x == "" {
		return "", errors.New("nobody has words for it")
	}
	return string(x) + " in " + t.Lang(), nil
}

// TestDatum wants what a message is about to be said first, in its language.
func TestDatum(t *testing.T) {
	args := map[string]any{"Says": worded("lamps")}
	d := diag.Diagnostic{Rule: "r", Severity: diag.Note, File: "f.toml", Args: args}
	if got := print(t, diag.List{d}, output("text")); !strings.Contains(got, "label-note: lamps in en [r]\n") || !strings.Contains(got, "label-hint: lamps in en\n") {
		t.Errorf("%q", got)
	}
	if args["Says"] != worded("lamps") {
		t.Error("what is found has changed")
	}
	d.Args = map[string]any{"Says": worded("")}
	for _, format := range diag.Formats() {
		o := output(format)
		o.Rules = []diag.Described{{ID: "r"}}
		if err := diag.Write(io.Discard, diag.List{d}, o); err == nil {
			t.Errorf("%s leaves out what nobody has words for", format)
		}
	}
	if err := diag.Print(io.Discard, diag.List{d}, echo{}); err == nil {
		t.Error("it is left out")
	}
}

// TestUnsaid wants words that are missing to be an error, in every format.
func TestUnsaid(t *testing.T) {
	list := diag.List{{Rule: "silent", Severity: diag.Error, File: "f.toml"}}
	for _, format := range append(diag.Formats(), "xml") {
		o := output(format)
		o.Rules = []diag.Described{{ID: "silent"}}
		var out bytes.Buffer
		if err := diag.Write(&out, list, o); err == nil || out.Len() > 0 {
			t.Errorf("%s: %v, %q", format, err, out.String())
		}
	}
	o := output("sarif")
	if err := diag.Write(new(bytes.Buffer), diag.List{{Rule: "r", Severity: diag.Error}}, o); err == nil {
		t.Error("a rule that nobody described is told of")
	}
}

// TestSort wants findings in one order, each once, whichever way they come.
func TestSort(t *testing.T) {
	list := diag.List{
		{File: "b", Rule: "r"}, {File: "a", Line: 2, Rule: "r"}, {File: "a", Line: 1, Column: 2, Rule: "r"}, {File: "a", Line: 1, Column: 1, Rule: "r", Of: "working"},
		{File: "a", Line: 1, Column: 1, Rule: "r", Of: "current"}, {File: "a", Line: 1, Column: 1, Rule: "q"}, {File: "b", Rule: "r"}, {File: "b", Rule: "r", Args: map[string]any{"N": 1}},
		{File: "b", Rule: "r", Message: "m"},
	}
	want := diag.Sort(append(diag.List{}, list...))
	if len(want) != len(list)-1 {
		t.Errorf("%d of %d", len(want), len(list))
	}
	for i := range list {
		turned := append(append(diag.List{}, list[i:]...), list[:i]...)
		if got := diag.Sort(turned); !reflect.DeepEqual(got, want) {
			t.Errorf("%v\nwant\n%v", got, want)
		}
	}
}
