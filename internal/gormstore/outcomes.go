package gormstore

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// result is a row of results.
type result struct {
	AssessmentID   string `gorm:"primaryKey"`
	ScoringVersion string
	Guarded        bool
	Numbers        string
	Tallies        string
	Receipt        string
	Provisional    bool
	Complete       bool
}

// resultNote is a row of result_notes.
type resultNote struct {
	AssessmentID string `gorm:"primaryKey"`
	ID           string `gorm:"primaryKey"`
	Question     string
	Text         string
}

func (n resultNote) domain() assessments.KeptNote {
	return assessments.KeptNote{ID: n.ID, Note: assessments.Note{Question: n.Question, Text: n.Text}}
}

// resultLink is a row of result_links.
type resultLink struct {
	ID           string `gorm:"primaryKey"`
	AssessmentID string
	Hash         string
	Label        string
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
	ExpiresAt    millis
	RevokedAt    millis
}

func (l resultLink) domain() assessments.Link {
	return assessments.Link{
		ID: l.ID, Assessment: l.AssessmentID, Hash: assessments.Hash(l.Hash), CreatedAt: time.UnixMilli(l.CreatedAt).UTC(),
		Term: assessments.Term{ExpiresAt: fromMillis(l.ExpiresAt), RevokedAt: fromMillis(l.RevokedAt)},
	}
}

func linkRow(l *assessments.Link) resultLink {
	return resultLink{l.ID, l.Assessment, string(l.Hash), l.Hash.Label(), l.CreatedAt.UnixMilli(), toMillis(l.ExpiresAt), toMillis(l.RevokedAt)}
}

func (r *result) domain() (assessments.Outcome, error) {
	var kept numbers
	if err := fromJSON(r.Numbers, &kept); err != nil {
		return assessments.Outcome{}, fmt.Errorf("read the numbers of %s: %w", r.AssessmentID, err)
	}
	shown := kept.result()
	shown.Guarded = r.Guarded
	return assessments.Outcome{Result: shown, ScoringVersion: r.ScoringVersion, Receipt: r.Receipt}, nil
}

// Outcome implements [assessments.Reader].
func (v view) Outcome(ctx context.Context, assessment string) (assessments.Outcome, error) {
	row, err := takeRow[result](ctx, v.db, "assessment_id = ?", assessment)
	if err != nil {
		return assessments.Outcome{}, unread("result", err)
	}
	return row.domain()
}

// outcomesAtOnce is how many results are read at once. Each is a few kilobytes.
const outcomesAtOnce = 500

// EachOutcome implements [assessments.Reader]. It asks in the order in which
// results are kept.
func (v view) EachOutcome(ctx context.Context, of []string, do func(string, *assessments.Outcome)) error {
	for some := range slices.Chunk(slices.Sorted(slices.Values(of)), outcomesAtOnce) {
		rows, err := gorm.G[result](v.db).Omit("tallies").Where("assessment_id IN ?", some).Find(ctx)
		if err != nil {
			return fmt.Errorf("read results: %w", translate(err))
		}
		for i := range rows {
			outcome, err := rows[i].domain()
			if err != nil {
				return err
			}
			do(rows[i].AssessmentID, &outcome)
		}
	}
	return nil
}

// AddOutcome implements [assessments.Tx].
func (t tx) AddOutcome(ctx context.Context, o assessments.Outcome, tallies *scoring.Tallies) error {
	kept, err := toJSON(numbersOf(o.Result))
	if err != nil {
		return err
	}
	counts, err := toJSON(countsOf(tallies))
	if err != nil {
		return err
	}
	return add(ctx, t.db, result{o.Assessment.ID, o.ScoringVersion, o.Guarded, kept, counts, o.Receipt, o.Provisional, assessments.Complete(o.Result)})
}

// Notes implements [assessments.Reader].
func (v view) Notes(ctx context.Context, assessment string, page access.Page) ([]assessments.KeptNote, error) {
	return list[resultNote](ctx, v.db, page, "assessment_id = ?", assessment)
}

// AddNotes implements [assessments.Tx].
func (t tx) AddNotes(ctx context.Context, assessment string, notes []assessments.KeptNote) error {
	const together = 500
	rows := make([]resultNote, len(notes))
	for i, n := range notes {
		rows[i] = resultNote{assessment, n.ID, n.Question, n.Text}
	}
	if len(rows) == 0 {
		return nil
	}
	return gorm.G[resultNote](t.db).CreateInBatches(ctx, &rows, together)
}

// Link implements [assessments.Reader].
func (v view) Link(ctx context.Context, assessment, id string) (assessments.Link, error) {
	return take[resultLink](ctx, v.db, "link", "assessment_id = ? AND id = ?", assessment, id)
}

// LinkByLabel implements [assessments.Reader].
func (v view) LinkByLabel(ctx context.Context, label string) (assessments.Link, error) {
	return take[resultLink](ctx, v.db, "link", "label = ?", label)
}

// Links implements [assessments.Reader].
func (v view) Links(ctx context.Context, assessment string, page access.Page) ([]assessments.Link, error) {
	return list[resultLink](ctx, v.db, page, "assessment_id = ?", assessment)
}

// AddLink implements [assessments.Tx].
func (t tx) AddLink(ctx context.Context, l assessments.Link) error {
	return add(ctx, t.db, linkRow(&l))
}

// SaveLink implements [assessments.Tx].
func (t tx) SaveLink(ctx context.Context, l assessments.Link) error {
	return save(ctx, t.db, l.ID, linkRow(&l))
}
