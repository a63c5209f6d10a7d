package assessments

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Key is what is known of a key. The key itself is known only to who has it.
type Key struct {
	ID          string
	Role        access.Role
	PrincipalID string // id of the organisation, partner or funder; "" for the operator
	Name        string // what they who have it call it
	Hash        Hash
	ReadOnly    bool        // it only reads, and reads no secret
	MadeBy      access.Role // who made it: a recovery key is made by the operator
	MadeWith    string      // id of the key it was made with, where that is one of the same principal; else ""
	Origin      access.Role // who made the first of the keys it goes back to, MadeWith by MadeWith
	SharesFrom  time.Time   // when it may first agree to a share; zero for always
	ClaimLink   Maker       // whose claim link it was made with; zero for another way
	CreatedAt   time.Time
	Term
	LastUsed Day // "" for never
}

// ConsentWait is how long a key that the organisation did not make itself waits
// before it can agree to a share. So an organisation has time to see it in its
// list, and to revoke it, before anything is agreed in its name.
const ConsentWait = 14 * 24 * time.Hour

// live tells whether the key opens all that its principal may do, at this time.
func (k *Key) live(now time.Time) bool { return k.State(now) == Active && !k.ReadOnly }

// descend says what a key goes back to that somebody makes with their own. What
// holds for that holds for it.
func (k *Key) descend(caller access.Caller) {
	switch {
	case caller.IsPrincipal(k.Role, k.PrincipalID):
		k.MadeWith, k.Origin, k.SharesFrom = caller.KeyID, cmp.Or(caller.Origin, caller.Role), caller.SharesFrom
	case k.Role == access.OrganisationRole:
		k.SharesFrom = k.CreatedAt.Add(ConsentWait)
	}
}

// Keys reads keys, each by what is known of it.
type Keys interface {
	// KeyByLabel returns the key whose hash has this label.
	KeyByLabel(ctx context.Context, label string) (Key, error)
	// Key returns a key of this principal, ended or not.
	Key(ctx context.Context, principal Principal, id string) (Key, error)
	// Keys returns all keys of a principal, ended or not.
	Keys(ctx context.Context, principal Principal, page access.Page) ([]Key, error)
	// HasOperatorKey tells whether there ever was a key of the operator's.
	HasOperatorKey(ctx context.Context) (bool, error)
}

// KeyWriter keeps keys.
type KeyWriter interface {
	// AddKey is an error when another key has its label.
	AddKey(ctx context.Context, k Key) error
	// SaveKey replaces everything but the id.
	SaveKey(ctx context.Context, k Key) error
	// RecordKeyUse keeps the day, unless the key was used on a later one.
	RecordKeyUse(ctx context.Context, id string, day Day) error
	// RevokeOperatorKeys revokes all of the operator's keys that are not.
	RevokeOperatorKeys(ctx context.Context, at time.Time) error
}

// Day is a day in UTC, as 2026-03-04. A key's use is kept no finer than that.
type Day string

// DayOf returns the day of a time.
func DayOf(t time.Time) Day { return Day(t.UTC().Format(time.DateOnly)) }

// NewKey is a key and, this one time, the secret.
type NewKey struct {
	Key
	Secret Secret
}

// KeyInput asks for a key.
type KeyInput struct {
	Name      string
	Access    string    // full or read; "" for full
	ExpiresAt time.Time // zero for never
}

// What a key is for: all that its principal may do, or to read it.
const (
	FullAccess = "full"
	ReadAccess = "read"
)

// errNoKey answers every key that opens nothing, so that it tells nothing about
// those that do.
var errNoKey = &fault.Error{
	Kind:   fault.Unauthenticated,
	Detail: "This key does not open anything. It may be mistyped, expired or revoked. Check it, or ask for a new one.",
}

// Authenticate returns who holds a key. The error is of kind Unauthenticated
// when the key is unknown, expired or revoked.
func (s *Service) Authenticate(ctx context.Context, secret Secret) (access.Caller, error) {
	var caller access.Caller
	var err error
	switch secret.kind() {
	case accessKey:
		caller, err = s.callerByKey(ctx, secret.Hash())
	case invitationKey:
		caller, err = s.callerByInvitation(ctx, secret.Hash())
	case responseKey:
		return s.callerByResponse(ctx, secret.locator(), secret.responseID(), secret.Hash())
	case linkKey:
		caller, err = s.callerByLink(ctx, secret.Hash())
	default:
		err = errNoKey
	}
	if fault.KindOf(err) == fault.NotFound {
		return access.Caller{}, errNoKey
	}
	return caller, err
}

// callerByKey returns who has a key of an organisation, a partner, a funder or
// the operator.
func (s *Service) callerByKey(ctx context.Context, hash Hash) (access.Caller, error) {
	key, err := s.Store.KeyByLabel(ctx, hash.Label())
	if err != nil {
		return access.Caller{}, err
	}
	now := s.Now()
	if !key.Hash.Equal(hash) || key.State(now) != Active {
		return access.Caller{}, errNoKey
	}
	if today := DayOf(now); key.LastUsed < today {
		if err := s.recordUse(ctx, key.ID, today); err != nil {
			return access.Caller{}, err
		}
	}
	return access.Caller{
		Role: key.Role, PrincipalID: key.PrincipalID, KeyID: key.ID, ReadOnly: key.ReadOnly, Origin: key.Origin, SharesFrom: key.SharesFrom,
	}, nil
}

