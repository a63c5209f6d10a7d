package assessments

import (
	"context"
	"time"
)

// KeptFor is how long the answer to a request is kept for whoever sends the
// request again.
const KeptFor = 24 * time.Hour

// Once makes a request that creates something safe to send again: the second
// time nothing is done, and the first answer is given. It is written in the
// same transaction as what is created, so that neither is ever there alone.
type Once struct {
	ID     string // names the request: a hash of who sent it, where to, and its Idempotency-Key
	Digest string // of what was sent; "" when none may be kept

	// Answer writes the answer to keep, without any secret in it, from what
	// was created.
	Answer func(made any) Answer

	// Replay is set when the request was seen before.
	Replay *Answer
}

// Answer is an answer as it is given again.
type Answer struct {
	Location string
	Tag      string // "" for what cannot change
	Body     []byte
}

// KeptAnswer is an answer with what it belongs to.
type KeptAnswer struct {
	ID           string
	Organisation string // the id of the one it goes with; "" for none
	Assessment   string // the id of the one it goes with; "" for none
	Digest       string
	Answer
	Until time.Time
}

// find looks for the first answer, and tells whether there is one.
func (o *Once) find(ctx context.Context, tx Tx, assessment string, now time.Time) (bool, error) {
	o.Replay = nil
	kept, err := tx.KeptAnswer(ctx, o.ID)
	switch {
	case KindOf(err) == NotFound || err == nil && !now.Before(kept.Until):
		return false, nil
	case err != nil:
		return false, err
	case kept.Digest != o.Digest || kept.Assessment != assessment:
		return false, &Error{
			Kind:   Invalid,
			Detail: "This Idempotency-Key was used before, for something else. Use a new one for each new thing, and the same one only to send the same again.",
		}
	}
	o.Replay = &kept.Answer
	return true, nil
}

// keep completes the answer and keeps it.
func (o *Once) keep(ctx context.Context, tx Tx, kept KeptAnswer, made any, now time.Time) error {
	kept.ID, kept.Digest, kept.Answer, kept.Until = o.ID, o.Digest, o.Answer(made), now.Add(KeptFor)
	if o.Digest == "" { // about a response, of which no time may be kept: to the hour is close enough
		kept.Until = kept.Until.Truncate(time.Hour)
	}
	return tx.KeepAnswer(ctx, kept)
}
