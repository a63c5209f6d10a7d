package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// share is a row of shares.
type share struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	Purpose        string
	ProgrammeID    *string
	TextVersion    string
	GrantedAt      int64
	ExpiresAt      millis
	KeyID          *string
}

// shareWithdrawal is a row of share_withdrawals.
type shareWithdrawal struct {
	ShareID     string `gorm:"primaryKey"`
	WithdrawnAt int64
}

// sharedRow is a share with what happened to it, and whose programme it is for.
type sharedRow struct {
	Share       share `gorm:"embedded"`
	WithdrawnAt millis
	FunderID    *string
	KeyName     *string
	KeyOrigin   *string
}

func (row sharedRow) domain() comparisons.Share {
	s := row.Share
	return comparisons.Share{
		ID: s.ID, Organisation: s.OrganisationID, Purpose: release.Purpose(s.Purpose), Programme: orEmpty(s.ProgrammeID), Funder: orEmpty(row.FunderID),
		TextVersion: s.TextVersion, Key: comparisons.AgreedBy{ID: orEmpty(s.KeyID), Name: orEmpty(row.KeyName), Origin: access.Role(orEmpty(row.KeyOrigin))},
		GrantedAt: time.UnixMilli(s.GrantedAt).UTC(), ExpiresAt: fromMillis(s.ExpiresAt), WithdrawnAt: fromMillis(row.WithdrawnAt),
	}
}

const sharesJoined = `SELECT s.*, w.withdrawn_at, p.funder_id, k.name AS key_name, k.origin AS key_origin FROM shares AS s
	LEFT JOIN share_withdrawals AS w ON w.share_id = s.id LEFT JOIN programmes AS p ON p.id = s.programme_id LEFT JOIN keys AS k ON k.id = s.key_id WHERE `

// sharesWhere reads shares that meet a condition, in the order of ids.
func (v view) sharesWhere(ctx context.Context, condition string, args ...any) ([]comparisons.Share, error) {
	if !isText(args...) {
		return nil, nil
	}
	return found(find[sharedRow](begin(ctx, v.db).Raw(sharesJoined+condition, args...)))
}

// Share implements [comparisons.Reader].
func (v view) Share(ctx context.Context, organisation, id string) (comparisons.Share, error) {
	return v.oneShare(ctx, "s.organisation_id = ? AND s.id = ?", organisation, id)
}

func (v view) oneShare(ctx context.Context, condition string, args ...any) (comparisons.Share, error) {
	rows, err := v.sharesWhere(ctx, condition, args...)
	if err == nil && len(rows) == 0 {
		return comparisons.Share{}, fault.NoSuch("share")
	}
	if err != nil {
		return comparisons.Share{}, err
	}
	return rows[0], nil
}

// Shares implements [comparisons.Reader].
func (v view) Shares(ctx context.Context, organisation string, page access.Page) ([]comparisons.Share, error) {
	return v.sharesWhere(ctx, "s.organisation_id = ? AND s.id > ? ORDER BY s.id LIMIT ?", organisation, page.After, page.Limit)
}

// inForce is true of shares that hold. It takes the time.
const inForce = "w.share_id IS NULL AND (s.expires_at IS NULL OR s.expires_at > ?)"

// SharesInForce implements [comparisons.Reader].
func (v view) SharesInForce(ctx context.Context, organisation string, at time.Time) ([]comparisons.Share, error) {
	return v.sharesWhere(ctx, "s.organisation_id = ? AND "+inForce+" ORDER BY s.id", organisation, at.UnixMilli())
}

// EveryShareInForce implements [comparisons.Reader].
func (v view) EveryShareInForce(ctx context.Context, at time.Time) ([]comparisons.Share, error) {
	return v.sharesWhere(ctx, inForce+" ORDER BY s.id", at.UnixMilli())
}

// NamedShare implements [comparisons.Reader].
func (v view) NamedShare(ctx context.Context, programme, id string, at time.Time) (comparisons.Share, error) {
	return v.oneShare(ctx, "s.programme_id = ? AND s.id = ? AND s.purpose = 'named' AND "+inForce, programme, id, at.UnixMilli())
}

// NamedShares implements [comparisons.Reader].
func (v view) NamedShares(ctx context.Context, programme string, at time.Time, page access.Page) ([]comparisons.Share, error) {
	return v.sharesWhere(ctx, "s.programme_id = ? AND s.purpose = 'named' AND "+inForce+" AND s.id > ? ORDER BY s.id LIMIT ?",
		programme, at.UnixMilli(), page.After, page.Limit)
}

// ExpiredShares implements [comparisons.Reader].
func (v view) ExpiredShares(ctx context.Context, after, until time.Time) ([]comparisons.Share, error) {
	return v.sharesWhere(ctx, `w.share_id IS NULL AND s.expires_at > ? AND s.expires_at <= ?
		AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.subject_id = s.id AND e.subject_kind = ? AND e.type = ?) ORDER BY s.id`,
		after.UnixMilli(), until.UnixMilli(), string(events.AShare), string(events.ShareWithdrawn))
}

// AddShare implements [comparisons.Tx].
func (t tx) AddShare(ctx context.Context, s comparisons.Share) error {
	return add(ctx, t.db, share{s.ID, s.Organisation, string(s.Purpose), orNull(s.Programme), s.TextVersion, s.GrantedAt.UnixMilli(), toMillis(s.ExpiresAt), orNull(s.Key.ID)})
}

// WithdrawShare implements [comparisons.Tx].
func (t tx) WithdrawShare(ctx context.Context, id string, at time.Time) error {
	of, err := takeRow[share](ctx, t.db, "id = ?", id)
	if err != nil {
		return err
	}
	t.noteFact(redo.Fact{Kind: redo.ShareWithdrawn, ID: id, Of: of.OrganisationID})
	return add(ctx, t.db, shareWithdrawal{id, at.UnixMilli()})
}
