package gormstore

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// party is a row of parties.
type party struct {
	ID        string `gorm:"primaryKey"`
	Role      string
	Name      string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	UpdatedAt int64 `gorm:"autoUpdateTime:false"`
	Revision  int
}

func (p party) domain() assessments.Party {
	return assessments.Party{
		ID: p.ID, Role: assessments.Role(p.Role), Name: p.Name, Revision: p.Revision,
		CreatedAt: time.UnixMilli(p.CreatedAt).UTC(), UpdatedAt: time.UnixMilli(p.UpdatedAt).UTC(),
	}
}

func partyRow(p *assessments.Party) party {
	return party{p.ID, string(p.Role), p.Name, p.CreatedAt.UnixMilli(), p.UpdatedAt.UnixMilli(), p.Revision}
}

// Party implements [assessments.Reader].
func (v view) Party(ctx context.Context, role assessments.Role, id string) (assessments.Party, error) {
	return take[party](ctx, v.db, string(role), "role = ? AND id = ?", string(role), id)
}

// Parties implements [assessments.Reader].
func (v view) Parties(ctx context.Context, role assessments.Role, page assessments.Page) ([]assessments.Party, error) {
	return list[party](ctx, v.db, page, "role = ?", string(role))
}

// AddParty implements [assessments.Tx].
func (t tx) AddParty(ctx context.Context, p assessments.Party) error {
	return add(ctx, t.db, partyRow(&p))
}

// SaveParty implements [assessments.Tx].
func (t tx) SaveParty(ctx context.Context, p assessments.Party) error {
	return save(ctx, t.db, p.ID, partyRow(&p))
}

// DeleteParty implements [assessments.Tx].
func (t tx) DeleteParty(ctx context.Context, id string) error {
	_, err := gorm.G[party](t.db).Where("id = ?", id).Delete(ctx)
	return err
}
