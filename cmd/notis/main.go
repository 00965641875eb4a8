// Command notis builds versioned privacy and cookie notices from facts.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"golang.org/x/term"

	"notis/internal/cli"
)

func main() {
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "notis:", err)
		os.Exit(cli.Failure)
	}
	os.Exit(cli.Run(context.Background(), cli.Env{
		Args: os.Args[1:], Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir, Now: time.Now,
		Stdin: os.Stdin, Terminal: term.IsTerminal(int(os.Stdin.Fd())),
		Progress: term.IsTerminal(int(os.Stderr.Fd())), Getenv: os.Getenv,
		Colour: cli.Colour(term.IsTerminal(int(os.Stdout.Fd())), os.Getenv),
	}))
}
