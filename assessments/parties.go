package assessments

import (
	"cmp"
	"context"
	"time"
)

// Party is a partner or a funder: somebody the operator knows, with keys.
type Party struct {
	ID        string
	Role      Role // PartnerRole or FunderRole
	Name      string
	CreatedAt time.Time
	UpdatedAt time.Time
	Revision  int // 1 when made, one more with each change
}

// Tag names this state of the party.
func (p *Party) Tag() string { return tagOf(p.Revision) }

// PartyInput is a party as it was sent.
type PartyInput struct{ Name string }

func (in *PartyInput) check() (string, error) {
	var faults faultList
	name := faults.name(at("name"), in.Name)
	return name, faults.err()
}

// CreateParty makes a partner or a funder. It has no key yet.
func (s *Service) CreateParty(ctx context.Context, role Role, in PartyInput, once *Once) (Party, error) {
	name, err := in.check()
	if err != nil {
		return Party{}, err
	}
	now := s.Now()
	made := Party{ID: s.NewID(), Role: role, Name: name, CreatedAt: now, UpdatedAt: now, Revision: 1}
	err = s.create(ctx, once, "", &made, func(tx Tx) error { return tx.AddParty(ctx, made) })
	return made, err
}

// Party returns a partner or funder, to itself or the operator.
func (s *Service) Party(ctx context.Context, caller Caller, role Role, id string) (Party, error) {
	return reachParty(ctx, s.Store, caller, role, id)
}

func reachParty(ctx context.Context, r Reader, caller Caller, role Role, id string) (Party, error) {
	if !caller.Is(OperatorRole) && !caller.owns(role, id) {
		return Party{}, NoSuch(role)
	}
	return r.Party(ctx, role, id)
}

// Parties lists the partners or the funders.
func (s *Service) Parties(ctx context.Context, role Role, page Page) (List[Party], error) {
	found, err := s.Store.Parties(ctx, role, page.more())
	return cut(found, page), err
}

// ChangeParty edits a partner or funder. change gets it as it is and makes it
// what is wanted.
func (s *Service) ChangeParty(ctx context.Context, role Role, id string, match Match, change func(*PartyInput) error) (Party, error) {
	var changed Party
	err := s.Store.Write(ctx, func(tx Tx) (err error) {
		if changed, err = tx.Party(ctx, role, id); err != nil {
			return err
		}
		if err := match.Check(changed.Tag()); err != nil {
			return err
		}
		in := PartyInput{changed.Name}
		if err := change(&in); err != nil {
			return err
		}
		if changed.Name, err = in.check(); err != nil {
			return err
		}
		changed.UpdatedAt, changed.Revision = s.Now(), changed.Revision+1
		return tx.SaveParty(ctx, changed)
	})
	return changed, err
}

// errBound says that others rely on what a funder did.
var errBound = &Error{Kind: Conflict, Detail: "Organisations agreed to share with this funder's programmes, or releases of them are published. That stays on record. Revoke the funder's keys instead: then nobody reads as this funder any more."}

// DeleteParty removes a partner or funder with its keys, a partner's grants and
// a funder's programmes. While organisations agreed to something in these, or
// something was published of them, it returns an error of kind Conflict.
func (s *Service) DeleteParty(ctx context.Context, role Role, id string, match Match) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		party, err := tx.Party(ctx, role, id)
		if err != nil {
			return err
		}
		if err := match.Check(party.Tag()); err != nil {
			return err
		}
		if bound, err := tx.IsBound(ctx, id); err != nil || bound {
			return cmp.Or(err, error(errBound))
		}
		return tx.DeleteParty(ctx, id)
	})
}