func (s *Service) callerByInvitation(ctx context.Context, hash Hash) (access.Caller, error) {
	found, key, err := s.Store.InvitationByLabel(ctx, hash.Label())
	if err != nil {
		return access.Caller{}, err
	}
	if !key.Hash.Equal(hash) || found.State(s.Now()) != Active {
		return access.Caller{}, errNoKey
	}
	return access.Caller{Role: access.InvitationRole, KeyID: found.ID, Assessment: found.Assessment}, nil
}

func (s *Service) callerByLink(ctx context.Context, hash Hash) (access.Caller, error) {
	found, err := s.Store.LinkByLabel(ctx, hash.Label())
	if err != nil {
		return access.Caller{}, err
	}
	if !found.Hash.Equal(hash) || found.State(s.Now()) != Active {
		return access.Caller{}, errNoKey
	}
	return access.Caller{Role: access.LinkRole, KeyID: found.ID, Assessment: found.Assessment}, nil
}

// Claim returns who has a response key, as it says itself, if it can be one to this
// response. Nothing is read for that: the caller has a Proof to be held against what is
// kept, by [Service.ChangeResponse] and its like or by [Service.Prove].
func (s *Service) Claim(secret Secret, assessment, id string) (claimed access.Caller, can bool) {
	if secret.kind() != responseKey || secret.locator() != locatorOf(assessment) || secret.responseID() != id {
		return access.Caller{}, false
	}
	hash := secret.Hash()
	return access.Caller{Role: access.ResponseRole, KeyID: hash.Label(), Assessment: assessment, Response: id, Proof: string(hash)}, true
}

// Prove returns a caller whose key was held against what is kept. The error is of kind
// Unauthenticated when it is not what they said.
func (s *Service) Prove(ctx context.Context, caller access.Caller) (access.Caller, error) {
	if caller.Proof == "" {
		return caller, nil
	}
	return s.callerByResponse(ctx, locatorOf(caller.Assessment), caller.Response, Hash(caller.Proof))
}

// callerByResponse returns who has a response key. After closing the response is gone,
// and the key reads the result.
func (s *Service) callerByResponse(ctx context.Context, locator, id string, hash Hash) (access.Caller, error) {
	caller := access.Caller{Role: access.ResponseRole, KeyID: hash.Label()}
	found, err := s.Store.ResponseAt(ctx, locator, id)
	if err == nil && found.Next.Equal(hash) {
		found, err = s.takePlace(ctx, &found)
	}
	caller.Assessment, caller.Response = found.Assessment, found.ID
	if fault.KindOf(err) == fault.NotFound {
		caller.Assessment, found.Hash, err = s.Store.ResultKeyAt(ctx, locator, hash.Label())
	}
	if fault.KindOf(err) == fault.NotFound || err == nil && !found.Hash.Equal(hash) {
		return access.Caller{}, errNoKey
	}
	return caller, err
}

// recordUse keeps on which day a key was last used. That is no reason to turn
// anybody away when too much is going on.
func (s *Service) recordUse(ctx context.Context, id string, day Day) error {
	err := s.Store.Write(ctx, func(tx Tx) error { return tx.RecordKeyUse(ctx, id, day) })
	if fault.KindOf(err) == fault.Unavailable {
		return nil
	}
	return err
}

// Principal is whose keys are meant: an organisation's, a partner's or a funder's.
type Principal struct {
	Role access.Role
	ID   string
}

// CreateKey makes a key for a principal the caller may make keys for: itself, and
// any for the operator.
func (s *Service) CreateKey(ctx context.Context, caller access.Caller, principal Principal, in KeyInput, once *access.IdempotencyKey[NewKey]) (NewKey, error) {
	now := s.Now()
	var faults fault.List
	name := faults.Name(fault.At("name"), in.Name)
	if !slices.Contains([]string{"", FullAccess, ReadAccess}, in.Access) {
		faults.Add(fault.At("access"), "There is no access %.80q. Use full or read.", in.Access)
	}
	end := faults.End(fault.At("expires_at"), in.ExpiresAt, now)
	if err := faults.Err(); err != nil {
		return NewKey{}, err
	}
	created, err := s.makeKey(principal.Role, principal.ID, name, caller.Role)
	if err != nil {
		return NewKey{}, err
	}
	created.ExpiresAt, created.ReadOnly = end, in.Access == ReadAccess
	created.descend(caller)
	organisation := ""
	if principal.Role == access.OrganisationRole {
		organisation = principal.ID
	}
	return create(ctx, s, once, organisation, func(tx Tx) (NewKey, error) {
		if err := s.reachPrincipal(ctx, tx, caller, principal); err != nil {
			return NewKey{}, err
		}
		if err := roomForKey(ctx, tx, principal, now); err != nil {
			return NewKey{}, err
		}
		return created, tx.AddKey(ctx, created.Key)
	})
}

