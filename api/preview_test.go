package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// preview reads what a member's share gives away.
func (f *field) preview(t *testing.T, m member, name string) string {
	t.Helper()
	got := f.client.In(t).As(m.key).Get("/v1/organisations/" + m.id + "/shares/" + m.shares[name] + "/preview")
	if got.Status != http.StatusOK {
		t.Errorf("the preview of %s: %d %s", name, got.Status, got.Body)
	}
	return string(got.Body)
}

// benchmark lets a member agree to be counted in the public benchmark.
func (f *field) benchmark(t *testing.T, m member) {
	t.Helper()
	created, err := f.comparing.CreateShare(t.Context(), actingFor(m.id), m.id,
		comparisons.ShareInput{Purpose: string(release.InBenchmark), TextVersion: comparisons.ConsentVersion}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.shares["benchmark"] = created.ID
}

func TestAPreviewIsByteForByteWhatOthersNowSee(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	m, other, late, leaver := f.members[0], f.members[35], f.members[20], f.members[1]
	f.benchmark(t, m)
	seen := func(path string) string { return string(f.as(t, funder).Get(path).Body) }
	check := func(when string, m member, name, want string) {
		t.Helper()
		if got := f.preview(t, m, name); got != want {
			t.Errorf("%s, the preview of %s is %s\nothers see %s", when, name, got, want)
		}
	}
	unknown := f.preview(t, other, nine)
	if !strings.Contains(unknown, `"status":"not_yet"`) {
		t.Fatalf("before the freeze: %s", unknown)
	}

	f.freeze(t)
	check("refused", other, nine, seen(f.path(nine)))
	check("released", m, whole, seen(f.path(whole)))
	check("refused to all", m, "benchmark", seen("/v1/benchmarks/"+period+"/sectors/D"))
	f.wait(time.Hour)
	late.shares[nine] = f.share(t, late.id, f.programmes[nine].JoinCode).ID
	check("joined after the freeze", late, nine, unknown)
	if err := f.comparing.WithdrawShare(t.Context(), actingFor(leaver.id), leaver.id, leaver.shares[whole]); err != nil {
		t.Fatal(err)
	}

	f.freezeNext(t)
	check("refused after a year that was released", m, whole, seen(f.pathIn(whole, next)))
	check("refused for the first time with it", late, nine, seen(f.pathIn(nine, next)))
	check("withdrawn before the second freeze", leaver, whole, seen(f.path(whole)))
	check("refused to all again", m, "benchmark", seen("/v1/benchmarks/"+next+"/sectors/D"))
}
