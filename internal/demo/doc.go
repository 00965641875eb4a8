// Package demo tests a made-up brand with a long history: every kind of change,
// a correction, an announced and a called-off version, a withdrawal, a version
// nobody kept. Its folder testdata/site can be built as any other.
package demo
