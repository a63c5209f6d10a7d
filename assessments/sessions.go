package assessments

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Session is what is kept of a browser that signed in with a key. The browser
// has its token. Neither the key nor whose it is can be read from what is kept:
// the key is sealed with the token. So nobody who reads the database can tell
// which of the people who answer was there, or when.
type Session struct {
	Hash       Hash      // of its token
	Sealed     []byte    // the key it stands for
	QuietUntil time.Time // it ends then, unless it is used before
	EndsAt     time.Time // it ends then in any case
}

// Sessions reads sessions.
type Sessions interface {
	// SessionByLabel returns the session whose token's hash has this label, ended
	// or not.
	SessionByLabel(ctx context.Context, label string) (Session, error)
}

// SessionWriter keeps and deletes sessions.
type SessionWriter interface {
	// AddSession is an error when another session has its label.
	AddSession(ctx context.Context, session Session) error
	// ProlongSession sets until when a session may be quiet.
	ProlongSession(ctx context.Context, label string, until time.Time) error
	// DeleteSession deletes the session with this label.
	DeleteSession(ctx context.Context, label string) error
	// DropSessions deletes those that ended.
	DropSessions(ctx context.Context, now time.Time) error
}

// How long a session of an account lasts.
const (
	QuietSession   = time.Hour      // without being used
	LongestSession = 12 * time.Hour // in any case

	// prolongAfter is how much is used up of a quiet time before it is set anew, so
	// that not every page is a write.
	prolongAfter = time.Minute
)

// AnsweringSession is how long somebody who answers, or reads a result by a link,
// may come back without their link. It is counted in whole days, so that no time
// is kept of them.
const AnsweringSession = 31 * 24 * time.Hour

// EndsAfter returns when the session is over if it is not used.
func (s *Session) EndsAfter() time.Time {
	if s.QuietUntil.Before(s.EndsAt) {
		return s.QuietUntil
	}
	return s.EndsAt
}

// InvitingSession is how long an invitation that was opened may be come back to
// without its link, at most. It ends with a day, at least one after it began.
const InvitingSession = 2 * 24 * time.Hour

// SignedIn is who a session is for. The token is there once, when they sign in.
type SignedIn struct {
	Caller access.Caller
	Key    Secret // that they came with
	Token  Secret
	Until  time.Time // it ends then, unless it is used before
}

// errSignedOut answers every token that opens nothing.
var errSignedOut = &fault.Error{Kind: fault.Unauthenticated, Detail: "You are signed out. Sign in again."}

// SignIn begins a session for whoever has a key. The error is of kind
// Unauthenticated when the key opens nothing.
func (s *Service) SignIn(ctx context.Context, key Secret) (SignedIn, error) {
	caller, err := s.Authenticate(ctx, key)
	if err != nil {
		return SignedIn{}, err
	}
	return s.remember(ctx, caller, key)
}

// remember begins a session for the caller who has the key. It does not use the
// key: the next one of a response takes the place of the other when it is used, and
// that is when the browser comes back with what it was given.
func (s *Service) remember(ctx context.Context, caller access.Caller, key Secret) (SignedIn, error) {
	token, err := newSecret(sessionToken, s.Random)
	if err != nil {
		return SignedIn{}, err
	}
	sealed, err := seal(token, key)
	if err != nil {
		return SignedIn{}, err
	}
	session := Session{Hash: token.Hash(), Sealed: sealed}
	session.QuietUntil, session.EndsAt = lasts(caller, s.Now())
	err = s.Store.Write(ctx, func(tx Tx) error { return tx.AddSession(ctx, session) })
	return SignedIn{caller, key, token, session.EndsAfter()}, err
}

// lasts returns how long a session of the caller may be quiet, and how long it lasts.
func lasts(caller access.Caller, now time.Time) (quiet, end time.Time) {
	var lasting time.Duration
	switch {
	case caller.Is(access.InvitationRole):
		lasting = InvitingSession
	case caller.Is(access.ResponseRole, access.LinkRole):
		lasting = AnsweringSession
	default:
		return now.Add(QuietSession), now.Add(LongestSession)
	}
	end = now.Add(lasting).Truncate(24 * time.Hour)
	return end, end
}

// Resume returns who holds the token of a session. The error is of kind
// Unauthenticated when the session ended: by itself, with its key, or because
// they signed out.
func (s *Service) Resume(ctx context.Context, token Secret) (SignedIn, error) {
	if token.kind() != sessionToken {
		return SignedIn{}, errSignedOut
	}
	hash, now := token.Hash(), s.Now()
	session, err := s.Store.SessionByLabel(ctx, hash.Label())
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return SignedIn{}, errSignedOut
	case err != nil:
		return SignedIn{}, err
	case !session.Hash.Equal(hash), !now.Before(session.EndsAfter()):
		return SignedIn{}, errSignedOut
	}
	key, err := unseal(token, session.Sealed)
	if err != nil {
		return SignedIn{}, err
	}
	caller, err := s.Authenticate(ctx, key)
	if err != nil {
		return SignedIn{}, err
	}
	err = s.prolong(ctx, &session, caller)
	return SignedIn{Caller: caller, Key: key, Until: session.EndsAfter()}, err
}

// prolong lets a session be quiet for as long again. That is no reason to turn
// anybody away when too much is going on.
func (s *Service) prolong(ctx context.Context, session *Session, caller access.Caller) error {
	quiet, _ := lasts(caller, s.Now())
	if session.QuietUntil.Equal(session.EndsAt) || quiet.Sub(session.QuietUntil) < prolongAfter {
		return nil
	}
	err := s.Store.Write(ctx, func(tx Tx) error { return tx.ProlongSession(ctx, session.Hash.Label(), quiet) })
	switch {
	case fault.KindOf(err) == fault.Unavailable:
		return nil
	case err != nil:
		return err
	}
	session.QuietUntil = quiet
	return nil
}

// SignOut ends a session. One that ended before is none the worse for it.
func (s *Service) SignOut(ctx context.Context, token Secret) error {
	return s.Store.Write(ctx, func(tx Tx) error { return tx.DeleteSession(ctx, token.Hash().Label()) })
}

// seal makes of a key what only the token can undo.
func seal(token, key Secret) ([]byte, error) {
	sealer, err := sealerOf(token)
	if err != nil {
		return nil, err
	}
	return sealer.Seal(nil, nil, []byte(key.text), nil), nil //nolint:gosec // this cipher draws its nonce itself, and takes none
}

// unseal undoes [seal].
func unseal(token Secret, sealed []byte) (Secret, error) {
	sealer, err := sealerOf(token)
	if err != nil {
		return Secret{}, err
	}
	text, err := sealer.Open(nil, nil, sealed, nil)
	if err != nil {
		return Secret{}, fmt.Errorf("a session does not fit its token: %w", err)
	}
	return Secret{string(text)}, nil
}

// sealerOf returns what seals with a token. The hash that is kept of the token
// does not tell it: that goes over other bytes.
func sealerOf(token Secret) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(token.text), nil, "sevenrungs session", 32)
	if err != nil {
		return nil, fmt.Errorf("seal a session: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("seal a session: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}
