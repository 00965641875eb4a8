package page_test

import (
	"bytes"
	"os"
	"testing"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/redline"
)

// TestRoom wants the same bodies whatever else was made in their room, and each
// to stay as it is.
func TestRoom(t *testing.T) {
	a, err := archive.Read(os.DirFS("../demo/testdata/site"))
	if err != nil {
		t.Fatal(err)
	}
	c := context(t, notice.Norwegian)
	c.Notices["privacy"] = "/acme/personvern/"
	var read archive.Reader
	var docs []*document.Document
	for _, v := range a.Chain("demokraft", notice.PrivacyKind).Versions() {
		if v.Kept() {
			d, err := read.Document(a, v.Entry, notice.Norwegian)
			if err != nil {
				t.Fatal(err)
			}
			docs = append(docs, d)
		}
	}
	var made, alone [][]byte
	both := func(render func(page.Context) ([]byte, error)) {
		for _, x := range []struct {
			room *page.Room
			to   *[][]byte
		}{{c.Room, &made}, {nil, &alone}} {
			with := c
			with.Room = x.room
			out, err := render(with)
			if err != nil {
				t.Fatal(err)
			}
			*x.to = append(*x.to, out)
		}
	}
	c.Room = new(page.Room)
	for i, d := range docs {
		c.Changed = nil
		both(func(c page.Context) ([]byte, error) { return page.Body(d, c) })
		c.Changed = map[string]document.Line{d.Sections[0].ID: {{Text: "Endret"}}}
		both(func(c page.Context) ([]byte, error) { return page.Body(d, c) })
		x := &page.Changes{From: "a", To: "b", FromPath: "/a/", ToPath: "/b/", Redline: redline.Compare(docs[max(i-1, 0)], d)}
		both(func(c page.Context) ([]byte, error) { return page.RenderChanges(x, c) })
	}
	if len(made) < 15 {
		t.Errorf("only %d bodies", len(made))
	}
	for i := range made {
		if !bytes.Equal(made[i], alone[i]) {
			t.Errorf("body %d is another one than alone", i)
		}
	}
}
