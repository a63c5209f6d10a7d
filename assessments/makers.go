package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Maker is who made something for an organisation: itself, a partner that acted
// for it, or the operator.
type Maker struct {
	By          access.Role // OrganisationRole, PartnerRole or OperatorRole
	Partner     string      // the partner's id; "" unless a partner made it
	PartnerName string      // as it was called then
	Grant       string      // the id of the grant that let it; "" where it needed none
}

// makerFor says who makes something for an organisation that the caller has
// reached, and when that ends because the grant does; zero for never.
func (s *Service) makerFor(ctx context.Context, r Reader, caller access.Caller, organisation string) (by Maker, until time.Time, err error) {
	if !caller.Is(access.PartnerRole) {
		return Maker{By: caller.Role}, time.Time{}, nil
	}
	grant, err := r.GrantFor(ctx, caller.PrincipalID, organisation, s.Now())
	if err != nil {
		return Maker{}, time.Time{}, err
	}
	account, err := r.Account(ctx, access.PartnerRole, caller.PrincipalID)
	return Maker{access.PartnerRole, account.ID, account.Name, grant.ID}, grant.ExpiresAt, err
}

// mustStillAct returns an error of kind Conflict when a partner entered the
// response and the grant that let it has ended. Such a response can still be
// taken back.
func (s *Service) mustStillAct(ctx context.Context, r Reader, a *Assessment, entered *Response) error {
	if entered.Grant == "" {
		return nil
	}
	grant, err := r.Grant(ctx, a.Organisation, entered.Grant)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if err != nil || grant.State(s.Now()) != Active {
		return fault.Refuse(fault.Conflict, "refusal.partner_gone")
	}
	return nil
}
