package gormstore

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestFiguresCountWhatAnOperatorLooksAfter(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		store := openAt(t, address)
		look := func(want Figures) {
			t.Helper()
			got, err := store.Figures(t.Context())
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Figures{}, "Bytes", "LogBytes")); err != nil || diff != "" {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
			if got.Bytes < 100_000 || got.LogBytes > 0 && store.folder() == "" {
				t.Errorf("the database has %d bytes, and its log %d", got.Bytes, got.LogBytes)
			}
		}
		look(Figures{})
		stays, goes := assessmentstest.Organisation(1), assessmentstest.Organisation(2)
		assessmentstest.Add(t, store, stays, goes, assessmentstest.Assessment(3, stays.ID), assessmentstest.Assessment(4, stays.ID))
		deleteAll(t, store, goes.ID)
		look(Figures{OpenAssessments: 2, OwedWipes: 1})
		if err := store.Wipe(t.Context(), assessmentstest.NoteNothing); err != nil {
			t.Fatal(err)
		}

		operator := events.Feed{Role: access.OperatorRole}
		tell := func(at time.Time) {
			t.Helper()
			told := []events.Told{{Feed: operator, Event: events.Event{
				ID: uuid.NewString(), Type: events.OrganisationChanged, Time: at, Subject: events.Subject{Kind: events.AnOrganisation, ID: stays.ID},
			}}}
			if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.Tell(t.Context(), told) }); err != nil {
				t.Fatal(err)
			}
		}
		tell(noon.Add(-2 * time.Hour))
		tell(noon.Add(-time.Hour))
		last, err := store.Webhooks().LastNumber(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		hook := func(n int, queue events.Queue, pausedAt time.Time) events.Webhook {
			return events.Webhook{
				ID: assessmentstest.ID(n), Feed: operator, URL: "https://example.org", Secret: "whsec_x", Revision: 1,
				CreatedAt: noon, UpdatedAt: noon, Queue: queue, PausedAt: pausedAt,
			}
		}
		err = store.Webhooks().Write(t.Context(), func(tx events.WebhookTx) error {
			return errors.Join(
				tx.AddWebhook(t.Context(), hook(10, events.Queue{Sent: last - 1}, time.Time{})),
				tx.AddWebhook(t.Context(), hook(11, events.Queue{Sent: last}, time.Time{})),
				tx.AddWebhook(t.Context(), hook(12, events.Queue{NextTry: noon.Add(time.Minute), Sent: last - 1}, time.Time{})),
				tx.AddWebhook(t.Context(), hook(13, events.Queue{}, noon)),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		look(Figures{OpenAssessments: 2, DueWebhooks: 1, PausedWebhooks: 1, OldestWaiting: noon.Add(-time.Hour)})
	})
}

// toldKey marks what may be told.
type toldKey struct{}

// watching keeps what it is told.
type watching struct {
	mu            sync.Mutex
	wrote, failed int
	writes, told  int
}

func (*watching) Tells(ctx context.Context) bool { return ctx.Value(toldKey{}) != nil }

func (w *watching) Wrote(_ context.Context, began, ended time.Time, failed bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.wrote++; failed || ended.Before(began) {
		w.failed++
	}
}

func (w *watching) Committed(writes, told int, _, _ time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writes += writes
	w.told += told
}

// A write that may not be told is counted with others, and nothing else is told of it.
func TestOnlyWhatMayBeToldIsTold(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		w := new(watching)
		store := openAt(t, address, WithWatcher(w))
		atStart := w.writes // those of the start itself
		var all sync.WaitGroup
		for n := range 20 {
			ctx := t.Context()
			if n%2 == 0 {
				ctx = context.WithValue(ctx, toldKey{}, true)
			}
			all.Go(func() {
				if err := store.Write(ctx, func(tx assessments.Tx) error { return tx.AddOrganisation(ctx, assessmentstest.Organisation(n)) }); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if w.wrote != 10 || w.failed != 0 || w.writes-atStart != 20 || w.told != 10 {
			t.Errorf("it was told of %d writes, %d of them failed, and of commits with %d, %d of them to be told", w.wrote, w.failed, w.writes-atStart, w.told)
		}
		if store.Writing() != 0 {
			t.Errorf("%d writes are still under way", store.Writing())
		}
	})
}
