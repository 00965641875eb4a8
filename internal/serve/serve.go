// Package serve shows the site while it is being edited: it watches folders,
// builds into memory what somebody looks at, and has open pages reload
// themselves. A mistake is shown in the page until it is mended.
package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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

// Site is what is served, in parts that are built one by one, such as all pages
// of a brand. One goroutine calls it.
type Site interface {
	// Part names the part that an address belongs to.
	Part(address string) string
	// Build builds a part of the files as they are now, or says what is wrong
	// with them, as a person reads it.
	Build(part string) (files []render.File, mistake string)
	// Change takes in that files or folders have changed, with all that is in
	// them. Names are nil where any may have since the server began, before it
	// watched them. It tells which parts that touches.
	Change(names []string) (touches func(part string) bool)
	// Say tells a mistake that is shown now to whoever runs the server.
	Say(mistake string)
	// Idle does a little of what nobody waits for, and tells whether there is
	// more of it. Rest says what came of it.
	Idle() bool
	Rest()
}

// Options says what to serve.
type Options struct {
	// Listener is where to listen; it is closed at the end.
	Listener net.Listener
	Site     Site
	// Watch are the folders to watch, with all folders below them. Those that
	// are not there are left out.
	Watch []string
	// Ignored tells whether a file or folder of that name is nobody's business.
	Ignored func(name string) bool
	// Calm is how long nothing may change before a mistake is told: what is wrong
	// may be half saved.
	Calm time.Duration
	// Lang, Title and Ask word the page that shows a mistake.
	Lang, Title, Ask string
}

// Serve builds and serves until ctx is done.
func Serve(ctx context.Context, o Options) error {
	w, err := newWatcher(o.Watch, o.Ignored)
	if err != nil {
		return errors.Join(err, o.Listener.Close())
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := newServer(o)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 3)
	var group sync.WaitGroup
	group.Go(func() { s.run(ctx) })
	group.Go(func() {
		if err := w.each(ctx, s.changed); err != nil {
			done <- err
		}
	})
	group.Go(func() {
		w.wait(ctx)
		done <- server.Serve(o.Listener)
	})
	select {
	case <-ctx.Done():
		err = nil
	case err = <-done:
	}
	stop()
	// Pages wait for changes as long as they are open: close, do not wait.
	err = errors.Join(err, server.Close(), w.Close())
	group.Wait()
	return err
}

const events = "/-/changes"

// reload makes a page ask to be told of the first build after its own, and
// then load itself again.
func reload(number int64) string {
	return fmt.Sprintf(`<script>new EventSource("%s?after=%d&at="+encodeURIComponent(location.pathname)).onmessage=()=>location.reload()</script>`, events, number)
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
	s.page(w, r)
}

// page answers with a page as it is now.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	v, ok := s.view(r.Context(), r.URL.Path)
	if !ok {
		return // nobody waits for the answer
	}
	again := reload(v.number)
	name := path.Clean("/" + r.URL.Path)
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	} else if _, folder := v.files[name+"/index.html"]; folder {
		http.Redirect(w, r, name+"/", http.StatusMovedPermanently)
		return
	}
	content, found := v.files[name]
	status := http.StatusOK
	if !found && v.mistake == "" {
		name, status = "/404.html", http.StatusNotFound
		if v, ok = s.view(r.Context(), name); !ok {
			return
		}
		content = v.files[name]
	}
	if v.mistake != "" {
		s.mistake(w, v.mistake, again)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.WriteHeader(status)
	_, _ = w.Write(bytes.Replace(content, []byte("</body>"), []byte(again+"</body>"), 1))
}

// wait tells a page of the next build of what it shows (server-sent events,
// WHATWG HTML).
func (s *server) wait(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	after, err := strconv.ParseInt(query.Get("after"), 10, 64)
	if err != nil {
		after = newest
	}
	told, leave := s.open(query.Get("at"), after)
	defer leave()
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush()
	select {
	case <-r.Context().Done():
	case <-s.over:
	case <-told:
		_, _ = fmt.Fprint(w, "data: built\n\n")
	}
}

func local(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return name == "localhost" || ip != nil && ip.IsLoopback()
}
