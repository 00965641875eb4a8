// Package docs keeps the documentation true: the format is written from the
// types, and every command in it is run.
package docs
