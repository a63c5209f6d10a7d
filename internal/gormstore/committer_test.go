package gormstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// hold keeps the committer busy until it is told to go on. What is submitted
// meanwhile makes one batch.
func hold(t *testing.T, store *Store) (goOn func()) {
	t.Helper()
	started, end := make(chan struct{}), make(chan struct{})
	answer := make(chan error, 1)
	go func() {
		answer <- store.write(context.WithoutCancel(t.Context()), func(*gorm.DB) error {
			close(started)
			<-end
			return nil
		})
	}()
	<-started
	goOn = sync.OnceFunc(func() {
		close(end)
		if err := <-answer; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(goOn)
	return goOn
}

// submit has fn wait for its turn, behind what waits already. It is for bubbles.
func submit(ctx context.Context, t *testing.T, store *Store, fn func(*gorm.DB) error) <-chan error {
	t.Helper()
	queue := fileOf(t, store).writes.queue
	before := len(queue)
	answer := make(chan error, 1)
	go func() { answer <- store.write(ctx, fn) }()
	if synctest.Wait(); len(queue) == before {
		t.Fatal("a write does not wait for its turn")
	}
	return answer
}

func insert(id string) func(*gorm.DB) error {
	return func(tx *gorm.DB) error { return tx.Create(versionRow(id, "1.0.0")).Error }
}

func checkIDs(t *testing.T, store *Store, want ...string) {
	t.Helper()
	if got := idsOf(t, store); !slices.Equal(got, want) {
		t.Errorf("the rows are %q, want %q", got, want)
	}
}

func TestAFailingWriteFailsAlone(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		failure := errors.New("not today")
		first := submit(t.Context(), t, store, insert("first"))
		failing := submit(t.Context(), t, store, func(tx *gorm.DB) error { return errors.Join(insert("failing")(tx), failure) })
		twice := submit(t.Context(), t, store, insert("first"))
		panics := submit(t.Context(), t, store, func(tx *gorm.DB) error { panic(insert("panicking")(tx)) })
		last := submit(t.Context(), t, store, insert("last"))
		goOn()
		if err := errors.Join(<-first, <-last); err != nil {
			t.Errorf("the others: %v", err)
		}
		if err := <-failing; !errors.Is(err, failure) {
			t.Errorf("got %v, want its own error", err)
		}
		if err := <-twice; !errors.Is(err, gorm.ErrDuplicatedKey) {
			t.Errorf("the same row again: %v, want a duplicate", err)
		}
		if err := <-panics; err == nil {
			t.Error("a panic was acknowledged")
		}
		checkIDs(t, store, "first", "last")
	})
}

func TestNothingIsAcknowledgedBeforeItsCommit(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		first := submit(t.Context(), t, store, insert("first"))
		var early []string
		second := submit(t.Context(), t, store, func(*gorm.DB) error {
			synctest.Wait() // for an answer that came too soon
			if len(first) > 0 {
				t.Error("the first write of the batch was answered before the second")
			}
			early = idsOf(t, store)
			return nil
		})
		goOn()
		if err := <-first; err != nil {
			t.Error(err)
		}
		checkIDs(t, store, "first")
		if err := <-second; err != nil {
			t.Error(err)
		}
		if len(early) > 0 {
			t.Errorf("readers saw %q before the commit", early)
		}
	})
}

// A constraint that is checked only on commit makes a commit fail.
func TestAFailedCommitFailsTheWholeBatch(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	inBubbleAt(t, path, func(t *testing.T, store *Store) {
		execAt(t, path, "CREATE TABLE parents (id INTEGER PRIMARY KEY)")
		execAt(t, path, "CREATE TABLE children (id INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED)")
		goOn := hold(t, store)
		sound := submit(t.Context(), t, store, insert("sound"))
		orphan := submit(t.Context(), t, store, func(tx *gorm.DB) error { return tx.Exec("INSERT INTO children VALUES (1)").Error })
		goOn()
		for name, answer := range map[string]<-chan error{"sound": sound, "orphan": orphan} {
			if err := <-answer; err == nil {
				t.Errorf("%s was acknowledged", name)
			}
		}
		checkIDs(t, store)
		if err := store.write(t.Context(), insert("later")); err != nil {
			t.Errorf("after a failed commit: %v", err)
		}
		checkIDs(t, store, "later")
	})
}

