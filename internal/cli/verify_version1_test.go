package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifySaysThatResultsOfVersion1Hold is of results that were downloaded before
// there was another version of the rules, or another form of the receipt.
func TestVerifySaysThatResultsOfVersion1Hold(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("../../assessments/result/testdata/form1/*.json")
	if err != nil || len(names) < 7 {
		t.Fatalf("%d results: %v", len(names), err)
	}
	for _, name := range names {
		if got, err := run(t, "", "verify", name); err != nil || !strings.Contains(got, "The numbers hold.") {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
		changed := strings.Replace(string(readExample(t, name)), `"scoring_version"`, `"scoring_versions"`, 1)
		if got, err := run(t, changed, "verify", "-"); err == nil {
			t.Errorf("%s without its scoring version: %s", name, got)
		}
	}
}
