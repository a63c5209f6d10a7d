package api

import (
	"context"
	"sync"
	"time"
)

// trialEvery is how often it is tried whether requests can be served. A trial
// takes the database's turn to write, and anybody may ask for one.
const trialEvery = time.Second

// trial remembers how the last trial went. Those who ask meanwhile wait for it.
type trial struct {
	mu   sync.Mutex
	at   time.Time // zero when there was none
	last error
}

// outcome returns how the last trial went, and tries again when that is too long
// ago. The trial does not end with whoever happens to ask. It bounds its time itself.
func (t *trial) outcome(ctx context.Context, now func() time.Time, try func(context.Context) error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.at.IsZero() || now().Sub(t.at) >= trialEvery {
		t.last = try(context.WithoutCancel(ctx))
		t.at = now()
	}
	return t.last
}
