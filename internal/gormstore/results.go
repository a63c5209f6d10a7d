package gormstore

import (
	"context"
	"fmt"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// storedResult is a row of results.
type storedResult struct {
	AssessmentID   string `gorm:"primaryKey"`
	ScoringVersion string
	Guarded        bool
	Numbers        string
	Tallies        string
	Receipt        string
	Provisional    bool
	Complete       bool
	Form           int
}

// TableName says which table it is a row of.
func (storedResult) TableName() string { return "results" }

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
	Maker        maker `gorm:"embedded"`
}

func (l resultLink) domain() assessments.Link {
	return assessments.Link{
		ID: l.ID, Assessment: l.AssessmentID, Hash: assessments.Hash(l.Hash), CreatedAt: time.UnixMilli(l.CreatedAt).UTC(), Maker: l.Maker.maker(),
		Term: assessments.Term{ExpiresAt: fromMillis(l.ExpiresAt), RevokedAt: fromMillis(l.RevokedAt)},
	}
}

func linkRow(l *assessments.Link) resultLink {
	return resultLink{l.ID, l.Assessment, string(l.Hash), l.Hash.Label(), l.CreatedAt.UnixMilli(), toMillis(l.ExpiresAt), toMillis(l.RevokedAt), makerColumns(l.Maker)}
}

func (r storedResult) domain() (assessments.StoredResult, error) {
	var kept numbers
	if err := fromJSON(r.Numbers, &kept); err != nil {
		return assessments.StoredResult{}, fmt.Errorf("read the numbers of %s: %w", r.AssessmentID, err)
	}
	scored := kept.result()
	scored.Guarded, scored.ScoringVersion, scored.Receipt = r.Guarded, r.ScoringVersion, result.KeptReceipt(r.Receipt, r.Form)
	return assessments.StoredResult{Scored: scored}, nil
}

// Result implements [assessments.Reader].
func (v view) Result(ctx context.Context, assessment string) (assessments.StoredResult, error) {
	row, err := takeRow[storedResult](ctx, v.db, "assessment_id = ?", assessment)
	if err != nil {
		return assessments.StoredResult{}, unread("result", err)
	}
	return row.domain()
}

// AddResult implements [assessments.Tx].
func (t tx) AddResult(ctx context.Context, o assessments.StoredResult, tallies *scoring.Tallies) error {
	kept, err := toJSON(numbersOf(&o.Scored))
	if err != nil {
		return err
	}
	counts, err := toJSON(countsOf(tallies))
	if err != nil {
		return err
	}
	return add(ctx, t.db, storedResult{
		AssessmentID: o.Assessment.ID, ScoringVersion: o.ScoringVersion, Guarded: o.Guarded, Numbers: kept, Tallies: counts,
		Receipt: o.Receipt.Digest, Form: o.Receipt.Form, Provisional: o.Provisional, Complete: assessments.Complete(o.Result),
	})
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
	return begin(ctx, t.db).CreateInBatches(&rows, together).Error
}

// DropNotes implements [assessments.Tx].
func (t tx) DropNotes(ctx context.Context, assessment string) error {
	return begin(ctx, t.db).Where("assessment_id = ?", assessment).Delete(&resultNote{}).Error
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
	if !l.RevokedAt.IsZero() {
		t.note(redo.LinkRevoked, l.ID)
	}
	return save(ctx, t.db, l.ID, linkRow(&l))
}
