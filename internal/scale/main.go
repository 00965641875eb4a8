package scale

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
)

// Main reads the arguments of the command and measures. It runs at the root of
// the repository.
func Main(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("scale", flag.ContinueOnError)
	flags.SetOutput(out)
	sizes := flags.String("brands", "1,10,100,1000", "how many brands, several sizes with commas between")
	o := Options{Repository: "."}
	flags.IntVar(&o.Runs, "runs", 3, "how often each thing is done; the median counts")
	plain := flags.String("hugo", "markdown,html", "what plain Hugo builds the same notices from; nothing where it is empty")
	flags.StringVar(&o.Dir, "dir", filepath.Join(".cache", "scale"), "folder for registers and sites, emptied first")
	project := flags.String("project", "", "make plain Hugo's project of the register in -dir, from markdown, html or files, and nothing else")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *project != "" {
		return hugoProject(o.Repository, o.Dir, filepath.Join(o.Dir, "hugo-"+*project), *project)
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 10000 {
			return fmt.Errorf("-brands %q: write numbers from 1 to 10000 with commas between", *sizes)
		}
		o.Sizes = append(o.Sizes, n)
	}
	for form := range strings.SplitSeq(*plain, ",") {
		if form != "" && form != "markdown" && form != "html" && form != "files" {
			return fmt.Errorf("-hugo %q: write markdown, html, files, or several with commas between", *plain)
		}
		if form != "" {
			o.Hugo = append(o.Hugo, form)
		}
	}
	if o.Runs < 1 {
		return fmt.Errorf("-runs %d: once at least", o.Runs)
	}
	var err error
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return err
	}
	return Measure(ctx, out, o)
}
