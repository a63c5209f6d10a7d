package web

import (
	"context"
	"net/url"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// frozen returns the periods that are frozen, the newest first.
func (s *server) frozen(ctx context.Context) ([]comparisons.Period, error) {
	var frozen []comparisons.Period
	for page := (access.Page{Limit: access.MaxPage}); ; {
		found, err := s.Comparisons.Periods(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, period := range found.Items {
			if !period.FrozenAt.IsZero() {
				frozen = append(frozen, period)
			}
		}
		if !found.More {
			break
		}
		page.After = found.Items[len(found.Items)-1].Name
	}
	slices.SortFunc(frozen, func(a, b comparisons.Period) int { return b.OpensAt.Compare(a.OpensAt) })
	return frozen, nil
}

// showBenchmarks lists what is open to all.
func (s *server) showBenchmarks(v *visit) error {
	frozen, err := s.frozen(v.Request.Context())
	if err != nil {
		return err
	}
	return v.show("benchmarks", frozen)
}

// benchmark is the public benchmark of a period.
type benchmark struct {
	*released
	Sector string   // its code; "" for all sectors together
	Others []sector // the sectors of the period
}

// sector is a sector with its own page.
type sector struct {
	Name, Address string
	Here          bool
}

// showBenchmark shows the benchmark of all sectors, or of one.
func (s *server) showBenchmark(v *visit) error {
	period, code := v.Param("period"), v.Param("code")
	now, err := s.Comparisons.Benchmark(v.Request.Context(), period, code)
	if err != nil {
		return v.unreleased(err, v.say("benchmarks.one_title", "period", period), "/benchmarks")
	}
	before, err := s.benchmarkBefore(v.Request.Context(), &now, code)
	if err != nil {
		return err
	}
	data := benchmark{Sector: code}
	if data.released, err = v.released(&now, before); err != nil {
		return err
	}
	base := "/benchmarks/" + url.PathEscape(period)
	data.Others = []sector{{v.say("benchmarks.all"), base, code == ""}}
	for _, one := range register.Sectors {
		data.Others = append(data.Others, sector{one.Name(), base + "/sectors/" + string(one), code == string(one)})
	}
	return v.show("benchmark", data)
}

// benchmarkBefore returns the benchmark of the period before; nil when there is none
// of the same sectors.
func (s *server) benchmarkBefore(ctx context.Context, now *comparisons.Publication, sector string) (*comparisons.Publication, error) {
	frozen, err := s.frozen(ctx)
	if err != nil {
		return nil, err
	}
	return earlier(frozen, now, func(period string) (comparisons.Publication, error) {
		return s.Comparisons.Benchmark(ctx, period, sector)
	})
}

// earlier returns what was released of the same cohort in the nearest period before
// that can be compared: scored by the same rules. Nil is for none. frozen has the
// newest first.
func earlier(frozen []comparisons.Period, now *comparisons.Publication, read func(period string) (comparisons.Publication, error)) (*comparisons.Publication, error) {
	at := slices.IndexFunc(frozen, func(p comparisons.Period) bool { return p.Name == now.Period })
	if at < 0 || !now.Released {
		return nil, nil //nolint:nilnil // nothing to compare is no error
	}
	for _, period := range frozen[at+1:] {
		if period.Scoring != frozen[at].Scoring {
			break
		}
		found, err := read(period.Name)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if found.Released && found.Cohort == now.Cohort {
			return &found, nil
		}
	}
	return nil, nil //nolint:nilnil // as above
}

// benchmarkTable and benchmarkPicture give a benchmark to keep.
func (s *server) benchmarkTable(v *visit) error {
	found, err := s.Comparisons.Benchmark(v.Request.Context(), v.Param("period"), v.Param("code"))
	if err != nil {
		return v.unreleased(err, v.say("benchmarks.one_title", "period", v.Param("period")), "/benchmarks")
	}
	return v.sendTable(&found)
}

func (s *server) benchmarkPicture(v *visit) error {
	found, err := s.Comparisons.Benchmark(v.Request.Context(), v.Param("period"), v.Param("code"))
	if err != nil {
		return v.unreleased(err, v.say("benchmarks.one_title", "period", v.Param("period")), "/benchmarks")
	}
	return v.sendPicture(&found)
}
