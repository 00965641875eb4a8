// Package netlify writes how Netlify builds the sites of a repository: the one
// of all brands, and one of each brand at its own host
// (https://docs.netlify.com/configure-builds/file-based-configuration/).
package netlify

import (
	"fmt"
	"path"
	"strings"

	"notis/internal/inputs"
	"notis/internal/notice"
)

// Input is what the files are made of.
type Input struct {
	// Brands are those of the repository, sorted.
	Brands []Brand
	// Go is the whole version of Go to build with, such as 1.26.8: of a shorter
	// one, Netlify silently takes the one that it has.
	Go string
}

// Brand is what counts of a brand.
type Brand struct {
	ID   notice.ID
	Look notice.ID
}

// File is a file, its path relative to the root of the repository.
type File struct {
	Path    string
	Content []byte
}

// Mark begins every file: one that begins otherwise is somebody's own.
const Mark = "# Written by notis netlify."

// Folder holds a folder for the site of each brand, and what they share.
const Folder = "sites"

// Name is the name of the configuration in its folder.
const Name = "netlify.toml"

// Files gives the files, sorted by path.
func Files(in Input) []File {
	all := site{
		intro: "The site of all brands", build: "sh sites/build", publish: "public",
		paths: append(shared(), Name, "themes", "data/brands"), versions: "data/brands", gov: in.Go,
	}
	out := []File{{Name, all.configuration()}, {Folder + "/build", []byte(buildScript)}}
	for _, b := range in.Brands {
		dir := path.Join(Folder, string(b.ID))
		own := path.Join("data/brands", string(b.ID))
		s := site{
			intro: "The site of " + string(b.ID) + " alone: package directory " + dir + ", base directory empty", publish: dir + "/public", gov: in.Go,
			build: fmt.Sprintf("sh sites/build --brand %s --out %s/public", b.ID, dir), paths: append(shared(), "themes/base"), versions: own,
		}
		if b.Look != "" {
			s.paths = append(s.paths, path.Join("themes", string(b.Look)))
		}
		s.paths = append(s.paths, path.Join(dir, Name), own)
		out = append(out, File{path.Join(dir, Name), s.configuration()})
	}
	return append(out, File{Folder + "/unchanged", []byte(unchangedScript)})
}

// shared lists what every site is made of: the program, and what it reads
// beside the brands and their looks.
func shared() []string {
	out := []string{"go.mod", "go.sum", "*.go", "sites/build", "content", "data/site.toml"}
	for _, p := range inputs.Folders() {
		if p != "themes" {
			out = append(out, p)
		}
	}
	return out
}

type site struct {
	intro, build, publish, versions, gov string
	paths                                []string
}

func (s *site) configuration() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `%s
# %s.
# After an edit of data/brands/*/brand.toml, run go run ./cmd/notis netlify.

[build]
  command = %q
  publish = %q
  # Exit code 0 of this leaves a build out: nothing the site is made of has changed.
  ignore = "sh sites/unchanged %s %s"

[build.environment]
  # The whole version: of a shorter one, Netlify takes the one that it has.
  GO_VERSION = %q

# The files are published byte for byte as they were built.
[build.processing]
  skip_processing = true
`, Mark, s.intro, s.build, s.publish, s.versions, quoted(s.paths), s.gov)
	return []byte(b.String())
}

// quoted writes paths for a shell in a string of TOML. They are ids and names
// of ours; the star is git's.
func quoted(paths []string) string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = p
		if strings.Contains(p, "*") {
			out[i] = "'" + p + "'"
		}
	}
	return strings.Join(out, " ")
}
