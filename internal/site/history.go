package site

import (
	"slices"
	"strconv"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
)

// history adds the page of all versions.
func (n *notices) history() error {
	var h page.History
	for i := len(n.line) - 1; i >= 0; i-- {
		h.Entries = append(h.Entries, n.entry(&n.line[i]))
	}
	body, err := page.RenderHistory(&h, n.context(nil))
	if err != nil {
		return err
	}
	path := n.base + below[n.lang].history
	title, lead := n.title()
	out := &Notice{Kind: string(n.kind)}
	if tip := n.newest(); tip != nil {
		out.Standing = tip.Standing
	}
	n.add(Page{
		Key: n.key("history"), Layout: "history", Lang: n.lang, Path: path, Title: n.say(n.lang, "page-history", "Title", title),
		Description: lead, Body: body, Brand: n.brand, Notice: out, NoIndex: !out.Standing.Official,
		Formats: []Format{{"application/atom+xml", n.base + feedFile}}, Updated: since(n.chain, n.in.Date),
	})
	return nil
}

// tombstone adds a page at the addresses of a version whose text was
// withdrawn: who did it, when and why.
func (n *notices) tombstone(v *span) error {
	body, err := page.RenderHistory(&page.History{Entries: []page.Version{n.entry(v)}}, n.context(nil))
	if err != nil {
		return err
	}
	title, _ := n.title()
	path := versionPath(n.base, v.Record.Number)
	at := map[string]string{v.Name: path, v.Name + "/current": path + below[n.lang].current}
	if v.Record.Before > 0 {
		at[v.Name+"/changes"] = path + below[n.lang].changes
	}
	out := &Notice{Kind: string(n.kind), History: n.base + below[n.lang].history}
	if tip := n.newest(); tip != nil {
		out.Standing = tip.Standing
	}
	if err := n.export(path, v, nil); err != nil {
		return err
	}
	for key, address := range at {
		n.add(Page{
			Key: n.key(key), Layout: "history", Lang: n.lang, Path: address, Title: n.say(n.lang, "page-version", "Title", title, "Number", v.Record.Number),
			Description: n.say(n.lang, "withdrawn-lead"), Body: body, Brand: n.brand, NoIndex: true, Canonical: path, Notice: out,
		})
	}
	return nil
}

// title gives what the notice is called, and what its history says first.
func (n *notices) title() (title, lead string) {
	for _, l := range n.brand.Notices {
		if l.Kind == string(n.kind) {
			title = l.Title
		}
	}
	return title, n.say(n.lang, "history-lead")
}

// newest is the text of the newest version that has one.
func (n *notices) newest() *document.Document {
	for i := len(n.line) - 1; i >= 0; i-- {
		if d := n.docs[n.line[i].Record.Number]; d != nil {
			return d
		}
	}
	return nil
}

// entry is one version in the history.
func (n *notices) entry(v *span) page.Version {
	r := &v.Record
	out := page.Version{
		ID: "v" + strconv.Itoa(r.Number), Number: r.Number, State: v.state, Rendition: r.Provenance != notice.Authored && v.state != page.Unkept,
		From: n.date(r.Effective), Recorded: n.date(r.Recorded), Class: string(r.Class), Computed: string(r.Computed),
		Reason: n.word(r.Reason), Summary: n.word(r.Summary), Role: n.word(r.Role), Told: n.told(r), Corrects: r.Corrects, Digest: string(v.Digest),
	}
	if r.Provenance == notice.Authored {
		out.Until = n.date(v.until)
	}
	if v.CorrectedBy != nil {
		out.CorrectedBy = v.CorrectedBy.Record.Number
	}
	out.CalledOff, out.Withdrawn = n.event(v.CalledOff), n.event(v.Withdrawn)
	if n.docs[r.Number] == nil {
		// What was withdrawn is not to be told in other words.
		if v.Withdrawn != nil {
			out.Summary = ""
		}
		return out
	}
	out.Source = n.docs[r.Number].Standing.Digest
	path := versionPath(n.base, r.Number)
	out.Path = n.in.Base + path
	if r.Before > 0 {
		out.Changes = out.Path + below[n.lang].changes
	}
	if n.later(v) != nil {
		out.ToCurrent = out.Path + below[n.lang].current
	}
	out.Sentences, out.Withheld = n.sentences(v), n.silent(v)
	return out
}

// event is what a later entry says of a version.
func (n *notices) event(e *archive.Entry) *page.Event {
	if e == nil {
		return nil
	}
	return &page.Event{Date: n.date(e.Record.Recorded), Role: n.word(e.Record.Role), Reason: n.word(e.Record.Reason), Digest: string(e.Digest)}
}

// told words how readers were told of a version, or why not.
func (n *notices) told(r *notice.Version) string {
	if r.Notified.IsZero() {
		return n.word(r.NotNotified)
	}
	channel, err := n.in.Notice[n.lang].Say("channel-"+string(r.Notified.Channel), nil)
	n.failed(err)
	return n.say(n.lang, "history-told", "Date", n.date(r.Notified.Date), "Channel", channel, "Audience", n.word(r.Notified.Audience))
}

