package assessments

import (
	"cmp"
	"context"
	"time"
)

// Account is a partner or a funder: somebody the operator knows, with keys.
type Account struct {
	ID        string
	Role      Role // PartnerRole or FunderRole
	Name      string
	CreatedAt time.Time
	UpdatedAt time.Time
	Revision  int // 1 when made, one more with each change
}

// Tag names this state of the account.
func (p *Account) Tag() string { return tagOf(p.Revision) }

// AccountInput is an account as it was sent.
type AccountInput struct{ Name string }

func (in *AccountInput) check() (string, error) {
	var faults faultList
	name := faults.name(at("name"), in.Name)
	return name, faults.err()
}

// CreateAccount makes a partner or a funder. It has no key yet.
func (s *Service) CreateAccount(ctx context.Context, role Role, in AccountInput, once *IdempotencyKey) (Account, error) {
	name, err := in.check()
	if err != nil {
		return Account{}, err
	}
	now := s.Now()
	created := Account{ID: s.NewID(), Role: role, Name: name, CreatedAt: now, UpdatedAt: now, Revision: 1}
	err = s.create(ctx, once, "", &created, func(tx Tx) error { return tx.AddAccount(ctx, created) })
	return created, err
}

// Account returns a partner or funder, to itself or the operator.
func (s *Service) Account(ctx context.Context, caller Caller, role Role, id string) (Account, error) {
	return reachAccount(ctx, s.Store, caller, role, id)
}

func reachAccount(ctx context.Context, r Reader, caller Caller, role Role, id string) (Account, error) {
	if !caller.Is(OperatorRole) && !caller.isPrincipal(role, id) {
		return Account{}, NoSuch(role)
	}
	return r.Account(ctx, role, id)
}

// Accounts lists the partners or the funders.
func (s *Service) Accounts(ctx context.Context, role Role, page Page) (List[Account], error) {
	found, err := s.Store.Accounts(ctx, role, page.more())
	return cut(found, page), err
}

// ChangeAccount edits a partner or funder. change gets it as it is and makes it
// what is wanted.
func (s *Service) ChangeAccount(ctx context.Context, role Role, id string, match Match, change func(*AccountInput) error) (Account, error) {
	var changed Account
	err := s.Store.Write(ctx, func(tx Tx) (err error) {
		if changed, err = tx.Account(ctx, role, id); err != nil {
			return err
		}
		if err := match.Check(changed.Tag()); err != nil {
			return err
		}
		in := AccountInput{changed.Name}
		if err := change(&in); err != nil {
			return err
		}
		if changed.Name, err = in.check(); err != nil {
			return err
		}
		changed.UpdatedAt, changed.Revision = s.Now(), changed.Revision+1
		return tx.SaveAccount(ctx, changed)
	})
	return changed, err
}

// errBound says that others rely on what a funder did.
var errBound = &Error{Kind: Conflict, Detail: "Organisations agreed to share with this funder's programmes, or releases of them are published. That stays on record. Revoke the funder's keys instead: then nobody reads as this funder any more."}

// DeleteAccount removes a partner or funder with its keys, a partner's grants and
// a funder's programmes. While organisations agreed to something in these, or
// something was published of them, it returns an error of kind Conflict.
func (s *Service) DeleteAccount(ctx context.Context, role Role, id string, match Match) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		account, err := tx.Account(ctx, role, id)
		if err != nil {
			return err
		}
		if err := match.Check(account.Tag()); err != nil {
			return err
		}
		if bound, err := tx.IsBound(ctx, id); err != nil || bound {
			return cmp.Or(err, error(errBound))
		}
		return tx.DeleteAccount(ctx, id)
	})
}
