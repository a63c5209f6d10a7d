package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// grant is a row of grants.
type grant struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	PartnerID      string
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
	ExpiresAt      millis
	RevokedAt      millis
	MadeBy         string
}

func (g grant) domain() assessments.Grant {
	return assessments.Grant{
		ID: g.ID, Organisation: g.OrganisationID, Partner: g.PartnerID, MadeBy: access.Role(g.MadeBy), CreatedAt: time.UnixMilli(g.CreatedAt).UTC(),
		Term: assessments.Term{ExpiresAt: fromMillis(g.ExpiresAt), RevokedAt: fromMillis(g.RevokedAt)},
	}
}

func grantRow(g *assessments.Grant) grant {
	return grant{g.ID, g.Organisation, g.Partner, g.CreatedAt.UnixMilli(), toMillis(g.ExpiresAt), toMillis(g.RevokedAt), string(g.MadeBy)}
}

// holds is true of what has not expired and is not revoked. It takes the time.
const holds = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"

// Grant implements [assessments.Reader].
func (v view) Grant(ctx context.Context, organisation, id string) (assessments.Grant, error) {
	return take[grant](ctx, v.db, "grant", "organisation_id = ? AND id = ?", organisation, id)
}

// Grants implements [assessments.Reader].
func (v view) Grants(ctx context.Context, organisation string, page access.Page) ([]assessments.Grant, error) {
	return list[grant](ctx, v.db, page, "organisation_id = ?", organisation)
}

// GrantFor implements [assessments.Reader].
func (v view) GrantFor(ctx context.Context, partner, organisation string, at time.Time) (assessments.Grant, error) {
	if !isText(partner, organisation) {
		return assessments.Grant{}, fault.NoSuch("grant")
	}
	var row grant
	err := begin(ctx, v.db).Where("partner_id = ? AND organisation_id = ? AND "+holds, partner, organisation, at.UnixMilli()).
		Order("expires_at IS NOT NULL, expires_at DESC, id").Take(&row).Error
	return one("grant", row, err)
}

// GrantsTo implements [assessments.Reader].
func (v view) GrantsTo(ctx context.Context, partner string) ([]assessments.Grant, error) {
	return all[grant](ctx, v.db, "id", "partner_id = ?", partner)
}

// ExpiredGrants implements [assessments.Reader].
func (v view) ExpiredGrants(ctx context.Context, after, until time.Time) ([]assessments.Grant, error) {
	return all[grant](ctx, v.db, "id", `revoked_at IS NULL AND expires_at > ? AND expires_at <= ?
		AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.subject_id = grants.id AND e.type = ?)`,
		after.UnixMilli(), until.UnixMilli(), string(events.GrantRevoked))
}

// MayActFor implements [assessments.Reader].
func (v view) MayActFor(ctx context.Context, partner, organisation string, at time.Time) (bool, error) {
	return has[grant](ctx, v.db, "partner_id = ? AND organisation_id = ? AND "+holds, partner, organisation, at.UnixMilli())
}

// AddGrant implements [assessments.Tx].
func (t tx) AddGrant(ctx context.Context, g assessments.Grant) error {
	if err := add(ctx, t.db, grantRow(&g)); err != nil {
		return err
	}
	return t.showTo(ctx, g.Partner, g.Organisation)
}

// SaveGrant implements [assessments.Tx].
func (t tx) SaveGrant(ctx context.Context, g assessments.Grant) error {
	if !g.RevokedAt.IsZero() {
		t.noteFact(redo.Fact{Kind: redo.GrantRevoked, ID: g.ID, Of: g.Organisation})
	}
	if err := save(ctx, t.db, g.ID, grantRow(&g)); err != nil {
		return err
	}
	return t.showTo(ctx, g.Partner, g.Organisation)
}

// RevokeMadeUnder implements [assessments.Tx].
func (t tx) RevokeMadeUnder(ctx context.Context, grant string, at time.Time) error {
	return t.revokeMade(ctx, "grant_id = ?", grant, at)
}

// RevokeMadeBy implements [assessments.Tx].
func (t tx) RevokeMadeBy(ctx context.Context, partner string, at time.Time) error {
	return t.revokeMade(ctx, "grant_id IN (SELECT id FROM grants WHERE partner_id = ?)", partner, at)
}

// revokeMade names those that a partner made as their indexes do.
func (t tx) revokeMade(ctx context.Context, under, id string, at time.Time) error {
	for _, made := range []any{&invitation{}, &resultLink{}} {
		err := begin(ctx, t.db).Model(made).Where("grant_id <> '' AND revoked_at IS NULL AND "+under, id).Update("revoked_at", at.UnixMilli()).Error
		if err != nil {
			return err
		}
	}
	return nil
}
