// Package notis holds what every site is built with: the layouts, the words,
// the shared theme and the hand-written pages, embedded in the program so that
// it works in a folder that holds data alone.
package notis

import "embed"

// Shared is the folders layouts, i18n, themes/base and content.
//
//go:embed all:layouts i18n themes/base content
var Shared embed.FS

// Model is the source of the types whose comments explain their fields: to
// editors, in docs/format.md and in the forms of notis new, and to readers of
// index.json, in its JSON Schema.
//
//go:embed internal/notice/*.go internal/document/document.go internal/site/export.go
var Model embed.FS
