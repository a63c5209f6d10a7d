package access

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// ReplayFor is how long the reply to a request is kept, to be replayed to
// whoever sends the request again.
const ReplayFor = 24 * time.Hour

// IdempotencyKey makes a request that creates a T safe to send again: the second
// time nothing is done, and the first reply is replayed. The replay is written
// in the same transaction as what is created, so that neither is ever there
// alone.
type IdempotencyKey[T any] struct {
	ID     string // names the request: a hash of who sent it, where to, and its Idempotency-Key
	Digest string // of what was sent; "" when none may be kept

	// Render writes the replay to keep, without any secret in it, from what
	// was created.
	Render func(created *T) Replay

	// Replay is set when the request was seen before.
	Replay *Replay
}

// Replay is the reply to a request, as it is given again to whoever sends the
// request again.
type Replay struct {
	Location string
	Tag      string // "" for what cannot change
	Body     []byte
}

// KeptReplay is a replay with what it belongs to.
type KeptReplay struct {
	ID           string
	Organisation string // the id of the one it goes with; "" for none
	Assessment   string // the id of the one it goes with; "" for none
	Digest       string
	Replay
	Until time.Time
}

// Replays are what the store keeps for requests that may be sent again.
type Replays interface {
	// Replay returns a replay, also one kept longer than it should be. Without
	// one the error is of kind NotFound.
	Replay(ctx context.Context, id string) (KeptReplay, error)
	// KeepReplay keeps a replay, in place of an older one with its id.
	KeepReplay(ctx context.Context, kept KeptReplay) error
}

// ReplayKeeper forgets replays.
type ReplayKeeper interface {
	// DropReplays deletes replays that need not be kept any longer.
	DropReplays(ctx context.Context, now time.Time) error
}

// Create creates something in one transaction of a store, of which write is the
// method. See [Within] for do. With an idempotency key it does so once, and sets
// what is to be replayed when it was done before. kept says what the replay goes
// with.
func Create[T any, Tx Replays](ctx context.Context, write func(context.Context, func(Tx) error) error, now func() time.Time, key *IdempotencyKey[T], kept KeptReplay, do func(Tx) (T, error)) (T, error) {
	if key == nil {
		return Within(ctx, write, do)
	}
	type done struct {
		created T
		replay  *Replay
	}
	last, err := Within(ctx, write, func(tx Tx) (done, error) {
		replay, err := key.find(ctx, tx, kept.Assessment, now())
		if replay != nil || err != nil {
			return done{replay: replay}, err
		}
		created, err := do(tx)
		if err != nil {
			return done{}, err
		}
		return done{created: created}, key.keep(ctx, tx, kept, &created, now())
	})
	key.Replay = last.replay
	return last.created, err
}

// find returns the replay that is kept, or nil when there is none.
func (k *IdempotencyKey[T]) find(ctx context.Context, replays Replays, assessment string, now time.Time) (*Replay, error) {
	kept, err := replays.Replay(ctx, k.ID)
	switch {
	case fault.KindOf(err) == fault.NotFound || err == nil && !now.Before(kept.Until):
		return nil, nil //nolint:nilnil // there is none, which is no error
	case err != nil:
		return nil, err
	case kept.Digest != k.Digest || kept.Assessment != assessment:
		return nil, &fault.Error{
			Kind:   fault.Invalid,
			Detail: "This Idempotency-Key was used before, for something else. Use a new one for each new thing, and the same one only to send the same again.",
		}
	}
	return &kept.Replay, nil
}

// keep completes the replay and keeps it.
func (k *IdempotencyKey[T]) keep(ctx context.Context, replays Replays, kept KeptReplay, created *T, now time.Time) error {
	kept.ID, kept.Digest, kept.Replay, kept.Until = k.ID, k.Digest, k.Render(created), now.Add(ReplayFor)
	if k.Digest == "" { // about a response, of which no time may be kept: to the hour is close enough
		kept.Until = kept.Until.Truncate(time.Hour)
	}
	return replays.KeepReplay(ctx, kept)
}
