// Command notis builds versioned privacy and cookie notices from facts.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"notis/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "notis:", err)
		os.Exit(cli.Failure)
	}
	code := cli.Run(ctx, cli.Env{
		Args: os.Args[1:], Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir, Now: time.Now,
	})
	stop()
	os.Exit(code)
}
