package cli

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"notis/internal/diag"
	"notis/internal/register"
	"notis/internal/render"
	"notis/internal/serve"
	"notis/internal/source"
)

func (c *command) serve() *cobra.Command {
	var addr string
	var brands []string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "show the site while you edit it",
		Long: `Show the site in a browser while you edit it. A brand is built when you look
at it, and again at once after every change in data, i18n, layouts, themes and
content that touches it; open pages then load again. A mistake is shown in the
page and here, with its place, until it is mended. One in a brand that nobody
looks at is told here alone.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			return c.watch(cmd, addr, brands)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "localhost:1414", "address to listen on, on this machine")
	cmd.Flags().StringArrayVar(&brands, "brand", nil, "id of a brand to show, again for each one (default: all)")
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

func (c *command) watch(cmd *cobra.Command, addr string, brands []string) error {
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	if ip, ok := l.Addr().(*net.TCPAddr); !ok || !ip.IP.IsLoopback() {
		return errors.Join(usage{fmt.Errorf("--addr %s is open to other machines; drafts are shown on this one only, such as localhost:1414", addr)}, l.Close())
	}
	title, err := c.say("serve-title")
	ask, err2 := c.say("serve-ask")
	if err := errors.Join(err, err2); err != nil {
		return errors.Join(err, l.Close())
	}
	o := serve.Options{
		Listener: l, Lang: c.messages, Title: title, Ask: ask, Ignored: register.Ignored, Calm: 100 * time.Millisecond,
		Site: newPreview(c, dir, ids(brands), cmd.OutOrStdout()),
	}
	for _, sub := range source.Folders() {
		o.Watch = append(o.Watch, filepath.Join(dir, sub))
	}
	// At its usual pace, the garbage collector would run while a page loads.
	if chosen := debug.SetGCPercent(400); chosen != 100 {
		debug.SetGCPercent(chosen)
	} else {
		defer debug.SetGCPercent(chosen)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "serving at http://%s/\n", l.Addr())
	// Every other command can be stopped at any moment, and Ctrl-C just ends it.
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
	defer stop()
	return serve.Serve(ctx, o)
}

// explain words an error as Run would write it.
func (c *command) explain(err error) string {
	var out strings.Builder
	var list diag.List
	if errors.As(err, &list) {
		err = c.printFindings(&out, list)
	}
	fmt.Fprintf(&out, "notis: %v\n", err)
	return out.String()
}

// memory is a site that nobody writes to disk.
type memory struct {
	mu    sync.Mutex
	files []render.File
}

// Put takes a file.
func (m *memory) Put(path, _ string, content []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files = append(m.files, render.File{Path: path, Content: bytes.Clone(content)})
	return nil
}

// Expect does nothing.
func (m *memory) Expect() {}

// Keeper keeps nothing: there was no site before.
func (m *memory) Keeper() func(path, sum string) bool {
	return func(string, string) bool { return false }
}
