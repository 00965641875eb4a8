package house_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed is the table of the house: what each package may import beside the
// standard library. Imports point down only.
var allowed = map[string][]string{
	".":                 nil,
	"cmd/notis":         {"golang.org/x/term", "notis/internal/cli"},
	"cmd/scale":         {"notis/internal/scale"},
	"internal/notice":   nil,
	"internal/diag":     nil,
	"internal/document": nil,
	"internal/words":    {"github.com/BurntSushi/toml", "github.com/nicksnyder/go-i18n/v2/i18n", "github.com/nicksnyder/go-i18n/v2/i18n/template", "golang.org/x/text/language"},
	"internal/prose":    {"github.com/yuin/goldmark/ast", "github.com/yuin/goldmark/parser", "github.com/yuin/goldmark/text", "github.com/yuin/goldmark/util", "notis/internal/document"},
	"internal/register": {
		"golang.org/x/sync/errgroup", "github.com/BurntSushi/toml", "github.com/agnivade/levenshtein", "github.com/go-viper/mapstructure/v2", "github.com/pelletier/go-toml/v2/unstable",
		"notis/internal/diag", "notis/internal/document", "notis/internal/notice", "notis/internal/prose",
	},
	"internal/phrase":  {"golang.org/x/text/language", "golang.org/x/text/language/display", "notis/internal/notice"},
	"internal/compile": {"notis/internal/document", "notis/internal/notice", "notis/internal/phrase", "notis/internal/prose", "notis/internal/words"},
	"internal/facts":   {"notis/internal/notice"},
	"internal/diff":    {"notis/internal/facts", "notis/internal/notice"},
	"internal/redline": {"github.com/aymanbagabas/go-udiff/lcs", "notis/internal/document"},
	"internal/tell":    {"notis/internal/diff", "notis/internal/document", "notis/internal/facts", "notis/internal/notice", "notis/internal/phrase", "notis/internal/prose", "notis/internal/words"},
	"internal/stamp":   {"golang.org/x/sys/unix"},
	"internal/archive": {"golang.org/x/sys/unix", "notis/internal/diag", "notis/internal/document", "notis/internal/notice", "notis/internal/stamp"},
	"internal/check":   {"notis/internal/diag", "notis/internal/diff", "notis/internal/facts", "notis/internal/notice", "notis/internal/phrase"},
	"internal/release": {
		"notis/internal/archive", "notis/internal/check", "notis/internal/compile", "notis/internal/diag", "notis/internal/diff", "notis/internal/document", "notis/internal/facts",
		"notis/internal/notice", "notis/internal/printout", "notis/internal/prose", "notis/internal/redline", "notis/internal/register", "notis/internal/tell", "notis/internal/words",
	},
	"internal/contrast": {"github.com/BurntSushi/toml", "notis/internal/diag", "notis/internal/register"},
	"internal/revision": nil,
	"internal/affected": {
		"github.com/BurntSushi/toml", "golang.org/x/sync/errgroup", "notis/internal/archive", "notis/internal/compile", "notis/internal/diag", "notis/internal/diff", "notis/internal/document", "notis/internal/facts",
		"notis/internal/inputs", "notis/internal/notice", "notis/internal/printout", "notis/internal/redline", "notis/internal/register", "notis/internal/release", "notis/internal/render", "notis/internal/site",
		"notis/internal/source", "notis/internal/tell", "notis/internal/words",
	},
	"internal/pdf":      {"notis/internal/notice"},
	"internal/printout": {"notis/internal/document", "notis/internal/redline"},
	"internal/flow":     {"notis/internal/notice", "notis/internal/phrase"},
	"internal/page":     {"notis/internal/document", "notis/internal/flow", "notis/internal/redline", "notis/internal/words"},
	"internal/site": {
		"notis/internal/archive", "notis/internal/compile", "notis/internal/document", "notis/internal/flow", "notis/internal/notice", "notis/internal/page", "notis/internal/phrase", "notis/internal/printout",
		"notis/internal/redline", "notis/internal/register", "notis/internal/words",
	},
	"internal/source": nil,
	"internal/render": {
		"github.com/bep/logg", "github.com/gohugoio/hugo/common/herrors", "github.com/gohugoio/hugo/common/hugo", "github.com/gohugoio/hugo/common/loggers", "github.com/gohugoio/hugo/config",
		"github.com/gohugoio/hugo/config/allconfig", "github.com/gohugoio/hugo/deps", "github.com/gohugoio/hugo/hugofs", "github.com/gohugoio/hugo/hugolib",
		"github.com/gohugoio/hugo/resources/page", "github.com/spf13/afero", "notis/internal/document", "notis/internal/site",
	},
	"internal/compare": {"notis/internal/document"},
	"internal/fields":  nil,
	"internal/form":    {"notis/internal/fields", "notis/internal/notice"},
	"internal/schema":  {"notis/internal/document", "notis/internal/fields", "notis/internal/notice", "notis/internal/site"},
	"internal/tidy":    {"github.com/BurntSushi/toml", "github.com/pelletier/go-toml/v2/unstable", "notis/internal/notice", "notis/internal/prose"},
	"internal/serve":   {"github.com/fsnotify/fsnotify", "notis/internal/render"},
	"internal/due":     {"notis/internal/archive", "notis/internal/notice"},
	"internal/remote":  {"golang.org/x/sync/errgroup"},
	"internal/edge":    {"golang.org/x/net/html", "notis/internal/notice", "notis/internal/site"},
	"internal/netlify": {"notis/internal/inputs", "notis/internal/notice"},
	"internal/publish": {"golang.org/x/sys/unix"},
	"internal/build":   {"golang.org/x/sync/errgroup", "notis/internal/cache", "notis/internal/diag", "notis/internal/inputs", "notis/internal/notice", "notis/internal/register", "notis/internal/render", "notis/internal/site", "notis/internal/source"},
	"internal/cache":   nil,
	"internal/inputs":  {"github.com/BurntSushi/toml", "notis/internal/notice", "notis/internal/source"},
	"internal/scale":   {"notis/internal/archive", "notis/internal/notice", "notis/internal/register", "notis/internal/render", "notis/internal/site", "notis/internal/words"},
	"internal/cli": {
		"github.com/BurntSushi/toml", "github.com/spf13/cobra", "golang.org/x/sync/errgroup", "notis", "notis/internal/affected", "notis/internal/archive", "notis/internal/build", "notis/internal/cache", "notis/internal/check", "notis/internal/compare", "notis/internal/compile", "notis/internal/contrast",
		"notis/internal/diag", "notis/internal/diff", "notis/internal/document", "notis/internal/due", "notis/internal/edge", "notis/internal/facts", "notis/internal/fields", "notis/internal/form", "notis/internal/inputs", "notis/internal/netlify", "notis/internal/notice", "notis/internal/pdf",
		"notis/internal/phrase", "notis/internal/printout", "notis/internal/publish", "notis/internal/redline", "notis/internal/register", "notis/internal/release", "notis/internal/remote", "notis/internal/render", "notis/internal/revision", "notis/internal/schema", "notis/internal/serve", "notis/internal/site",
		"notis/internal/source", "notis/internal/stamp", "notis/internal/tell", "notis/internal/tidy", "notis/internal/words",
	},
	"internal/brands":  nil,
	"internal/browser": nil,
	"internal/demo":    nil,
	"internal/docs":    nil,
	"internal/house":   nil,
}

