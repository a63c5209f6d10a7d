package comparisons

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// measure says which assessments a programme compares.
func (p *Programme) measure() release.Measure {
	return release.Measure{Instrument: p.Instrument, Major: p.Major, Scope: string(p.Scope)}
}

// measure says by what an assessment can be compared.
func (a *ClosedAssessment) measure() release.Measure {
	return release.Measure{Instrument: a.Instrument, Major: majorOf(a.Version), Scope: string(a.Scope)}
}

// fits says whether an assessment is such as a measure compares: of its scope,
// where it has one.
func (a *ClosedAssessment) fits(m release.Measure) bool {
	own := a.measure()
	return own == m || m.Scope == "" && own.Instrument == m.Instrument && own.Major == m.Major
}

// benchmarkInstrument is what the public benchmark compares.
const benchmarkInstrument = "coproduction-ladder"

func (s *Service) benchmark() release.Measure {
	return release.Measure{Instrument: benchmarkInstrument, Major: majorOf(s.Catalogue.Find(benchmarkInstrument, "").Version)}
}

// census gathers everything that a plan may depend on, and no score.
func (s *Service) census(ctx context.Context, r Reader, period *Period, at time.Time) (*release.Census, error) {
	programmes, err := r.ProgrammesOf(ctx, period.Name)
	if err != nil {
		return nil, err
	}
	last, err := r.LastPublications(ctx)
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
		Benchmark: s.benchmark(),
		Last:      last,
		Digest:    digester(key),
	}
	for _, sector := range register.Sectors {
		census.Sectors = append(census.Sectors, string(sector))
	}
	for i := range programmes {
		p := &programmes[i]
		census.Programmes = append(census.Programmes, release.Programme{ID: p.ID, Funder: p.Funder, Declared: instant(p.DeclaredAt), Measure: p.measure()})
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
	for _, a := range m.Closed {
		in := s.Catalogue.Find(a.Instrument, a.Version)
		o.Assessments = append(o.Assessments, release.Assessment{
			ID: a.ID, Closed: instant(a.ClosedAt), Published: in != nil && in.Published(),
			Measure: a.measure(), Provisional: a.Provisional, Complete: a.Complete, CountedIn: a.CountedIn,
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
