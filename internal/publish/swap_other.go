//go:build !linux

package publish

func swap(next, out, old string) error { return replace(next, out, old) }
