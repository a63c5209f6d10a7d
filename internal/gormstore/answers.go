package gormstore

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// keptAnswer is a row of kept_answers.
type keptAnswer struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID *string
	Digest         string
	Location       string
	Body           []byte
	Until          int64
	AssessmentID   *string
	Tag            string
}

func (a keptAnswer) domain() assessments.KeptAnswer {
	return assessments.KeptAnswer{
		ID: a.ID, Organisation: orEmpty(a.OrganisationID), Assessment: orEmpty(a.AssessmentID), Digest: a.Digest,
		Answer: assessments.Answer{Location: a.Location, Tag: a.Tag, Body: a.Body}, Until: time.UnixMilli(a.Until).UTC(),
	}
}

// KeptAnswer implements [assessments.Reader].
func (v view) KeptAnswer(ctx context.Context, id string) (assessments.KeptAnswer, error) {
	return take[keptAnswer](ctx, v.db, "answer", "id = ?", id)
}

// KeepAnswer implements [assessments.Tx].
func (t tx) KeepAnswer(ctx context.Context, a assessments.KeptAnswer) error {
	r := keptAnswer{a.ID, orNull(a.Organisation), a.Digest, a.Location, append([]byte{}, a.Body...), a.Until.UnixMilli(), orNull(a.Assessment), a.Tag}
	return gorm.G[keptAnswer](t.db, clause.OnConflict{UpdateAll: true}).Create(ctx, &r)
}

// DropAnswers implements [assessments.Tx].
func (t tx) DropAnswers(ctx context.Context, now time.Time) error {
	_, err := gorm.G[keptAnswer](t.db).Where("until <= ?", now.UnixMilli()).Delete(ctx)
	return err
}
