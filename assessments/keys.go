package assessments

import (
	"context"
	"errors"
	"time"
)

// Key is what is known of a key. The key itself is known only to its holder.
type Key struct {
	ID        string
	Role      Role
	Owner     string // id of the organisation, partner or funder; "" for the operator
	Name      string // what its holder calls it
	Hash      Hash
	MadeBy    Role // who made it: a recovery key is made by the operator
	CreatedAt time.Time
	Term
	LastUsed Day // "" for never
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
	ExpiresAt time.Time // zero for never
}

// errNoKey is the same for every key that opens nothing, so that it tells
// nothing about those that do.
var errNoKey = &Error{
	Kind:   Unauthenticated,
	Detail: "This key does not open anything. It may be mistyped, expired or revoked. Check it, or ask for a new one.",
}

// Authenticate returns who holds a key. The error is of kind Unauthenticated
// when the key is unknown, expired or revoked.
func (s *Service) Authenticate(ctx context.Context, secret Secret) (Caller, error) {
	var caller Caller
	var err error
	switch secret.sort() {
	case accessKey:
		caller, err = s.holderOf(ctx, secret.Hash())
	case invitationKey:
		caller, err = s.invitedBy(ctx, secret.Hash())
	case responseKey:
		caller, err = s.authorOf(ctx, secret)
	case linkKey:
		caller, err = s.readerOf(ctx, secret.Hash())
	default:
		err = errNoKey
	}
	if KindOf(err) == NotFound {
		return Caller{}, errNoKey
	}
	return caller, err
}

// holderOf returns who holds a key of an organisation, a partner, a funder or
// the operator.
func (s *Service) holderOf(ctx context.Context, hash Hash) (Caller, error) {
	key, err := s.Store.KeyByLabel(ctx, hash.Label())
	if err != nil {
		return Caller{}, err
	}
	now := s.Now()
	if !key.Hash.Equal(hash) || key.State(now) != Active {
		return Caller{}, errNoKey
	}
	if today := DayOf(now); key.LastUsed < today {
		if err := s.noteUse(ctx, key.ID, today); err != nil {
			return Caller{}, err
		}
	}
	return Caller{Role: key.Role, Owner: key.Owner, KeyID: key.ID}, nil
}

func (s *Service) invitedBy(ctx context.Context, hash Hash) (Caller, error) {
	found, err := s.Store.InvitationByLabel(ctx, hash.Label())
	if err != nil {
		return Caller{}, err
	}
	if !found.Hash.Equal(hash) || found.State(s.Now()) != Active {
		return Caller{}, errNoKey
	}
	return Caller{Role: InvitationRole, KeyID: found.ID, Assessment: found.Assessment}, nil
}

func (s *Service) readerOf(ctx context.Context, hash Hash) (Caller, error) {
	found, err := s.Store.LinkByLabel(ctx, hash.Label())
	if err != nil {
		return Caller{}, err
	}
	if !found.Hash.Equal(hash) || found.State(s.Now()) != Active {
		return Caller{}, errNoKey
	}
	return Caller{Role: LinkRole, KeyID: found.ID, Assessment: found.Assessment}, nil
}

// authorOf returns who holds a response key. After closing the response is gone,
// and the key reads the result.
func (s *Service) authorOf(ctx context.Context, secret Secret) (Caller, error) {
	hash := secret.Hash()
	caller := Caller{Role: ResponseRole, KeyID: hash.Label()}
	found, err := s.Store.ResponseAt(ctx, secret.place(), secret.responseID())
	caller.Assessment, caller.Response = found.Assessment, found.ID
	if KindOf(err) == NotFound {
		caller.Assessment, found.Hash, err = s.Store.ReaderAt(ctx, secret.place(), hash.Label())
	}
	if err == nil && !found.Hash.Equal(hash) {
		return Caller{}, errNoKey
	}
	return caller, err
}

