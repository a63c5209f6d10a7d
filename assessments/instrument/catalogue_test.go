package instrument

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// ladder is the small instrument under another id and version, as a file.
func ladder(t testing.TB, id, version string) *fstest.MapFile {
	t.Helper()
	return &fstest.MapFile{Data: []byte(edited(t, "small-ladder", id, "1.2.0", version))}
}

func publishedOnes(t testing.TB) *Catalogue {
	t.Helper()
	catalogue, err := Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func TestOwnFolderWithFaultsIsRefusedWithAllOfThem(t *testing.T) {
	t.Parallel()
	_, err := publishedOnes(t).With(fstest.MapFS{
		"a.yaml":     ladder(t, "ours", "1.0.0"),
		"b.yml":      ladder(t, "ours", "1.0.0"),
		"c.yaml":     ladder(t, "coproduction-ladder", "9.0.0"),
		"d.yaml":     {Data: []byte(edited(t, "minutes: 5", "minutes: five", "id: middle", "id: low"))},
		"e.yaml":     {Data: []byte(strings.Repeat("# padding\n", 5<<20/10))},
		"notes.txt":  {Data: []byte("not an instrument")},
		"sub/f.yaml": {Data: []byte("not looked at")},
	})
	if err == nil {
		t.Fatal("a folder full of faults is let through")
	}
	for _, want := range []string{
		"b.yml: ours 1.0.0 is in a.yaml too. Give one of the two a new version.",
		"c.yaml: The id coproduction-ladder belongs to an instrument that comes with the program. Choose another id.",
		"d.yaml:4: ", "d.yaml:9: ",
		"e.yaml: The file is larger than 1 MB.",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("it does not say %q:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "notes.txt") || strings.Contains(err.Error(), "f.yaml") {
		t.Errorf("it speaks of files that are no instruments:\n%v", err)
	}
}

func TestOwnFolderWithoutInstrumentsIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := publishedOnes(t).With(fstest.MapFS{"ladder.yaml.bak": ladder(t, "ours", "1.0.0")}); err == nil {
		t.Error("an empty folder is let through")
	}
	if _, err := publishedOnes(t).With(os.DirFS(t.TempDir() + "/missing")); err == nil {
		t.Error("a folder that is not there is let through")
	}
}

func TestOwnInstrumentsStandBesideThePublished(t *testing.T) {
	t.Parallel()
	published := publishedOnes(t)
	both, err := published.With(fstest.MapFS{
		"new.yaml":       ladder(t, "ours", "1.10.0"),
		"old.yaml":       ladder(t, "ours", "1.9.0"),
		"another.yml":    ladder(t, "another", "0.1.0"),
		"folder.yaml/up": {},
		"._new.yaml":     {Data: []byte("\x00\x05\x16\x07 what macOS puts beside a file")},
		".draft.yaml":    {Data: []byte("not done")},
		"LOUD.YML":       ladder(t, "loud", "0.1.0"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1.9.0", "1.10.0"}, both.Versions("ours")); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
	if got := both.Find("ours", ""); got.Version != "1.10.0" || got.Published() {
		t.Errorf("the newest of ours is %s, published: %v", got.Version, got.Published())
	}
	if both.Find("ours", "1.9.1") != nil || both.Find("theirs", "") != nil {
		t.Error("it finds what is not there")
	}
	for _, in := range published.All() {
		if both.Find(in.ID, in.Version) != in || !in.Published() {
			t.Errorf("%s %s is lost, or not marked as published", in.ID, in.Version)
		}
	}
	if got, want := len(both.Latest()), len(published.Latest())+3; got != want {
		t.Errorf("%d instruments, want %d", got, want)
	}
	if got, want := len(published.All())+4, len(both.All()); got != want {
		t.Errorf("With changed the catalogue it was called on")
	}
}

func TestAVersionMayNotGoBackOrChange(t *testing.T) {
	t.Parallel()
	catalogue, err := NewCatalogue(parsed(t, contents(t, small)), parsed(t, edited(t, "1.2.0", "1.10.0")))
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ text, says string }{
		"back":                {edited(t, "1.2.0", "1.1.0"), "The version goes back: it is 1.1.0, and 1.10.0 is published."},
		"in between":          {edited(t, "1.2.0", "1.9.0"), "The version goes back"},
		"changed":             {edited(t, "A small ladder", "A ladder"), "Version 1.2.0 is published with other content"},
		"the same":            {contents(t, small), ""},
		"the same, commented": {edited(t, "minutes: 5", "minutes: 5 # or so"), ""},
		"forward":             {edited(t, "1.2.0", "1.11.0"), ""},
		"another instrument":  {edited(t, "1.2.0", "0.1.0", "small-ladder", "other"), ""},
	} {
		err := catalogue.CheckNext(parsed(t, tc.text))
		if tc.says == "" && err != nil || tc.says != "" && (err == nil || !strings.Contains(err.Error(), tc.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPublishedLadderKeepsItsStructure(t *testing.T) {
	t.Parallel()
	for _, in := range publishedOnes(t).All() {
		if in.ID != "coproduction-ladder" {
			t.Errorf("%s is published: say here what must stay of it", in.ID)
			continue
		}
		var rungs, gates []string
		for _, rung := range in.Rungs {
			rungs = append(rungs, string(rung.Stance)+" "+rung.ID)
		}
		for _, at := range in.Gates() {
			gates = append(gates, in.Questions[at].ID)
		}
		want := []string{"to coercion", "to educating", "for informing", "for consultation", "for engagement", "with co-design", "with co-production"}
		if diff := cmp.Diff(want, rungs); diff != "" {
			t.Errorf("%s: rungs (-want +got):\n%s", in.Version, diff)
		}
		want = []string{"equality-structure", "accessibility-culture", "reciprocity-structure"}
		if diff := cmp.Diff(want, gates); diff != "" || in.Ceiling != 5 {
			t.Errorf("%s: ceiling %d, gates (-want +got):\n%s", in.Version, in.Ceiling, diff)
		}
		at := 0
		for _, principle := range []string{"equality", "diversity", "accessibility", "reciprocity"} {
			for _, area := range []string{"culture", "structure", "practice", "review"} {
				if q := in.Questions[at]; q.ID != principle+"-"+area || q.Principle != principle || q.Area != area {
					t.Errorf("%s: question %d is %+v", in.Version, at+1, q)
				}
				at++
			}
		}
		if len(in.Questions) != at {
			t.Errorf("%s: %d questions, want %d", in.Version, len(in.Questions), at)
		}
	}
}

func TestNewestLadderHasEasyWords(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(Variants, publishedOnes(t).Find("coproduction-ladder", "").Variants()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
