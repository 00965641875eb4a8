//go:build unix

package publish_test

import (
	"bufio"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// nth is the site after so many others: much of it stays, some of it changes,
// comes and goes, and now and then a folder becomes a file.
func nth(n int) map[string]string {
	site := map[string]string{"index.html": fmt.Sprint(n)}
	for i := range 60 {
		switch name := fmt.Sprintf("brand-%d/page-%d/index.html", i%7, i); {
		case i%11 == 0 && (n+i)%3 == 0:
			site[filepath.Dir(name)] = "a file"
		case i%5 == 0:
			site[name] = strings.Repeat(fmt.Sprint(n, i), 400)
		case i%4 == 0 && (n+i)%2 == 0:
		default:
			site[name] = strings.Repeat(fmt.Sprint(n/8, i), 400)
		}
	}
	return site
}

// TestPublishes is the process that TestKilled kills: it publishes for ever, and
// says so. Run by itself it has nothing to do.
func TestPublishes(t *testing.T) {
	out := os.Getenv("NOTIS_TEST_PUBLIC")
	if out == "" {
		return
	}
	n, err := strconv.Atoi(os.Getenv("NOTIS_TEST_SITES"))
	if err != nil {
		t.Fatal(err)
	}
	for ; ; n++ {
		fmt.Println("site", n)
		if _, err := putSite(out, nth(n), some); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilled kills a process that publishes, at moments nobody chooses, and
// wants the old site or the new one each time, all of it, and the next publish
// to do what it should.
func TestKilled(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	torn, spares := 0, 0
	n := 0
	if _, err := putSite(out, nth(n), never); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		begun := killed(t, out, n+1, time.Duration(rand.IntN(12_000))*time.Microsecond)
		got, err := readSite(out)
		if err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(got, nth(begun-1)) && !maps.Equal(got, nth(begun)) {
			t.Fatalf("site %d was begun, and what is there is neither the one before nor that", begun)
		}
		beside := filepath.Join(filepath.Dir(out), ".public.spare")
		if _, err := os.Stat(filepath.Join(beside, "next")); err == nil {
			torn++
		}
		if _, err := os.Stat(filepath.Join(beside, "site")); err == nil {
			spares++
		}
		n = begun + 1
		if _, err := putSite(out, nth(n), some); err != nil {
			t.Fatal(err)
		}
		wantSite(t, out, nth(n))
		left(t, out)
	}
	t.Logf("%d sites; %d processes were stopped half-way, %d left a spare", n, torn, spares)
	if torn == 0 || spares == 0 {
		t.Error("no process was stopped half-way, or each of them was")
	}
}

// killed runs a process that publishes, kills it some time after it has begun,
// and tells which site it was at.
func killed(t *testing.T, out string, n int, wait time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestPublishes$", "-test.v")
	cmd.Env = append(os.Environ(), "NOTIS_TEST_PUBLIC="+out, "NOTIS_TEST_SITES="+strconv.Itoa(n))
	said, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	last, lines := -1, bufio.NewScanner(said)
	for lines.Scan() {
		if at, found := strings.CutPrefix(lines.Text(), "site "); found {
			if last < 0 {
				time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
			}
			last, _ = strconv.Atoi(at)
		} else if strings.Contains(lines.Text(), "FAIL") || strings.Contains(lines.Text(), "_test.go") {
			t.Error(lines.Text())
		}
	}
	_ = cmd.Wait() // it was killed
	return last
}
