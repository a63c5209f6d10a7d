package web

import (
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/release"
)

func TestTwoPeriodsStandSideBySide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := &visit{server: w.served, words: w.served.sentences.For(nil, "standard")}
	before := release.Release{Period: "2025", Principles: [...]int{50, 50, 50, 5}, Overall: 40, Gap: new(10), Rounding: 5, Margin95: 13, ClearChange: 20}
	now := release.Release{Period: "2026", Principles: [...]int{65, 70, 30, 5}, Overall: 45, Gap: new(-10), Rounding: 5, Margin95: 8, ClearChange: 15}
	data := &released{Release: &now, Period: now.Period}
	v.layMeans(data, &before, v.questions(w.served.ladder()))
	for i, want := range []string{"No clear change", "No clear change", "Higher than before", "Lower than before", "No clear change"} {
		if got := data.Means[i]; got.Change != want || got.Before == nil || got.Before.Period != "2025" {
			t.Errorf("mean %d: %+v, want %s", i, got, want)
		}
	}
	if got := data.Means[4].Now; got.Low != 0 || got.Width != 13 {
		t.Errorf("the lowest mean stands for all below it: %+v", got)
	}
	if got := data.Gap; got.Change != "Lower than before" || got.Now.At != 40 || got.Before.At != 60 || !strings.Contains(got.Now.Text, "10 points lower") {
		t.Errorf("the gap: %+v, %+v", got, got.Before)
	}
}
