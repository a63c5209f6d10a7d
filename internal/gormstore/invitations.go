package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// invitation is a row of invitations.
type invitation struct {
	ID           string `gorm:"primaryKey"`
	AssessmentID string
	Voice        string
	Uses         int
	Used         int
	Hash         string
	Label        string
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
	ExpiresAt    millis
	RevokedAt    millis
}

func (i invitation) domain() assessments.Invitation {
	out := assessments.Invitation{
		ID: i.ID, Assessment: i.AssessmentID, Uses: i.Uses, Used: i.Used, Hash: assessments.Hash(i.Hash), CreatedAt: time.UnixMilli(i.CreatedAt).UTC(),
		Term: assessments.Term{ExpiresAt: fromMillis(i.ExpiresAt), RevokedAt: fromMillis(i.RevokedAt)},
	}
	if voice, known := scoring.ParseVoice(i.Voice); known {
		out.Voice = &voice
	}
	return out
}

func invitationRow(i *assessments.Invitation) invitation {
	row := invitation{
		ID: i.ID, AssessmentID: i.Assessment, Uses: i.Uses, Used: i.Used, Hash: string(i.Hash), Label: i.Hash.Label(),
		CreatedAt: i.CreatedAt.UnixMilli(), ExpiresAt: toMillis(i.ExpiresAt), RevokedAt: toMillis(i.RevokedAt),
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
func (v view) InvitationByLabel(ctx context.Context, label string) (assessments.Invitation, error) {
	found, err := invitationByLabel(ctx, v.db, label)
	return one("invitation", found, err)
}

// Invitations implements [assessments.Reader].
func (v view) Invitations(ctx context.Context, assessment string, page access.Page) ([]assessments.Invitation, error) {
	return list[invitation](ctx, v.db, page, "assessment_id = ?", assessment)
}

// LiveInvitations implements [assessments.Held].
func (v view) LiveInvitations(ctx context.Context, assessment string, at time.Time) (int, error) {
	return howMany[invitation](ctx, v.db, "assessment_id = ? AND "+holds, assessment, at.UnixMilli())
}

// AddInvitation implements [assessments.Tx].
func (t tx) AddInvitation(ctx context.Context, i assessments.Invitation) error {
	return add(ctx, t.db, invitationRow(&i))
}

// SaveInvitation implements [assessments.Tx].
func (t tx) SaveInvitation(ctx context.Context, i assessments.Invitation) error {
	row := invitationRow(&i)
	return changedOne[invitation](updateInvitation(ctx, t.db, &row))
}
