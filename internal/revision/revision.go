// Package revision reads files as they stood at a revision, by asking git.
package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// File gives a file of the folder dir as it stood at a revision. Path is
// relative to dir, with slashes. It is false where the revision has no such
// file; a revision that is not there is an error.
func File(ctx context.Context, dir, rev, path string) ([]byte, bool, error) {
	if _, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}"); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) || ctx.Err() != nil {
			return nil, false, err
		}
		return nil, false, fmt.Errorf("%s: git knows no revision %q", dir, rev)
	}
	listed, err := git(ctx, dir, "ls-tree", "-z", "--name-only", "--end-of-options", rev, "./"+path)
	if err != nil || len(listed) == 0 {
		return nil, false, err
	}
	data, err := git(ctx, dir, "cat-file", "blob", "--end-of-options", rev+":./"+path)
	return data, err == nil, err
}

// Holds tells whether a revision has a file of that path's last name anywhere,
// and where.
func Holds(ctx context.Context, dir, rev, name string) ([]string, error) {
	listed, err := git(ctx, dir, "ls-tree", "-r", "-z", "--full-tree", "--name-only", "--end-of-options", rev)
	if err != nil {
		return nil, err
	}
	var out []string
	for p := range strings.SplitSeq(string(listed), "\x00") {
		if p == name || strings.HasSuffix(p, "/"+name) {
			out = append(out, p)
		}
	}
	return out, nil
}

func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &said
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("git is not installed; it is needed to read an older revision")
		}
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(said.String()))
	}
	return out.Bytes(), nil
}
