package access

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// ReplayFor is how long the answer to a request is kept, to be replayed to
// whoever sends the request again.
const ReplayFor = 24 * time.Hour

// IdempotencyKey makes a request that creates something safe to send again: the
// second time nothing is done, and the first answer is replayed. The replay is
// written in the same transaction as what is created, so that neither is ever
// there alone.
type IdempotencyKey struct {
	ID     string // names the request: a hash of who sent it, where to, and its Idempotency-Key
	Digest string // of what was sent; "" when none may be kept

	// Render writes the replay to keep, without any secret in it, from what
	// was created.
	Render func(created any) Replay

	// Replay is set when the request was seen before.
	Replay *Replay
}

// Replay is the answer to a request, as it is given again to whoever sends the
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
	// Replay returns a replay, also one kept longer than it should be.
	Replay(ctx context.Context, id string) (KeptReplay, error)
	// KeepReplay keeps a replay, in place of an older one with its id.
	KeepReplay(ctx context.Context, kept KeptReplay) error
	// DropReplays deletes replays that need not be kept any longer.
	DropReplays(ctx context.Context, now time.Time) error
}

// find looks for the replay, and tells whether there is one.
func (k *IdempotencyKey) Find(ctx context.Context, replays Replays, assessment string, now time.Time) (bool, error) {
	k.Replay = nil
	kept, err := replays.Replay(ctx, k.ID)
	switch {
	case fault.KindOf(err) == fault.NotFound || err == nil && !now.Before(kept.Until):
		return false, nil
	case err != nil:
		return false, err
	case kept.Digest != k.Digest || kept.Assessment != assessment:
		return false, &fault.Error{
			Kind:   fault.Invalid,
			Detail: "This Idempotency-Key was used before, for something else. Use a new one for each new thing, and the same one only to send the same again.",
		}
	}
	k.Replay = &kept.Replay
	return true, nil
}

// keep completes the replay and keeps it.
func (k *IdempotencyKey) Keep(ctx context.Context, replays Replays, kept KeptReplay, created any, now time.Time) error {
	kept.ID, kept.Digest, kept.Replay, kept.Until = k.ID, k.Digest, k.Render(created), now.Add(ReplayFor)
	if k.Digest == "" { // about a response, of which no time may be kept: to the hour is close enough
		kept.Until = kept.Until.Truncate(time.Hour)
	}
	return replays.KeepReplay(ctx, kept)
}