// banned names imports of the standard library that a package does without,
// with the reason.
var banned = []struct {
	packages []string
	imports  []string
	reason   string
}{
	{[]string{"internal/notice", "internal/document", "internal/compile", "internal/words", "internal/prose", "internal/page", "internal/flow", "internal/site", "internal/phrase", "internal/facts", "internal/diff", "internal/redline", "internal/tell", "internal/check", "internal/release", "internal/affected"}, []string{"os", "net/http", "path/filepath", "io/ioutil"}, "the domain knows no files: they are handed to it"},
	{[]string{"internal/notice", "internal/document", "internal/compile", "internal/site", "internal/render", "internal/register", "internal/facts", "internal/diff", "internal/redline", "internal/tell", "internal/release"}, []string{"math/rand", "math/rand/v2", "crypto/rand"}, "the same facts give the same bytes"},
	{[]string{"internal/notice", "internal/diag"}, []string{"io/fs", "embed"}, "types know no files"},
	{[]string{"cmd/notis", "internal/cli", "internal/render", "internal/publish", "internal/source"}, []string{"unsafe", "net/http"}, "nothing here needs it"},
}

// sources gives the Go files of the project that are not tests, by package.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (p == "node_modules" || p == ".git" || d.Name() == "testdata" || p == "public"):
			return fs.SkipDir
		case strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go"):
			out[path.Dir(p)] = append(out[path.Dir(p)], p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestImportsPointDown(t *testing.T) {
	found := sources(t)
	for dir, files := range found {
		may, known := allowed[dir]
		if !known {
			t.Errorf("%s is not in the table of the house", dir)
		}
		used := map[string]bool{}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), "../../"+name, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range file.Imports {
				imp, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				used[imp] = true
				if outside := strings.Contains(imp, ".") || strings.HasPrefix(imp, "notis"); outside && !slices.Contains(may, imp) {
					t.Errorf("%s imports %s, which the table does not allow", name, imp)
				}
				for _, b := range banned {
					if slices.Contains(b.packages, dir) && slices.Contains(b.imports, imp) {
						t.Errorf("%s imports %s: %s", name, imp, b.reason)
					}
				}
			}
		}
		for _, imp := range may {
			if !used[imp] {
				t.Errorf("the table allows %s to import %s, which it does not need", dir, imp)
			}
		}
	}
	for dir := range allowed {
		if found[dir] == nil {
			t.Errorf("the table names %s, which is not there", dir)
		}
	}
}
