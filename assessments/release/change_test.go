package release_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/release"
)

func TestADifferenceCountsFromTheLargerOfTheTwoClearChanges(t *testing.T) {
	t.Parallel()
	before := release.Release{Principles: [...]int{50, 50, 50, 50}, Overall: 50, ClearChange: 20}
	for name, tc := range map[string]struct {
		now  release.Release
		want release.Changes
	}{
		"just under it and at it": {
			release.Release{Principles: [...]int{65, 70, 35, 30}, Overall: 50, ClearChange: 15},
			release.Changes{Principles: [...]release.Change{release.NoClearChange, release.Higher, release.NoClearChange, release.Lower}, Overall: release.NoClearChange},
		},
		"its own is the larger": {
			release.Release{Principles: [...]int{70, 75, 25, 30}, Overall: 75, Gap: new(40), ClearChange: 25},
			release.Changes{Principles: [...]release.Change{release.NoClearChange, release.Higher, release.Lower, release.NoClearChange}, Overall: release.Higher},
		},
	} {
		if diff := cmp.Diff(tc.want, tc.now.Since(&before)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestTheGapIsComparedWhereBothReleasesHaveOne(t *testing.T) {
	t.Parallel()
	oldest, now := release.Release{Gap: new(-5)}, release.Release{Gap: new(5)}
	if got := now.Since(&oldest).Gap; got != release.Higher {
		t.Errorf("10 points since one of the oldest: %q", got)
	}
	now.Gap = new(4)
	if got := now.Since(&oldest).Gap; got != release.NoClearChange {
		t.Errorf("9 points since one of the oldest: %q", got)
	}
	if got := now.Since(&release.Release{}).Gap; got != "" {
		t.Errorf("since one without a gap: %q", got)
	}
}
