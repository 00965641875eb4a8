// Scale measures how the cost of a site grows with its brands, beside plain
// Hugo: go run ./cmd/scale -brands 10,100,1000.
package main

import (
	"context"
	"fmt"
	"os"

	"notis/internal/scale"
)

func main() {
	if err := scale.Main(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}
