package serve

import (
	"context"
	"math"
	"time"
)

// server builds the parts of a site, one after the other, in one goroutine.
// What somebody waits for comes first, then what open pages show, then what can
// wait.
type server struct {
	o Options
	// calls are done by the goroutine that builds, and go before all else. Over
	// is closed when it has ended.
	calls chan func()
	over  chan struct{}

	// What follows belongs to the goroutine that builds.
	parts map[string]*part
	// number is that of the newest build, turn that of the newest look, and
	// changes counts changes.
	number        int64
	turn, changes int
	idle          bool
}

// part is a part of the site that somebody has looked at.
type part struct {
	name    string
	files   map[string][]byte
	mistake string
	// fresh tells that nothing has touched the part since it was built, and held
	// that its mistake is not shown yet.
	fresh, held bool
	number      int64
	// turn is when it was looked at last.
	turn    int
	waiting []chan<- view
	// eyes are the pages that are open.
	eyes map[*eye]bool
}

// eye is an open page: after is the build it shows.
type eye struct {
	after int64
	told  chan struct{}
}

// view is a part of the site as it is now.
type view struct {
	files   map[string][]byte
	mistake string
	number  int64
}

// newest stands for the build a part has when a page is opened.
const newest = math.MaxInt64

// newServer counts builds from the time it is: pages that an earlier server
// built are older than all of its own.
func newServer(o Options) *server {
	return &server{o: o, calls: make(chan func()), over: make(chan struct{}), parts: map[string]*part{}, number: time.Now().UnixMilli()}
}

// run builds until ctx is done.
func (s *server) run(ctx context.Context) {
	defer close(s.over)
	for ctx.Err() == nil {
		work := s.next()
		if work == nil {
			select {
			case <-ctx.Done():
			case f := <-s.calls:
				f()
			}
			continue
		}
		select {
		case f := <-s.calls:
			f()
		default:
			work()
		}
	}
}

// call has the goroutine that builds do something, and tells whether it will.
func (s *server) call(f func()) bool {
	select {
	case s.calls <- f:
		return true
	case <-s.over:
		return false
	}
}

// next is what to do when nothing else is asked for; nil where there is
// nothing.
func (s *server) next() func() {
	var most *part
	for _, p := range s.parts {
		if u := p.urgency(); u > 0 && (most == nil || u > most.urgency() || u == most.urgency() && p.turn > most.turn) {
			most = p
		}
	}
	switch {
	case most != nil && most.fresh:
		return most.show
	case most != nil:
		return func() { s.build(most) }
	case s.idle:
		return func() {
			if s.idle = s.o.Site.Idle(); !s.idle {
				s.calm(s.o.Site.Rest)
			}
		}
	}
	return nil
}

// The reasons to do something about a part, the most urgent last.
const (
	none    = iota
	shown   // open pages show an older state
	built   // it is built, and open pages are to be told
	awaited // somebody waits for it
)

// urgency is why something is to be done about a part. Pages are told of a build
// only where no change came meanwhile: they do not load what is half saved.
func (p *part) urgency() int {
	switch {
	case p.fresh && p.held:
		return none
	case len(p.waiting) > 0:
		return awaited
	case !p.fresh && len(p.eyes) > 0:
		return shown
	case p.fresh && p.late():
		return built
	}
	return none
}

// late tells whether an open page shows an older build.
func (p *part) late() bool {
	for e := range p.eyes {
		if e.after < p.number {
			return true
		}
	}
	return false
}

// at is the part that an address belongs to.
func (s *server) at(address string) *part {
	name := s.o.Site.Part(address)
	p := s.parts[name]
	if p == nil {
		p = &part{name: name, eyes: map[*eye]bool{}}
		s.parts[name] = p
	}
	s.turn++
	p.turn = s.turn
	return p
}

// build builds a part, and answers who waits for it. A mistake is held back for
// a while, and forgotten where another change comes.
func (s *server) build(p *part) {
	list, mistake := s.o.Site.Build(p.name)
	p.mistake, p.files = mistake, make(map[string][]byte, len(list))
	for _, f := range list {
		p.files["/"+f.Path] = f.Content
	}
	s.number++
	p.fresh, p.held, p.number = true, mistake != "", s.number
	if !p.held {
		p.answer()
		return
	}
	number := s.number
	time.AfterFunc(s.o.Calm, func() {
		s.call(func() {
			if p.fresh && p.number == number {
				p.held = false
				s.o.Site.Say(mistake)
			}
		})
	})
}

func (p *part) answer() {
	for _, a := range p.waiting {
		a <- p.view()
	}
	p.waiting = nil
}

// show answers who waits for a part, and tells open pages that they show what is
// no longer so.
func (p *part) show() {
	p.answer()
	for e := range p.eyes {
		if e.after < p.number {
			close(e.told)
			delete(p.eyes, e)
		}
	}
}

func (p *part) view() view { return view{p.files, p.mistake, p.number} }

// changed takes in that files have changed. What changed in its permissions
// alone is of interest where something could not be read.
func (s *server) changed(names []string, permissions bool) {
	s.call(func() {
		if permissions && !s.mistaken() {
			return
		}
		touches := s.o.Site.Change(names)
		for _, p := range s.parts {
			p.fresh = p.fresh && !touches(p.name)
		}
		s.changes++
		s.idle = false
		s.calm(func() { s.idle = true })
	})
}

// calm does something when nothing has changed for a while, unless something
// does.
func (s *server) calm(f func()) {
	change := s.changes
	time.AfterFunc(s.o.Calm, func() {
		s.call(func() {
			if s.changes == change {
				f()
			}
		})
	})
}

func (s *server) mistaken() bool {
	for _, p := range s.parts {
		if p.mistake != "" {
			return true
		}
	}
	return false
}

// view gives the part that an address belongs to, as the files are now. It fails
// where nobody waits for it any more.
func (s *server) view(ctx context.Context, address string) (view, bool) {
	answer := make(chan view, 1)
	s.call(func() {
		if p := s.at(address); p.fresh && !p.held {
			answer <- p.view()
		} else {
			p.waiting = append(p.waiting, answer)
		}
	})
	select {
	case v := <-answer:
		return v, true
	case <-ctx.Done():
	case <-s.over:
	}
	return view{}, false
}

// open takes note of an open page, until leave is called. Told is closed when
// the page shows an older build than there is.
func (s *server) open(address string, after int64) (told <-chan struct{}, leave func()) {
	e := &eye{after, make(chan struct{})}
	var p *part
	s.call(func() {
		p = s.at(address)
		if after == newest {
			e.after = p.number
		}
		p.eyes[e] = true
	})
	return e.told, func() { s.call(func() { delete(p.eyes, e) }) }
}
