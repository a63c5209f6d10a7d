package comparisons

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/register"
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

	// Digests are keyed digests of the contributions, none unless released. Only an
	// audit reads them back.
	Digests []string
}

// Publications reads what is published, and whom it counted.
type Publications interface {
	// Publication returns what was published of a cohort in a period.
	Publication(ctx context.Context, period string, cohort release.Cohort) (Publication, error)
	// SectorPublication returns the publication of the sectors among which this
	// code is.
	SectorPublication(ctx context.Context, period, sector string) (Publication, error)
	// OpenPublications returns what is published of a period for everybody: the
	// national one, and those of sectors.
	OpenPublications(ctx context.Context, period string) ([]Publication, error)
	// PublicationsFor returns the publications of a period that an organisation may
	// read: of the programmes it was counted in, its sector's and the national one.
	PublicationsFor(ctx context.Context, organisation, period string) ([]Publication, error)
	// LatestFor returns the latest of a share's programme, or of its
	// organisation's sector, that was published while the share held: one in
	// which the organisation was counted, or one that was refused.
	LatestFor(ctx context.Context, share *Share) (Publication, error)
	// EachPublication calls do with every publication there is, and alone
	// tells their digests.
	EachPublication(ctx context.Context, do func(*Publication)) error
	// WasCounted tells whether an organisation may read the release of a
	// programme: it was counted in it, or shared in it when it was refused.
	WasCounted(ctx context.Context, organisation, programme, period string) (bool, error)
	// ReadersOf returns the ids of all organisations of which WasCounted is true.
	ReadersOf(ctx context.Context, programme, period string) ([]string, error)
}

// PublicationWriter keeps what is published. It is never changed.
type PublicationWriter interface {
	// AddPublication is an error when there is one of the cohort in the period.
	AddPublication(ctx context.Context, p Publication) error
	// CountAssessments keeps which assessments a cohort of a period counted.
	CountAssessments(ctx context.Context, period string, cohort release.Cohort, of []release.Contribution) error
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

// noRelease is the one answer to whatever is unknown or foreign.
var noRelease = &fault.Error{Kind: fault.NotFound, Detail: "There is no such release, or not one for you. Check the programme, the period and the key."}

// unpublished returns why there is no publication where there could be one: the
// period is not frozen yet. It says nothing but when that is. Of a period that is
// frozen, or unknown, there never will be one.
func (s *Service) unpublished(ctx context.Context, period string, err error) error {
	if fault.KindOf(err) != fault.NotFound {
		return err
	}
	of, err := s.Store.Period(ctx, period)
	if err != nil || !of.FrozenAt.IsZero() {
		return hidden(orNoRelease(err))
	}
	return of.NotYet()
}

// NotYet says when the period is frozen.
func (p *Period) NotYet() error {
	const day = "2 January 2006"
	return &fault.Error{Kind: fault.NotYet, At: p.FreezeAt, Detail: fmt.Sprintf(
		"There is nothing of this period yet. It began or begins on %s, ends before %s, and is frozen on %s or later.",
		p.OpensAt.UTC().Format(day), p.ClosesAt.UTC().Format(day), p.FreezeAt.UTC().Format(day))}
}

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
		return Publication{}, s.unreleased(ctx, programme, period, err)
	}
	return found, s.recordRead(ctx, caller, ReleaseRead, found.subject())
}

// unreleased is [Service.unpublished] for a programme: of a period that it does not
// take part in there never will be a release.
func (s *Service) unreleased(ctx context.Context, programme, period string, err error) error {
	of, unread := s.Store.Programme(ctx, programme)
	if unread != nil {
		return hidden(unread)
	}
	if !slices.Contains(of.Periods, period) {
		return hidden(err)
	}
	return s.unpublished(ctx, period, err)
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
		return found, s.unpublished(ctx, period, err)
	}
	if _, err := register.ParseSector(sector); err != nil {
		return Publication{}, noRelease
	}
	found, err := s.Store.SectorPublication(ctx, period, sector)
	return found, s.unpublished(ctx, period, err)
}

// OpenData is what is published of a period for everybody.
type OpenData struct {
	Period
	Publications []Publication
}

// AllOpenData lists what is published for everybody, by the names of the periods.
func (s *Service) AllOpenData(ctx context.Context, page access.Page) (access.List[OpenData], error) {
	periods, err := s.Store.AllPeriods(ctx)
	if err != nil {
		return access.List[OpenData]{}, err
	}
	periods = slices.DeleteFunc(periods, func(p Period) bool { return p.FrozenAt.IsZero() || p.Name <= page.After })
	slices.SortFunc(periods, func(a, b Period) int { return strings.Compare(a.Name, b.Name) })
	cut := access.Cut(periods, page)
	out := access.List[OpenData]{More: cut.More}
	for _, period := range cut.Items {
		found, err := s.Store.OpenPublications(ctx, period.Name)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, OpenData{period, found})
	}
	return out, nil
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
