package scale

import (
	"errors"
	"io/fs"
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
// its own, such as a comparison, is HTML in both. The form "files" is HTML, and
// the files of the site that are no pages stand in static, for Hugo to copy: so
// it makes all that the site has, but for the list of digests.
func hugoProject(repository, dir, to, form string) error {
	plan, data, err := Plan(os.DirFS(filepath.Clean(repository)), os.DirFS(dir))
	if err != nil {
		return err
	}
	var cards []site.Card
	var pages []site.Page
	markdown := map[string][]byte{}
	for _, id := range plan.Brands {
		r, err := data.Load(os.DirFS(dir), id)
		if err != nil {
			return err
		}
		s, err := plan.Brand(r.Register.Brands[id])
		if err != nil {
			return err
		}
		cards, pages = append(cards, s.Card), append(pages, s.Pages...)
		for _, f := range s.Files {
			if form == "files" {
				if err := put(to, "static"+f.Path, f.Content); err != nil {
					return err
				}
			}
			if path, ok := strings.CutSuffix(f.Path, "index.md"); ok && form == "markdown" {
				markdown[path] = f.Content
			}
		}
	}
	whole, err := plan.Shared(cards)
	if err != nil {
		return err
	}
	return render.Project(render.Input{Source: os.DirFS(repository), Pages: append(whole.Pages, pages...), Content: true, BaseURL: "/"}, func(p *site.Page) (string, []byte) {
		if text := markdown[p.Path]; text != nil && p.Layout == "notice" {
			return "md", text
		}
		return "html", p.Body
	}, func(name string, data []byte) error { return put(to, name, data) })
}

// Plan plans the site of a register, with the words of a repository.
func Plan(repository, dir fs.FS) (*site.Plan, *register.Folder, error) {
	chains, err := archive.Read(dir)
	if err != nil {
		return nil, nil, err
	}
	data, err := register.Open(dir, today)
	if err != nil {
		return nil, nil, err
	}
	in := site.Input{
		Brands: data.Brands, Shared: data.Shared(), Archive: chains, Date: today, Root: "/",
		Notice: map[notice.Lang]*words.Words{}, Labels: map[notice.Lang]*words.Words{},
	}
	for _, l := range notice.Langs() {
		var one, two error
		in.Labels[l], one = words.Load(repository, "i18n", string(l))
		in.Notice[l], two = words.Load(repository, "i18n/notice", string(l))
		if err := errors.Join(one, two); err != nil {
			return nil, nil, err
		}
	}
	return site.New(in), data, nil
}

// today is the day that sites are planned for: none of their versions lies ahead.
const today = "2026-11-22"
