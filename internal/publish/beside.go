package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// beside names what lies in the folder of ours beside a site. What a folder is
// called tells what it is, and a name changes in one step: so a process that is
// killed leaves nothing that looks like what it is not.
type beside struct {
	dir string
	// site is the spare: the site that was there before, whole.
	site string
	// next is what becomes the new site. Whoever finds one has the lock, so the
	// process that made it is dead, and it is neither whole nor of any use.
	next string
	// old is the site between two renames, on systems that need two.
	old string
	// list is the manifest of next, until all of it is written.
	list string
	// noted is a list of the sizes of the site's files, and differs one of how the
	// spare differs from the site.
	noted, differs string
}

func besideOf(out string) beside {
	dir := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".spare")
	at := func(name string) string { return filepath.Join(dir, name) }
	return beside{dir, at("site"), at("next"), at("old"), at("list"), at("sizes"), at("differs")}
}

// recover takes away what a build that was killed has left behind. Where the
// site was moved aside and the new one had not come, it comes back.
func (b beside) recover(out string) error {
	if !there(out) && there(b.old) {
		if err := os.Rename(b.old, out); err != nil {
			return err
		}
	}
	return b.clear()
}

// there tells whether something has a name.
func there(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// make makes the folder. What is in it is nothing for a repository.
func (b beside) make() error {
	if err := os.Mkdir(b.dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.WriteFile(filepath.Join(b.dir, ".gitignore"), []byte("*\n"), 0o644)
}

// clear takes away what is left of a build, and the folder with it where it
// holds nothing that the next one could use.
func (b beside) clear() error {
	if there(b.site) || there(b.noted) {
		return errors.Join(os.RemoveAll(b.next), os.RemoveAll(b.old), os.RemoveAll(b.list))
	}
	return os.RemoveAll(b.dir)
}

// note writes down how large the files of a site are, in the order of its
// manifest, which the first line names by its digest: sizes are of use with
// that one alone.
func (b beside) note(s *site) error {
	out := append([]byte(s.digest), '\n')
	for _, size := range s.sizes {
		out = append(strconv.AppendInt(out, size, 10), '\n')
	}
	return b.write(b.noted, out)
}

// compared writes down how the old site differs from the new one, which both are
// named by the digests of their manifests: where it is the spare, most of it need
// not be looked at. A site that is another one altogether is not described.
func (b beside) compared(s *site, old *tree) error {
	if old == nil || 4*len(s.written) > len(s.names) {
		return b.forget(b.differs)
	}
	body := []byte(s.digest + " " + old.digest + "\n")
	for name := range s.written {
		sum := "-"
		if i := old.find(name); i >= 0 {
			sum = old.sums[i]
		}
		body = append(body, sum+"  "+name+"\n"...)
	}
	for i, name := range old.names {
		if _, written := s.written[name]; !written && !s.stays[i].regular {
			body = append(body, old.sums[i]+"  "+name+"\n"...)
		}
	}
	return b.write(b.differs, append([]byte(digestOf(body)+"\n"), body...))
}

func (b beside) write(name string, data []byte) error {
	if err := b.make(); err != nil {
		return err
	}
	if info, err := look(name); err == nil && !info.regular {
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return os.WriteFile(name, data, 0o644)
}

func (b beside) forget(name string) error {
	if err := os.RemoveAll(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// read gives what write has written; nothing where it has not. What is no
// ordinary file is not opened: a pipe would never end.
func read(name string) string {
	if info, err := look(name); err != nil || !info.regular {
		return ""
	}
	out, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(out)
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
