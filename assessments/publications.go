package assessments

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Publication is what is published of one cohort in one period. It is written
// once, at the freeze, and never changes.
type Publication struct {
	Period      string
	Cohort      release.Cohort
	Sectors     []string // for a sector: the codes merged into it
	Released    bool     // whether it holds figures
	Body        []byte   // the very bytes that are given out
	PublishedAt time.Time

	// Digests are keyed digests of the contributions, none unless newly drawn.
	// The next freeze and an audit need them, so only these read them back.
	Digests []string
}

// subject names a publication in the trail.
func (p *Publication) subject() string {
	return fmt.Sprintf("%s %s %s", p.Period, p.Cohort.Kind, p.Cohort.ID)
}

// digest is over all that is kept of it: who finds it, and whether it counts as
// released, matter as much as the bytes.
func (p *Publication) digest() string {
	fields := []string{p.subject(), strconv.FormatBool(p.Released), string(p.Body), p.PublishedAt.UTC().Format(time.RFC3339Nano), strconv.Itoa(len(p.Sectors))}
	return "sha256:" + hashOf(slices.Concat(fields, p.Sectors, p.Digests)...)
}

// noRelease is the one answer to whatever is unknown, foreign or not frozen.
var noRelease = &fault.Error{Kind: fault.NotFound, Detail: "There is no such release, or not one for you. Check the programme, the period and the key."}

// hidden makes every error of kind NotFound the same.
func hidden(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return noRelease
	}
	return err
}

// ProgrammeRelease returns what was published of a programme, to its funder and
// to the members who were counted in the period.
func (s *Service) ProgrammeRelease(ctx context.Context, caller access.Caller, programme, period string) (Publication, error) {
	if err := s.reachRelease(ctx, caller, programme, period); err != nil {
		return Publication{}, hidden(err)
	}
	found, err := s.Store.Publication(ctx, period, release.Cohort{Kind: release.ProgrammeCohort, ID: programme})
	if err != nil {
		return Publication{}, hidden(err)
	}
	subject := found.subject()
	err = s.Store.Write(ctx, func(tx Tx) error { return s.record(ctx, tx, caller, ReleaseRead, subject, "") })
	return found, err
}

// reachRelease returns nil when the caller may read a programme's release.
func (s *Service) reachRelease(ctx context.Context, caller access.Caller, programme, period string) error {
	if caller.Is(access.FunderRole) {
		_, err := reachProgramme(ctx, s.Store, caller, programme)
		return err
	}
	member, err := s.Store.WasCounted(ctx, caller.PrincipalID, programme, period)
	if err == nil && !member {
		return noRelease
	}
	return err
}

// Benchmark returns the public benchmark of a period: national, or of the sector
// with a code and those it was merged with.
func (s *Service) Benchmark(ctx context.Context, period, sector string) (Publication, error) {
	if sector == "" {
		found, err := s.Store.Publication(ctx, period, release.Cohort{Kind: release.NationalCohort, ID: string(release.NationalCohort)})
		return found, hidden(err)
	}
	found, err := s.Store.SectorPublication(ctx, period, sector)
	return found, hidden(err)
}

// Subject is what a release is about, in words of people.
type Subject struct {
	Programme  string                 // its name; "" for the public benchmark
	Instrument *instrument.Instrument // whose principles and rungs the figures are about
}

// SubjectOf returns what a publication is about.
func (s *Service) SubjectOf(ctx context.Context, p *Publication) (Subject, error) {
	benchmark := s.Catalogue.Find(benchmarkInstrument, "")
	if p.Cohort.Kind != release.ProgrammeCohort {
		return Subject{"", benchmark}, nil
	}
	programme, err := s.Store.Programme(ctx, p.Cohort.ID)
	return Subject{programme.Name, s.Catalogue.Find(programme.Instrument, "")}, err
}

// Readiness says whether enough organisations have agreed for a programme to be
// released. It is worked out once, on the day of notice, without any score.
func (s *Service) Readiness(ctx context.Context, caller access.Caller, programme, period string) (bool, error) {
	if _, err := reachProgramme(ctx, s.Store, caller, programme); err != nil {
		return false, hidden(err)
	}
	ready, err := s.Store.Readiness(ctx, period, programme)
	return ready, hidden(err)
}

// Preview is what whoever looks at a share gets from it.
type Preview struct {
	Body   []byte   // the very bytes of the last freeze while it held; nil before
	Enters []string // before the freeze: what will be used, in plain words
	Named  *Named   // for a share by name
}

// Preview shows an organisation what its share gives away.
func (s *Service) Preview(ctx context.Context, caller access.Caller, organisation, id string) (Preview, error) {
	if err := s.ownOrganisation(ctx, s.Store, caller, organisation); err != nil {
		return Preview{}, err
	}
	share, err := s.Store.Share(ctx, organisation, id)
	if err != nil {
		return Preview{}, err
	}
	if share.Purpose == release.ByName {
		named, err := s.namedOf(ctx, &share)
		return Preview{Named: named}, err
	}
	found, err := s.Store.LatestFor(ctx, &share)
	if fault.KindOf(err) == fault.NotFound {
		return Preview{Enters: enters}, nil
	}
	return Preview{Body: found.Body}, err
}

