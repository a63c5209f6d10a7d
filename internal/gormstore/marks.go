package gormstore

import "context"

// DigestKey implements [comparisons.Reader].
func (v view) DigestKey(ctx context.Context) ([]byte, error) {
	found, err := takeRow[databaseMark](ctx, v.db, "name = ?", digestKey)
	if err != nil {
		return nil, unread("key of digests", err)
	}
	return found.Value, nil
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
	return has[databaseMark](ctx, v.db, "name = ?", demo)
}

// IsEmpty implements [comparisons.Reader].
func (v view) IsEmpty(ctx context.Context) (empty bool, err error) {
	err = begin(ctx, v.db).
		Raw("SELECT NOT EXISTS (SELECT 1 FROM organisations UNION ALL SELECT 1 FROM parties UNION ALL SELECT 1 FROM keys)").Take(&empty).Error
	return empty, translate(err)
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
