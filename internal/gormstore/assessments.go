package gormstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// assessment is a row of assessments.
type assessment struct {
	ID              string `gorm:"primaryKey"`
	OrganisationID  string
	Instrument      string
	Version         string
	Title           string
	Scope           string
	Target          int
	AnsweringLived  string
	AnsweringLearnt string
	MinimumLived    int
	MinimumLearnt   int
	ExternalID      string
	State           string
	ClosesAt        millis
	ClosedAt        millis
	CreatedAt       int64 `gorm:"autoCreateTime:false"`
	UpdatedAt       int64 `gorm:"autoUpdateTime:false"`
	Revision        int
	Maker           maker `gorm:"embedded"`
	WipedAt         millis
	Closing         string
}

// responseCount is a row of response_counts.
type responseCount struct {
	AssessmentID string `gorm:"primaryKey"`
	Responses    int
}

func (a assessment) domain() assessments.Assessment {
	return assessments.Assessment{
		ID: a.ID, Organisation: a.OrganisationID, Instrument: a.Instrument, Version: a.Version,
		Terms: assessments.Terms{
			Scope: instrument.Scope(a.Scope),
			Answering: [...]assessments.Answering{
				scoring.Lived: assessments.Answering(a.AnsweringLived), scoring.Learnt: assessments.Answering(a.AnsweringLearnt),
			},
			Minimums: scoring.Minimums{scoring.Lived: a.MinimumLived, scoring.Learnt: a.MinimumLearnt},
		},
		Setup: assessments.Setup{Title: a.Title, Target: a.Target, ClosesAt: fromMillis(a.ClosesAt), ExternalID: a.ExternalID},
		State: assessments.AssessmentState(a.State), ClosedAt: fromMillis(a.ClosedAt), WipedAt: fromMillis(a.WipedAt), Closing: a.Closing,
		CreatedAt: time.UnixMilli(a.CreatedAt).UTC(), UpdatedAt: time.UnixMilli(a.UpdatedAt).UTC(), Revision: a.Revision, Maker: a.Maker.maker(),
	}
}

func assessmentRow(a *assessments.Assessment) assessment {
	return assessment{
		ID: a.ID, OrganisationID: a.Organisation, Instrument: a.Instrument, Version: a.Version,
		Title: a.Title, Scope: string(a.Scope), Target: a.Target,
		AnsweringLived: string(a.Answering[scoring.Lived]), AnsweringLearnt: string(a.Answering[scoring.Learnt]),
		MinimumLived: a.Minimums[scoring.Lived], MinimumLearnt: a.Minimums[scoring.Learnt],
		ExternalID: a.ExternalID, State: string(a.State), ClosesAt: toMillis(a.ClosesAt), ClosedAt: toMillis(a.ClosedAt), WipedAt: toMillis(a.WipedAt), Closing: a.Closing,
		CreatedAt: a.CreatedAt.UnixMilli(), UpdatedAt: a.UpdatedAt.UnixMilli(), Revision: a.Revision, Maker: makerColumns(a.Maker),
	}
}

// Assessment implements [assessments.Reader].
func (v view) Assessment(ctx context.Context, id string) (assessments.Assessment, error) {
	found, err := assessmentByID(ctx, v.db, id)
	return one("assessment", found, err)
}

// Assessments implements [assessments.Reader]. Of several states, each is read by
// itself: see [merged].
func (v view) Assessments(ctx context.Context, scope assessments.Scope, filter assessments.AssessmentFilter, wanted access.Page) (found []assessments.Assessment, err error) {
	from, since := assessmentsBy(scope, &filter)
	states := slices.Compact(slices.Sorted(slices.Values(filter.States)))
	if !filter.ClosedSince.IsZero() { // that is a state as well
		if len(states) > 0 && !slices.Contains(states, assessments.Closed) {
			return nil, nil
		}
		states = nil
	}
	if len(states) == 0 {
		return pageOf[assessment](ctx, v.db, from, since, wanted)
	}
	if filter.ExternalID == "" {
		from.byTimeToo("state")
	}
	err = v.whole(ctx, func(v view) error {
		pages := make([][]assessments.Assessment, len(states))
		for i, state := range states {
			if pages[i], err = pageOf[assessment](ctx, v.db, from.narrowed(from.narrows("state")+" = ?", string(state)), since, wanted); err != nil {
				return err
			}
		}
		found = merged(wanted.Limit, orderOfAssessments(from.time != "", wanted.Newest), pages...)
		return nil
	})
	return found, err
}

