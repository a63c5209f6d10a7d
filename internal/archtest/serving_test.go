package archtest

import (
	"io/fs"
	"os"
	"slices"
	"testing"
)

// Every command but serve, which has its parts put together in assemble.go, does its
// work without HTTP.
func TestTheCommandLineKnowsTheEdgeOnlyToServe(t *testing.T) {
	t.Parallel()
	got, want := importing(t, os.DirFS("../.."), "internal/cli", m+"api"), []string{"assemble.go"}
	if !slices.Equal(got, want) {
		t.Errorf("of internal/cli, %v import api, want %v", got, want)
	}
	// The same look finds another file, or it is blind.
	other := module("internal/cli/score.go", m+"api")
	if got := importing(t, other, "internal/cli", m+"api"); !slices.Equal(got, []string{"score.go"}) {
		t.Errorf("it found %v, want score.go", got)
	}
}

// importing returns the files of a package, tests aside, that import another.
func importing(t *testing.T, root fs.FS, folder, other string) (found []string) {
	t.Helper()
	for name, parsed := range parse(t, root, folder) {
		if slices.Contains(importsOf(t, parsed), other) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}
