package gormstore

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// lastTime is the row of last_time.
type lastTime struct {
	ID int64 `gorm:"primaryKey;autoIncrement:false"` // 1
	At int64
}

// TableName says which table it is a row of.
func (lastTime) TableName() string { return "last_time" }

// LastTime implements [assessments.Reader].
func (v view) LastTime(ctx context.Context) (time.Time, error) {
	found, err := takeRow[lastTime](ctx, v.db, "id = 1")
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, unread("last time", err)
	}
	return time.UnixMilli(found.At).UTC(), nil
}

// KeepTime implements [assessments.Tx].
func (t tx) KeepTime(ctx context.Context, now time.Time) error {
	return begin(ctx, t.db).Clauses(clause.OnConflict{UpdateAll: true}).Create(&lastTime{ID: 1, At: now.UnixMilli()}).Error
}
