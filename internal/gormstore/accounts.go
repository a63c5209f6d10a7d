package gormstore

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// account is a row of parties.
type account struct {
	ID        string `gorm:"primaryKey"`
	Role      string
	Name      string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	UpdatedAt int64 `gorm:"autoUpdateTime:false"`
	Revision  int
	Contact   string
}

// TableName says which table it is a row of.
func (account) TableName() string { return "parties" }

func (p account) domain() assessments.Account {
	return assessments.Account{
		ID: p.ID, Role: access.Role(p.Role), Name: p.Name, Contact: p.Contact, Revision: p.Revision,
		CreatedAt: time.UnixMilli(p.CreatedAt).UTC(), UpdatedAt: time.UnixMilli(p.UpdatedAt).UTC(),
	}
}

func accountRow(p *assessments.Account) account {
	return account{p.ID, string(p.Role), p.Name, p.CreatedAt.UnixMilli(), p.UpdatedAt.UnixMilli(), p.Revision, p.Contact}
}

// Account implements [assessments.Reader].
func (v view) Account(ctx context.Context, role access.Role, id string) (assessments.Account, error) {
	return take[account](ctx, v.db, string(role), "role = ? AND id = ?", string(role), id)
}

// Accounts implements [assessments.Reader].
func (v view) Accounts(ctx context.Context, role access.Role, page access.Page) ([]assessments.Account, error) {
	return list[account](ctx, v.db, page, "role = ?", string(role))
}

// IsBound implements [assessments.Reader].
func (v view) IsBound(ctx context.Context, funder string) (bool, error) {
	return has[programme](ctx, v.db, `funder_id = ? AND (EXISTS (SELECT 1 FROM shares AS s WHERE s.programme_id = programmes.id)
		OR EXISTS (SELECT 1 FROM releases AS r WHERE r.kind = 'programme' AND r.cohort = programmes.id))`, funder)
}

// AddAccount implements [assessments.Tx].
func (t tx) AddAccount(ctx context.Context, p assessments.Account) error {
	return add(ctx, t.db, accountRow(&p))
}

// SaveAccount implements [assessments.Tx].
func (t tx) SaveAccount(ctx context.Context, p assessments.Account) error {
	return save(ctx, t.db, p.ID, accountRow(&p))
}

// DeleteAccount implements [assessments.Tx].
func (t tx) DeleteAccount(ctx context.Context, id string) error {
	gone, err := takeRow[account](ctx, t.db, "id = ?", id)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	t.noteFact(redo.Fact{Kind: redo.AccountGone, ID: redo.Trace(id), Of: gone.Role})
	return begin(ctx, t.db).Where("id = ?", id).Delete(&account{}).Error
}