// sentences are the changes of a version, each leading to its place on the
// version's own page. Several pages tell them.
func (n *notices) sentences(v *span) []page.Sentence {
	if v.sentences == nil {
		list := n.changed(v)
		if n.silent(v) {
			list = slices.DeleteFunc(slices.Clone(list), func(c notice.Told) bool { return !told(v, c) })
		}
		v.sentences = n.worded(list, n.in.Base+versionPath(n.base, v.Record.Number))
	}
	return v.sentences
}

// changed gives what the record of a version tells; both languages ask for it.
func (n *notices) changed(v *span) []notice.Told {
	list, known := n.records[v.Dir]
	if !known {
		var err error
		list, err = n.in.Archive.Changes(v.Entry)
		n.failed(err)
		n.records[v.Dir] = list
	}
	return list
}

// worded are changes in the notice's language.
func (n *notices) worded(list []notice.Told, path string) []page.Sentence {
	out := make([]page.Sentence, 0, len(list))
	for i := range list {
		c := &list[i]
		s := page.Sentence{Text: c.Text.In(n.lang), Class: string(c.Class), Nature: string(c.Nature), Path: c.Path}
		if c.Anchor != "" {
			s.To = path + "#" + c.Anchor
		}
		out = append(out, s)
	}
	// What matters most comes first: nobody reads all of many.
	slices.SortStableFunc(out, func(a, b page.Sentence) int { return notice.Class(b.Class).Rank() - notice.Class(a.Class).Rank() })
	return out
}

// told tells whether a sentence can be told although a text around it was
// withdrawn: what is new in a version that is kept quotes nothing of the one
// before.
func told(v *span, c notice.Told) bool { return v.Withdrawn == nil && c.Op == "added" }

// silent tells that the sentences of a version quote, or may quote, a text
// that was withdrawn.
func (n *notices) silent(v *span) bool {
	before := n.at(v.Record.Before)
	return v.Withdrawn != nil || before != nil && before.Withdrawn != nil
}

// named is what a version is called on the pages of changes.
func (n *notices) named(v *span) string {
	if from := n.date(v.Record.Effective); from != "" {
		return n.say(n.lang, "version-dated", "Number", v.Record.Number, "Date", from)
	}
	return n.say(n.lang, "version-recorded", "Number", v.Record.Number, "Date", n.date(v.Record.Recorded))
}

// changes adds the page of what a version changed.
func (n *notices) changes(v *span) error {
	before := n.at(v.Record.Before)
	path := versionPath(n.base, v.Record.Number)
	d := n.docs[v.Record.Number]
	x := &page.Changes{
		From: n.named(before), To: n.named(v), FromPath: n.in.Base + versionPath(n.base, before.Record.Number), ToPath: n.in.Base + path,
		Summary: n.word(v.Record.Summary), Groups: []page.Group{{Sentences: n.sentences(v), Withheld: n.silent(v)}},
	}
	if old := n.docs[before.Record.Number]; old != nil { // else it was withdrawn since
		x.Redline = n.redlines.Compare(old, d)
	}
	title := n.say(n.lang, "page-changes", "Title", d.Title, "Number", v.Record.Number)
	return n.comparison(n.key(v.Name+"/changes"), path+below[n.lang].changes, title, x, d)
}

// toCurrent adds the page of what has changed since a version. The sentences
// are those of the versions since, as they were told.
func (n *notices) toCurrent(v *span) error {
	now := n.later(v)
	d := n.docs[now.Record.Number]
	path := versionPath(n.base, v.Record.Number)
	x := &page.Changes{
		From: n.named(v), To: n.named(now), FromPath: n.in.Base + path, ToPath: n.in.Base + n.base,
		Redline: n.redlines.Compare(n.docs[v.Record.Number], d),
	}
	for _, w := range n.since(v, now) {
		at := n.in.Base + versionPath(n.base, w.Record.Number)
		x.Groups = append(x.Groups, page.Group{Title: n.named(w), Path: at, Sentences: n.sentences(w), Withheld: n.silent(w)})
	}
	title := n.say(n.lang, "page-to-current", "Title", d.Title, "Number", v.Record.Number)
	return n.comparison(n.key(v.Name+"/current"), path+below[n.lang].current, title, x, d)
}

// since follows the versions back from one to another by what each was
// compared with; the newest first.
func (n *notices) since(v, now *span) []*span {
	var out []*span
	for w := now; w != nil && w.Record.Number > v.Record.Number; w = n.at(w.Record.Before) {
		out = append(out, w)
	}
	return out
}

func (n *notices) at(number int) *span {
	i := slices.IndexFunc(n.line, func(v span) bool { return v.Record.Number == number })
	if i < 0 {
		return nil
	}
	return &n.line[i]
}

// comparison adds a page of changes.
func (n *notices) comparison(key, path, title string, x *page.Changes, d *document.Document) error {
	body, err := page.RenderChanges(x, n.context(nil))
	if err != nil {
		return err
	}
	n.add(Page{
		Key: key, Layout: "history", Lang: n.lang, Path: path, Title: title, Description: n.say(n.lang, "changes-lead"), Body: body,
		Brand: n.brand, NoIndex: true, Canonical: path,
		Notice: &Notice{Kind: string(n.kind), Standing: d.Standing, History: n.base + below[n.lang].history},
	})
	return nil
}
