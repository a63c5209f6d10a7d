package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// claim is a row of claims.
type claim struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	Hash           string
	Label          string
	LinkRole       string
	LinkID         string
	LinkName       string
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
	ExpiresAt      int64
	UsedAt         millis
}

func (c claim) domain() assessments.Claim {
	return assessments.Claim{
		ID: c.ID, Organisation: c.OrganisationID, Hash: assessments.Hash(c.Hash),
		Link:      assessments.Maker{By: access.Role(c.LinkRole), Partner: c.LinkID, PartnerName: c.LinkName},
		CreatedAt: time.UnixMilli(c.CreatedAt).UTC(), ExpiresAt: time.UnixMilli(c.ExpiresAt).UTC(), UsedAt: fromMillis(c.UsedAt),
	}
}

func claimRow(c *assessments.Claim) claim {
	return claim{
		c.ID, c.Organisation, string(c.Hash), c.Hash.Label(), string(c.Link.By), c.Link.Partner, c.Link.PartnerName,
		c.CreatedAt.UnixMilli(), c.ExpiresAt.UnixMilli(), toMillis(c.UsedAt),
	}
}

// ClaimByLabel implements [assessments.Reader].
func (v view) ClaimByLabel(ctx context.Context, label string) (assessments.Claim, error) {
	return take[claim](ctx, v.db, "claim", "label = ?", label)
}

// AddClaim implements [assessments.Tx].
func (t tx) AddClaim(ctx context.Context, c assessments.Claim) error {
	t.noteFact(redo.Fact{Kind: redo.ClaimsOver, ID: c.Organisation, At: c.CreatedAt.Add(-time.Millisecond)})
	if err := begin(ctx, t.db).Where("organisation_id = ? AND used_at IS NULL", c.Organisation).Delete(&claim{}).Error; err != nil {
		return err
	}
	return add(ctx, t.db, claimRow(&c))
}

// SaveClaim implements [assessments.Tx].
func (t tx) SaveClaim(ctx context.Context, c assessments.Claim) error {
	if !c.UsedAt.IsZero() {
		t.noteFact(redo.Fact{Kind: redo.ClaimsOver, ID: c.Organisation, At: c.CreatedAt})
	}
	return save(ctx, t.db, c.ID, claimRow(&c))
}
