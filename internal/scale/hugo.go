package scale

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"notis/internal/archive"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/render"
	"notis/internal/site"
	"notis/internal/words"
)

// hugoProject writes the Hugo project of the site of a register: each page as a
// file of Markdown, or as one of finished HTML. A page that has no Markdown of
// its own, such as a comparison, is HTML in both.
func hugoProject(repository, dir, to, form string) error {
	plan, err := planned(repository, dir)
	if err != nil {
		return err
	}
	whole, err := plan.Shared()
	if err != nil {
		return err
	}
	markdown := map[string][]byte{}
	for _, id := range plan.Brands {
		s, err := plan.Brand(id)
		if err != nil {
			return err
		}
		whole.Pages = append(whole.Pages, s.Pages...)
		for _, f := range s.Files {
			if path, ok := strings.CutSuffix(f.Path, "index.md"); ok && form == "markdown" {
				markdown[path] = f.Content
			}
		}
	}
	return render.Project(render.Input{Source: os.DirFS(repository), Pages: whole.Pages, Content: true, BaseURL: "/"}, func(p *site.Page) (string, []byte) {
		if text := markdown[p.Path]; text != nil && p.Layout == "notice" {
			return "md", text
		}
		return "html", p.Body
	}, func(name string, data []byte) error { return put(to, name, data) })
}

// planned plans the site of a register.
func planned(repository, dir string) (*site.Plan, error) {
	chains, err := archive.Read(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	r, err := register.Load(os.DirFS(dir), "2026-11-22")
	if err != nil {
		return nil, err
	}
	in := site.Input{Register: r.Register, Archive: chains, Date: "2026-11-22", Root: "/", Notice: map[notice.Lang]*words.Words{}, Labels: map[notice.Lang]*words.Words{}}
	root := os.DirFS(filepath.Clean(repository))
	for _, l := range notice.Langs() {
		var one, two error
		in.Labels[l], one = words.Load(root, "i18n", string(l))
		in.Notice[l], two = words.Load(root, "i18n/notice", string(l))
		if err := errors.Join(one, two); err != nil {
			return nil, err
		}
	}
	return site.New(in)
}
