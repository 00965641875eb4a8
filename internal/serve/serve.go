// Package serve shows the site while it is being edited: it watches folders,
// builds into memory, and has open pages reload themselves. A mistake is shown
// in the page until it is mended.
package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"mime"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"notis/internal/render"
)

// Options says what to serve.
type Options struct {
	// Listener is where to listen; it is closed at the end.
	Listener net.Listener
	// Watch are the folders to watch, with all folders below them. Those that
	// are not there are left out.
	Watch []string
	// Build builds the site.
	Build func() ([]render.File, error)
	// Explain tells what is wrong, as a person reads it.
	Explain func(error) string
	// Said is called after each build, with the time it took.
	Said func(err error, took time.Duration)
	// Lang, Title and Ask word the page that shows a mistake.
	Lang, Title, Ask string
}

// Serve builds and serves until ctx is done.
func Serve(ctx context.Context, o Options) error {
	s := &server{o: o, changed: make(chan struct{})}
	w, err := watch(o.Watch)
	if err != nil {
		return errors.Join(err, o.Listener.Close())
	}
	s.build()
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(o.Listener) }()
	go w.each(ctx, s.build)
	select {
	case <-ctx.Done():
		err = nil
	case err = <-done:
	}
	// Pages wait for changes as long as they are open: close, do not wait.
	return errors.Join(err, server.Close(), w.Close())
}

type server struct {
	o       Options
	mu      sync.RWMutex
	files   map[string][]byte
	mistake string
	// changed is closed, and made anew, at each build, which number counts.
	changed chan struct{}
	number  int
}

// build builds the site. What was there before stays where it fails.
func (s *server) build() {
	begun := time.Now()
	list, err := s.o.Build()
	s.mu.Lock()
	s.mistake = ""
	if err != nil {
		s.mistake = s.o.Explain(err)
	} else {
		s.files = make(map[string][]byte, len(list))
		for _, f := range list {
			s.files["/"+f.Path] = f.Content
		}
	}
	s.mu.Unlock()
	s.o.Said(err, time.Since(begun))
	s.mu.Lock()
	s.number++
	close(s.changed)
	s.changed = make(chan struct{})
	s.mu.Unlock()
}

const events = "/-/changes"

// reload makes a page ask to be told of the first build after its own, and
// then load itself again.
func reload(number int) string {
	return fmt.Sprintf(`<script>new EventSource("%s?after=%d").onmessage=()=>location.reload()</script>`, events, number)
}

// ServeHTTP answers browsers on this machine. A name that is not this
// machine's is refused, so that no page elsewhere can read drafts by pointing
// its own name here.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !local(r.Host) {
		http.Error(w, "this server answers to localhost", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "this server only shows pages", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Path == events {
		s.wait(w, r)
		return
	}
	s.mu.RLock()
	files, mistake, again := s.files, s.mistake, reload(s.number)
	s.mu.RUnlock()
	if mistake != "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		_ = mistakePage.Execute(w, map[string]any{"Lang": s.o.Lang, "Title": s.o.Title, "Ask": s.o.Ask, "Text": mistake, "Reload": template.HTML(again)})
		return
	}
	name := path.Clean("/" + r.URL.Path)
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	} else if _, folder := files[name+"/index.html"]; folder {
		http.Redirect(w, r, name+"/", http.StatusMovedPermanently)
		return
	}
	content, found := files[name]
	status := http.StatusOK
	if !found {
		name, status = "/404.html", http.StatusNotFound
		content = files[name]
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.WriteHeader(status)
	_, _ = w.Write(bytes.Replace(content, []byte("</body>"), []byte(again+"</body>"), 1))
}

// wait tells a page of the next build (server-sent events, WHATWG HTML).
func (s *server) wait(w http.ResponseWriter, r *http.Request) {
	s.mu.RLock()
	changed, number := s.changed, s.number
	s.mu.RUnlock()
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush()
	// A page that was built before the newest build has missed it.
	if after, err := strconv.Atoi(r.URL.Query().Get("after")); err != nil || after >= number {
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		}
	}
	_, _ = fmt.Fprint(w, "data: built\n\n")
}

func local(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

var mistakePage = template.Must(template.New("mistake").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Title}}</title>
<style>body{font:1.0625rem/1.6 system-ui,sans-serif;margin:0 auto;padding:1.5rem;max-width:70rem;color-scheme:light dark}
h1{font-size:1.5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;border-left:4px solid #c0392b;padding:.75rem 1rem;font-size:.9375rem}</style></head>
<body><h1>{{.Title}}</h1><pre>{{.Text}}</pre><p>{{.Ask}}</p>{{.Reload}}</body></html>
`))
