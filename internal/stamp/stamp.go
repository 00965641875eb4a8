// Package stamp tells whether a file is the one it was, by what the file system
// says of it. Git's index and ninja do the same.
package stamp

import (
	"encoding/binary"
	"errors"
	"time"
)

// Stamp stands for what a file holds, or which names a folder holds: as long as
// it is the same, that is. It can be compared with ==.
type Stamp struct {
	// Device and Inode are the file, whatever it is called.
	Device, Inode uint64
	// Mode is what kind of file it is, and who may read it.
	Mode uint64
	Size int64
	// Written is when the content was, in nanoseconds; anybody can set that.
	// Changed is when anything was; nobody can set it but with the clock.
	Written, Changed int64
}

// ErrUnknown says that this system does not tell enough of a file.
var ErrUnknown = errors.New("the file system does not tell when a file was changed")

// Settled tells whether a file that is read from a moment on is older than the
// clocks of file systems are coarse. Of a younger one nobody knows: it can be
// written again without another stamp.
func (s Stamp) Settled(from time.Time) bool {
	return max(s.Written, s.Changed) < from.Add(-2*time.Second).UnixNano()
}

// Length is how many bytes a stamp takes.
const Length = 48

// Append adds the bytes of a stamp.
func (s Stamp) Append(out []byte) []byte {
	for _, x := range [...]uint64{s.Device, s.Inode, s.Mode, uint64(s.Size), uint64(s.Written), uint64(s.Changed)} {
		out = binary.LittleEndian.AppendUint64(out, x)
	}
	return out
}

// From reads what Append wrote; data has [Length] bytes at least.
func From(data []byte) Stamp {
	at := func(i int) uint64 { return binary.LittleEndian.Uint64(data[8*i:]) }
	return Stamp{at(0), at(1), at(2), int64(at(3)), int64(at(4)), int64(at(5))}
}
