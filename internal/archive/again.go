package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"time"

	"notis/internal/stamp"
)

// Again reads an archive that was read before. An entry whose folder and files
// have the stamps they had then is not hashed again: it is what it was, so long
// as nobody turns back the clock or writes to the disk behind the file system.
// Its place in the chain is followed as always, and whatever is used of it is
// held against its digest when it is ([Archive.File]). An entry that was changed
// in any way, or is too young to tell, is read whole.
type Again struct {
	// Look gives the stamp of a file or folder by its path from the source
	// folder.
	Look func(name string) (stamp.Stamp, error)
	// Now is when the reading begins.
	Now time.Time
	// Before gives what Bytes gave after an earlier reading; it may be nil.
	Before func() []byte
	// Program stands for the code that reads: what another one found to be right
	// is read whole.
	Program string

	was map[string]*seen
	mu  sync.Mutex
	is  map[string]*seen
	// anew is how many entries were read whole.
	anew int
}

// seen is an entry that was found to be right.
type seen struct {
	folder stamp.Stamp
	// names and stamps are those of the files in it.
	names  []string
	stamps []stamp.Stamp
	// sums is SHA256SUMS, and record what version.toml says but for its changes.
	sums, record []byte
}

// againFormat is the first word of what Bytes gives.
const againFormat = "notis-archive-1"

// againHead is the length of the first line: the format and a digest of the rest.
const againHead = len(againFormat) + len(" ") + 2*sha256.Size + len("\n")

// Recall takes in what Bytes gave after an earlier reading. What it does not
// understand, or is not what it was, is as if it had never been.
func (g *Again) Recall(data []byte) {
	if len(data) < againHead {
		return
	}
	sum := sha256.Sum256(data[againHead:])
	if string(data[:againHead]) != againFormat+" "+hex.EncodeToString(sum[:])+"\n" {
		return
	}
	r := unpacker{data[againHead:], true}
	if string(r.bytes()) != g.Program {
		return
	}
	was := make(map[string]*seen, len(data)/2048)
	for len(r.data) > 0 && r.ok {
		dir, e := string(r.bytes()), &seen{}
		e.folder = r.stamp()
		for n := r.count(); n > 0 && r.ok; n-- {
			e.names, e.stamps = append(e.names, string(r.bytes())), append(e.stamps, r.stamp())
		}
		e.sums, e.record = r.bytes(), r.bytes()
		was[dir] = e
	}
	if r.ok {
		g.was = was
	}
}

// Bytes gives what is known after the reading, for the next one, and whether
// that is something else than before.
func (g *Again) Bytes() (data []byte, changed bool) {
	if g.anew == 0 && len(g.is) == len(g.was) {
		return nil, false
	}
	size := againHead + len(g.Program) + binary.MaxVarintLen64
	for dir, e := range g.is {
		size += len(dir) + stamp.Length + len(e.sums) + len(e.record) + 4*binary.MaxVarintLen64
		for _, name := range e.names {
			size += len(name) + stamp.Length + binary.MaxVarintLen64
		}
	}
	body := pack(make([]byte, againHead, size), []byte(g.Program))
	for _, dir := range slices.Sorted(maps.Keys(g.is)) {
		e := g.is[dir]
		body = e.folder.Append(pack(body, []byte(dir)))
		body = binary.AppendUvarint(body, uint64(len(e.names)))
		for i, name := range e.names {
			body = e.stamps[i].Append(pack(body, []byte(name)))
		}
		body = pack(pack(body, e.sums), e.record)
	}
	sum := sha256.Sum256(body[againHead:])
	copy(body, againFormat+" "+hex.EncodeToString(sum[:])+"\n")
	return body, true
}

// Read reads and verifies the archive as [Read] does.
func (g *Again) Read(fsys fs.FS) (*Archive, error) {
	if g.Before != nil {
		g.Recall(g.Before())
	}
	g.is = make(map[string]*seen, len(g.was))
	return read(fsys, g)
}

func pack(out, data []byte) []byte {
	return append(binary.AppendUvarint(out, uint64(len(data))), data...)
}

// unpacker takes bytes apart; ok is false from the first that do not fit.
type unpacker struct {
	data []byte
	ok   bool
}

func (r *unpacker) count() uint64 {
	n, long := binary.Uvarint(r.data)
	if long <= 0 || n > uint64(len(r.data)) {
		r.ok, r.data = false, nil
		return 0
	}
	r.data = r.data[long:]
	return n
}

func (r *unpacker) take(n uint64) []byte {
	if n > uint64(len(r.data)) {
		r.ok, r.data = false, nil
		return nil
	}
	out := r.data[:n:n]
	r.data = r.data[n:]
	return out
}

func (r *unpacker) bytes() []byte { return r.take(r.count()) }

func (r *unpacker) stamp() stamp.Stamp {
	if data := r.take(stamp.Length); data != nil {
		return stamp.From(data)
	}
	return stamp.Stamp{}
}

// known fills in an entry that is what it was; where it is not, or is seen for
// the first time, it is false.
func (g *Again) known(f *folder) bool {
	if g == nil {
		return false
	}
	e := g.was[f.Dir]
	if e == nil || !g.same(f.Dir, e.folder) {
		return false
	}
	for i, name := range e.names {
		if !g.same(f.Dir+"/"+name, e.stamps[i]) {
			return false
		}
	}
	out := *f
	v, err := decodeRecord(e.record)
	if err != nil || !out.listed(e.sums) {
		return false
	}
	out.Record = *v
	for _, x := range out.Files {
		switch here := slices.Contains(e.names, x.Name); {
		case !here:
			out.absent = append(out.absent, x.Name)
		case x.Name != recordFile:
			out.present = append(out.present, x.Name)
		}
	}
	*f = out
	g.keep(f.Dir, e, false)
	return true
}

func (g *Again) same(name string, was stamp.Stamp) bool {
	is, err := g.Look(name)
	return err == nil && is == was
}

func (g *Again) keep(dir string, e *seen, anew bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.is[dir] = e
	if anew {
		g.anew++
	}
}

// before takes the stamps of an entry that is about to be read: what is written
// to it from then on gives it others. It is nil where nothing is to be kept.
func (g *Again) before(f *folder, here []fs.DirEntry) *seen {
	if g == nil {
		return nil
	}
	e := &seen{names: make([]string, len(here)), stamps: make([]stamp.Stamp, len(here))}
	var err error
	if e.folder, err = g.Look(f.Dir); err != nil || !e.folder.Settled(g.Now) {
		return nil
	}
	for i := range here {
		e.names[i] = here[i].Name()
		if e.stamps[i], err = g.Look(path.Join(f.Dir, e.names[i])); err != nil || !e.stamps[i].Settled(g.Now) {
			return nil
		}
	}
	return e
}

// after keeps an entry that was read and found to be right.
func (g *Again) after(f *folder, e *seen) {
	if e == nil || len(f.problems) > 0 || f.unread || f.source == nil {
		return
	}
	head, _, _ := bytes.Cut(f.source, []byte("\n[[changes]]\n"))
	e.sums, e.record = f.list, bytes.Clone(head)
	g.keep(f.Dir, e, true)
}
