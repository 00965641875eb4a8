// Package fields reads what the comments of package notice say of each type
// and each field: one text serves the programmer, the editor's form and the
// documentation.
package fields

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
)

// Comments are the comments of a package, by Type and by Type.Field.
type Comments map[string]string

// Read reads the Go files in dir.
func Read(fsys fs.FS, dir string) (Comments, error) {
	names, err := fs.Glob(fsys, dir+"/*.go")
	if err != nil {
		return nil, err
	}
	out := Comments{}
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if decl, ok := d.(*ast.GenDecl); ok && decl.Tok == token.TYPE {
				out.read(decl)
			}
		}
	}
	return out, nil
}

func (c Comments) read(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		s, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		c[s.Name.Name] = line(decl.Doc)
		st, ok := s.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range st.Fields.List {
			for _, name := range f.Names {
				c[s.Name.Name+"."+name.Name] = line(f.Doc)
			}
		}
	}
}

// line is a comment on one line.
func line(doc *ast.CommentGroup) string { return strings.Join(strings.Fields(doc.Text()), " ") }
