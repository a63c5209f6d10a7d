package gormstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
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
}

func (row sharedRow) domain() assessments.Share {
	s := row.Share
	return assessments.Share{
		ID: s.ID, Organisation: s.OrganisationID, Purpose: release.Purpose(s.Purpose), Programme: orEmpty(s.ProgrammeID), Funder: orEmpty(row.FunderID),
		TextVersion: s.TextVersion, GrantedAt: time.UnixMilli(s.GrantedAt).UTC(), ExpiresAt: fromMillis(s.ExpiresAt), WithdrawnAt: fromMillis(row.WithdrawnAt),
	}
}

const sharesJoined = `SELECT s.*, w.withdrawn_at, p.funder_id FROM shares AS s
	LEFT JOIN share_withdrawals AS w ON w.share_id = s.id LEFT JOIN programmes AS p ON p.id = s.programme_id WHERE `

// sharesWhere reads shares that meet a condition, in the order of ids.
func (v view) sharesWhere(ctx context.Context, condition string, args ...any) ([]assessments.Share, error) {
	if !isText(args...) {
		return nil, nil
	}
	var rows []sharedRow
	err := v.db.WithContext(ctx).Raw(sharesJoined+condition, args...).Scan(&rows).Error
	return found(rows, err)
}

// Share implements [assessments.Reader].
func (v view) Share(ctx context.Context, organisation, id string) (assessments.Share, error) {
	rows, err := v.sharesWhere(ctx, "s.organisation_id = ? AND s.id = ?", organisation, id)
	if err == nil && len(rows) == 0 {
		return assessments.Share{}, fault.NoSuch("share")
	}
	if err != nil {
		return assessments.Share{}, err
	}
	return rows[0], nil
}

// Shares implements [assessments.Reader].
func (v view) Shares(ctx context.Context, organisation string, page access.Page) ([]assessments.Share, error) {
	return v.sharesWhere(ctx, "s.organisation_id = ? AND s.id > ? ORDER BY s.id LIMIT ?", organisation, page.After, page.Limit)
}

// IsBound implements [assessments.Reader].
func (v view) IsBound(ctx context.Context, funder string) (bool, error) {
	return exists(ctx, v.db, `SELECT 1 FROM programmes AS p WHERE p.funder_id = ? AND (EXISTS (SELECT 1 FROM shares AS s WHERE s.programme_id = p.id)
		OR EXISTS (SELECT 1 FROM releases AS r WHERE r.kind = 'programme' AND r.cohort = p.id))`, funder)
}

// inForce is true of shares that hold. It takes the time.
const inForce = "w.share_id IS NULL AND (s.expires_at IS NULL OR s.expires_at > ?)"

// SharesInForce implements [assessments.Reader].
func (v view) SharesInForce(ctx context.Context, organisation string, at time.Time) ([]assessments.Share, error) {
	return v.sharesWhere(ctx, "s.organisation_id = ? AND "+inForce+" ORDER BY s.id", organisation, at.UnixMilli())
}

// NamedShares implements [assessments.Reader].
func (v view) NamedShares(ctx context.Context, programme string, at time.Time, page access.Page) ([]assessments.Share, error) {
	return v.sharesWhere(ctx, "s.programme_id = ? AND s.purpose = 'named' AND "+inForce+" AND s.id > ? ORDER BY s.id LIMIT ?",
		programme, at.UnixMilli(), page.After, page.Limit)
}

// AddShare implements [assessments.Tx].
func (t tx) AddShare(ctx context.Context, s assessments.Share) error {
	return add(ctx, t.db, share{s.ID, s.Organisation, string(s.Purpose), orNull(s.Programme), s.TextVersion, s.GrantedAt.UnixMilli(), toMillis(s.ExpiresAt)})
}

// WithdrawShare implements [assessments.Tx].
func (t tx) WithdrawShare(ctx context.Context, id string, at time.Time) error {
	return add(ctx, t.db, shareWithdrawal{id, at.UnixMilli()})
}

// memberPage is how many organisations are read at once for a census.
const memberPage = 1000

