package gormstore

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// TestNobodyReadsPastAnEventThatCommitsLater has several servers tell much and little at
// once, and reads along. What is read page by page, as it comes, must be all there is
// in the end: a long write is not passed by while it commits.
func TestNobodyReadsPastAnEventThatCommitsLater(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		const many = 1000
		var writing sync.WaitGroup
		for _, much := range []int{many, 1} {
			for range 2 { // servers
				store := openAt(t, address)
				for range 2 {
					writing.Go(func() {
						for range 3 + 30/much {
							tellMany(t, store, much)
						}
					})
				}
			}
		}
		over := make(chan struct{})
		go func() { writing.Wait(); close(over) }()
		reading := reader{store: openAt(t, address).Events()}
		for writes := true; writes; {
			select {
			case <-over:
				writes = false
			default:
			}
			reading.readOn(t)
		}
		for reading.readOn(t) {
		}
		all := reader{store: reading.store}
		for all.readOn(t) {
		}
		if len(all.seen) < 4*3*many || !slices.Equal(reading.seen, all.seen) {
			t.Errorf("read along: %d events, there are %d", len(reading.seen), len(all.seen))
		}
	})
}

// tellMany tells the operator of some things in one write.
func tellMany(t *testing.T, store *Store, many int) {
	t.Helper()
	told := make([]events.Told, many)
	for i := range told {
		told[i] = events.Told{Feed: events.Feed{Role: access.OperatorRole}, Event: events.Event{
			ID: uuid.NewString(), Type: events.OrganisationChanged, Time: assessmentstest.Noon, Subject: events.Subject{Kind: events.AnOrganisation, ID: "one"},
		}}
	}
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.Tell(t.Context(), told) }); err != nil {
		t.Error(err)
	}
}

// reader reads what the operator is told, page by page.
type reader struct {
	store events.Store
	seen  []string
	place events.Place
}

// readOn reads a page, and says whether anything was on it.
func (r *reader) readOn(t *testing.T) bool {
	t.Helper()
	found, err := r.store.Events(t.Context(), events.Feed{Role: access.OperatorRole}, r.place, 500)
	if err != nil {
		t.Error(err)
	}
	for _, e := range found {
		r.seen, r.place.ID = append(r.seen, e.ID), e.ID
	}
	return len(found) > 0
}

// TestAGrantMissesNothingThatHappensMeanwhile lets a partner in while something is told
// at the level at which assessments are closed. There nobody looks for who read what.
// It must be told again, to the partner too, who was told of what was before.
func TestAGrantMissesNothingThatHappensMeanwhile(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	store := openAt(t, address)
	service := assessmentstest.Service(t, openAt(t, address), 1)
	assessmentstest.Add(t, store, assessmentstest.Organisation(1), assessmentstest.Partner(2))
	organisation, partner := assessmentstest.ID(1), assessmentstest.ID(2)
	owner := assessmentstest.Owner(organisation)
	if _, err := service.ChangeOrganisation(t.Context(), owner, organisation, access.Match{"*"}, func(in *assessments.ProfileInput) error {
		in.Name = "Hillside"
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var runs [][]string
	err := store.WriteBeside(t.Context(), func(tx assessments.Tx) error {
		told, err := tx.PartnersOf(t.Context(), organisation, service.Now())
		runs = append(runs, told)
		if err == nil && len(runs) == 1 {
			_, err = service.CreateGrant(t.Context(), owner, organisation, assessments.GrantInput{Partner: partner}, nil)
		}
		if err != nil {
			return err
		}
		teller := events.Teller{NewID: service.NewID}
		return teller.Assessment(t.Context(), tx, events.Event{Type: events.AssessmentClosed, Organisation: organisation, Time: service.Now()}, "one")
	})
	if err != nil || len(runs) != 2 || !slices.Equal(runs[1], []string{partner}) {
		t.Errorf("it saw these partners, run by run: %q, %v; want %q in the second", runs, err, partner)
	}
}
