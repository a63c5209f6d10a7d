package edge

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/throttled/throttled/v2"
	"golang.org/x/sync/singleflight"
)

// Ledger is where the processes that serve one database count together. How much
// somebody has used is a time here: that in which they get it back.
type Ledger interface {
	// Count adds what callers have used of an allowance, and returns how much of it
	// they have used by now, all processes together. A whole allowance comes back
	// in a window.
	Count(ctx context.Context, window time.Duration, used map[string]time.Duration) (map[string]time.Duration, error)
	// Forget drops those who have all of their allowance, and keeps what time it is, so that
	// a clock which is put back keeps nobody out. It is called at the start, and each minute.
	Forget(ctx context.Context) error
}

const (
	// portions is how many times a caller of one process has the ledger asked while
	// they use all of their allowance. In between it goes by what it knows. So more
	// than there should be is let through by a portion for each process at most.
	portions = 20

	// patience is how long a request waits for the ledger. After that it goes by
	// what this process knows: a database that is slow shuts nobody out.
	patience = 250 * time.Millisecond

	// countedAtOnce is how many callers one question to the ledger is about.
	countedAtOnce = 500

	// SettleEvery is how often [Edge.Settle] is called.
	SettleEvery = time.Second

	// forgetEvery is how many rounds of that there are from one forgetting to the next.
	forgetEvery = 60
)

// shared is what this process knows of how much callers have used, and tells the
// ledger in portions. Without the ledger each process counts alone, so that no
// limit is open and nobody is shut out.
type shared struct {
	throttled.GCRAStoreCtx // what this process knows

	ledger  Ledger
	name    string // of the allowance
	window  time.Duration
	portion time.Duration
	log     *slog.Logger

	mu     sync.Mutex
	untold map[string]time.Duration // what was used here that the ledger does not know of yet

	asking singleflight.Group
	alone  atomic.Bool // whether the ledger could not be asked
}

// GetWithTime implements [throttled.GCRAStoreCtx]. Somebody who used a portion
// waits until the ledger knows.
func (s *shared) GetWithTime(ctx context.Context, key string) (int64, time.Time, error) {
	// A question that was under way may have come too early for what was used last.
	for range 2 {
		if s.untoldOf(key) < s.portion || s.alone.Load() {
			break
		}
		s.tell(ctx)
	}
	return s.GCRAStoreCtx.GetWithTime(ctx, key)
}

// SetIfNotExistsWithTTL implements [throttled.GCRAStoreCtx]. The ttl of somebody
// new is what they used.
func (s *shared) SetIfNotExistsWithTTL(ctx context.Context, key string, value int64, ttl time.Duration) (bool, error) {
	set, err := s.GCRAStoreCtx.SetIfNotExistsWithTTL(ctx, key, value, ttl)
	if set {
		s.use(key, ttl)
	}
	return set, err
}

// CompareAndSwapWithTTL implements [throttled.GCRAStoreCtx]. The ttl is all that is
// used by now, of which some was used before and not given back yet.
func (s *shared) CompareAndSwapWithTTL(ctx context.Context, key string, old, now int64, ttl time.Duration) (bool, error) {
	set, err := s.GCRAStoreCtx.CompareAndSwapWithTTL(ctx, key, old, now, ttl)
	if set {
		s.use(key, min(time.Duration(now-old), ttl))
	}
	return set, err
}

func (s *shared) untoldOf(key string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.untold[key]
}

// use keeps in mind what is to be told. When the ledger has been out of reach for
// long, it begins anew: what it is not told comes back to the caller.
func (s *shared) use(key string, more time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.untold) >= maxCallers {
		clear(s.untold)
	}
	s.untold[key] += more
}

// tell tells the ledger all, and learns what others told it. Those who come while
// it is asked wait for the same answer.
func (s *shared) tell(ctx context.Context) {
	_, err, _ := s.asking.Do("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		s.mu.Lock()
		used := maps.Clone(s.untold)
		s.mu.Unlock()
		for keys := range slices.Chunk(slices.Collect(maps.Keys(used)), countedAtOnce) {
			if err := s.tellOf(ctx, keys, used); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	switch failed := err != nil; {
	case s.alone.Swap(failed) == failed:
	case failed:
		s.log.WarnContext(ctx, "limits: the database does not answer, so this process counts alone", slog.String("limit", s.name), slog.String("error", err.Error()))
	default:
		s.log.InfoContext(ctx, "limits: counted together again", slog.String("limit", s.name))
	}
}

func (s *shared) tellOf(ctx context.Context, keys []string, used map[string]time.Duration) error {
	some := make(map[string]time.Duration, len(keys))
	for _, key := range keys {
		some[s.name+" "+key] = used[key]
	}
	all, err := s.ledger.Count(ctx, s.window, some)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := s.learn(ctx, key, used[key], all[s.name+" "+key]); err != nil {
			return err
		}
	}
	return nil
}

// learn takes over what the ledger knows of somebody, and adds what was used here
// since it was told.
func (s *shared) learn(ctx context.Context, key string, told, all time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.untold[key] -= told; s.untold[key] <= 0 {
		delete(s.untold, key)
	}
	for {
		known, now, err := s.GCRAStoreCtx.GetWithTime(ctx, key)
		if err != nil {
			return err
		}
		whole := now.Add(all + s.untold[key]).UnixNano()
		switch {
		case known >= whole:
			return nil
		case known < 0:
			_, err = s.GCRAStoreCtx.SetIfNotExistsWithTTL(ctx, key, whole, all)
			return err
		}
		if set, err := s.GCRAStoreCtx.CompareAndSwapWithTTL(ctx, key, known, whole, all); set || err != nil {
			return err
		}
	}
}

// Settle tells the ledger what was used since the last time, and has it forget what is
// over. Without one it does nothing.
func (e *Edge) Settle(ctx context.Context) {
	for _, s := range e.shared {
		s.mu.Lock()
		nothing := len(s.untold) == 0
		s.mu.Unlock()
		if !nothing {
			s.tell(ctx)
		}
	}
	if e.rounds++; e.Ledger == nil || e.rounds%forgetEvery != 1 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, SettleEvery)
	defer cancel()
	if err := e.Ledger.Forget(ctx); err != nil {
		e.Log.WarnContext(ctx, "limits: what is over was not forgotten; it is tried again", slog.String("error", err.Error()))
	}
}