// noteUse keeps on which day a key was last used. That is no reason to turn
// anybody away when too much is going on.
func (s *Service) noteUse(ctx context.Context, id string, day Day) error {
	err := s.Store.Write(ctx, func(tx Tx) error { return tx.NoteKeyUse(ctx, id, day) })
	if KindOf(err) == Unavailable {
		return nil
	}
	return err
}

// Holder is whose keys are meant: an organisation's, a partner's or a funder's.
type Holder struct {
	Role Role
	ID   string
}

// CreateKey makes a key for a holder the caller may make keys for: itself, and
// any for the operator.
func (s *Service) CreateKey(ctx context.Context, caller Caller, holder Holder, in KeyInput, once *Once) (NewKey, error) {
	now := s.Now()
	var faults faultList
	name := faults.name(at("name"), in.Name)
	end := faults.end(at("expires_at"), in.ExpiresAt, now)
	if err := faults.err(); err != nil {
		return NewKey{}, err
	}
	made, err := s.makeKey(holder.Role, holder.ID, name, caller.Role)
	if err != nil {
		return NewKey{}, err
	}
	made.ExpiresAt = end
	organisation := ""
	if holder.Role == OrganisationRole {
		organisation = holder.ID
	}
	err = s.create(ctx, once, organisation, &made, func(tx Tx) error {
		if err := s.reachHolder(ctx, tx, caller, holder); err != nil {
			return err
		}
		return tx.AddKey(ctx, made.Key)
	})
	return made, err
}

// makeKey makes a key that never expires, and stores nothing.
func (s *Service) makeKey(role Role, owner, name string, by Role) (NewKey, error) {
	secret, err := newSecret(accessKey, s.Random)
	if err != nil {
		return NewKey{}, err
	}
	key := Key{ID: s.NewID(), Role: role, Owner: owner, Name: name, Hash: secret.Hash(), MadeBy: by, CreatedAt: s.Now()}
	return NewKey{key, secret}, nil
}

// Keys lists a holder's keys, the revoked and expired ones too: who looks for a
// key that somebody else used needs to see it.
func (s *Service) Keys(ctx context.Context, caller Caller, holder Holder, page Page) (List[Key], error) {
	if err := s.reachHolder(ctx, s.Store, caller, holder); err != nil {
		return List[Key]{}, err
	}
	keys, err := s.Store.Keys(ctx, holder, page.more())
	return cut(keys, page), err
}

// RevokeKey ends a key at once and for good. Revoking it again does nothing.
func (s *Service) RevokeKey(ctx context.Context, caller Caller, holder Holder, id string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := s.reachHolder(ctx, tx, caller, holder); err != nil {
			return err
		}
		key, err := tx.Key(ctx, holder, id)
		if err != nil {
			return err
		}
		key.revoke(s.Now())
		return tx.SaveKey(ctx, key)
	})
}

// reachHolder returns an error of kind NotFound unless there is such a holder
// and the caller is it or the operator.
func (s *Service) reachHolder(ctx context.Context, r Reader, caller Caller, holder Holder) error {
	if !caller.Is(OperatorRole) && !caller.owns(holder.Role, holder.ID) {
		return NoSuch(holder.Role)
	}
	var err error
	if holder.Role == OrganisationRole {
		_, err = r.Organisation(ctx, holder.ID)
	} else {
		_, err = r.Party(ctx, holder.Role, holder.ID)
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

var errHasKey = errors.New("the operator has a key")

func (s *Service) operatorKey(ctx context.Context, given Secret, replace bool) (NewKey, error) {
	made, err := s.makeKey(OperatorRole, "", "First key", OperatorRole)
	if err != nil {
		return NewKey{}, err
	}
	if !given.IsZero() {
		made.Secret, made.Hash = given, given.Hash()
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		switch has, err := tx.HasOperatorKey(ctx); {
		case err != nil:
			return err
		case has && !replace:
			return errHasKey
		case has:
			made.Name = "New key"
			if err := tx.RevokeOperatorKeys(ctx, s.Now()); err != nil {
				return err
			}
		}
		return tx.AddKey(ctx, made.Key)
	})
	if errors.Is(err, errHasKey) {
		return NewKey{}, nil
	}
	return made, err
}
