package gormstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Ledger is where the processes that serve one PostgreSQL database count together
// how much of an allowance is used. It goes by the server's clock.
type Ledger struct{ db *gorm.DB }

// Ledger returns the ledger, if there is one: a file has one process, which counts
// by itself.
func (s *Store) Ledger() (ledger *Ledger, found bool) {
	ledger = s.ledger()
	return ledger, ledger != nil
}

func (p *postgresServer) ledger() *Ledger { return &Ledger{p.writer} }

func (*sqliteFile) ledger() *Ledger { return nil }

// serverNow is when the statement began, in microseconds.
const serverNow = "(extract(epoch FROM now()) * 1000000)::bigint"

// countUsed adds what was used. Who used more than there is pays it back, up to a
// window: a process may have been late to tell. Past that nobody owes anything,
// also when the server's clock was put back.
const countUsed = `INSERT INTO used_allowances (id, whole_at)
	SELECT id, ` + serverNow + ` + more FROM unnest($1::text[], $2::bigint[]) AS used (id, more)
	ON CONFLICT (id) DO UPDATE SET whole_at =
		least(greatest(used_allowances.whole_at, ` + serverNow + `), ` + serverNow + ` + 2 * $3::bigint) + excluded.whole_at - ` + serverNow + `
	RETURNING id, whole_at - ` + serverNow

// Count adds what was used by the names in used, and returns how much of an
// allowance they have used by now: as the time until it is whole again. A whole
// one comes back in a window.
func (l *Ledger) Count(ctx context.Context, window time.Duration, used map[string]time.Duration) (_ map[string]time.Duration, err error) {
	names := make(map[string]string, len(used))
	for name := range used {
		names[hashed(name)] = name
	}
	ids := slices.Sorted(maps.Keys(names)) // in one order, so that no two wait for each other
	micros := make([]int64, len(ids))
	for i, id := range ids {
		micros[i] = used[names[id]].Microseconds()
	}
	rows, err := l.db.Statement.ConnPool.QueryContext(ctx, countUsed, ids, micros, window.Microseconds())
	if err != nil {
		return nil, translate(err)
	}
	defer func() { err = translate(errors.Join(err, rows.Err(), rows.Close())) }()
	all := make(map[string]time.Duration, len(used))
	for rows.Next() {
		var id string
		var whole int64
		if err := rows.Scan(&id, &whole); err != nil {
			return nil, err
		}
		all[names[id]] = time.Duration(whole) * time.Microsecond
	}
	return all, nil
}

// hashed is what the database is told of a name: an address can be in it.
func hashed(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// usedAllowance is a row of used_allowances.
type usedAllowance struct {
	ID      string `gorm:"primaryKey"`
	WholeAt int64
}

// Forget drops those who have all of their allowance.
func (l *Ledger) Forget(ctx context.Context) error {
	return translate(begin(ctx, l.db).Where("whole_at <= " + serverNow).Delete(&usedAllowance{}).Error)
}
