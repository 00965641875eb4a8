// Package cli is the command line: flags, streams and exit codes. What the
// commands do is in the packages below it.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"
	_ "time/tzdata" // dates are Norwegian dates, wherever the program runs

	"github.com/spf13/cobra"

	"notis"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/source"
	"notis/internal/words"
)

// Exit codes.
const (
	OK       = 0
	Failure  = 1
	Usage    = 2
	Findings = 3
	NotKnown = 4
)

// Env is the world a command runs in.
type Env struct {
	Args           []string
	Stdout, Stderr io.Writer
	// Stdin is where answers come from, where Terminal tells that a person
	// can be asked.
	Stdin    io.Reader
	Terminal bool
	// Colour tells that Stdout is a terminal that shows colours.
	Colour bool
	// Progress tells that Stderr is a terminal, which shows how far a build is.
	Progress bool
	// Dir is the working directory.
	Dir string
	// Getenv gives a variable of the environment; it may be nil.
	Getenv func(string) string
	Now    func() time.Time
}

// Colour tells whether output should have colours: on a terminal that knows
// them, and where nobody asks for none (https://no-color.org).
func Colour(terminal bool, getenv func(string) string) bool {
	return terminal && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}

// usage is an error of the command line itself.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// Run runs a command and gives its exit code. Everything that goes wrong is
// written to Stderr.
func Run(ctx context.Context, env Env) int {
	c := &command{env: env, messages: "en"}
	root := c.root()
	root.SetArgs(env.Args)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return OK
	}
	var list diag.List
	if errors.As(err, &list) {
		err = c.printFindings(env.Stderr, list)
	}
	var u usage
	if errors.As(err, &u) {
		fmt.Fprintf(env.Stderr, "notis: %v\nhint: notis --help tells what there is\n", err)
		return Usage
	}
	fmt.Fprintf(env.Stderr, "notis: %v\n", err)
	var f found
	if errors.As(err, &f) {
		return Findings
	}
	var unknown notKnown
	if errors.As(err, &unknown) {
		return NotKnown
	}
	return Failure
}

// command holds the flags that all commands share.
type command struct {
	env    Env
	source string
	date   string
	// messages is the language of what the command itself says.
	messages string
}

func (c *command) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "notis",
		Short:         "versioned privacy and cookie notices from facts",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&c.source, "source", "", "folder with data/brands (default: the nearest one upward)")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	root.AddCommand(c.build(), c.serve(), c.check(), c.explainCommand(), c.questions(), c.coverage(), c.schema(), c.fmt(), c.newCommand(), c.cacheCommand(), c.release(), c.verify(), c.diff(), c.affected(), c.review(), c.due(), c.netlify(), c.show(), c.pdf(), c.version())
	strict(root)
	return root
}

// strict makes mistakes in the arguments of a command, and in flags that exclude
// each other, mistakes of the command line; so for the commands below it.
func strict(cmd *cobra.Command) {
	args := cmd.Args
	cmd.Args = func(cmd *cobra.Command, list []string) error {
		if err := cmp.Or(args(cmd, list), cmd.ValidateFlagGroups()); err != nil {
			return usage{err}
		}
		return nil
	}
	for _, sub := range cmd.Commands() {
		strict(sub)
	}
}

// language gives a command its --lang, kept in value.
func language(cmd *cobra.Command, value *string, initial, help string) {
	cmd.Flags().StringVar(value, "lang", initial, help)
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"nb", "en"}, cobra.ShellCompDirectiveNoFileComp))
}

func checkLang(lang string) error {
	if !slices.Contains(notice.Langs(), notice.Lang(lang)) {
		return usage{fmt.Errorf("unknown language %q; the languages are nb, en", lang)}
	}
	return nil
}

// files lays the source folder over what the program holds. The folder is
// opened as a root: no link leads out of it.
func (c *command) files() (fs.FS, error) {
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return source.Over(root.FS(), notis.Shared), nil
}

// today is --date, or the day it is in Norway.
func (c *command) today() (notice.Date, error) {
	if c.date != "" {
		d := notice.Date(c.date)
		if d.Check() != nil {
			return "", usage{fmt.Errorf("--date %q is not a day of the calendar; write it as 2026-11-22", c.date)}
		}
		return d, nil
	}
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		return "", err
	}
	return notice.DateOf(c.env.Now().In(oslo)), nil
}

// load reads the register.
func (c *command) load(fsys fs.FS) (*register.Result, error) {
	today, err := c.today()
	if err != nil {
		return nil, err
	}
	return register.Load(fsys, today)
}

// printFindings writes what is wrong with the data; the error says how much
// it is.
func (c *command) printFindings(out io.Writer, list diag.List) error {
	w, err := c.findingWords()
	if err != nil {
		return errors.Join(list, err)
	}
	if err := diag.Print(out, list, w); err != nil {
		return errors.Join(list, err)
	}
	sum, err := w.Say("found", map[string]any{"Count": len(list)})
	return cmp.Or(err, errors.New(sum))
}

// say words a message of the command itself.
func (c *command) say(id string) (string, error) { return c.sayOf(id, nil) }

// sayOf words one that is about something.
func (c *command) sayOf(id string, data map[string]any) (string, error) {
	w, err := c.ownWords()
	if err != nil {
		return "", err
	}
	return w.Say(id, data)
}

func (c *command) ownWords() (*words.Words, error) { return c.wordsIn(c.messages) }

// wordsIn are the words of the command itself in a language.
func (c *command) wordsIn(lang string) (*words.Words, error) {
	fsys, err := c.files()
	if err != nil {
		return nil, err
	}
	return words.Load(fsys, "i18n/cli", lang)
}

// findingWords are the words of everything that can be wrong, and those of the
// notices, which findings use too.
func (c *command) findingWords() (*words.Words, error) {
	fsys, err := c.files()
	if err != nil {
		return nil, err
	}
	w, err := words.LoadAll(fsys, []string{"i18n/cli", "i18n/check"}, c.messages)
	if err != nil {
		return nil, err
	}
	notices, err := words.Load(fsys, "i18n/notice", c.messages)
	if err != nil {
		return nil, err
	}
	return w.With("notice", notices), nil
}

// both reads a set of words in every language.
func both(fsys fs.FS, dir string) (map[notice.Lang]*words.Words, error) {
	out := map[notice.Lang]*words.Words{}
	for _, l := range notice.Langs() {
		w, err := words.Load(fsys, dir, string(l))
		if err != nil {
			return nil, err
		}
		out[l] = w
	}
	return out, nil
}
