package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestSizes holds files under 400 lines, functions under 60, main under 41,
// and keeps state out of packages.
func TestSizes(t *testing.T) {
	for dir, files := range sources(t) {
		for _, name := range files {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "../../"+name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			lines := fset.Position(file.FileEnd).Line
			if main := strings.HasPrefix(dir, "cmd/"); lines > 400 || main && lines > 40 {
				t.Errorf("%s has %d lines", name, lines)
			}
			for _, d := range file.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if n := fset.Position(f.End()).Line - fset.Position(f.Pos()).Line; n >= 60 {
					t.Errorf("%s: %s has %d lines", name, f.Name.Name, n+1)
				}
				if f.Name.Name == "init" && f.Recv == nil {
					t.Errorf("%s: init does things nobody asked for", name)
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := call.X.(*ast.Ident); ok && x.Name == "os" && call.Sel.Name == "Exit" && !strings.HasPrefix(dir, "cmd/") {
						t.Errorf("%s: only main ends the program", fset.Position(n.Pos()))
					}
				}
				return true
			})
		}
	}
}

// TestEveryExportIsExplained wants a comment on each exported name.
func TestEveryExportIsExplained(t *testing.T) {
	for _, files := range sources(t) {
		for _, name := range files {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "../../"+name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if d.Name.IsExported() && d.Doc == nil && d.Name.Name != "Error" && d.Name.Name != "Unwrap" {
						t.Errorf("%s: %s has no comment", fset.Position(d.Pos()), d.Name.Name)
					}
				case *ast.GenDecl:
					for _, spec := range d.Specs {
						if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
							t.Errorf("%s: %s has no comment", fset.Position(s.Pos()), s.Name.Name)
						}
					}
				}
			}
		}
	}
}
