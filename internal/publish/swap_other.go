//go:build !linux

package publish

func swap(staging, out string) error { return replace(staging, out) }