// EachMember implements [assessments.Reader].
func (v view) EachMember(ctx context.Context, do func(*assessments.Member) error) error {
	for after := ""; ; {
		organisations, err := gorm.G[organisation](v.db).Select("id, controller_id, sector, verification, created_at").
			Where("id > ?", after).Order("id").Limit(memberPage).Find(ctx)
		if err != nil {
			return fmt.Errorf("read the census: %w", translate(err))
		}
		if len(organisations) == 0 {
			return nil
		}
		last := organisations[len(organisations)-1].ID
		members, err := v.members(ctx, organisations, after, last)
		if err != nil {
			return err
		}
		for i := range members {
			if err := do(&members[i]); err != nil {
				return err
			}
		}
		after = last
	}
}

// members gathers the assessments and shares of organisations with ids between
// two.
func (v view) members(ctx context.Context, organisations []organisation, after, last string) ([]assessments.Member, error) {
	members := make([]assessments.Member, len(organisations))
	position := make(map[string]int, len(organisations))
	for i, o := range organisations {
		whole := o.domain()
		members[i] = assessments.Member{
			ID: o.ID, Controller: o.ControllerID, Sector: whole.Sector, CreatedAt: whole.CreatedAt,
			Verified: whole.Verification.State == assessments.Verified,
		}
		position[o.ID] = i
	}
	var closed []struct {
		Assessment  assessment `gorm:"embedded"`
		Provisional bool
		Complete    bool
		CountedIn   string
	}
	err := v.db.WithContext(ctx).Raw(`SELECT a.id, a.organisation_id, a.instrument, a.version, a.scope, a.closed_at, r.provisional, r.complete,
		coalesce((SELECT min(c.period) FROM counted_assessments AS c WHERE c.assessment_id = a.id), '') AS counted_in
		FROM assessments AS a JOIN results AS r ON r.assessment_id = a.id
		WHERE a.organisation_id > ? AND a.organisation_id <= ? ORDER BY a.id`, after, last).Scan(&closed).Error
	if err != nil {
		return nil, fmt.Errorf("read the census: %w", translate(err))
	}
	for _, row := range closed {
		a := row.Assessment
		m := &members[position[a.OrganisationID]]
		m.Assessments = append(m.Assessments, assessments.MemberAssessment{
			ID: a.ID, Instrument: a.Instrument, Version: a.Version, Scope: assessments.AssessmentScope(a.Scope), ClosedAt: fromMillis(a.ClosedAt),
			Provisional: row.Provisional, Complete: row.Complete, CountedIn: row.CountedIn,
		})
	}
	shares, err := v.sharesWhere(ctx, "s.organisation_id > ? AND s.organisation_id <= ? ORDER BY s.id", after, last)
	for _, s := range shares {
		m := &members[position[s.Organisation]]
		m.Shares = append(m.Shares, s)
	}
	return members, err
}

// DigestKey implements [assessments.Reader].
func (v view) DigestKey(ctx context.Context) ([]byte, error) {
	found, err := gorm.G[databaseMark](v.db).Where("name = ?", digestKey).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.NoSuch("key of digests")
	}
	return found.Value, translate(err)
}

// KeepDigestKey implements [assessments.Tx].
func (t tx) KeepDigestKey(ctx context.Context, key []byte) error {
	return add(ctx, t.db, databaseMark{digestKey, key})
}

// The names of marks.
const (
	digestKey = "digest_key"
	demo      = "demo"
)

// IsDemo implements [assessments.Reader].
func (v view) IsDemo(ctx context.Context) (bool, error) {
	return exists(ctx, v.db, "SELECT 1 FROM marks WHERE name = ?", demo)
}

// IsEmpty implements [assessments.Reader].
func (v view) IsEmpty(ctx context.Context) (bool, error) {
	used, err := exists(ctx, v.db, "SELECT 1 FROM organisations UNION ALL SELECT 1 FROM parties UNION ALL SELECT 1 FROM keys")
	return !used, err
}

// KeepDemo implements [assessments.Tx].
func (t tx) KeepDemo(ctx context.Context) error {
	return add(ctx, t.db, databaseMark{demo, []byte("1")})
}

// databaseMark is a row of marks.
type databaseMark struct {
	Name  string `gorm:"primaryKey"`
	Value []byte
}

// TableName says which table it is a row of.
func (databaseMark) TableName() string { return "marks" }
