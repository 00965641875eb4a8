package browser_test

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var update = flag.Bool("update", false, "make the pictures of the documentation anew")

// windows are what the main pages are looked at in. The last one is as wide as
// the text on a sheet of A4.
var windows = []struct {
	name          string
	width, height int64
	media         emulation.SetEmulatedMediaParams
}{
	{"phone", 390, 760, scheme("light")},
	{"phone-dark", 390, 760, scheme("dark")},
	{"desk", 1280, 760, scheme("light")},
	{"desk-dark", 1280, 760, scheme("dark")},
	{"paper", 658, 987, emulation.SetEmulatedMediaParams{Media: "print"}},
}

// shown are the pictures of the documentation, by what they are of.
var shown = map[string]string{
	"/motkraft/personvern/ phone":                   "phone.png",
	"/elekt/personvern/ phone-dark":                 "phone-dark.png",
	"/elekt/en/privacy/ desk":                       "desk.png",
	"/demokraft/en/privacy/v8/changes/#_words desk": "redline.png",
}

// room is how many bytes the pictures of the documentation may have together.
const room = 150_000

// TestShots makes pictures of the main pages, and wants each to show something
// and to fit its window. With NOTIS_SCREENSHOTS set to a folder, they are left
// there; with -update, a few become those of the documentation. Fonts differ
// from machine to machine, so nothing holds their bytes.
func TestShots(t *testing.T) {
	real := serve(t)
	made := serve(t, "--source", demo)
	ctx := open(t)
	left := maps.Clone(shown)
	for _, of := range []struct {
		site  *site
		paths []string
	}{
		{real, []string{"/", "/motkraft/", "/motkraft/personvern/", "/motkraft/informasjonskapsler/", "/elekt/personvern/", "/elekt/en/privacy/", "/smart-energi/personvern/", "/om/"}},
		{made, []string{"/demokraft/personvern/", "/demokraft/informasjonskapsler/", "/demokraft/personvern/historikk/", "/demokraft/en/privacy/v8/changes/", "/demokraft/en/privacy/v8/changes/#_words"}},
	} {
		for _, path := range of.paths {
			for _, window := range windows {
				name := path + " " + window.name
				do(ctx, t, chromedp.EmulateViewport(window.width, window.height))
				if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, window.media); err != nil {
					t.Fatal(err)
				}
				do(ctx, t, chromedp.Navigate("about:blank"))
				do(ctx, t, chromedp.Navigate(of.site.URL+path))
				if out := get(ctx, t, chromedp.Evaluate[[]string](reach+"reach()")); len(out) > 0 {
					t.Errorf("%s: %v", name, out)
				}
				taken := shot(ctx, t, name)
				if file := left[name]; file != "" && *update {
					write(t, "../../docs/"+file, small(t, taken))
				}
				delete(left, name)
			}
		}
	}
	if len(left) > 0 {
		t.Errorf("nobody took %v", left)
	}
}

// shot takes a picture of what a window shows, and wants it to show something.
func shot(ctx context.Context, t *testing.T, name string) image.Image {
	t.Helper()
	data := get(ctx, t, chromedp.CaptureScreenshot())
	if dir := os.Getenv("NOTIS_SCREENSHOTS"); dir != "" {
		file := strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(name, "-"), "-")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, file+".png"), data)
	}
	taken, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := painted(taken); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return taken
}

// painted wants a picture to have something on its ground: at least one pixel in
// a hundred is of another colour than most, and colours are several.
func painted(p image.Image) error {
	counts := count(p, 3)
	size := 0
	for _, n := range counts {
		size += n
	}
	most := slices.Max(slices.Collect(maps.Values(counts)))
	if len(counts) < 8 || most > size*99/100 {
		return fmt.Errorf("the page shows nothing: %d colours, and %d of %d pixels have the same", len(counts), most, size)
	}
	return nil
}

// TestPainted wants a picture of one colour, or of one with a bar on it, to be
// refused.
func TestPainted(t *testing.T) {
	p := image.NewRGBA(image.Rect(0, 0, 100, 100))
	if painted(p) == nil {
		t.Error("an empty page passes")
	}
	for i := range 3000 {
		p.Set(i%100, i/100, color.RGBA{200, 0, 0, 255})
	}
	if painted(p) == nil {
		t.Error("a page with a bar passes")
	}
}

// TestPictures wants every picture of the documentation to be there, painted,
// described in words and used; together they are small.
func TestPictures(t *testing.T) {
	used, size := map[string]bool{}, int64(0)
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range regexp.MustCompile(`<img[^>]*>`).FindAllString(string(text), -1) {
			src := regexp.MustCompile(`src="([^"]+)"`).FindStringSubmatch(tag)
			if alt := regexp.MustCompile(`alt="[^"]{20,}"`).FindString(tag); src == nil || alt == "" {
				t.Errorf("%s: %s has no source, or no words in its place", page, tag)
				continue
			}
			name := filepath.Join(filepath.Dir(page), src[1])
			used[filepath.Base(name)] = true
			data, err := os.ReadFile(name)
			if err != nil {
				t.Error(err)
				continue
			}
			size += int64(len(data))
			p, err := png.Decode(bytes.NewReader(data))
			if err != nil || painted(p) != nil {
				t.Errorf("%s is no picture of a page: %v", name, err)
			}
		}
	}
	there, err := filepath.Glob("../../docs/*.png")
	if err != nil || len(there) != len(used) || len(used) != len(shown) || size > room {
		t.Errorf("there are %v (%v), %d bytes together; %d are used, and %d are made", there, err, size, len(used), len(shown))
	}
	if t.Logf("%d pictures, %d bytes", len(used), size); len(used) == 0 {
		t.Error("no picture is used")
	}
}

// count counts the pixels of each colour, or every so many of each row and column.
func count(p image.Image, step int) map[color.RGBA]int {
	out := map[color.RGBA]int{}
	for y := p.Bounds().Min.Y; y < p.Bounds().Max.Y; y += step {
		for x := p.Bounds().Min.X; x < p.Bounds().Max.X; x += step {
			out[color.RGBAModel.Convert(p.At(x, y)).(color.RGBA)]++
		}
	}
	return out
}

// small makes a picture a PNG of the few colours it has most of, which pages of
// text hardly suffer from.
func small(t *testing.T, p image.Image) []byte {
	t.Helper()
	counts := count(p, 1)
	byCount := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	var few color.Palette
	for _, c := range byCount[:min(len(byCount), 48)] {
		few = append(few, c)
	}
	out := image.NewPaletted(p.Bounds(), few)
	for y := p.Bounds().Min.Y; y < p.Bounds().Max.Y; y++ {
		for x := p.Bounds().Min.X; x < p.Bounds().Max.X; x++ {
			out.Set(x, y, p.At(x, y))
		}
	}
	var data bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&data, out); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
