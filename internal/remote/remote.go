// Package remote holds a published site against the one that it should be: it
// fetches every file and compares, byte for byte.
package remote

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Input is what to compare.
type Input struct {
	// Site is the address of the published site, with a slash at its end.
	Site string
	// Files are those that the site should have, by path, with their SHA-256 in
	// hexadecimal digits.
	Files map[string]string
	// Silent are paths that the server reads and gives to nobody. Manifest is
	// that of the list of all files, which names those of the published site.
	Silent   []string
	Manifest string
	// Notices are the paths of the JSON of notices, which says which version
	// is published.
	Notices []string
}

// What differs.
const (
	// Differs: the file has other bytes. Missing: there is none. Elsewhere: the
	// address leads to another. Extra: the published site has a file that it
	// should not have.
	Differs   = "differs"
	Missing   = "missing"
	Elsewhere = "elsewhere"
	Extra     = "extra"
)

// Difference is a file that is not as it should be.
type Difference struct {
	Path, What string
	// Detail is the status of the answer, or where it leads.
	Detail string
}

// Live is the version of a notice that is published.
type Live struct {
	Path    string
	Brand   string
	Kind    string
	Version int
	State   string
}

// Report is what was found.
type Report struct {
	// Same is how many files are as they should be.
	Same        int
	Differences []Difference
	Live        []Live
}

// together is how many files are fetched at the same time, patience how long one
// may take, and most how large it may be: a server that sends without end is
// stopped.
const (
	together = 8
	patience = 30 * time.Second
	most     = 32 << 20
)

// Compare fetches the files. An error is that of the network, or of the server
// where it is in trouble itself: then nothing is known of the site.
func Compare(ctx context.Context, in Input) (*Report, error) {
	c := &comparison{in: in, client: http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(together)
	for p, sum := range in.Files {
		if p != in.Manifest && !slices.Contains(in.Silent, p) {
			group.Go(func() error { return c.file(ctx, p, sum) })
		}
	}
	group.Go(func() error { return c.extra(ctx) })
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(c.report.Differences, func(a, b Difference) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(c.report.Live, func(a, b Live) int { return cmp.Compare(a.Path, b.Path) })
	return &c.report, nil
}

type comparison struct {
	in     Input
	client http.Client
	mu     sync.Mutex
	report Report
}

// file fetches one file and compares it.
func (c *comparison) file(ctx context.Context, p, sum string) error {
	body, what, detail, err := c.get(ctx, p)
	if err != nil {
		return err
	}
	if what == "" {
		digest := sha256.Sum256(body)
		if hex.EncodeToString(digest[:]) != sum {
			what = Differs
		}
	}
	var live *Live
	if slices.Contains(c.in.Notices, p) && (what == "" || what == Differs) {
		live = read(p, body)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if what == "" {
		c.report.Same++
	} else {
		c.report.Differences = append(c.report.Differences, Difference{p, what, detail})
	}
	if live != nil {
		c.report.Live = append(c.report.Live, *live)
	}
	return nil
}

// get fetches a file. The index of a folder is asked for as readers do.
func (c *comparison) get(ctx context.Context, p string) (body []byte, what, detail string, err error) {
	address := c.in.Site + strings.TrimSuffix(p, "index.html")
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, "", "", err
	}
	// No cache on the way answers for the server.
	req.Header.Set("Cache-Control", "no-cache")
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, "", "", err
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	switch {
	case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests:
		return nil, "", "", fmt.Errorf("%s answers %s; try again later", address, resp.Status)
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, Elsewhere, resp.Header.Get("Location"), nil
	case resp.StatusCode != http.StatusOK:
		return nil, Missing, resp.Status, nil
	}
	body, err = io.ReadAll(io.LimitReader(resp.Body, most+1))
	if len(body) > most {
		return nil, Differs, "", nil
	}
	return body, "", "", err
}

// read reads which version a notice is; nil where the file is not one of ours.
func read(p string, body []byte) *Live {
	var x struct {
		Version  int    `json:"version"`
		State    string `json:"state"`
		Document struct {
			Brand string `json:"brand"`
			Kind  string `json:"kind"`
		} `json:"document"`
	}
	if json.Unmarshal(body, &x) != nil || x.Version == 0 {
		return nil
	}
	// It is printed, and comes from elsewhere.
	state := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c == '-' {
			return c
		}
		return -1
	}, x.State)
	return &Live{p, x.Document.Brand, x.Document.Kind, x.Version, state}
}

// extra finds what the published site has too much, by its own list.
func (c *comparison) extra(ctx context.Context) error {
	body, what, detail, err := c.get(ctx, c.in.Manifest)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if what != "" {
		c.report.Differences = append(c.report.Differences, Difference{c.in.Manifest, what, detail})
		return nil
	}
	lines := bufio.NewScanner(bytes.NewReader(body))
	lines.Buffer(nil, most)
	for lines.Scan() {
		_, p, ok := strings.Cut(lines.Text(), "  ")
		if _, wanted := c.in.Files[p]; ok && !wanted && !slices.Contains(c.in.Silent, p) {
			c.report.Differences = append(c.report.Differences, Difference{Path: p, What: Extra})
		}
	}
	return lines.Err()
}
