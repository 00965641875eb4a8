package archive

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// changer is every way in which the archive changes what is on the disk. Each
// call is one step of its own, and a release can be stopped between any two.
type changer interface {
	// FS reads the source folder.
	FS() fs.FS
	// Mkdir makes a folder; one that is there already is fine.
	Mkdir(name string) error
	// Write makes a new file and waits until its bytes are on the disk.
	Write(name string, data []byte) error
	// Rename moves a file or a folder, in one step.
	Rename(old, new string) error
	// Remove deletes a file; one that is not there is fine.
	Remove(name string) error
	// RemoveAll deletes a folder and everything in it.
	RemoveAll(name string) error
	// Sync waits until the names in a folder are on the disk.
	Sync(dir string) error
}

// disk changes a source folder. No link leads it out of the folder.
type disk struct{ root *os.Root }

// FS reads the folder.
func (d *disk) FS() fs.FS { return d.root.FS() }

// Mkdir makes a folder, which may be there already.
func (d *disk) Mkdir(name string) error {
	err := d.root.Mkdir(name, 0o755)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// Write writes a new file and waits until it is on the disk.
func (d *disk) Write(name string, data []byte) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// Rename moves a file or a folder in one step.
func (d *disk) Rename(old, new string) error { return d.root.Rename(old, new) }

// Remove deletes a file, which may be gone already.
func (d *disk) Remove(name string) error {
	err := d.root.Remove(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// RemoveAll deletes a folder with all in it.
func (d *disk) RemoveAll(name string) error { return d.root.RemoveAll(name) }

// Sync waits until the names in a folder are on the disk.
func (d *disk) Sync(dir string) error {
	f, err := d.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(syncFolder(f), f.Close())
}

// parents lists the folders from data down to dir, the outermost first.
func parents(dir string) []string {
	if dir == dataDir || dir == "." {
		return []string{dir}
	}
	return append(parents(path.Dir(dir)), dir)
}
