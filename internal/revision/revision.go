// Package revision reads files as they stood at a revision, by asking git.
package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// File gives a file of the folder dir as it stood at a revision. Path is
// relative to dir, with slashes. It is false where the revision has no such
// file; a revision that is not there is an error.
func File(ctx context.Context, dir, rev, path string) ([]byte, bool, error) {
	if err := known(ctx, dir, rev); err != nil {
		return nil, false, err
	}
	listed, err := git(ctx, dir, "ls-tree", "-z", "--name-only", "--end-of-options", rev, "./"+path)
	if err != nil || len(listed) == 0 {
		return nil, false, err
	}
	data, err := git(ctx, dir, "cat-file", "blob", "--end-of-options", rev+":./"+path)
	return data, err == nil, err
}

// known wants a revision to be there.
func known(ctx context.Context, dir, rev string) error {
	_, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	var exit *exec.ExitError
	if err == nil || !errors.As(err, &exit) || ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%s: git knows no revision %q", dir, rev)
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
	return ran(ctx, dir, nil, args...)
}

// ran runs git with something to read.
func ran(ctx context.Context, dir string, in io.Reader, args ...string) ([]byte, error) {
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, in, &out, &said
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("git is not installed; it is needed to read an older revision")
		}
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(said.String()))
	}
	return out.Bytes(), nil
}

// Folder gives the files of the folder dir below some of its folders, as they
// stood at a revision, by their paths from dir, with slashes. Only what want
// says is read. Links and submodules are no files.
func Folder(ctx context.Context, dir, rev string, want func(path string) bool, roots ...string) (map[string][]byte, error) {
	if err := known(ctx, dir, rev); err != nil {
		return nil, err
	}
	args := []string{"ls-tree", "-r", "-z", "--end-of-options", rev}
	for _, root := range roots {
		args = append(args, "./"+root)
	}
	listed, err := git(ctx, dir, args...)
	if err != nil {
		return nil, err
	}
	var names []string
	var ask bytes.Buffer
	for line := range strings.SplitSeq(string(listed), "\x00") {
		// Mode, type, name of the object, a tab, the path.
		about, path, _ := strings.Cut(line, "\t")
		fields := strings.Fields(about)
		if len(fields) != 3 || fields[0] != "100644" && fields[0] != "100755" || !want(path) {
			continue
		}
		names = append(names, path)
		ask.WriteString(fields[2] + "\n")
	}
	if len(names) == 0 {
		return map[string][]byte{}, nil
	}
	objects, err := ran(ctx, dir, &ask, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	return blobs(names, objects)
}

// blobs takes apart what cat-file --batch gives: for each object a line with
// its name, its type and how many bytes it has, then these and a line feed.
func blobs(names []string, objects []byte) (map[string][]byte, error) {
	out := make(map[string][]byte, len(names))
	for _, name := range names {
		head, rest, _ := bytes.Cut(objects, []byte("\n"))
		fields := strings.Fields(string(head))
		if len(fields) != 3 || fields[1] != "blob" {
			return nil, fmt.Errorf("git cat-file gives %q for %s", head, name)
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil || size < 0 || size >= len(rest) {
			return nil, fmt.Errorf("git cat-file gives %q for %s", head, name)
		}
		out[name], objects = rest[:size:size], rest[size+1:]
	}
	return out, nil
}

// Changed lists the files below dir that are others than at a revision, new or
// gone, by their paths from dir. Only those that the patterns of git name are
// looked at; what git ignores is left out.
func Changed(ctx context.Context, dir, rev string, patterns ...string) ([]string, error) {
	if err := known(ctx, dir, rev); err != nil {
		return nil, err
	}
	differ, err := git(ctx, dir, slices.Concat([]string{"diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", "--end-of-options", rev, "--"}, patterns)...)
	if err != nil {
		return nil, err
	}
	others, err := git(ctx, dir, slices.Concat([]string{"ls-files", "--others", "--exclude-standard", "-z", "--"}, patterns)...)
	if err != nil {
		return nil, err
	}
	out := strings.FieldsFunc(string(differ)+string(others), func(r rune) bool { return r == 0 })
	slices.Sort(out)
	return slices.Compact(out), nil
}
