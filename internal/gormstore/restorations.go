package gormstore

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// restoration is a row of restorations.
type restoration struct {
	Number      int `gorm:"primaryKey;autoIncrement:false"`
	BeganAt     int64
	WithJournal bool
	DoneAt      millis
	LookedAt    millis
}

// BeginRestoration keeps that a backup was put back here. Until [Store.EndRestoration]
// not all is done again that must be: see [Store.HalfRestored].
func (s *Store) BeginRestoration(ctx context.Context, withJournal bool) error {
	return s.write(ctx, func(db *gorm.DB) error {
		var last int
		if err := begin(ctx, db).Model(&restoration{}).Select("coalesce(max(number), 0)").Take(&last).Error; err != nil {
			return err
		}
		return add(ctx, db, restoration{Number: last + 1, BeganAt: s.now().UnixMilli(), WithJournal: withJournal})
	})
}

// EndRestoration keeps that all is done again that a folder held, into which facts were
// moved so often.
func (s *Store) EndRestoration(ctx context.Context, folder string, moves int64) error {
	return s.write(ctx, func(db *gorm.DB) error {
		if err := countMoves(ctx, db, folder, moves); err != nil {
			return err
		}
		return begin(ctx, db).Model(&restoration{}).Where("done_at IS NULL").Update("done_at", s.now().UnixMilli()).Error
	})
}

// HalfRestored tells whether putting a backup back was begun here and not finished.
func (s *Store) HalfRestored(ctx context.Context) (bool, error) {
	return has[restoration](ctx, s.read(), "done_at IS NULL")
}

// AwaitsLook implements [comparisons.Reader].
func (v view) AwaitsLook(ctx context.Context) (bool, error) {
	return has[restoration](ctx, v.db, "NOT with_journal AND looked_at IS NULL")
}

// Looked keeps that the operator has looked at what a backup brought back, and
// tells whether there was something to look at.
func (s *Store) Looked(ctx context.Context) (waited bool, err error) {
	if waited, err = s.AwaitsLook(ctx); err != nil || !waited {
		return waited, err
	}
	return true, s.write(ctx, func(db *gorm.DB) error {
		return begin(ctx, db).Model(&restoration{}).Where("looked_at IS NULL").Update("looked_at", s.now().UnixMilli()).Error
	})
}

// LastRestored implements [events.Reader].
func (v view) LastRestored(ctx context.Context) (time.Time, error) {
	last, err := find[restoration](begin(ctx, v.db).Order("number DESC").Limit(1))
	if err != nil || len(last) == 0 {
		return time.Time{}, translate(err)
	}
	return time.UnixMilli(last[0].BeganAt).UTC(), nil
}
