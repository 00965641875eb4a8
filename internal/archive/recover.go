package archive

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// A release is written to a folder of its own beside the archive, laid out as
// data is: the entry in its place and the new archive.sum. Renaming that
// folder to decided is the moment the archive becomes the new one. What
// follows only moves it into place, each step of which can be done again:
//
//  1. the text of a version that is withdrawn is deleted,
//  2. the entry is moved to its chain,
//  3. archive.sum is replaced,
//  4. the folder is removed.
const (
	decided = "data/.release"
	staging = decided + "-" // and something random
)

// Recover finishes a release that was decided and then stopped, and clears
// away what others left that were stopped before. It is called before the
// archive of the source folder dir is read. It tells whether it finished a
// release. Where a release is running it waits for it; the error is a
// [diag.List] when that takes too long, or when the release is not whole.
func Recover(dir string) (finished bool, err error) {
	// Mostly there is nothing to do, and then the folder may be one that
	// cannot be written.
	entries, err := list(os.DirFS(dir), dataDir)
	if err != nil || !slices.ContainsFunc(entries, leftover) {
		return false, err
	}
	err = locked(dir, func(root *os.Root) error {
		finished, err = recoverIn(&disk{root})
		return err
	})
	return finished, err
}

// recoverIn does what Recover does, with the folder locked: whoever wrote what
// is left here is gone.
func recoverIn(d changer) (finished bool, err error) {
	entries, err := list(d.FS(), dataDir)
	if err != nil {
		return false, err
	}
	for _, e := range slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !leftover(e) }) {
		if name := path.Join(dataDir, e.Name()); name == decided {
			finished, err = true, finish(d)
		} else {
			err = d.RemoveAll(name)
		}
		if err != nil {
			return false, err
		}
	}
	return finished, nil
}

func leftover(e fs.DirEntry) bool {
	name := path.Join(dataDir, e.Name())
	rest, ours := strings.CutPrefix(name, staging)
	return name == decided || ours && len(rest) == len(rand.Text())
}

// write writes the release beside the archive and decides it.
func (r *release) write(d changer) error {
	dir := staging + strings.ToLower(rand.Text())
	if err := r.stage(d, dir); err != nil {
		return errors.Join(err, d.RemoveAll(dir))
	}
	if err := d.Rename(dir, decided); err != nil {
		return errors.Join(err, d.RemoveAll(dir))
	}
	return nil
}

func (r *release) stage(d changer, dir string) error {
	entry := path.Join(dir, r.entry.key.dir(), r.entry.Name)
	folders := parents(entry)[1:] // without data
	for _, f := range folders {
		if err := d.Mkdir(f); err != nil {
			return err
		}
	}
	for name, data := range r.files {
		if err := d.Write(path.Join(entry, name), data); err != nil {
			return err
		}
	}
	if err := d.Write(path.Join(dir, path.Base(Sum)), r.sum); err != nil {
		return err
	}
	for _, f := range slices.Backward(folders) {
		if err := d.Sync(f); err != nil {
			return err
		}
	}
	return nil
}

// finish brings a decided release into its place.
func finish(d changer) error {
	found, err := staged(d.FS())
	if err == nil {
		// Nothing old goes before the decision itself is on the disk.
		err = d.Sync(dataDir)
	}
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Record.Entry == notice.Withdrawn {
			if err := forget(d, path.Join(dataDir, f.key.dir(), entryName{f.Record.Number, notice.Published}.String())); err != nil {
				return err
			}
		}
		if err := move(d, f); err != nil {
			return err
		}
	}
	sum := path.Join(decided, path.Base(Sum))
	if _, err := fs.Stat(d.FS(), sum); err == nil {
		err = d.Rename(sum, Sum)
		if err == nil {
			err = d.Sync(dataDir)
		}
		if err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.RemoveAll(decided); err != nil {
		return err
	}
	return d.Sync(dataDir)
}

// staged lists the entries that a decided release has still to move. Each has
// to be whole and named by the release's own archive.sum: a folder that
// somebody else has put there deletes nothing and adds nothing.
func staged(fsys fs.FS) ([]*folder, error) {
	var found []*folder
	brands := path.Join(decided, "brands")
	err := fs.WalkDir(fsys, brands, func(name string, e fs.DirEntry, err error) error {
		parts := strings.Split(strings.TrimPrefix(name, decided+"/"), "/")
		switch {
		case name == brands && errors.Is(err, fs.ErrNotExist):
			return fs.SkipDir // all but the last step is done
		case err != nil:
			return err
		case !e.IsDir():
			return diag.List{problem("archive-unfinished", decided, nil)}
		case len(parts) < 5:
			return nil
		}
		found = append(found, &folder{Entry: Entry{Name: parts[4], Dir: name}, key: key{notice.ID(parts[1]), notice.Kind(parts[3])}})
		return fs.SkipDir
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	data, err := fs.ReadFile(fsys, path.Join(decided, path.Base(Sum)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	tips, bad := parseTips(string(data))
	r := newReader(fsys, nil)
	for _, f := range found {
		r.read(f)
		if bad != nil || len(f.problems) > 0 || len(f.absent) > 0 || !slices.Contains(tips, tip{f.key, f.Name, f.Digest}) {
			return nil, diag.List{problem("archive-unfinished", decided, nil)}
		}
	}
	return found, nil
}

// forget deletes the text of a version.
func forget(d changer, dir string) error {
	for _, name := range textFiles() {
		if err := d.Remove(path.Join(dir, name)); err != nil {
			return err
		}
	}
	return d.Sync(dir)
}

// move puts an entry at the end of its chain.
func move(d changer, f *folder) error {
	to := path.Join(dataDir, f.key.dir())
	for _, p := range parents(to)[1:] {
		if err := d.Mkdir(p); err != nil {
			return err
		}
		if err := d.Sync(path.Dir(p)); err != nil {
			return err
		}
	}
	if err := d.Rename(f.Dir, path.Join(to, f.Name)); err != nil {
		return err
	}
	return errors.Join(d.Sync(to), d.Sync(path.Dir(f.Dir)))
}
