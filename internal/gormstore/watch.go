package gormstore

import (
	"context"
	"os"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Watcher is told how writes fare, to count and to trace them. It never learns what
// was written.
type Watcher interface {
	// Tells says whether what is done with ctx may be told when it happens. Of the
	// rest nothing is told: it may be what people answer.
	Tells(ctx context.Context) bool
	// Wrote is told of a write that may be told: from when it was asked for until it
	// was answered. It failed when the database could not do it.
	Wrote(ctx context.Context, began, ended time.Time, failed bool)
	// Committed is told of a transaction: how many writes it held, and how many of
	// these may be told when it happens. With none, neither may the transaction.
	Committed(writes, told int, began, ended time.Time)
}

// WithWatcher has a watcher told how writes fare.
func WithWatcher(w Watcher) Option {
	return func(s *Store) { s.watch = w }
}

// watched is what a database knows of who watches it.
type watched struct{ watcher Watcher }

// opened implements [database].
func (w *watched) opened(watcher Watcher) { w.watcher = watcher }

// tells says whether a write may be told.
func (w *watched) tells(ctx context.Context) bool { return w.watcher != nil && w.watcher.Tells(ctx) }

func (w *watched) committed(writes, told int, began time.Time) {
	if w.watcher != nil {
		w.watcher.Committed(writes, told, began, time.Now())
	}
}

// wrote tells of a write, where that may be told.
func (s *Store) wrote(ctx context.Context, began time.Time, err error) {
	if s.watch != nil && s.watch.Tells(ctx) {
		kind := fault.KindOf(err)
		s.watch.Wrote(ctx, began, time.Now(), err != nil && (kind == "" || kind == fault.Unavailable))
	}
}

// Writing returns how many writes wait, or are under way.
func (s *Store) Writing() int { return int(s.writes.Load()) }

// Figures are how much there is of what an operator looks after.
type Figures struct {
	OpenAssessments int
	OwedWipes       int       // what was deleted, and still has traces in the files
	DueWebhooks     int       // for which something waits, and whose next try has come
	PausedWebhooks  int       // to which nothing got through for days
	OldestWaiting   time.Time // when the first thing happened that waits for a webhook; zero for nothing
	Bytes           int64     // of the database
	LogBytes        int64     // of the write-ahead log beside a file; of a server nobody is told
}

// Figures counts, through indexes.
func (s *Store) Figures(ctx context.Context) (Figures, error) {
	var row struct {
		OpenAssessments, OwedWipes, DueWebhooks, PausedWebhooks int
		Oldest                                                  millis
	}
	now := s.now().UnixMilli()
	err := begin(ctx, s.read()).Raw(figures, now, now).Take(&row).Error
	if err != nil {
		return Figures{}, translate(err)
	}
	f := Figures{
		OpenAssessments: row.OpenAssessments, OwedWipes: row.OwedWipes,
		DueWebhooks: row.DueWebhooks, PausedWebhooks: row.PausedWebhooks, OldestWaiting: fromMillis(row.Oldest),
	}
	f.Bytes, f.LogBytes, err = s.size(ctx)
	return f, translate(err)
}

// waitingFor is the number of the first event that waits for a webhook.
const waitingFor = `(SELECT min(e.seq) FROM events AS e WHERE e.reader_role = w.reader_role AND e.reader_id = w.reader_id AND e.seq > w.sent)`

// waitingForAll is that of the first one that everybody is told.
const waitingForAll = `(SELECT min(e.seq) FROM events AS e WHERE e.reader_role = '' AND e.reader_id = '' AND e.seq > w.sent)`

const figures = `SELECT
	(SELECT count(*) FROM assessments WHERE state = 'open') AS open_assessments,
	(SELECT count(*) FROM owed_wipes) AS owed_wipes,
	(SELECT count(*) FROM webhooks AS w WHERE paused_at IS NULL AND (next_try IS NULL OR next_try <= ?) AND (leased_until IS NULL OR leased_until <= ?)
		AND (` + waitingFor + ` IS NOT NULL OR ` + waitingForAll + ` IS NOT NULL)) AS due_webhooks,
	(SELECT count(*) FROM webhooks WHERE paused_at IS NOT NULL) AS paused_webhooks,
	(SELECT min(happened_at) FROM events WHERE seq IN (
		SELECT ` + waitingFor + ` FROM webhooks AS w WHERE paused_at IS NULL
		UNION ALL SELECT ` + waitingForAll + ` FROM webhooks AS w WHERE paused_at IS NULL)) AS oldest`

// size implements [database].
func (f *sqliteFile) size(context.Context) (data, log int64, err error) {
	file, err := os.Stat(f.path)
	if err != nil {
		return 0, 0, err
	}
	if beside, err := os.Stat(f.path + "-wal"); err == nil { // it goes when the last connection does
		log = beside.Size()
	}
	return file.Size(), log, nil
}

// size implements [database].
func (p *postgresServer) size(ctx context.Context) (data, log int64, err error) {
	err = begin(ctx, p.reader).Raw("SELECT pg_database_size(current_database())").Take(&data).Error
	return data, 0, err
}

// opened implements [database].
func (f *sqliteFile) opened(w Watcher) {
	f.writes.opened(w)
	f.check.wake()
}
