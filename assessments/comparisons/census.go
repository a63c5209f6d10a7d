package comparisons

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// measure says which assessments a programme compares, among those of one
// scoring version.
func (p *Programme) measure(scoring string) release.Measure {
	return release.Measure{Instrument: p.Instrument, Series: p.Series, Scoring: scoring, Scope: string(p.Scope)}
}

// measureOf says by what an assessment can be compared. One whose questionnaire is
// no longer installed is of no series.
func (s *Service) measureOf(a *ClosedAssessment) release.Measure {
	m := release.Measure{Instrument: a.Instrument, Scoring: a.Scoring, Scope: string(a.Scope)}
	if in := s.Catalogue.Find(a.Instrument, a.Version); in != nil {
		m.Series = in.Series
	}
	return m
}

// benchmarkInstrument is what the public benchmark compares.
const benchmarkInstrument = instrument.Ladder

func (s *Service) benchmark(scoring string) release.Measure {
	return release.Measure{Instrument: benchmarkInstrument, Series: s.Catalogue.Find(benchmarkInstrument, "").Series, Scoring: scoring}
}

// census gathers everything that a plan may depend on, and no score.
func (s *Service) census(ctx context.Context, r Reader, period *Period, at time.Time) (*release.Census, error) {
	programmes, err := r.ProgrammesOf(ctx, period.Name)
	if err != nil {
		return nil, err
	}
	charges, err := r.ChargesSince(ctx, s.windowBefore(latest(at, period.FreezeAt)))
	if err != nil {
		return nil, err
	}
	key, err := r.DigestKey(ctx)
	if err != nil {
		return nil, err
	}
	census := &release.Census{
		Period:    release.Period{Name: period.Name, Opens: instant(period.OpensAt), Closes: instant(period.ClosesAt), Freeze: instant(at)},
		Related:   map[string][]string{},
		Benchmark: s.benchmark(s.Scoring),
		Spent:     map[string]int{},
		Digest:    digester(key),
	}
	for _, sector := range register.Sectors {
		census.Sectors = append(census.Sectors, string(sector))
		census.Spent[string(sector)] = spent(charges, period.Name, string(sector))
	}
	for i := range programmes {
		p := &programmes[i]
		census.Programmes = append(census.Programmes, release.Programme{ID: p.ID, Funder: p.Funder, Declared: instant(p.DeclaredAt), Measure: p.measure(s.Scoring)})
		census.Related[p.Funder] = append(census.Related[p.Funder], p.Related...)
	}
	err = r.EachMember(ctx, func(m *Member) error {
		census.Organisations = append(census.Organisations, s.inCensus(m))
		return nil
	})
	return census, err
}

func (s *Service) inCensus(m *Member) release.Organisation {
	o := release.Organisation{ID: m.ID, Controller: m.Controller, Sector: string(m.Sector), Verified: m.Verified, Created: instant(m.CreatedAt)}
	for i := range m.Closed {
		a := &m.Closed[i]
		in := s.Catalogue.Find(a.Instrument, a.Version)
		o.Assessments = append(o.Assessments, release.Assessment{
			ID: a.ID, Closed: instant(a.ClosedAt), Published: in != nil && in.Published(),
			Measure: s.measureOf(a), Provisional: a.Provisional, Complete: a.Complete, CountedIn: a.CountedIn,
		})
	}
	for i := range m.Shares {
		share := &m.Shares[i]
		o.Shares = append(o.Shares, release.Share{
			Purpose: share.Purpose, Programme: share.Programme, Funder: share.Funder, From: instant(share.GrantedAt), Until: instant(share.Until()),
		})
	}
	return o
}

// instant is a time as package release counts it; 0 for none.
func instant(t time.Time) release.Instant {
	if t.IsZero() {
		return 0
	}
	return release.Instant(t.Unix())
}

// digester names contributions so that only who holds the key can tell whose
// they are.
func digester(key []byte) func(release.Contribution) string {
	return func(c release.Contribution) string {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(c.Organisation + " " + c.Assessment))
		return hex.EncodeToString(mac.Sum(nil))
	}
}
