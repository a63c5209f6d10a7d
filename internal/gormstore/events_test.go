package gormstore

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// TestNobodyReadsPastAnEventThatCommitsLater has several servers write at once, and
// reads along. What is read page by page, as it comes, must be all there is in the
// end.
func TestNobodyReadsPastAnEventThatCommitsLater(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		const servers, writers, each = 2, 4, 10
		operators := events.Feed{Role: access.OperatorRole}
		var ids atomic.Int64
		var writing sync.WaitGroup
		for server := range servers {
			service := assessmentstest.Service(t, openAt(t, address), byte(server))
			service.NewID = func() string { return fmt.Sprintf("01900000-0000-7000-8000-%012d", ids.Add(1)) }
			for range writers {
				writing.Go(func() {
					for range each {
						if _, err := service.CreateOrganisation(t.Context(), byOperator, assessments.ProfileInput{Name: "Valley Club"}, nil); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		over := make(chan struct{})
		go func() { writing.Wait(); close(over) }()

		store, seen, place := openAt(t, address).Events(), []string{}, events.Place{}
		readOn := func() {
			found, err := store.Events(t.Context(), operators, place, 3)
			if err != nil {
				t.Error(err)
			}
			for _, e := range found {
				seen, place.ID = append(seen, e.ID), e.ID
			}
		}
		for writes := true; writes; {
			select {
			case <-over:
				writes = false
			default:
			}
			readOn()
		}
		for before := -1; before < len(seen); {
			before = len(seen)
			readOn()
		}
		all, err := store.Events(t.Context(), operators, events.Place{}, 1+servers*writers*each)
		if err != nil || len(all) != servers*writers*each {
			t.Fatalf("%d events, %v", len(all), err)
		}
		want := make([]string, len(all))
		for i, e := range all {
			want[i] = e.ID
		}
		if !slices.Equal(seen, want) {
			t.Errorf("read along: %d events, there are %d", len(seen), len(want))
		}
	})
}

var byOperator = access.Caller{Role: access.OperatorRole}

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
