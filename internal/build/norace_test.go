//go:build !race

package build_test

import "testing"

func slow(*testing.T) {}