// enters is what a share puts into a release.
var enters = []string{
	"The index of each principle, as your result shows it.",
	"The mean of the gaps between the two sides.",
	"Your overall rung.",
	"That your organisation took part, as one of many.",
}

// Named is what a funder sees of an organisation that shares its result by name.
type Named struct {
	Share        string // the id of the share
	Organisation Organisation
	Result       StoredResult
}

// NamedResults lists what organisations share by name with a programme.
func (s *Service) NamedResults(ctx context.Context, caller access.Caller, programme string, page access.Page) (access.List[Named], error) {
	found, err := reachProgramme(ctx, s.Store, caller, programme)
	if err != nil {
		return access.List[Named]{}, err
	}
	shares, err := s.Store.NamedShares(ctx, programme, s.Now(), page.More())
	if err != nil {
		return access.List[Named]{}, err
	}
	of := access.Cut(shares, page)
	list := access.List[Named]{More: of.More}
	for i := range of.Items {
		named, err := s.namedOf(ctx, &of.Items[i])
		if err != nil {
			return access.List[Named]{}, err
		}
		if named != nil {
			list.Items = append(list.Items, *named)
		}
	}
	err = s.Store.Write(ctx, func(tx Tx) error { return s.record(ctx, tx, caller, NamedRead, found.ID, "") })
	return list, err
}

// namedOf returns the latest result of an organisation that a programme can
// compare, or nil when there is none.
func (s *Service) namedOf(ctx context.Context, share *Share) (*Named, error) {
	programme, err := s.Store.Programme(ctx, share.Programme)
	if err != nil {
		return nil, err
	}
	closed, err := s.Store.ClosedAssessments(ctx, share.Organisation)
	if err != nil {
		return nil, err
	}
	for _, a := range slices.Backward(closed) {
		if a.Scope != programme.Scope || a.Instrument != programme.Instrument || majorOf(a.Version) != programme.Major {
			continue
		}
		stored, err := s.resultOf(ctx, s.Store, a)
		if err != nil {
			return nil, err
		}
		if stored.Provisional || stored.Rung == 0 {
			continue
		}
		organisation, err := s.Store.Organisation(ctx, share.Organisation)
		return &Named{share.ID, organisation, stored}, err
	}
	return nil, nil //nolint:nilnil // nothing to show is no fault
}

// Placed is where an organisation stands in one release.
type Placed struct {
	Publication Publication
	Position    release.Position
}

// Position says where an organisation stands in each release of a period that
// it may read, from the published figures alone and its own.
func (s *Service) Position(ctx context.Context, caller access.Caller, organisation, period string) ([]Placed, error) {
	if _, err := s.reach(ctx, s.Store, caller, organisation); err != nil {
		return nil, err
	}
	frozen, err := s.Store.Period(ctx, period)
	if err != nil || frozen.FrozenAt.IsZero() {
		return nil, hidden(orNoRelease(err))
	}
	published, err := s.Store.PublicationsFor(ctx, organisation, period)
	if err != nil {
		return nil, err
	}
	closed, err := s.Store.ClosedAssessments(ctx, organisation)
	if err != nil {
		return nil, err
	}
	var placed []Placed
	for _, p := range published {
		table, err := release.Parse(p.Body)
		if err != nil {
			continue // nothing was released
		}
		own, err := s.ownScores(ctx, &p, &frozen, closed)
		if err != nil {
			return nil, err
		}
		if own != nil {
			placed = append(placed, Placed{p, table.Place(own)})
		}
	}
	return placed, nil
}

// ownScores returns what an organisation would put into a release: the latest of
// its results in the period that can be compared there. nil is for none.
func (s *Service) ownScores(ctx context.Context, p *Publication, period *Period, closed []Assessment) (*release.Scores, error) {
	measure := s.benchmark()
	if p.Cohort.Kind == release.ProgrammeCohort {
		programme, err := s.Store.Programme(ctx, p.Cohort.ID)
		if err != nil {
			return nil, err
		}
		measure = programme.measure()
	}
	for _, a := range slices.Backward(closed) {
		in := s.instrumentOf(&a)
		if in == nil || !in.Published() || a.ClosedAt.Before(period.OpensAt) || !a.ClosedAt.Before(period.ClosesAt) ||
			a.Instrument != measure.Instrument || majorOf(a.Version) != measure.Major || measure.Scope != "" && string(a.Scope) != measure.Scope {
			continue
		}
		stored, err := s.Store.Result(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		if stored.Provisional || !stored.Complete() {
			continue
		}
		scores := stored.scores()
		return &scores, nil
	}
	return nil, nil //nolint:nilnil // no result in the period is no fault
}

func orNoRelease(err error) error {
	if err == nil {
		return noRelease
	}
	return err
}
