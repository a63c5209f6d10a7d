package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// key is a row of keys.
type key struct {
	ID             string `gorm:"primaryKey"`
	Role           string
	OrganisationID *string
	PartyID        *string
	Name           string
	Hash           string
	Label          string
	MadeBy         string
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
	ExpiresAt      millis
	RevokedAt      millis
	LastUsed       string
	ReadOnly       bool
	MadeWith       *string
	Origin         string
	SharesFrom     millis
	LinkRole       string
	LinkID         string
	LinkName       string
}

func (k key) domain() assessments.Key {
	return assessments.Key{
		ID: k.ID, Role: access.Role(k.Role), PrincipalID: orEmpty(k.OrganisationID) + orEmpty(k.PartyID), Name: k.Name,
		Hash: assessments.Hash(k.Hash), ReadOnly: k.ReadOnly, MadeBy: access.Role(k.MadeBy), MadeWith: orEmpty(k.MadeWith),
		Origin: access.Role(k.Origin), SharesFrom: fromMillis(k.SharesFrom),
		ClaimLink: assessments.Maker{By: access.Role(k.LinkRole), Partner: k.LinkID, PartnerName: k.LinkName}, CreatedAt: time.UnixMilli(k.CreatedAt).UTC(),
		Term:     assessments.Term{ExpiresAt: fromMillis(k.ExpiresAt), RevokedAt: fromMillis(k.RevokedAt)},
		LastUsed: assessments.Day(k.LastUsed),
	}
}

func keyRow(k *assessments.Key) key {
	r := key{
		ID: k.ID, Role: string(k.Role), Name: k.Name, Hash: string(k.Hash), Label: k.Hash.Label(), MadeBy: string(k.MadeBy),
		CreatedAt: k.CreatedAt.UnixMilli(), ExpiresAt: toMillis(k.ExpiresAt), RevokedAt: toMillis(k.RevokedAt), LastUsed: string(k.LastUsed),
		ReadOnly: k.ReadOnly, MadeWith: orNull(k.MadeWith), Origin: string(k.Origin), SharesFrom: toMillis(k.SharesFrom),
		LinkRole: string(k.ClaimLink.By), LinkID: k.ClaimLink.Partner, LinkName: k.ClaimLink.PartnerName,
	}
	if k.Role == access.OrganisationRole {
		r.OrganisationID = orNull(k.PrincipalID)
	} else {
		r.PartyID = orNull(k.PrincipalID)
	}
	return r
}

// KeyByLabel implements [assessments.Reader].
func (v view) KeyByLabel(ctx context.Context, label string) (assessments.Key, error) {
	found, err := keyByLabel(ctx, v.db, label)
	return one("key", found, err)
}

// Key implements [assessments.Reader].
func (v view) Key(ctx context.Context, principal assessments.Principal, id string) (assessments.Key, error) {
	wanted := keysOf(principal)
	wanted.and("id = ?", id)
	return take[key](ctx, v.db, "key", wanted.where, wanted.args...)
}

// Keys implements [assessments.Reader].
func (v view) Keys(ctx context.Context, principal assessments.Principal, page access.Page) ([]assessments.Key, error) {
	wanted := keysOf(principal)
	return list[key](ctx, v.db, page, wanted.where, wanted.args...)
}

// keysOf is true of the keys of a principal. The operator's are nobody's, as there is
// one: their role is written out, as the index does that has them.
func keysOf(principal assessments.Principal) *condition {
	switch principal.Role { //nolint:exhaustive // partners and funders are parties
	case access.OperatorRole:
		return &condition{"role = 'operator' AND coalesce(party_id, '') = ?", []any{principal.ID}}
	case access.OrganisationRole:
		return &condition{"role = ? AND organisation_id = ?", []any{string(principal.Role), principal.ID}}
	}
	return &condition{"role = ? AND party_id = ?", []any{string(principal.Role), principal.ID}}
}

// HasOperatorKey implements [assessments.Reader].
func (v view) HasOperatorKey(ctx context.Context) (bool, error) {
	return has[key](ctx, v.db, "role = ?", string(access.OperatorRole))
}

// LiveKeys implements [assessments.Held].
func (v view) LiveKeys(ctx context.Context, principal assessments.Principal, at time.Time) (int, error) {
	wanted := keysOf(principal)
	wanted.and(holds, at.UnixMilli())
	return howMany[key](ctx, v.db, wanted.where, wanted.args...)
}

// AddKey implements [assessments.Tx].
func (t tx) AddKey(ctx context.Context, k assessments.Key) error {
	return add(ctx, t.db, keyRow(&k))
}

// SaveKey implements [assessments.Tx].
func (t tx) SaveKey(ctx context.Context, k assessments.Key) error {
	if !k.RevokedAt.IsZero() {
		t.note(redo.KeyRevoked, k.ID)
	}
	return save(ctx, t.db, k.ID, keyRow(&k))
}

// RecordKeyUse implements [assessments.Tx].
func (t tx) RecordKeyUse(ctx context.Context, id string, day assessments.Day) error {
	return begin(ctx, t.db).Model(&key{}).Where("id = ? AND last_used < ?", id, string(day)).Update("last_used", string(day)).Error
}

// RevokeOperatorKeys implements [assessments.Tx].
func (t tx) RevokeOperatorKeys(ctx context.Context, at time.Time) error {
	const theirs = "role = ? AND revoked_at IS NULL"
	var ids []string
	if err := begin(ctx, t.db).Model(&key{}).Where(theirs, string(access.OperatorRole)).Pluck("id", &ids).Error; err != nil {
		return err
	}
	for _, id := range ids {
		t.note(redo.KeyRevoked, id)
	}
	return begin(ctx, t.db).Model(&key{}).Where(theirs, string(access.OperatorRole)).Update("revoked_at", at.UnixMilli()).Error
}
