package assessments

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Account is a partner or a funder: somebody the operator knows, with keys.
type Account struct {
	ID        string
	Role      access.Role // PartnerRole or FunderRole
	Name      string
	Contact   string // whom to ask there; "" for not said
	CreatedAt time.Time
	UpdatedAt time.Time
	Revision  int // 1 when made, one more with each change
}

// Tag names this state of the account.
func (p *Account) Tag() string { return tagOf(p.Revision) }

// Accounts reads partners and funders, each in its own role.
type Accounts interface {
	// Account returns a partner or funder; one of the other role is not found.
	Account(ctx context.Context, role access.Role, id string) (Account, error)
	// Accounts returns all of one role, page by page.
	Accounts(ctx context.Context, role access.Role, page access.Page) ([]Account, error)
	// IsBound tells whether organisations ever shared with a funder's
	// programmes, or something was published of these.
	IsBound(ctx context.Context, funder string) (bool, error)
}

// AccountWriter keeps and deletes partners and funders.
type AccountWriter interface {
	// AddAccount is an error when its id is taken.
	AddAccount(ctx context.Context, p Account) error
	// SaveAccount replaces everything but the id.
	SaveAccount(ctx context.Context, p Account) error
	// DeleteAccount deletes a partner or funder with its keys, grants and
	// programmes. It is an error while there are shares with these.
	DeleteAccount(ctx context.Context, id string) error
}

// AccountInput is an account as it was sent.
type AccountInput struct {
	Name    string
	Contact string // "" for not said
}

// check returns the input as it is kept.
func (in *AccountInput) check() (AccountInput, error) {
	var faults fault.List
	kept := AccountInput{faults.Name(fault.At("name"), in.Name), faults.Reference(fault.At("contact"), in.Contact)}
	return kept, faults.Err()
}

// CreateAccount makes a partner or a funder. It has no key yet.
func (s *Service) CreateAccount(ctx context.Context, role access.Role, in AccountInput, once *access.IdempotencyKey[Account]) (Account, error) {
	kept, err := in.check()
	if err != nil {
		return Account{}, err
	}
	now := s.Now()
	created := Account{ID: s.NewID(), Role: role, Name: kept.Name, Contact: kept.Contact, CreatedAt: now, UpdatedAt: now, Revision: 1}
	return create(ctx, s, once, "", func(tx Tx) (Account, error) { return created, tx.AddAccount(ctx, created) })
}

// Account returns a partner or funder, to itself or the operator.
func (s *Service) Account(ctx context.Context, caller access.Caller, role access.Role, id string) (Account, error) {
	return reachAccount(ctx, s.Store, caller, role, id)
}

func reachAccount(ctx context.Context, r Reader, caller access.Caller, role access.Role, id string) (Account, error) {
	if !caller.Is(access.OperatorRole) && !caller.IsPrincipal(role, id) {
		return Account{}, fault.NoSuch(role)
	}
	return r.Account(ctx, role, id)
}

// Accounts lists the partners or the funders.
func (s *Service) Accounts(ctx context.Context, role access.Role, page access.Page) (access.List[Account], error) {
	found, err := s.Store.Accounts(ctx, role, page.More())
	return access.Cut(found, page), err
}

// ChangeAccount edits a partner or funder. change gets it as it is and makes it
// what is wanted.
func (s *Service) ChangeAccount(ctx context.Context, role access.Role, id string, match access.Match, change func(*AccountInput) error) (Account, error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (Account, error) {
		account, err := tx.Account(ctx, role, id)
		if err != nil {
			return Account{}, err
		}
		if err := match.Check(account.Tag()); err != nil {
			return Account{}, err
		}
		in := AccountInput{account.Name, account.Contact}
		if err := change(&in); err != nil {
			return Account{}, err
		}
		if in, err = in.check(); err != nil {
			return Account{}, err
		}
		account.Name, account.Contact = in.Name, in.Contact
		account.UpdatedAt, account.Revision = s.Now(), account.Revision+1
		return account, tx.SaveAccount(ctx, account)
	})
}

// errBound says that others rely on what a funder did.
var errBound = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.Conflict, "refusal.bound") })

// DeleteAccount removes a partner or funder with its keys, a partner's grants with
// the invitations and links made under them, and a funder's programmes. While organisations agreed to something in these, or
// something was published of them, it returns an error of kind Conflict.
func (s *Service) DeleteAccount(ctx context.Context, role access.Role, id string, match access.Match) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		account, err := tx.Account(ctx, role, id)
		if err != nil {
			return err
		}
		if err := match.Check(account.Tag()); err != nil {
			return err
		}
		return s.remove(ctx, tx, &account)
	})
}

func (s *Service) remove(ctx context.Context, tx Tx, account *Account) error {
	if bound, err := tx.IsBound(ctx, account.ID); err != nil || bound {
		return cmp.Or(err, error(errBound()))
	}
	if err := tx.RevokeMadeBy(ctx, account.ID, s.Now()); err != nil {
		return err
	}
	return s.deleteAccount(ctx, tx, account)
}
