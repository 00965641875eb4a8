//go:build unix

package pdf_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"notis/internal/pdf"
)

// TestFind wants Chromium to be found in the PATH under any of its names, the
// one that somebody chose before all, and to be told where there is none.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	if _, err := pdf.Find(""); err == nil || !strings.Contains(err.Error(), "\nhint: install Chromium or Google Chrome") {
		t.Errorf("without Chromium: %v", err)
	}
	for _, name := range []string{"google-chrome", "chromium"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o755); err != nil {
			t.Fatal(err)
		}
		if got, err := pdf.Find(""); err != nil || got != filepath.Join(dir, name) {
			t.Errorf("%s is not found: %q, %v", name, got, err)
		}
	}
	if got, err := pdf.Find(filepath.Join(dir, "google-chrome")); err != nil || filepath.Base(got) != "google-chrome" {
		t.Errorf("the one that was chosen is %q, %v", got, err)
	}
}

// TestLinked wants links to other pages of the site to lead to its address, or
// nowhere, and everything else to stay as it is.
func TestLinked(t *testing.T) {
	const page = `<link rel=alternate href=/x/><a href=/a/>A</a><a class=b href="/b/#c" lang=en>B</a><a href=#d>D</a><a href="https://e.example/">E</a><p>href=/f/ &lt;a href=/g/`
	for site, want := range map[string]string{
		"":                  `<link rel=alternate href=/x/><a >A</a><a class=b  lang=en>B</a><a href=#d>D</a><a href="https://e.example/">E</a><p>href=/f/ &lt;a href=/g/`,
		"https://h.example": `<link rel=alternate href=/x/><a href="https://h.example/a/">A</a><a class=b href="https://h.example/b/#c" lang=en>B</a><a href=#d>D</a><a href="https://e.example/">E</a><p>href=/f/ &lt;a href=/g/`,
	} {
		if got := string(pdf.Linked([]byte(page), site)); got != want {
			t.Errorf("with %q:\n%s\n%s", site, got, want)
		}
	}
}

// TestStopped wants a printing that is stopped, or takes too long, to end at
// once with all the processes it began, and to leave no file.
func TestStopped(t *testing.T) {
	// The name of a folder of the test is too long for a socket.
	dir, err := os.MkdirTemp("", "pdf")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	tools := t.TempDir()
	program, child := filepath.Join(tools, "chromium"), filepath.Join(tools, "child")
	t.Setenv("TMPDIR", dir)
	if err := os.WriteFile(program, []byte("#!/bin/sh\nmktemp -d >/dev/null\nsleep 60 &\necho $! >"+child+".new\nmv "+child+".new "+child+"\nwait\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, patience := range map[string]time.Duration{"stopped before all was printed": time.Minute, "did not print a page within 3s": 3 * time.Second} {
		_ = os.Remove(child)
		ctx, stop := context.WithCancel(context.Background())
		if patience == time.Minute {
			go func() {
				for range 500 {
					if _, err := os.Stat(child); err == nil {
						break
					}
					time.Sleep(10 * time.Millisecond)
				}
				stop()
			}()
		}
		begun := time.Now()
		_, err = pdf.Printer{Program: program, Patience: patience}.Print(ctx, []byte("<p>x"), "2026-11-22")
		stop()
		if err == nil || !strings.Contains(err.Error(), name) || time.Since(begun) > 30*time.Second {
			t.Errorf("%v after %s", err, time.Since(begun))
		}
		gone(t, child)
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("left %v, %v", left, err)
		}
	}
}

// gone waits for the process whose number stands in a file to be no more.
func gone(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for range 500 {
		// A process that nobody has waited for yet is dead, and still has its
		// number.
		state, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) || strings.Contains(string(state), ") Z ") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %d still runs", pid)
}