// assessmentsBy are the assessments that pass a filter, but for their states, and from
// when on they come.
func assessmentsBy(scope assessments.Scope, filter *assessments.AssessmentFilter) (from source, since time.Time) {
	from, since = assessmentsIn(scope, filter.Organisation), filter.UpdatedSince
	switch {
	case !filter.ClosedSince.IsZero():
		from.time, since = from.narrows("closed_at"), filter.ClosedSince
		from.by("closed")
		if !filter.UpdatedSince.IsZero() {
			from.and(from.narrows("updated_at")+" >= ?", filter.UpdatedSince.UnixMilli())
		}
	case !since.IsZero():
		from.time = from.narrows("updated_at")
		from.by("updated")
	case scope.Partner == "" || filter.Organisation != "":
		from.by("of_organisation")
	}
	if filter.ExternalID != "" {
		from.and(from.narrows("external_id")+" = ?", filter.ExternalID)
		from.by("external_id")
	}
	for _, is := range [][2]string{{"scope", string(filter.Scope)}, {"instrument", filter.Instrument}} {
		if column, wanted := is[0], is[1]; wanted != "" {
			from.and(from.narrows(column)+" = ?", wanted)
		}
	}
	if scope.All && filter.Organisation == "" {
		from.index = "" // nobody who asks for all is waited for
	}
	return from, since
}

// orderOfAssessments is the order of a list that goes by when they changed, or by ids.
func orderOfAssessments(byTime, newest bool) func(a, b assessments.Assessment) int {
	return func(a, b assessments.Assessment) int {
		switch {
		case byTime:
			return cmp.Or(a.UpdatedAt.Compare(b.UpdatedAt), strings.Compare(a.ID, b.ID))
		case newest:
			return strings.Compare(b.ID, a.ID)
		}
		return strings.Compare(a.ID, b.ID)
	}
}

// OpenAssessments implements [assessments.Held].
func (v view) OpenAssessments(ctx context.Context, organisation string) (int, error) {
	return howMany[assessment](ctx, v.db, "organisation_id = ? AND state = 'open'", organisation)
}

// ClosedAssessments implements [assessments.Reader].
func (v view) ClosedAssessments(ctx context.Context, organisation string) ([]assessments.Assessment, error) {
	return all[assessment](ctx, v.db, "closed_at, id", "organisation_id = ? AND state = 'closed'", organisation)
}

// Overdue implements [assessments.Reader].
func (v view) Overdue(ctx context.Context, now time.Time) (ids []string, err error) {
	err = begin(ctx, v.db).Model(&assessment{}).Where("state = 'open' AND closes_at <= ?", now.UnixMilli()).Order("closes_at").Pluck("id", &ids).Error
	return ids, translate(err)
}

// heardVoice is a voice of an assessment that enough people gave.
type heardVoice struct{ AssessmentID, Voice string }

// hasEnough stops at as many rows as people are needed: each row is one at
// least, and an assessment may have very many.
const hasEnough = `SELECT ? AS assessment_id, ? AS voice WHERE (SELECT coalesce(sum(people), 0) FROM (SELECT people FROM responses
	WHERE assessment_id = ? AND voice = ? AND state = 'submitted' AND scored LIMIT ?) AS counted) >= ?`

// enoughAtOnce is how many assessments are asked about at once. SQLite puts no
// more than 500 queries together, and each takes one for each voice.
const enoughAtOnce = 100

// Enough implements [assessments.Reader].
func (v view) Enough(ctx context.Context, of ...assessments.Assessment) (map[string][len(scoring.Voices)]bool, error) {
	enough := map[string][len(scoring.Voices)]bool{}
	for some := range slices.Chunk(of, enoughAtOnce) {
		if err := v.addEnough(ctx, some, enough); err != nil {
			return nil, fmt.Errorf("count people: %w", translate(err))
		}
	}
	return enough, nil
}

func (v view) addEnough(ctx context.Context, of []assessments.Assessment, enough map[string][len(scoring.Voices)]bool) error {
	var parts []string
	var args []any
	for i := range of {
		a := &of[i]
		for _, voice := range scoring.Voices {
			parts = append(parts, hasEnough)
			args = append(args, a.ID, voice.String(), a.ID, voice.String(), a.Minimums[voice], a.Minimums[voice])
		}
	}
	if !isText(args...) {
		return nil
	}
	found, err := find[heardVoice](begin(ctx, v.db).Raw(strings.Join(parts, " UNION ALL "), args...))
	if err != nil {
		return err
	}
	for _, one := range found {
		voice, _ := scoring.ParseVoice(one.Voice)
		reached := enough[one.AssessmentID]
		reached[voice] = true
		enough[one.AssessmentID] = reached
	}
	return nil
}

// AddAssessment implements [assessments.Tx].
func (t tx) AddAssessment(ctx context.Context, a assessments.Assessment) error {
	row := assessmentRow(&a)
	if err := add(ctx, t.db, row); err != nil {
		return err
	}
	if err := t.showNewAssessment(ctx, &row); err != nil {
		return err
	}
	return add(ctx, t.db, responseCount{AssessmentID: a.ID})
}

// SaveAssessment implements [assessments.Tx].
func (t tx) SaveAssessment(ctx context.Context, a assessments.Assessment) error {
	if a.State != assessments.Open {
		t.note(redo.AssessmentEnded, a.ID)
	}
	row := assessmentRow(&a)
	if err := save(ctx, t.db, a.ID, row); err != nil {
		return err
	}
	return t.showAssessment(ctx, &row)
}
