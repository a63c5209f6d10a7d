package gormstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
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

// serverClock is the id of the row that keeps what time it was by the server's clock. It
// is as long as the others, and none of them is like it: see [hashed].
const serverClock = "--------------------------------"

// putBackBy is how far before what is kept of it the server's clock has to be to count
// as put back. It may be a little, where clocks are kept right.
const putBackBy = time.Minute

// isPutBack asks whether the server's clock was put back. What it says is kept each
// minute, so of two minutes at most nobody is told: they cost a caller no more.
var isPutBack = fmt.Sprintf("EXISTS (SELECT 1 FROM used_allowances WHERE id = '%s' AND whole_at > "+serverNow+" + %d)", serverClock, putBackBy.Microseconds())

// countUsed adds what was used. Who used more than there is pays it back, up to a
// window: a process may have been late to tell.
var countUsed = `WITH counted AS (INSERT INTO used_allowances (id, whole_at)
	SELECT id, ` + serverNow + ` + more FROM unnest($1::text[], $2::bigint[]) AS used (id, more)
	ON CONFLICT (id) DO UPDATE SET whole_at =
		least(greatest(used_allowances.whole_at, ` + serverNow + `), ` + serverNow + ` + 2 * $3::bigint) + excluded.whole_at - ` + serverNow + `
	RETURNING id, whole_at)
	SELECT id, whole_at - ` + serverNow + `, ` + isPutBack + ` FROM counted`

// Count adds what was used by the names in used, and returns how much of an
// allowance they have used by now: as the time until it is whole again. A whole
// one comes back in a window. Where the server's clock was put back, all begins anew.
func (l *Ledger) Count(ctx context.Context, window time.Duration, used map[string]time.Duration) (map[string]time.Duration, error) {
	all, putBack, err := l.count(ctx, window, used)
	if err != nil || !putBack {
		return all, err
	}
	if err := l.Forget(ctx); err != nil {
		return nil, err
	}
	all, _, err = l.count(ctx, window, used)
	return all, err
}

// count tells, too, whether the server's clock was put back: then what it returns is
// too much.
func (l *Ledger) count(ctx context.Context, window time.Duration, used map[string]time.Duration) (all map[string]time.Duration, putBack bool, err error) {
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
		return nil, false, translate(err)
	}
	defer func() { err = translate(errors.Join(err, rows.Err(), rows.Close())) }()
	all = make(map[string]time.Duration, len(used))
	for rows.Next() {
		var id string
		var whole int64
		if err := rows.Scan(&id, &whole, &putBack); err != nil {
			return nil, false, err
		}
		all[names[id]] = time.Duration(whole) * time.Microsecond
	}
	return all, putBack, nil
}

// hashed is what the database is told of a name: an address can be in it.
func hashed(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// forgottenAtOnce is how many callers one statement forgets. It takes some hundredths of a
// second, so whoever has little time gets on by as much.
const forgottenAtOnce = 5000

// forgettable finds rows in the order in which they are counted, so that nobody waits for
// it who waits for them.
var forgettable = `id IN (SELECT id FROM used_allowances
	WHERE id <> ? AND (whole_at <= ` + serverNow + ` OR ` + isPutBack + `) ORDER BY id LIMIT ? FOR UPDATE)`

const keepClock = `INSERT INTO used_allowances (id, whole_at) VALUES (?, ` + serverNow + `)
	ON CONFLICT (id) DO UPDATE SET whole_at = excluded.whole_at`

// usedAllowance is a row of used_allowances.
type usedAllowance struct {
	ID      string `gorm:"primaryKey"`
	WholeAt int64
}

// Forget drops those who have all of their allowance: by a clock that was put back that
// is everybody, or they would have to wait until the old time comes. It keeps what the
// server's clock says.
func (l *Ledger) Forget(ctx context.Context) error {
	for {
		forgotten, err := changed(begin(ctx, l.db).Where(forgettable, serverClock, forgottenAtOnce).Delete(&usedAllowance{}))
		if err != nil {
			return translate(err)
		}
		if forgotten < forgottenAtOnce {
			return translate(begin(ctx, l.db).Exec(keepClock, serverClock).Error)
		}
	}
}
