package cli

import (
	"errors"
	"fmt"

	"notis/internal/compile"
	"notis/internal/diag"
	"notis/internal/register"
)

// diagnose gives what the compiler found wrong in the data its place in the
// files. An error of another kind stays what it is.
func diagnose(err error, r *register.Result) error {
	var list diag.List
	for _, leaf := range leaves(err) {
		var a *compile.AnchorError
		if !errors.As(leaf, &a) {
			return err
		}
		d := diag.Diagnostic{
			Rule: "dead-link", Severity: diag.Error, File: fmt.Sprintf("data/brands/%s/%s.toml", a.Brand, a.Kind),
			Args: map[string]any{"Anchor": a.Anchor, "Nearest": register.Nearest(a.Anchor, a.Known)},
		}
		if a.Twice {
			d.Rule = "same-anchor"
		} else if at, found := r.Files[d.File].Find("](#" + a.Anchor + ")"); found {
			d.Line, d.Column = at.Line, at.Column+2
		}
		list = append(list, d)
	}
	if len(list) == 0 {
		return err
	}
	return diag.Sort(list)
}

// leaves takes joined errors apart.
func leaves(err error) []error {
	switch e := err.(type) {
	case nil:
		return nil
	case interface{ Unwrap() []error }:
		var out []error
		for _, inner := range e.Unwrap() {
			out = append(out, leaves(inner)...)
		}
		return out
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			return leaves(inner)
		}
	}
	return []error{err}
}
