package assessments

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// In a browser, a session stands for the link that somebody came with until they say
// that they go on. Then another session stands for their response. What they were
// sent back may get lost on the way, or be asked for twice. So the first session
// stays good for asking again.

// Begin starts a response with the invitation that a session stands for, and begins
// a session for it. Asked again with the same token, it starts no second one: it
// begins another session for the first.
func (s *Service) Begin(ctx context.Context, token Secret, voice string) (SignedIn, error) {
	invited, err := s.Resume(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	id := sha256.Sum256([]byte("begin:" + token.text))
	once := &access.IdempotencyKey[Redeemed]{ID: hex.EncodeToString(id[:])}
	var sealing error
	once.Render = func(begun *Redeemed) access.Replay {
		sealed, err := seal(token, begun.Secret)
		sealing = err
		return access.Replay{Body: sealed}
	}
	begun, err := s.Redeem(ctx, invited.Key, voice, once)
	key := begun.Secret
	if err == nil && once.Replay != nil {
		key, err = unseal(token, once.Replay.Body)
	}
	if err == nil {
		err = sealing
	}
	if err != nil {
		return SignedIn{}, err
	}
	return s.remember(ctx, key.callerAt(invited.Caller.Assessment), key)
}

// GoOn makes a new key to the response that a session stands for, and begins a
// session with that. The old key dies when the browser comes back with the new
// session, and not before.
func (s *Service) GoOn(ctx context.Context, token Secret) (SignedIn, error) {
	arrived, err := s.Resume(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	made, err := s.ReplaceResponseKey(ctx, arrived.Caller, arrived.Key, arrived.Caller.Assessment, arrived.Caller.Response, nil)
	if err != nil {
		return SignedIn{}, err
	}
	return s.remember(ctx, made.Secret.callerAt(made.Assessment), made.Secret)
}

// callerAt is who holds the key of a response to an assessment.
func (s Secret) callerAt(assessment string) access.Caller {
	return access.Caller{Role: access.ResponseRole, KeyID: s.Hash().Label(), Assessment: assessment, Response: s.responseID()}
}

// WhoseQuestions returns the assessment that somebody answers, or whose result they
// read with the key of a response or a link, and the organisation that asks.
func (s *Service) WhoseQuestions(ctx context.Context, caller access.Caller) (Assessment, Organisation, error) {
	a, err := s.readAssessment(ctx, caller, caller.Assessment)
	if err != nil {
		return Assessment{}, Organisation{}, err
	}
	organisation, err := s.Store.Organisation(ctx, a.Organisation)
	return a, organisation, err
}
