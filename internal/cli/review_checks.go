package cli

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"notis"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/source"
)

// checks tells what the checks find in the working notices now and did not at
// the older revision. What was found before is nobody's fault who edits now.
func (r *reviewer) checks(ctx context.Context, w *world) error {
	now, err := w.workingFindings(w.register)
	if err != nil {
		return err
	}
	was, known, err := r.before(ctx, w)
	if err != nil {
		return err
	}
	if !known {
		r.line("\n", "review-unchecked", map[string]any{"Since": r.since, "All": len(now)})
		return nil
	}
	fresh, gone := accepted(w, r.less(now, was)), r.less(was, now)
	errorsNow := 0
	for i := range fresh {
		if fresh[i].Severity == diag.Error {
			errorsNow++
		}
	}
	r.bad = r.bad || errorsNow > 0
	r.out.WriteString("\n")
	r.line("", "review-checks", map[string]any{"Fresh": len(fresh), "Errors": errorsNow, "Gone": len(gone), "All": len(now)})
	if len(fresh) > 0 {
		r.list(fresh)
	}
	return nil
}

// workingFindings checks the working notices of a register, with places.
func (w *world) workingFindings(reg *register.Result) (diag.List, error) {
	x := *w
	x.register = reg
	places := map[string]*register.Places{}
	for name, p := range reg.Files {
		places[name] = p
	}
	list, err := x.checkAll(reg.Register.IDs(), "working", places)
	return diag.Sort(placed(list, places)), err
}

// accepted leaves out what the notice's next version accepts, as its release.toml
// says.
func accepted(w *world, list diag.List) diag.List {
	return slices.DeleteFunc(list, func(f diag.Diagnostic) bool {
		brand, kind, _ := strings.Cut(f.Notice, "/")
		d := w.register.Register.Brands[notice.ID(brand)]
		return d != nil && slices.ContainsFunc(d.Releases.Of(notice.Kind(kind)).Waivers, func(x notice.Waiver) bool { return x.Rule == f.Rule })
	})
}

// before checks the working notices of the older revision. It is not known what
// was found where they could not be read.
func (r *reviewer) before(ctx context.Context, w *world) (list diag.List, known bool, err error) {
	files, err := before(ctx, r.dir, r.since, w.archive)
	if err != nil {
		return nil, false, err
	}
	var shared fs.FS = notis.Shared
	if ownProgram(r.dir) {
		shared = source.Files(nil)
	}
	reg, err := register.Load(source.Over(files, shared), w.today)
	var wrong diag.List
	if errors.As(err, &wrong) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	list, err = w.workingFindings(reg)
	return list, true, err
}

// less gives the findings that others do not have: by rule, place and words, not
// by line, as lines move with every edit.
func (r *reviewer) less(list, others diag.List) diag.List {
	key := func(d *diag.Diagnostic) string {
		said, err := d.Said(r.say)
		r.errs = append(r.errs, err)
		return strings.Join([]string{d.Rule, d.File, cmp.Or(d.Place, d.Path), said}, "\x00")
	}
	had := map[string]int{}
	for i := range others {
		had[key(&others[i])]++
	}
	var out diag.List
	for i := range list {
		if k := key(&list[i]); had[k] > 0 {
			had[k]--
		} else {
			out = append(out, list[i])
		}
	}
	return out
}