// makeKey makes a key that never expires, and stores nothing.
func (s *Service) makeKey(role access.Role, principalID, name string, by access.Role) (NewKey, error) {
	secret, err := newSecret(accessKey, s.Random)
	if err != nil {
		return NewKey{}, err
	}
	key := Key{ID: s.NewID(), Role: role, PrincipalID: principalID, Name: name, Hash: secret.Hash(), MadeBy: by, Origin: by, CreatedAt: s.Now()}
	return NewKey{key, secret}, nil
}

// Keys lists a principal's keys, the revoked and expired ones too: who looks for a
// key that somebody else used needs to see it.
func (s *Service) Keys(ctx context.Context, caller access.Caller, principal Principal, page access.Page) (access.List[Key], error) {
	if err := s.reachPrincipal(ctx, s.Store, caller, principal); err != nil {
		return access.List[Key]{}, err
	}
	keys, err := s.Store.Keys(ctx, principal, page.More())
	return access.Cut(keys, page), err
}

// Key returns one key of a principal.
func (s *Service) Key(ctx context.Context, caller access.Caller, principal Principal, id string) (Key, error) {
	if err := s.reachPrincipal(ctx, s.Store, caller, principal); err != nil {
		return Key{}, err
	}
	return s.Store.Key(ctx, principal, id)
}

// errLastKey keeps an organisation from locking itself out.
var errLastKey = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.Conflict, "refusal.last_key") })

// RevokeKey ends a key at once and for good. Revoking it again does nothing. The
// last live key of an organisation with full access stays: the error is of kind
// Conflict.
func (s *Service) RevokeKey(ctx context.Context, caller access.Caller, principal Principal, id string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := s.reachPrincipal(ctx, tx, caller, principal); err != nil {
			return err
		}
		key, err := tx.Key(ctx, principal, id)
		if err != nil {
			return err
		}
		if last, err := s.isLast(ctx, tx, principal, &key); err != nil || last {
			return cmp.Or(err, error(errLastKey()))
		}
		key.revoke(s.Now())
		return tx.SaveKey(ctx, key)
	})
}

// isLast tells whether an organisation would have no live key without this one.
func (s *Service) isLast(ctx context.Context, r Reader, principal Principal, key *Key) (bool, error) {
	now := s.Now()
	if principal.Role != access.OrganisationRole || !key.live(now) {
		return false, nil
	}
	keys, err := everyKey(ctx, r, principal)
	return !slices.ContainsFunc(keys, func(other Key) bool { return other.ID != key.ID && other.live(now) }), err
}

// everyKey returns all keys of a principal, ended or not.
func everyKey(ctx context.Context, r Reader, principal Principal) (keys []Key, err error) {
	for key, err := range every(func(page access.Page) ([]Key, error) { return r.Keys(ctx, principal, page) }, func(k *Key) string { return k.ID }) {
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// reachPrincipal returns an error of kind NotFound unless there is such a principal
// and the caller is it or the operator.
func (s *Service) reachPrincipal(ctx context.Context, r Reader, caller access.Caller, principal Principal) error {
	if !caller.Is(access.OperatorRole) && !caller.IsPrincipal(principal.Role, principal.ID) {
		return fault.NoSuch(principal.Role)
	}
	var err error
	if principal.Role == access.OrganisationRole {
		_, err = r.Organisation(ctx, principal.ID)
	} else {
		_, err = r.Account(ctx, principal.Role, principal.ID)
	}
	return err
}

// FirstOperatorKey makes the operator's key when there is none yet, and returns
// it. Otherwise the secret is zero. given is the key that the operator chose, or
// zero to have one made.
func (s *Service) FirstOperatorKey(ctx context.Context, given Secret) (NewKey, error) {
	return s.operatorKey(ctx, given, false)
}

// ReplaceOperatorKey revokes all keys of the operator and makes one.
func (s *Service) ReplaceOperatorKey(ctx context.Context) (NewKey, error) {
	return s.operatorKey(ctx, Secret{}, true)
}

func (s *Service) operatorKey(ctx context.Context, given Secret, replace bool) (NewKey, error) {
	created, err := s.makeKey(access.OperatorRole, "", "First key", access.OperatorRole)
	if err != nil {
		return NewKey{}, err
	}
	if !given.IsZero() {
		created.Secret, created.Hash = given, given.Hash()
	}
	return access.Within(ctx, s.Store.Write, func(tx Tx) (NewKey, error) {
		created := created // under another name where there was one
		switch has, err := tx.HasOperatorKey(ctx); {
		case err != nil:
			return NewKey{}, err
		case has && !replace:
			return NewKey{}, nil
		case has:
			created.Name = "New key"
			if err := tx.RevokeOperatorKeys(ctx, s.Now()); err != nil {
				return NewKey{}, err
			}
		}
		return created, tx.AddKey(ctx, created.Key)
	})
}
