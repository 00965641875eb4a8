// Package render puts pages into the layouts and languages of the site with
// Hugo. No other package imports gohugoio/hugo.
package render

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/herrors"
	"github.com/gohugoio/hugo/common/hugo"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	hugopage "github.com/gohugoio/hugo/resources/page"
	"github.com/spf13/afero"

	"notis/internal/site"
)

// Input is what a rendering is made of.
type Input struct {
	// Source holds layouts, i18n, content and themes.
	Source fs.FS
	// Pages are the pages to render.
	Pages []site.Page
	// Content renders the hand-written pages under content too.
	Content bool
	// BaseURL is the address the site stands at, with a slash at the end;
	// "/" where it is not known.
	BaseURL string
	// Preview says on every page that the site is not the published one.
	Preview bool
	// Frames remember what layouts make of pages, for the next rendering. Where
	// it is nil, Hugo makes every page, and every file has its content.
	Frames *Frames
}

// File is a finished file, its path relative to the root of the site.
type File struct {
	Path string
	// Content is what it holds; nil where that is yet to be made ([File.Bytes]).
	Content []byte
	late    *late
}

// late is a page that was not yet filled in.
type late struct {
	frame  *frame
	values []value
	body   []byte
}

// Bytes gives what the file holds, made in room where it is yet to be made: a
// site has tens of thousands of pages, and none is needed for long.
func (f *File) Bytes(room []byte) []byte {
	if f.late == nil {
		return f.Content
	}
	return f.late.frame.fill(room[:0], f.late.values, f.late.body)
}

const (
	root   = "/site"
	public = "/public"
)

// The configuration is ours alone: no file of a source folder changes it.
// Hugo is kept from running programs, reading the environment, fetching
// anything, and leaving out pages by their dates.
const configuration = `
defaultContentLanguage = "nb"
defaultContentLanguageInSubdir = false
disableDefaultLanguageRedirect = true
disableHugoGeneratorInject = true
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
buildFuture = true
buildExpired = true
enableGitInfo = false
timeout = "120s"
printI18nWarnings = true
printPathWarnings = true
[languages.nb]
weight = 1
[languages.en]
weight = 2
[security]
enableInlineShortcodes = false
allowContent = [".*"]
[security.exec]
allow = "none"
osEnv = "none"
[security.funcs]
getenv = "none"
[security.http]
methods = "none"
urls = "none"
[markup.goldmark.renderer]
unsafe = false
`

// Render renders pages. Warnings are errors, because Hugo only warns when a
// layout or a word is missing. Several renderings can run at the same time.
func Render(in Input) ([]File, error) {
	if in.Frames != nil {
		return framed(in)
	}
	files, err := whole(in)
	if err != nil {
		return nil, err
	}
	return files, finish(files, in.Pages)
}

// whole has Hugo make pages, with marks in the places of their bodies.
func whole(in Input) ([]File, error) {
	src := afero.NewMemMapFs()
	if err := fill(src, in); err != nil {
		return nil, err
	}
	out := &output{Fs: afero.NewMemMapFs()}
	if err := run(src, out, in.BaseURL); err != nil {
		return nil, err
	}
	return out.finished()
}

// mark stands in a page for its body. A body never passes through Hugo: it is
// finished, may hold what Hugo takes for a shortcode, and is most of the bytes.
const mark = "<!--notis:body-->"

// finish puts the bodies into the pages, and wants every page that was planned
// to have been written.
func finish(files []File, pages []site.Page) error {
	byPath := make(map[string]*File, len(files))
	for i := range files {
		byPath["/"+strings.TrimSuffix(files[i].Path, "index.html")] = &files[i]
	}
	var errs []error
	for i := range pages {
		p := &pages[i]
		f := byPath[p.Path]
		if f == nil {
			errs = append(errs, fmt.Errorf("the page %s was not written", p.Path))
			continue
		}
		if len(p.Body) == 0 {
			continue
		}
		before, after, once := bytes.Cut(f.Content, []byte(mark))
		if !once || bytes.Contains(after, []byte(mark)) {
			errs = append(errs, fmt.Errorf("the layout %s does not show the body of %s once", p.Layout, p.Path))
			continue
		}
		// Unlike slices.Concat, Join does not clear the room first.
		f.Content = bytes.Join([][]byte{before, p.Body, after}, nil)
	}
	return errors.Join(errs...)
}

func run(src, out afero.Fs, base string) error {
	flags := config.New()
	for key, value := range map[string]any{"workingDir": root, "publishDir": public, "baseURL": base, "theme": []string{"base"}} {
		flags.Set(key, value)
	}
	var said bytes.Buffer
	log := loggers.New(loggers.Options{Level: logg.LevelWarn, StdOut: &said, StdErr: &said})
	cfgs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		// An empty list would mean the environment of the process.
		Fs: src, Flags: flags, Filename: "hugo.toml", Environ: []string{"_=_"}, Environment: "production", Logger: log,
	})
	if err != nil {
		return fmt.Errorf("hugo configuration: %w", err)
	}
	h, err := hugolib.NewHugoSites(deps.DepsCfg{
		Configs: cfgs, StdOut: io.Discard, StdErr: &said, LogLevel: logg.LevelWarn,
		Fs: hugofs.NewFromSourceAndDestination(src, out, flags),
	})
	if err != nil {
		return explain(err, &said)
	}
	err = h.Build(hugolib.BuildCfg{NoBuildLock: true})
	if closing := h.Close(); err == nil {
		err = closing
	}
	// Hugo keeps the order of pages in a cache of the process.
	hugopage.Clear()
	if err != nil {
		return explain(err, &said)
	}
	if text := strings.TrimSpace(said.String()); text != "" {
		return fmt.Errorf("hugo: %s", text)
	}
	return nil
}

// explain gives the place in a template that Hugo's error knows of.
func explain(err error, said *bytes.Buffer) error {
	for _, e := range herrors.UnwrapFileErrors(err) {
		p := e.Position()
		return fmt.Errorf("%s:%d:%d: %w", strings.TrimPrefix(p.Filename, root+"/"), p.LineNumber, p.ColumnNumber, errors.Unwrap(e))
	}
	if text := strings.TrimSpace(said.String()); text != "" {
		return fmt.Errorf("%w: %s", err, text)
	}
	return err
}

// fill lays out the project in memory.
func fill(dst afero.Fs, in Input) error {
	return Project(in, func(p *site.Page) (string, []byte) {
		if len(p.Body) == 0 {
			return "html", nil
		}
		return "html", []byte(mark)
	}, func(name string, data []byte) error {
		return afero.WriteFile(dst, path.Join(root, name), data, 0o644)
	})
}

// Version is the version of Hugo that renders.
func Version() string { return hugo.CurrentVersion.String() }
