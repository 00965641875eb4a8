//go:build race

package build_test

import "testing"

// slow leaves out a test that builds often, and that the race detector makes
// five times as slow: ./test runs it without. TestSameBytes and the commands
// build side by side with it.
func slow(t *testing.T) { t.Skip("without the race detector: go test ./internal/build") }