func TestAFullQueueTurnsWritesAway(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		queue := fileOf(t, store).writes.queue
		answers := make(chan error, maxQueued)
		for i := range maxQueued {
			go func() { answers <- store.write(t.Context(), insert(fmt.Sprintf("number-%d", i))) }()
		}
		if synctest.Wait(); len(queue) < maxQueued {
			t.Fatalf("%d writes wait, want %d", len(queue), maxQueued)
		}
		if err := store.write(t.Context(), insert("too-much")); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("with a full queue: %v, want kind %q", err, fault.Unavailable)
		}
		if err := store.Ready(t.Context()); err == nil {
			t.Error("ready with a full queue")
		}
		goOn()
		for range maxQueued {
			if err := <-answers; err != nil {
				t.Error(err)
			}
		}
		if got := len(idsOf(t, store)); got != maxQueued {
			t.Errorf("%d rows, want the %d of the queue", got, maxQueued)
		}
	})
}

func TestAWriteWhoseTimeIsUpBeforeItsTurnNeverRuns(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		late := submit(ctx, t, store, insert("late"))
		next := submit(t.Context(), t, store, insert("next"))
		if err := <-late; !errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "may have happened") {
			t.Errorf("got %v, want only that the time is up", err)
		}
		goOn()
		if err := <-next; err != nil {
			t.Error(err)
		}
		checkIDs(t, store, "next")
	})
}

func TestAWriteWhoseTimeIsUpDuringItIsDoneAndAnswered(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		ctx, cancel := context.WithCancel(t.Context())
		neighbour := submit(t.Context(), t, store, insert("neighbour"))
		stopped := submit(ctx, t, store, func(tx *gorm.DB) error {
			cancel()
			return begin(ctx, tx).Create(versionRow("stopped", "1.0.0")).Error
		})
		end := make(chan struct{})
		slow := submit(t.Context(), t, store, func(*gorm.DB) error {
			<-end
			return nil
		})
		goOn()
		<-ctx.Done()
		synctest.Wait() // for a caller who does not wait to go on
		if len(stopped) > 0 {
			t.Error("its caller went on while the batch ran")
		}
		close(end)
		if err := errors.Join(<-stopped, <-neighbour, <-slow); err != nil {
			t.Error(err)
		}
		checkIDs(t, store, "neighbour", "stopped")
	})
}

func TestClosingFinishesWhatWaits(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	inBubbleAt(t, path, func(t *testing.T, store *Store) {
		goOn := hold(t, store)
		var answers []<-chan error
		for i := range 20 {
			answers = append(answers, submit(t.Context(), t, store, insert(fmt.Sprintf("number-%02d", i))))
		}
		closed := make(chan error, 1)
		go func() { closed <- store.Close() }()
		if synctest.Wait(); len(closed) > 0 {
			t.Error("closed with writes waiting")
		}
		goOn()
		for i, answer := range answers {
			if err := <-answer; err != nil {
				t.Errorf("write %d: %v", i, err)
			}
		}
		if err := <-closed; err != nil {
			t.Error(err)
		}
		if err := store.write(t.Context(), insert("late")); err == nil {
			t.Error("a closed store took a write")
		}
		if got := len(idsOf(t, openAt(t, path))); got != len(answers) {
			t.Errorf("%d rows after closing, want %d", got, len(answers))
		}
	})
}

func TestClosingDuringWritesLosesNoneThatWasAcknowledged(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store, err := Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var lock sync.Mutex
	var acknowledged []string
	enough := make(chan struct{}) // were written, and others are under way
	var wg sync.WaitGroup
	for caller := range 16 {
		wg.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("caller-%02d-%06d", caller, n)
				if store.write(t.Context(), insert(id)) != nil {
					return
				}
				lock.Lock()
				if acknowledged = append(acknowledged, id); len(acknowledged) == 100 {
					close(enough)
				}
				lock.Unlock()
			}
		})
	}
	<-enough
	if err := store.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	slices.Sort(acknowledged)
	checkIDs(t, openAt(t, path), acknowledged...)
}
