package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// EndAgain implements [assessments.Tx].
func (t tx) EndAgain(ctx context.Context, f redo.Fact, at time.Time) error {
	var of any
	switch f.Kind {
	case redo.KeyRevoked:
		of = &key{}
	case redo.InvitationRevoked:
		of = &invitation{}
	case redo.LinkRevoked:
		of = &resultLink{}
	case redo.WebhookGone:
		return begin(ctx, t.db).Where("id = ?", f.ID).Delete(&webhook{}).Error
	case redo.ClaimsOver:
		return begin(ctx, t.db).Where("organisation_id = ? AND used_at IS NULL AND created_at <= ?", f.ID, f.At.UnixMilli()).Delete(&claim{}).Error
	default:
		return nil
	}
	return begin(ctx, t.db).Model(of).Where("id = ? AND revoked_at IS NULL", f.ID).Update("revoked_at", at.UnixMilli()).Error
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
