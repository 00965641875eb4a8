// Package browser tests the built pages in a real browser, headless Chromium.
package browser
