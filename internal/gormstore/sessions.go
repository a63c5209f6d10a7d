package gormstore

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// session is a row of sessions.
type session struct {
	Label      string `gorm:"primaryKey"`
	Hash       string
	Sealed     []byte
	QuietUntil int64
	EndsAt     int64
}

func (s session) domain() assessments.Session {
	return assessments.Session{
		Hash: assessments.Hash(s.Hash), Sealed: s.Sealed,
		QuietUntil: time.UnixMilli(s.QuietUntil).UTC(), EndsAt: time.UnixMilli(s.EndsAt).UTC(),
	}
}

// SessionByLabel implements [assessments.Reader].
func (v view) SessionByLabel(ctx context.Context, label string) (assessments.Session, error) {
	return take[session](ctx, v.db, "session", "label = ?", label)
}

// AddSession implements [assessments.Tx].
func (t tx) AddSession(ctx context.Context, s assessments.Session) error {
	return add(ctx, t.db, session{s.Hash.Label(), string(s.Hash), s.Sealed, s.QuietUntil.UnixMilli(), s.EndsAt.UnixMilli()})
}

// ProlongSession implements [assessments.Tx].
func (t tx) ProlongSession(ctx context.Context, label string, until time.Time) error {
	return begin(ctx, t.db).Model(&session{}).Where("label = ?", label).Update("quiet_until", until.UnixMilli()).Error
}

// DeleteSession implements [assessments.Tx].
func (t tx) DeleteSession(ctx context.Context, label string) error {
	return begin(ctx, t.db).Where("label = ?", label).Delete(&session{}).Error
}

// DropSessions implements [assessments.Tx].
func (t tx) DropSessions(ctx context.Context, now time.Time) error {
	at := now.UnixMilli()
	return begin(ctx, t.db).Where("ends_at <= ? OR quiet_until <= ?", at, at).Delete(&session{}).Error
}
