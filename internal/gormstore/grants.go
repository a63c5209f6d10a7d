package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// grant is a row of grants.
type grant struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	PartnerID      string
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
	ExpiresAt      millis
	RevokedAt      millis
}

func (g grant) domain() assessments.Grant {
	return assessments.Grant{
		ID: g.ID, Organisation: g.OrganisationID, Partner: g.PartnerID, CreatedAt: time.UnixMilli(g.CreatedAt).UTC(),
		Term: assessments.Term{ExpiresAt: fromMillis(g.ExpiresAt), RevokedAt: fromMillis(g.RevokedAt)},
	}
}

func grantRow(g *assessments.Grant) grant {
	return grant{g.ID, g.Organisation, g.Partner, g.CreatedAt.UnixMilli(), toMillis(g.ExpiresAt), toMillis(g.RevokedAt)}
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

// MayActFor implements [assessments.Reader].
func (v view) MayActFor(ctx context.Context, partner, organisation string, at time.Time) (bool, error) {
	return has[grant](ctx, v.db, "partner_id = ? AND organisation_id = ? AND "+holds, partner, organisation, at.UnixMilli())
}

// AddGrant implements [assessments.Tx].
func (t tx) AddGrant(ctx context.Context, g assessments.Grant) error {
	return add(ctx, t.db, grantRow(&g))
}

// SaveGrant implements [assessments.Tx].
func (t tx) SaveGrant(ctx context.Context, g assessments.Grant) error {
	return save(ctx, t.db, g.ID, grantRow(&g))
}
