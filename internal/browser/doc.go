// Package browser tests the built pages as readers meet them: in a real browser,
// headless Chromium, where axe-core and the keyboard try them too, and by the Nu
// Html Checker.
package browser
