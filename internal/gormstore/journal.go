package gormstore

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// journalFact is a row of journal_facts.
type journalFact struct {
	ID           int64 `gorm:"primaryKey;autoIncrement:false"`
	At           int64
	Line         string
	AssessmentID string
}

// journalFolder is a row of journal_folders. There is one at most.
type journalFolder struct {
	Number   int `gorm:"primaryKey;autoIncrement:false"`
	FolderID string
	SeenAt   int64
	Moves    int64
}

// A JournalFolder is what a database knows of the folder that holds its journal.
type JournalFolder struct {
	ID    string // "" for none
	Seen  time.Time
	Moves int64 // how often facts were moved into it
}

// journalled is what a [Store] knows of its journal.
type journalled struct {
	journal  redo.Journal // nil where this process has none
	keep     time.Duration
	ours     string              // the id of what this process writes to; "" when nobody said
	turn     *semaphore.Weighted // held by the one who works on the journal
	behind   atomic.Bool
	patience time.Duration // see [journalWithin]
	seen     time.Time     // when the database was last told that the journal is there
}

// factsAtOnce is how many facts one statement writes or deletes.
const factsAtOnce = 500

// WithJournal has what must be done again, should a backup be put back, kept in a
// journal as well. Backups are said to be gone after some time.
func WithJournal(journal redo.Journal, backupsKept time.Duration) Option {
	return func(s *Store) { s.journal, s.keep = journal, backupsKept }
}

// note has a fact written down, in the transaction that makes it true.
func (t tx) note(kind redo.Kind, id string) { t.noteFact(redo.Fact{Kind: kind, ID: id}) }

func (t tx) noteFact(f redo.Fact) { *t.facts = append(*t.facts, f) }

// keepFacts writes down what was noted. Of when, it keeps the day, and in which order
// facts came it does not keep: see [redo.Fact.Assessment].
func (t tx) keepFacts(ctx context.Context, now time.Time) error {
	rows := make([]journalFact, len(*t.facts))
	for i, f := range *t.facts {
		rows[i] = journalFact{ID: 1 + rand.Int64N(math.MaxInt64), At: now.UTC().Truncate(24 * time.Hour).UnixMilli(), Line: f.String(), AssessmentID: f.Assessment()} //nolint:gosec // G404: it hides an order, and keeps nobody out
	}
	if len(rows) == 0 {
		return nil
	}
	return begin(ctx, t.db).CreateInBatches(&rows, factsAtOnce).Error
}

// forgetFacts forgets what is known of the responses to an assessment.
func (t tx) forgetFacts(ctx context.Context, assessment string) error {
	return begin(ctx, t.db).Where("assessment_id = ? AND assessment_id <> ''", assessment).Delete(&journalFact{}).Error
}

// forgetEnds forgets that assessments ended, once it is known that they are gone.
func (t tx) forgetEnds(ctx context.Context, of []assessment) error {
	lines := make([]string, len(of))
	for i := range of {
		lines[i] = redo.Fact{Kind: redo.AssessmentEnded, ID: of[i].ID}.String()
	}
	return begin(ctx, t.db).Where("line IN ?", lines).Delete(&journalFact{}).Error
}

// Unmoved returns the facts that are not in the journal yet, as far as is known.
func (s *Store) Unmoved(ctx context.Context) ([]redo.Fact, error) {
	rows, err := s.unmoved(ctx)
	if err != nil {
		return nil, err
	}
	return parseFacts(rows)
}

func (s *Store) unmoved(ctx context.Context) ([]journalFact, error) {
	rows, err := find[journalFact](begin(ctx, s.read()).Order("id"))
	return rows, translate(err)
}

func parseFacts(rows []journalFact) (facts []redo.Fact, err error) {
	facts = make([]redo.Fact, len(rows))
	for i := range rows {
		if facts[i], err = redo.Parse(rows[i].Line); err != nil {
			return nil, err
		}
	}
	return facts, nil
}

// moveFacts moves what is written down into the journal, and returns once it is safe
// there. A database that fails later, or a process that is killed, does no harm: a
// fact may be in both, or twice in the journal.
func (s *Store) moveFacts(ctx context.Context) error {
	rows, err := s.unmoved(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	known, err := s.JournalFolder(ctx)
	if err != nil || known.ID != s.ours {
		return errors.Join(err, errOtherFolder)
	}
	facts, err := parseFacts(rows)
	if err != nil {
		return err
	}
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	moves := known.Moves + 1
	if err := s.journal.Keep(facts, moves); err != nil {
		return err
	}
	return s.write(ctx, func(db *gorm.DB) error {
		for some := range slices.Chunk(ids, factsAtOnce) {
			if err := begin(ctx, db).Where("id IN ?", some).Delete(&journalFact{}).Error; err != nil {
				return err
			}
		}
		return countMoves(ctx, db, s.ours, moves)
	})
}

// countMoves keeps how often facts were moved into a folder. Of several processes, one
// that counted less may come last.
func countMoves(ctx context.Context, db *gorm.DB, folder string, moves int64) error {
	return begin(ctx, db).Model(&journalFolder{}).Where("folder_id = ? AND moves < ?", folder, moves).Update("moves", moves).Error
}

var (
	errOtherFolder = errors.New("another process of the service has said since that the journal is in another folder; set SEVENRUNGS_JOURNAL for one process, or to one folder for all")
	errSlow        = errors.New("what it is on does not answer")
)

// journalWithin is how long somebody waits for the journal.
const journalWithin = 2 * time.Second

// onJournal does something on the journal, one at a time, and waits for it a while. What
// the journal is on may never answer, such as another machine that is gone. Then nobody
// after them waits at all, until it does.
func (s *Store) onJournal(do func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.patience)
	defer cancel()
	if !s.turn.TryAcquire(1) {
		if s.behind.Load() || s.turn.Acquire(ctx, 1) != nil {
			return errSlow
		}
	}
	done := make(chan error, 1)
	go func() {
		err := do()
		s.turn.Release(1) // before anybody goes on, and may want the turn again
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errSlow
	}
}

