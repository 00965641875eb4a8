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
	flags.BoolVar(&o.Hugo, "hugo", true, "build the same notices with plain Hugo too")
	flags.StringVar(&o.Dir, "dir", filepath.Join(".cache", "scale"), "folder for registers and sites, emptied first")
	if err := flags.Parse(args); err != nil {
		return err
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 10000 {
			return fmt.Errorf("-brands %q: write numbers from 1 to 10000 with commas between", *sizes)
		}
		o.Sizes = append(o.Sizes, n)
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
