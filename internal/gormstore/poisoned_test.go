package gormstore

import (
	"errors"
	"fmt"
	"maps"
	"testing"
	"testing/synctest"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// On a full disk, SQLite undoes the transaction by itself. Statements after that
// would each be committed at once.
func TestAWriteThatLosesTheTransactionFailsAlone(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		lose := func(tx *gorm.DB) error {
			return tx.Exec("INSERT OR ROLLBACK INTO instrument_versions SELECT * FROM instrument_versions WHERE id = 'before'").Error
		}
		before := submit(t.Context(), t, store, insert("before"))
		loses := submit(t.Context(), t, store, lose)
		swallows := submit(t.Context(), t, store, func(tx *gorm.DB) error {
			_ = lose(tx)
			return nil
		})
		behind := submit(t.Context(), t, store, insert("behind"))
		goOn()
		if err := errors.Join(<-before, <-behind); err != nil {
			t.Errorf("the others: %v", err)
		}
		for _, err := range []error{<-loses, <-swallows} {
			if err == nil {
				t.Error("a write that undid the transaction was acknowledged")
			}
		}
		checkIDs(t, store, "before", "behind")
	})
}

// TestWhatIsRefusedWithoutATraceIsNotDoneAgain counts: refusals are usual, and
// must not cost their neighbours anything.
func TestWhatIsRefusedWithoutATraceIsNotDoneAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		runs := map[string]int{} // the committer is the only one who writes to it
		count := func(name string, fn func(*gorm.DB) error) <-chan error {
			return submit(t.Context(), t, store, func(tx *gorm.DB) error {
				runs[name]++
				return fn(tx)
			})
		}
		refusal := fault.NoSuch("assessment")
		refused := count("refused", func(tx *gorm.DB) error {
			var ids []string
			return errors.Join(tx.Raw("SELECT id FROM instrument_versions").Scan(&ids).Error, refusal)
		})
		first := count("first", insert("first"))
		goOn()
		if err := <-refused; !errors.Is(err, refusal) {
			t.Errorf("got %v, want its own error", err)
		}
		if err := <-first; err != nil {
			t.Error(err)
		}
		checkIDs(t, store, "first")
		if want := map[string]int{"refused": 1, "first": 1}; !maps.Equal(runs, want) {
			t.Errorf("they ran %v times, want %v", runs, want)
		}
	})
}

func TestWhatIsDoneAgainIsDoneTwiceAtMost(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		runs, failure := make([]int, maxBatch-1), errors.New("not today") // the committer is the only one who writes to runs
		var answers []<-chan error
		var kept []string
		for i := range runs {
			id := fmt.Sprintf("number-%02d", i)
			answers = append(answers, submit(t.Context(), t, store, func(tx *gorm.DB) error {
				runs[i]++
				err := insert(id)(tx)
				if i%3 > 0 {
					return errors.Join(err, failure)
				}
				return err
			}))
			if i%3 == 0 {
				kept = append(kept, id)
			}
		}
		goOn()
		for i, answer := range answers {
			if err := <-answer; (i%3 > 0) != errors.Is(err, failure) {
				t.Errorf("write %d: %v", i, err)
			}
			if runs[i] < 1 || runs[i] > 2 {
				t.Errorf("write %d ran %d times", i, runs[i])
			}
		}
		checkIDs(t, store, kept...)
	})
}

func TestAskingWhetherItIsReadyDisturbsNoWrite(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		runs := 0 // the committer is the only one who writes to it
		first := submit(t.Context(), t, store, func(tx *gorm.DB) error {
			runs++
			return insert("first")(tx)
		})
		var asked []<-chan error
		queue := fileOf(t, store).writes.queue
		for range 5 {
			answer, before := make(chan error, 1), len(queue)
			go func() { answer <- store.Ready(t.Context()) }()
			if synctest.Wait(); len(queue) == before {
				t.Fatal("whoever asks does not wait for their turn")
			}
			asked = append(asked, answer)
		}
		goOn()
		if err := <-first; err != nil {
			t.Error(err)
		}
		for _, answer := range asked {
			if err := <-answer; err != nil {
				t.Error(err)
			}
		}
		if runs != 1 {
			t.Errorf("the write ran %d times, want 1", runs)
		}
		var stamps int
		if err := store.read().Raw("SELECT count(*) FROM goose_db_version WHERE tstamp IS NULL").Scan(&stamps).Error; err != nil || stamps > 0 {
			t.Errorf("asking changed %d rows (%v)", stamps, err)
		}
	})
}
