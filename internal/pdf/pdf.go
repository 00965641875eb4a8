// Package pdf prints built pages as PDF files, with a Chromium that is installed
// on the machine.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"notis/internal/notice"
)

// names are what Chromium and its kin are called in the PATH.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// Find gives the program that prints: the one that somebody chose, or the first
// in the PATH.
func Find(chosen string) (string, error) {
	if chosen != "" {
		found, err := exec.LookPath(chosen)
		if err != nil {
			return "", fmt.Errorf("NOTIS_CHROMIUM names no program that can be run: %w", err)
		}
		return found, nil
	}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", fmt.Errorf("there is no Chromium to print with\nhint: install Chromium or Google Chrome (on Debian or Ubuntu: apt-get install chromium), or name one in NOTIS_CHROMIUM; looked in the PATH for %s", strings.Join(names, ", "))
}

// Printer prints pages.
type Printer struct {
	// Program is the path of Chromium.
	Program string
	// Patience is how long one page may take.
	Patience time.Duration
}

// Print makes a page, which needs no other file, a tagged PDF with an outline.
// The day takes the place of the time at which it was printed: the same page
// gives the same bytes, with the same Chromium and the same fonts.
func (p Printer) Print(ctx context.Context, page []byte, day notice.Date) (out []byte, err error) {
	dir, err := os.MkdirTemp("", "notis-pdf-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	from, to := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(from, page, 0o600); err != nil {
		return nil, err
	}
	if err := p.run(ctx, dir, from, to); err != nil {
		return nil, err
	}
	if out, err = os.ReadFile(to); err != nil {
		return nil, fmt.Errorf("%s printed nothing: %w", p.Program, err)
	}
	return dated(out, day)
}

// longest is how long the path of a folder may be in which Chromium makes a
// socket: systems have little more than a hundred bytes for the path of one.
const longest = 60

// run runs Chromium with a profile of its own, which goes with the folder.
func (p Printer) run(ctx context.Context, dir, from, to string) error {
	patient, stop := context.WithTimeout(ctx, p.Patience)
	defer stop()
	args := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync", "--disable-component-update", "--disable-background-networking",
		// A page has all it needs; nothing else is asked for.
		"--host-resolver-rules=MAP * ~NOTFOUND",
		"--user-data-dir=" + filepath.Join(dir, "profile"),
		"--generate-pdf-document-outline", "--no-pdf-header-footer", "--print-to-pdf=" + to,
	}
	if os.Geteuid() == 0 {
		// Chromium refuses to run as root in its sandbox; machines that build
		// often have no other user.
		args = append(args, "--no-sandbox")
	}
	cmd := exec.CommandContext(patient, p.Program, append(args, (&url.URL{Scheme: "file", Path: filepath.ToSlash(from)}).String())...)
	var said bytes.Buffer
	cmd.Stderr = &said
	cmd.WaitDelay = 5 * time.Second
	if len(dir) < longest {
		// What it leaves behind when it is ended goes with the folder too.
		cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	}
	together(cmd)
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("stopped before all was printed: %w", ctx.Err())
	case patient.Err() != nil:
		return fmt.Errorf("%s did not print a page within %s", p.Program, p.Patience)
	case err != nil:
		return fmt.Errorf("%s: %w%s", p.Program, err, lastLine(said.String()))
	}
	return nil
}

// lastLine is the last of what a program said, to be put behind an error.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return ": " + last
	}
	return ""
}

// times are when Chromium says the file was made.
var times = regexp.MustCompile(`/(?:CreationDate|ModDate) \(D:(\d{14})`)

// dated holds a file to be what was asked for, and puts the day in the place of
// the times: as long as they are, so that everything stays where the table at
// the end of the file says it is.
func dated(file []byte, day notice.Date) ([]byte, error) {
	if !bytes.HasPrefix(file, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(file), []byte("%%EOF")) {
		return nil, errors.New("what Chromium printed is no whole PDF")
	}
	for _, part := range []string{"/MarkInfo", "/Lang", "/Outlines", "/Title"} {
		if !bytes.Contains(file, []byte(part)) {
			return nil, fmt.Errorf("the PDF lacks %s: this Chromium is too old\nhint: version 131 and newer print tagged files with an outline, and the version on each page", part)
		}
	}
	found := times.FindAllSubmatchIndex(file, -1)
	if len(found) != 2 {
		return nil, fmt.Errorf("the PDF says %d times, and not two, when it was made", len(found))
	}
	stamp := strings.ReplaceAll(string(day), "-", "") + "000000"
	for _, at := range found {
		if at[3]-at[2] != len(stamp) {
			return nil, fmt.Errorf("%q is no day", day)
		}
		copy(file[at[2]:at[3]], stamp)
	}
	return file, nil
}
