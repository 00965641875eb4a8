package cli

import (
	"io/fs"

	"notis/internal/contrast"
)

// legible wants the colours of every look to be told from each other.
func legible(fsys fs.FS) error {
	list, err := contrast.Check(fsys)
	if err == nil && len(list) > 0 {
		return list
	}
	return err
}
