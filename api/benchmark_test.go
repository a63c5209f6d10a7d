package api_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// throughout is a programme of all who are in the benchmark.
const throughout = "throughout"

// public is a field of 64 organisations in the public benchmark, one on each
// rung in turn. All are in one programme, and the first four in another.
type public struct {
	*field

	another string            // the key of the funder of a few
	results []*scoring.Result // of the present period, by member
}

func newPublic(t *testing.T) *public {
	t.Helper()
	f := &public{&field{newWorld(t, newFile(t)), nil, map[string]comparisons.Programme{}}, "", nil}
	f.settle(t)
	for range 64 {
		created := f.createOrganisation(t)
		f.verified(t, created.ID, created.ID, f.service.Now())
		f.members = append(f.members, member{created.ID, created.Key.Secret.Reveal(), map[string]string{}})
	}
	f.wait(40 * 24 * time.Hour) // old enough on the day of notice
	f.periods(t)
	f.programmes[throughout] = f.programme(t, f.ids["funders"], period, next)
	key, another := f.createAccount(t, access.FunderRole)
	f.another, f.programmes[few] = key, f.programme(t, another, period, next)
	for i, m := range f.members {
		f.benchmark(t, m)
		f.share(t, m.id, f.programmes[throughout].JoinCode)
		if i < 4 {
			f.share(t, m.id, f.programmes[few].JoinCode)
		}
	}
	f.assess(t, 0)
	return f
}

// assess lets everybody answer, so many rungs higher than at first.
func (f *public) assess(t *testing.T, higher int) {
	t.Helper()
	f.results = nil
	for i, m := range f.members {
		f.results = append(f.results, f.assessed(t, m, f.service.Now(), func(int) int { return min(7, 1+i%7+higher) }))
	}
}

// mean is the true mean of a principle. No release ever says it.
func (f *public) mean(principle int) float64 {
	sum := 0
	for _, r := range f.results {
		sum += r.Principles[principle].Index.Rounded(1)
	}
	return float64(sum) / float64(len(f.results))
}

// onRung is the true share of a rung, in percent, kept where shares are kept.
func (f *public) onRung(rung int) float64 {
	count := 0
	for _, r := range f.results {
		if r.Rung == rung {
			count++
		}
	}
	return min(95, max(5, 100*float64(count)/float64(len(f.results))))
}

func TestAReleasedBenchmark(t *testing.T) {
	t.Parallel()
	f := newPublic(t)
	f.checkReadiness(t)
	f.wait(30 * 24 * time.Hour)
	f.freeze(t)
	first := f.checkBenchmark(t, period)
	f.checkPositions(t, period)
	f.checkCatalogue(t)

	f.assess(t, 2)
	f.freezeNext(t)
	second := f.checkBenchmark(t, next)
	f.checkPositions(t, next)
	f.checkPages(t)
	if *second.Overall < *first.Overall+10 {
		t.Errorf("all went up by two rungs, and the overall from %d to %d", *first.Overall, *second.Overall)
	}
	var again api.Released
	f.client.Get("/v1/benchmarks/" + period).Decode(&again)
	if diff := cmp.Diff(*first, again); diff != "" {
		t.Errorf("the second freeze changed the first (-before +after):\n%s", diff)
	}
}

// checkReadiness lets time go by until the day of notice.
func (f *public) checkReadiness(t *testing.T) {
	t.Helper()
	path := func(programme string) string {
		return "/v1/programmes/" + f.programmes[programme].ID + "/readiness/" + period
	}
	requireProblem(t, f.as(t, funder).Get(path(throughout)), http.StatusNotFound)
	f.wait(compared - 30*24*time.Hour)
	if err := f.comparing.FreezeDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	for programme, want := range map[string]string{throughout: `{"enough_have_agreed":true}`, few: `{"enough_have_agreed":false}`} {
		key := map[string]string{throughout: f.keyOf(funder), few: f.another}[programme]
		if got := f.client.In(t).As(key).Get(path(programme)); string(bytes.TrimSpace(got.Body)) != want {
			t.Errorf("%s: %d %s, want %s", programme, got.Status, got.Body, want)
		}
	}
}

