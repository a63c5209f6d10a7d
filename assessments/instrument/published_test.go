package instrument_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// published are the versions that are out, with the digests of their content.
// They never change: to mend a word, write a new version and add it here.
var published = map[string]string{
	"coproduction-ladder 0.10.0": "sha256:7e941229e14dd1a703af97b1fc958d63572f60dd08508f0acad23acc26678395",
	"coproduction-ladder 0.8.0":  "sha256:25c8fc72c0c5096e407e98363c0cf8f4369dc9e95fd2a45b70a129f39bb05a95",
	"coproduction-ladder 0.9.0":  "sha256:a8142b238af4790b308d754f393394b99d32ebf6e95da9f1d921e1d4b046e9b6",
}

func TestPublishedVersionsNeverChange(t *testing.T) {
	t.Parallel()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, in := range catalogue.All() {
		got[in.ID+" "+in.Version] = in.Digest()
	}
	if diff := cmp.Diff(published, got); diff != "" {
		t.Errorf("a published version has changed, or is not listed here (-listed +now):\n%s", diff)
	}
}

// TestTheFirstVersionsAreOneSeries holds what progress and comparisons rest on:
// their files name no series, and must not, because that would change them. What
// 0.10.0 asks is no longer the same.
func TestTheFirstVersionsAreOneSeries(t *testing.T) {
	t.Parallel()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"0.8.0", "0.9.0"} {
		if got := catalogue.Find("coproduction-ladder", version).Series; got != "coproduction-ladder-0" {
			t.Errorf("%s is of the series %q, want coproduction-ladder-0", version, got)
		}
	}
	if got := catalogue.Find("coproduction-ladder", "0.10.0").Series; got != "coproduction-ladder-0-10" {
		t.Errorf("0.10.0 asks something else, and is of the series %q", got)
	}
}