// journalNow moves facts that were just committed. That a journal cannot be written
// is no reason not to delete or revoke: what was done is done. The log and /readyz
// say that it is behind, until it is not.
func (s *Store) journalNow(ctx context.Context) {
	if s.journal == nil {
		return
	}
	ctx = context.WithoutCancel(ctx)
	err := s.onJournal(func() error { return s.moveFacts(ctx) })
	if was := s.behind.Swap(err != nil); err != nil && !was {
		s.log.ErrorContext(ctx, "the journal is behind: a backup that is put back would not know what was done since; it is tried again", slog.String("error", err.Error()))
	}
}

// seenEvery is how often the database is told that its journal is there.
const seenEvery = time.Hour

// TendJournal moves what could not be moved before, keeps the journal short if the clock
// can be trusted, and tells the database that it is there. The service calls it from time
// to time.
func (s *Store) TendJournal(ctx context.Context, steady bool) error {
	unlooked, err := s.AwaitsLook(ctx)
	if err != nil {
		return err
	}
	s.unlooked.Store(unlooked)
	s.journalNow(ctx)
	switch {
	case !steady:
		return nil
	case s.journal == nil:
		return s.dropOldFacts(ctx)
	}
	if err := s.onJournal(s.journal.Tend); err != nil {
		return err
	}
	now := s.now()
	if s.behind.Load() || now.Sub(s.seen).Abs() < seenEvery {
		return nil
	}
	s.seen = now
	return s.write(ctx, func(db *gorm.DB) error {
		return begin(ctx, db).Model(&journalFolder{}).Where("number = 1 AND folder_id = ?", s.ours).Update("seen_at", now.UnixMilli()).Error
	})
}

// dropOldFacts drops what no backup needs any more: nobody has come for it.
func (s *Store) dropOldFacts(ctx context.Context) error {
	if s.keep == 0 {
		return nil
	}
	before := s.now().Add(-s.keep).UnixMilli()
	if old, err := has[journalFact](ctx, s.read(), "at < ?", before); err != nil || !old {
		return err
	}
	return s.write(ctx, func(db *gorm.DB) error {
		return begin(ctx, db).Where("at < ?", before).Delete(&journalFact{}).Error
	})
}

// JournalFolder returns what is known of the folder that holds the journal.
func (s *Store) JournalFolder(ctx context.Context) (JournalFolder, error) {
	found, err := takeRow[journalFolder](ctx, s.read(), "number = 1")
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return JournalFolder{}, nil
	}
	return JournalFolder{found.FolderID, time.UnixMilli(found.SeenAt).UTC(), found.Moves}, translate(err)
}

// KnowsAll tells whether the database is as new as the folder that it knows, into which
// facts were moved so often. A process that was killed may have moved what is still
// written down here. Another may move it just now, and counts when it takes that away: so
// what is counted is looked at last.
func (s *Store) KnowsAll(ctx context.Context, moves int64) (bool, error) {
	unmoved, err := has[journalFact](ctx, s.read(), "TRUE")
	if err != nil {
		return false, err
	}
	known, err := s.JournalFolder(ctx)
	return moves <= known.Moves || unmoved && moves == known.Moves+1, err
}

// ForgetJournalFolder has a journal begin anew at the next start. Backups that were made
// before can then be put back as if there were none.
func (s *Store) ForgetJournalFolder(ctx context.Context) error {
	return s.write(ctx, func(db *gorm.DB) error {
		return begin(ctx, db).Where("number = 1").Delete(&journalFolder{}).Error
	})
}

// SetJournalFolder keeps which folder holds the journal from now on, and how often facts
// were moved into it.
func (s *Store) SetJournalFolder(ctx context.Context, id string, moves int64) error {
	s.ours = id
	now := s.now().UnixMilli()
	return s.write(ctx, func(db *gorm.DB) error {
		known := begin(ctx, db).Model(&journalFolder{}).Where("folder_id = ?", id).Update("seen_at", now)
		if known.Error != nil || known.RowsAffected > 0 {
			return errors.Join(known.Error, countMoves(ctx, db, id, moves))
		}
		return begin(ctx, db).Clauses(clause.OnConflict{UpdateAll: true}).Create(&journalFolder{1, id, now, moves}).Error
	})
}
