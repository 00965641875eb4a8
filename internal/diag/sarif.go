package diag

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// Described is a rule in words.
type Described struct {
	ID       string
	Severity Severity
	// Short is what it finds, Full why that is asked, Mend how to mend it.
	Short, Full, Mend string
	// Article and Source are where it stands, Cited is the article as the
	// readers of a language cite it, and Verified tells that the provision
	// itself was read.
	Article, Cited, Source string
	Verified               bool
}

// The parts of SARIF 2.1.0 that are needed. The names are those of the
// standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name             string      `json:"name"`
		ShortDescription sarifText   `json:"shortDescription"`
		Rules            []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string         `json:"id"`
		ShortDescription     sarifText      `json:"shortDescription"`
		FullDescription      sarifText      `json:"fullDescription"`
		DefaultConfiguration sarifLevel     `json:"defaultConfiguration"`
		HelpURI              string         `json:"helpUri,omitempty"`
		Help                 sarifText      `json:"help"`
		Properties           map[string]any `json:"properties"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLevel struct {
		Level Severity `json:"level"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        Severity          `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   map[string]any    `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	sarifLogical struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
	}
)

// sarif prints one run. Places are relative to the folder that was checked.
func (o *Output) sarif(w io.Writer, l List) error {
	told, err := o.tell(l)
	if err != nil {
		return err
	}
	s := &speech{words: o.Words}
	run := sarifRun{
		Language: o.Words.Lang(), ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Tool: sarifTool{sarifDriver{Name: "notis", ShortDescription: sarifText{s.say("sarif-notis", nil)}, Rules: []sarifRule{}}},
	}
	for i := range o.Rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, o.rule(s, &o.Rules[i]))
	}
	for i := range l {
		result, err := o.result(s, &l[i], &told[i])
		if err != nil {
			return err
		}
		run.Results = append(run.Results, result)
	}
	if s.err != nil {
		return s.err
	}
	return encode(w, sarifLog{"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func (o *Output) rule(s *speech, r *Described) sarifRule {
	help := s.say("label-hint", nil) + ": " + r.Mend
	if r.Article != "" {
		help = s.say("label-article", nil) + ": " + cmp.Or(r.Cited, r.Article) + "\n" + help
	}
	out := sarifRule{
		ID: r.ID, ShortDescription: sarifText{r.Short}, FullDescription: sarifText{r.Full}, DefaultConfiguration: sarifLevel{r.Severity},
		Help: sarifText{help + "\ndocs/rules.md#" + r.ID}, Properties: map[string]any{"source": r.Source, "verified": r.Verified},
	}
	if r.Article != "" {
		out.Properties["article"] = r.Article
	}
	if o.Help != "" {
		out.HelpURI = o.Help + "#" + r.ID
	}
	return out
}

func (o *Output) result(s *speech, d *Diagnostic, t *Told) (sarifResult, error) {
	index := slices.IndexFunc(o.Rules, func(r Described) bool { return r.ID == d.Rule })
	if index < 0 {
		return sarifResult{}, fmt.Errorf("nobody described the rule %s", d.Rule)
	}
	out := sarifResult{
		RuleID: d.Rule, RuleIndex: index, Level: d.Severity,
		Message:      sarifText{t.Message + "\n" + s.say("label-hint", nil) + ": " + t.Hint},
		Fingerprints: map[string]string{"notis/v1": d.fingerprint()},
		Properties:   map[string]any{},
	}
	for key, value := range map[string]string{"of": d.Of, "article": d.Article, "path": t.Path} {
		if value != "" {
			out.Properties[key] = value
		}
	}
	at := sarifLocation{Physical: sarifPhysical{sarifArtifact{(&url.URL{Path: d.File}).EscapedPath(), "%SRCROOT%"}, sarifRegion{max(d.Line, 1), d.Column}}}
	if t.Path != "" {
		at.Logical = []sarifLogical{{d.Notice + "/" + t.Path}}
	}
	out.Locations = []sarifLocation{at}
	return out, nil
}

// fingerprint is the same as long as the finding is, wherever lines move to:
// it is made of the rule, the place by ids and the edition.
func (d *Diagnostic) fingerprint() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{d.Rule, cmp.Or(d.Notice, d.File), cmp.Or(d.Place, d.Path), d.Of}, "\x00")))
	return fmt.Sprintf("%x", sum[:16])
}
