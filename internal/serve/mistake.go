package serve

import (
	"html/template"
	"net/http"
)

// mistake answers with what is wrong instead of a page.
func (s *server) mistake(w http.ResponseWriter, text, again string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	_ = mistakePage.Execute(w, map[string]any{"Lang": s.o.Lang, "Title": s.o.Title, "Ask": s.o.Ask, "Text": text, "Reload": template.HTML(again)})
}

var mistakePage = template.Must(template.New("mistake").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Title}}</title>
<link rel="icon" href="data:,">
<style>body{font:1.0625rem/1.6 system-ui,sans-serif;margin:0 auto;padding:1.5rem;max-width:70rem;color-scheme:light dark}
h1{font-size:1.5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;border-left:4px solid #c0392b;padding:.75rem 1rem;font-size:.9375rem}</style></head>
<body><h1>{{.Title}}</h1><pre>{{.Text}}</pre><p>{{.Ask}}</p>{{.Reload}}</body></html>
`))
