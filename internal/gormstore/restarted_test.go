package gormstore

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// The server dies while many write, and starts again: nothing that was acknowledged
// is lost, nobody is told anything but to try again, and all goes on without a
// person.
func TestAServerThatDiesUnderLoadOnPostgreSQL(t *testing.T) {
	t.Parallel()
	const restarts, between = 2, 30
	server := databasetest.PostgresOfItsOwn(t)
	store := openAt(t, server.Address)
	var next, kept atomic.Int64
	kicks := make(chan struct{}, restarts)
	var acknowledged sync.Map
	ctx, enough := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1))
				err := keepOne(t, store, n)
				switch {
				case err == nil:
					acknowledged.Store(n, true)
					if got := kept.Add(1); got%between == 0 && got <= restarts*between {
						kicks <- struct{}{}
					}
				case fault.KindOf(err) != fault.Unavailable:
					t.Errorf("write %d: %v", n, err)
				}
			}
		})
	}
	for range restarts {
		<-kicks
		server.Restart(t)
	}
	for target := kept.Load() + between; kept.Load() < target; { // it goes on
		if err := store.Ready(t.Context()); err != nil && fault.KindOf(err) != fault.Unavailable {
			t.Errorf("ready: %v", err)
		}
	}
	enough()
	writers.Wait()
	acknowledged.Range(func(n, _ any) bool {
		if _, err := store.Organisation(t.Context(), assessmentstest.ID(n.(int))); err != nil {
			t.Errorf("write %d was acknowledged: %v", n, err)
		}
		return true
	})
}
