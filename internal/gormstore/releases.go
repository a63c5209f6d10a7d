package gormstore

import (
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// published is a row of releases.
type published struct {
	Period      string `gorm:"primaryKey"`
	Kind        string `gorm:"primaryKey"`
	Cohort      string `gorm:"primaryKey"`
	Sectors     string
	Released    bool
	Body        []byte
	PublishedAt int64
}

// releaseDigests is a row of release_digests.
type releaseDigests struct {
	Period  string `gorm:"primaryKey"`
	Kind    string `gorm:"primaryKey"`
	Cohort  string `gorm:"primaryKey"`
	Digests string
}

// TableName says which table it is a row of.
func (published) TableName() string { return "releases" }

func (p published) domain() (comparisons.Publication, error) {
	out := comparisons.Publication{
		Period: p.Period, Cohort: release.Cohort{Kind: release.Kind(p.Kind), ID: p.Cohort}, Released: p.Released, Body: p.Body,
		PublishedAt: time.UnixMilli(p.PublishedAt).UTC(),
	}
	return out, fromJSON(p.Sectors, &out.Sectors)
}

// countedAssessment is a row of counted_assessments.
type countedAssessment struct {
	Period       string `gorm:"primaryKey"`
	Kind         string `gorm:"primaryKey"`
	Cohort       string `gorm:"primaryKey"`
	AssessmentID string `gorm:"primaryKey"`
}

// Publication implements [comparisons.Reader].
func (v view) Publication(ctx context.Context, period string, cohort release.Cohort) (comparisons.Publication, error) {
	return first(v.publications(ctx, "period = ? AND kind = ? AND cohort = ?", period, string(cohort.Kind), cohort.ID))
}

// SectorPublication implements [comparisons.Reader].
func (v view) SectorPublication(ctx context.Context, period, sector string) (comparisons.Publication, error) {
	found, err := v.publications(ctx, "period = ? AND kind = ?", period, string(release.SectorCohort))
	found = slices.DeleteFunc(found, func(p comparisons.Publication) bool { return !slices.Contains(p.Sectors, sector) })
	return first(found, err)
}

func first(found []comparisons.Publication, err error) (comparisons.Publication, error) {
	switch {
	case err != nil:
		return comparisons.Publication{}, err
	case len(found) == 0:
		return comparisons.Publication{}, fault.NoSuch("release")
	}
	return found[0], nil
}

func (v view) publications(ctx context.Context, where string, args ...any) ([]comparisons.Publication, error) {
	if !isText(args...) {
		return nil, nil
	}
	found, err := find[published](begin(ctx, v.db).Where(where, args...).Order("period, kind, cohort"))
	if err != nil {
		return nil, translate(err)
	}
	out := make([]comparisons.Publication, len(found))
	for i := range found {
		if out[i], err = found[i].domain(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// counted tells of a row of releases whether it counted an organisation. It takes
// the organisation's id. All of the key is given, so that what it costs goes by
// the organisation's assessments, and not by all that were counted.
const counted = `EXISTS (SELECT 1 FROM counted_assessments AS c JOIN assessments AS a ON a.id = c.assessment_id
	WHERE a.organisation_id = ? AND c.kind = releases.kind AND c.cohort = releases.cohort AND c.period = releases.period)`

// OpenPublications implements [comparisons.Reader].
func (v view) OpenPublications(ctx context.Context, period string) ([]comparisons.Publication, error) {
	return v.publications(ctx, "period = ? AND kind <> 'programme'", period)
}

// PublicationsFor implements [comparisons.Reader].
func (v view) PublicationsFor(ctx context.Context, organisation, period string) ([]comparisons.Publication, error) {
	found, err := v.publications(ctx, "period = ? AND (kind <> 'programme' OR "+counted+")", period, organisation)
	if err != nil {
		return nil, err
	}
	of, err := v.Organisation(ctx, organisation)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(p comparisons.Publication) bool {
		return p.Cohort.Kind == release.SectorCohort && !slices.Contains(p.Sectors, string(of.Sector))
	}), nil
}

// LatestFor implements [comparisons.Reader].
func (v view) LatestFor(ctx context.Context, share *comparisons.Share) (comparisons.Publication, error) {
	kind := release.ProgrammeCohort
	if share.Programme == "" {
		kind = release.SectorCohort
	}
	until := int64(forEver)
	if end := share.Until(); !end.IsZero() {
		until = end.UnixMilli()
	}
	found, err := v.publications(ctx, "kind = ? AND (cohort = ? OR ? = '') AND published_at BETWEEN ? AND ? AND (NOT released OR "+counted+")",
		string(kind), share.Programme, share.Programme, share.GrantedAt.UnixMilli(), until, share.Organisation)
	if err != nil {
		return comparisons.Publication{}, err
	}
	if kind == release.SectorCohort {
		of, err := v.Organisation(ctx, share.Organisation)
		if err != nil {
			return comparisons.Publication{}, err
		}
		found = slices.DeleteFunc(found, func(p comparisons.Publication) bool {
			return !p.Released && !slices.Contains(p.Sectors, string(of.Sector))
		})
	}
	slices.SortStableFunc(found, func(a, b comparisons.Publication) int { return b.PublishedAt.Compare(a.PublishedAt) })
	return first(found, nil)
}

// digestedRow is a row of releases with its digests, if it has any.
type digestedRow struct {
	Published published `gorm:"embedded"`
	Digests   string
}

// EachPublication implements [comparisons.Reader].
func (v view) EachPublication(ctx context.Context, do func(*comparisons.Publication)) error {
	found, err := find[digestedRow](begin(ctx, v.db).Raw(`SELECT r.*, coalesce(d.digests, 'null') AS digests
		FROM releases AS r LEFT JOIN release_digests AS d USING (period, kind, cohort) ORDER BY period, kind, cohort`))
	if err != nil {
		return translate(err)
	}
	for _, row := range found {
		p, err := row.Published.domain()
		if err == nil {
			err = fromJSON(row.Digests, &p.Digests)
		}
		if err != nil {
			return err
		}
		do(&p)
	}
	return nil
}

// sharedThen is true of a share that was in force when a row of releases was published.
const sharedThen = `s.purpose = 'programme' AND s.granted_at <= releases.published_at
	AND (s.expires_at IS NULL OR s.expires_at > releases.published_at) AND (w.withdrawn_at IS NULL OR w.withdrawn_at > releases.published_at)`

// readableBy tells of a programme's row of releases whether an organisation may read
// it. It takes the organisation's id, twice.
const readableBy = `(` + counted + ` OR NOT releases.released AND releases.cohort IN (
	SELECT s.programme_id FROM shares AS s LEFT JOIN share_withdrawals AS w ON w.share_id = s.id WHERE s.organisation_id = ? AND ` + sharedThen + `))`

// WasCounted implements [comparisons.Reader].
func (v view) WasCounted(ctx context.Context, organisation, programme, period string) (bool, error) {
	return has[published](ctx, v.db, "period = ? AND kind = 'programme' AND cohort = ? AND "+readableBy, period, programme, organisation, organisation)
}

// ReadersOf implements [comparisons.Reader].
func (v view) ReadersOf(ctx context.Context, programme, period string) (ids []string, err error) {
	if !isText(programme, period) {
		return nil, nil
	}
	err = begin(ctx, v.db).Raw(`SELECT a.organisation_id FROM counted_assessments AS c JOIN assessments AS a ON a.id = c.assessment_id
			WHERE c.period = @period AND c.kind = 'programme' AND c.cohort = @programme
		UNION SELECT s.organisation_id FROM releases JOIN shares AS s ON s.programme_id = releases.cohort LEFT JOIN share_withdrawals AS w ON w.share_id = s.id
			WHERE releases.period = @period AND releases.kind = 'programme' AND releases.cohort = @programme AND NOT releases.released AND `+sharedThen+`
		ORDER BY 1`, map[string]any{"period": period, "programme": programme}).Find(&ids).Error
	return ids, translate(err)
}

// AddPublication implements [comparisons.Tx].
func (t tx) AddPublication(ctx context.Context, p comparisons.Publication) error {
	sectors, err := toJSON(p.Sectors)
	if err != nil {
		return err
	}
	row := published{p.Period, string(p.Cohort.Kind), p.Cohort.ID, sectors, p.Released, p.Body, p.PublishedAt.UnixMilli()}
	if err := add(ctx, t.db, row); err != nil || len(p.Digests) == 0 {
		return err
	}
	digests, err := toJSON(p.Digests)
	if err != nil {
		return err
	}
	return add(ctx, t.db, releaseDigests{row.Period, row.Kind, row.Cohort, digests})
}

// CountAssessments implements [comparisons.Tx].
func (t tx) CountAssessments(ctx context.Context, period string, cohort release.Cohort, of []release.Contribution) error {
	rows := make([]countedAssessment, len(of))
	for i, contribution := range of {
		rows[i] = countedAssessment{period, string(cohort.Kind), cohort.ID, contribution.Assessment}
	}
	const batch = 1000
	if len(rows) == 0 {
		return nil
	}
	return begin(ctx, t.db).CreateInBatches(&rows, batch).Error
}
