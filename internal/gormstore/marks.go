package gormstore

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// DigestKey implements [comparisons.Reader].
func (v view) DigestKey(ctx context.Context) ([]byte, error) {
	found, err := gorm.G[databaseMark](v.db).Where("name = ?", digestKey).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.NoSuch("key of digests")
	}
	return found.Value, translate(err)
}

// KeepDigestKey implements [comparisons.Tx].
func (t tx) KeepDigestKey(ctx context.Context, key []byte) error {
	return add(ctx, t.db, databaseMark{digestKey, key})
}

// The names of marks.
const (
	digestKey = "digest_key"
	demo      = "demo"
)

// IsDemo implements [comparisons.Reader].
func (v view) IsDemo(ctx context.Context) (bool, error) {
	return exists(ctx, v.db, "SELECT 1 FROM marks WHERE name = ?", demo)
}

// IsEmpty implements [comparisons.Reader].
func (v view) IsEmpty(ctx context.Context) (bool, error) {
	used, err := exists(ctx, v.db, "SELECT 1 FROM organisations UNION ALL SELECT 1 FROM parties UNION ALL SELECT 1 FROM keys")
	return !used, err
}

// KeepDemo implements [comparisons.Tx].
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
