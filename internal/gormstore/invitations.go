package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// invitation is a row of invitations.
type invitation struct {
	ID           string `gorm:"primaryKey"`
	AssessmentID string
	Voice        string
	Uses         int
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
	ExpiresAt    millis
	RevokedAt    millis
	UsedLived    int
	UsedLearnt   int
	SingleUse    bool
	Maker        maker `gorm:"embedded"`
}

// invitationKey is a row of invitation_keys.
type invitationKey struct {
	Label        string `gorm:"primaryKey"`
	Hash         string
	InvitationID string
	Spent        bool
}

func (i invitation) domain() assessments.Invitation {
	out := assessments.Invitation{
		ID: i.ID, Assessment: i.AssessmentID, Uses: i.Uses, SingleUse: i.SingleUse, Maker: i.Maker.maker(), CreatedAt: time.UnixMilli(i.CreatedAt).UTC(),
		Used: [...]int{scoring.Lived: i.UsedLived, scoring.Learnt: i.UsedLearnt},
		Term: assessments.Term{ExpiresAt: fromMillis(i.ExpiresAt), RevokedAt: fromMillis(i.RevokedAt)},
	}
	if voice, known := scoring.ParseVoice(i.Voice); known {
		out.Voice = &voice
	}
	return out
}

func invitationRow(i *assessments.Invitation) invitation {
	row := invitation{
		ID: i.ID, AssessmentID: i.Assessment, Uses: i.Uses, UsedLived: i.Used[scoring.Lived], UsedLearnt: i.Used[scoring.Learnt], SingleUse: i.SingleUse,
		CreatedAt: i.CreatedAt.UnixMilli(), ExpiresAt: toMillis(i.ExpiresAt), RevokedAt: toMillis(i.RevokedAt), Maker: makerColumns(i.Maker),
	}
	if i.Voice != nil {
		row.Voice = i.Voice.String()
	}
	return row
}

// Invitation implements [assessments.Reader].
func (v view) Invitation(ctx context.Context, assessment, id string) (assessments.Invitation, error) {
	return take[invitation](ctx, v.db, "invitation", "assessment_id = ? AND id = ?", assessment, id)
}

// InvitationByLabel implements [assessments.Reader].
func (v view) InvitationByLabel(ctx context.Context, label string) (assessments.Invitation, assessments.InvitationKey, error) {
	row, key, err := invitationByLabel(ctx, v.db, label)
	found, err := one("invitation", row, err)
	return found, assessments.InvitationKey{Hash: assessments.Hash(key.Hash), Spent: key.Spent}, err
}

// StartedShared implements [assessments.Reader].
func (v view) StartedShared(ctx context.Context, assessment string) (started [len(scoring.Voices)]int, err error) {
	if !isText(assessment) {
		return started, nil
	}
	var all struct{ Lived, Learnt int }
	err = begin(ctx, v.db).Model(&invitation{}).Select("coalesce(sum(used_lived), 0) AS lived, coalesce(sum(used_learnt), 0) AS learnt").
		Where("assessment_id = ? AND NOT single_use", assessment).Take(&all).Error
	started[scoring.Lived], started[scoring.Learnt] = all.Lived, all.Learnt
	return started, translate(err)
}

// Invitations implements [assessments.Reader].
func (v view) Invitations(ctx context.Context, assessment string, page access.Page) ([]assessments.Invitation, error) {
	return list[invitation](ctx, v.db, page, "assessment_id = ?", assessment)
}

// LiveInvitations implements [assessments.Held].
func (v view) LiveInvitations(ctx context.Context, assessment string, at time.Time) (int, error) {
	return howMany[invitation](ctx, v.db, "assessment_id = ? AND "+holds, assessment, at.UnixMilli())
}

// AddInvitation implements [assessments.Tx]. Keys lie in the order of their
// labels, which tells nothing.
func (t tx) AddInvitation(ctx context.Context, i assessments.Invitation, keys []assessments.Hash) error {
	if err := add(ctx, t.db, invitationRow(&i)); err != nil {
		return err
	}
	rows := make([]invitationKey, len(keys))
	for n, hash := range keys {
		rows[n] = invitationKey{Label: hash.Label(), Hash: string(hash), InvitationID: i.ID}
	}
	return add(ctx, t.db, rows)
}

// SaveInvitation implements [assessments.Tx].
func (t tx) SaveInvitation(ctx context.Context, i assessments.Invitation) error {
	if !i.RevokedAt.IsZero() {
		t.note(redo.InvitationRevoked, i.ID)
	}
	return save(ctx, t.db, i.ID, invitationRow(&i))
}

// UseInvitation implements [assessments.Tx].
func (t tx) UseInvitation(ctx context.Context, id string, voice scoring.Voice) error {
	return changedOne[invitation](useInvitation(ctx, t.db, id, voice))
}

// SpendInvitationKey implements [assessments.Tx].
func (t tx) SpendInvitationKey(ctx context.Context, key assessments.Hash) error {
	return changedOne[invitationKey](changed(begin(ctx, t.db).Model(&invitationKey{}).
		Where("label = ? AND hash = ? AND NOT spent", key.Label(), string(key)).Update("spent", true)))
}

// forgetSpentKeys forgets which keys started a response, and returns how many
// had.
func (t tx) forgetSpentKeys(ctx context.Context, assessment string) (int, error) {
	return changed(begin(ctx, t.db).Model(&invitationKey{}).
		Where("spent AND invitation_id IN (SELECT id FROM invitations WHERE assessment_id = ?)", assessment).Update("spent", false))
}