// checkBenchmark holds what is published against the truth. The noise is the same
// in every run, so this is no matter of luck.
func (f *public) checkBenchmark(t *testing.T, period string) *api.Released {
	t.Helper()
	got := f.client.Get("/v1/benchmarks/" + period)
	var national, sector api.Released
	got.Decode(&national)
	f.client.Get("/v1/benchmarks/" + period + "/sectors/D").Decode(&sector)
	if national.Status != "released" || national.CountBand != "60-99" || national.Period != period || national.Margin95 != 12 || national.ClearChange != 20 || len(national.Rungs) != 7 {
		t.Fatalf("the benchmark of %s: %s", period, got.Body)
	}
	for i, principle := range release.Principles {
		if shown, truly := float64(national.Principles[principle]), f.mean(i); math.Abs(shown-truly) > float64(national.Margin95) {
			t.Errorf("%s of %s is %g, and the true mean %.1f", principle, period, shown, truly)
		}
	}
	for rung := 1; rung <= 7; rung++ {
		const farOff = 10 // rounded to 5, and noise on the count of some in 64
		if shown, truly := float64(national.Rungs[strconv.Itoa(rung)]), f.onRung(rung); math.Abs(shown-truly) > farOff {
			t.Errorf("rung %d of %s has %g%%, and truly %.1f%%", rung, period, shown, truly)
		}
	}
	if sector.Cohort == national.Cohort || !maps.Equal(sector.Principles, national.Principles) {
		t.Errorf("all are in one sector, and yet it has %+v, the country %+v", sector, national)
	}
	f.checkTable(t, &national, f.client.Get("/v1/benchmarks/"+period, "Accept: text/csv"))
	return &national
}

// checkTable holds a release as a table against the same as JSON.
func (f *public) checkTable(t *testing.T, want *api.Released, got *apitest.Response) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(got.Body)).ReadAll()
	if err != nil || len(lines) != 2 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	cells := map[string]string{}
	for i, name := range lines[0] {
		cells[name] = lines[1][i]
	}
	figures := map[string]int{"overall": *want.Overall, "rounding": want.Rounding, "margin95": want.Margin95, "clear_change": want.ClearChange}
	maps.Copy(figures, want.Principles)
	for rung, share := range want.Rungs {
		figures["rung_"+rung] = share
	}
	for quartile, rung := range want.Quartiles {
		figures["quartile_"+quartile] = rung
	}
	for name, figure := range figures {
		if cells[name] != strconv.Itoa(figure) {
			t.Errorf("%s is %q in the table, %d in the JSON", name, cells[name], figure)
		}
	}
	if cells["count_band"] != want.CountBand || cells["period"] != want.Period || cells["gap"] != "" || cells["licence"] == "" {
		t.Errorf("the table is %v", cells)
	}
}

// checkPositions holds what each organisation is told against what is published
// and its own result.
func (f *public) checkPositions(t *testing.T, period string) {
	t.Helper()
	tables := map[string]string{"national": "/v1/benchmarks/" + period, "sector": "/v1/benchmarks/" + period + "/sectors/D", "programme": f.pathIn(throughout, period)}
	published := map[string]*api.Released{}
	for kind, path := range tables {
		published[kind] = new(api.Released)
		f.as(t, funder).Get(path).Decode(published[kind])
	}
	standings := map[string]bool{}
	for i, m := range f.members[:7] { // one on each rung
		var position api.Position
		f.client.In(t).As(m.key).Get("/v1/organisations/" + m.id + "/position/" + period).Decode(&position)
		var kinds []string
		for _, in := range position.Releases {
			kinds = append(kinds, in.Kind)
			want := placed(published[in.Kind], f.results[i])
			if diff := cmp.Diff(want, in); diff != "" {
				t.Errorf("rung %d in the %s of %s (-want +got):\n%s", f.results[i].Rung, in.Kind, period, diff)
			}
			if in.Quarter != nil {
				standings[fmt.Sprint(in.Principles["equality"], " ", *in.Quarter)] = true
			}
		}
		if slices.Sort(kinds); !slices.Equal(kinds, []string{"national", "programme", "sector"}) {
			t.Errorf("placed in %v", kinds)
		}
	}
	if len(standings) < 4 {
		t.Errorf("seven rungs stand in %d places only: %v", len(standings), standings)
	}
}

// placed is where a result stands in a table that is published.
func placed(in *api.Released, own *scoring.Result) api.PositionIn {
	near := max(5, in.Margin95)
	kind := map[bool]string{true: "national", false: "sector"}[in.Cohort == "national"]
	if in.Gap != nil {
		kind = "programme"
	}
	out := api.PositionIn{Kind: kind, Cohort: in.Cohort, Principles: map[string]string{}}
	for i, principle := range release.Principles {
		switch away := own.Principles[i].Index.Rounded(1) - in.Principles[principle]; {
		case away > near:
			out.Principles[principle] = "above"
		case away < -near:
			out.Principles[principle] = "below"
		default:
			out.Principles[principle] = "near"
		}
	}
	if in.Rungs == nil {
		return out
	}
	below, total := 0.0, 0.0
	for rung := 1; rung <= 7; rung++ {
		share := float64(in.Rungs[strconv.Itoa(rung)])
		total += share
		if rung < own.Rung {
			below += share
		} else if rung == own.Rung {
			below += share / 2
		}
	}
	quarter := min(4, 1+int(4*below/total))
	out.Quarter = &quarter
	return out
}
