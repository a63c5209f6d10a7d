package gormstore

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// EndAgain implements [assessments.Tx].
func (t tx) EndAgain(ctx context.Context, f redo.Fact, at time.Time) (did bool, err error) {
	ended, err := changed(t.endAgain(ctx, f, at))
	return ended > 0, err
}

func (t tx) endAgain(ctx context.Context, f redo.Fact, at time.Time) *gorm.DB {
	var of any
	switch f.Kind { //nolint:exhaustive // of the others something has to be looked at first
	case redo.KeyRevoked:
		of = &key{}
	case redo.InvitationRevoked:
		of = &invitation{}
	case redo.LinkRevoked:
		of = &resultLink{}
	case redo.WebhookGone:
		return begin(ctx, t.db).Where("id = ?", f.ID).Delete(&webhook{})
	case redo.ClaimsOver:
		return begin(ctx, t.db).Where("organisation_id = ? AND used_at IS NULL AND created_at <= ?", f.ID, f.At.UnixMilli()).Delete(&claim{})
	}
	return begin(ctx, t.db).Model(of).Where("id = ? AND revoked_at IS NULL", f.ID).Update("revoked_at", at.UnixMilli())
}

// EndEveryLink implements [assessments.Tx].
func (t tx) EndEveryLink(ctx context.Context, at time.Time) error {
	if err := begin(ctx, t.db).Model(&resultLink{}).Where("revoked_at IS NULL").Update("revoked_at", at.UnixMilli()).Error; err != nil {
		return err
	}
	return begin(ctx, t.db).Where("used_at IS NULL").Delete(&claim{}).Error
}

// DropEverySession implements [assessments.Tx].
func (t tx) DropEverySession(ctx context.Context) error {
	return begin(ctx, t.db).Where("TRUE").Delete(&session{}).Error
}
