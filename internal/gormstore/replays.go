package gormstore

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// replay is a row of kept_answers.
type replay struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID *string
	Digest         string
	Location       string
	Body           []byte
	Until          int64
	AssessmentID   *string
	Tag            string
}

// TableName says which table it is a row of.
func (replay) TableName() string { return "kept_answers" }

func (a replay) domain() access.KeptReplay {
	return access.KeptReplay{
		ID: a.ID, Organisation: orEmpty(a.OrganisationID), Assessment: orEmpty(a.AssessmentID), Digest: a.Digest,
		Replay: access.Replay{Location: a.Location, Tag: a.Tag, Body: a.Body}, Until: time.UnixMilli(a.Until).UTC(),
	}
}

// Replay implements [assessments.Reader].
func (v view) Replay(ctx context.Context, id string) (access.KeptReplay, error) {
	return take[replay](ctx, v.db, "answer", "id = ?"+unlessLeaving(v.db, "kept_answers.assessment_id"), id)
}

// KeepReplay implements [assessments.Tx].
func (t tx) KeepReplay(ctx context.Context, a access.KeptReplay) error {
	r := replay{a.ID, orNull(a.Organisation), a.Digest, a.Location, append([]byte{}, a.Body...), a.Until.UnixMilli(), orNull(a.Assessment), a.Tag}
	return begin(ctx, t.db).Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error
}

// DropReplays implements [assessments.Tx].
func (t tx) DropReplays(ctx context.Context, now time.Time) error {
	return begin(ctx, t.db).Where("until <= ?", now.UnixMilli()).Delete(&replay{}).Error
}
