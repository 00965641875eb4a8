package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestPlain wants the packages that ./test runs without the race detector to
// start no goroutine.
func TestPlain(t *testing.T) {
	script, err := os.ReadFile("../../test")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?m)^plain='(.*)'$`).FindSubmatch(script)
	if list == nil {
		t.Fatal("./test names no such packages")
	}
	all := sources(t)
	for name := range strings.FieldsSeq(string(list[1])) {
		for _, file := range all["internal/"+name] {
			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, "../../"+file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.GoStmt:
					t.Errorf("%s starts a goroutine; take the package out of plain in ./test", fset.Position(x.Pos()))
				case *ast.CallExpr:
					if f, ok := x.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Go" {
						t.Errorf("%s starts a goroutine; take the package out of plain in ./test", fset.Position(x.Pos()))
					}
				}
				return true
			})
		}
	}
}
