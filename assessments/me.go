package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Me is who somebody is that has a key, and how long the key works.
type Me struct {
	access.Caller

	Name    string    // of the organisation, partner or funder; "" for others
	KeyName string    // what they call the key; "" for one that has no name
	Ends    time.Time // when the key stops working; zero for not said
}

// Me tells the caller who they are. Of who answers it tells nothing but what their
// key opens.
func (s *Service) Me(ctx context.Context, caller access.Caller) (Me, error) {
	me := Me{Caller: caller}
	var err error
	switch caller.Role {
	case access.OperatorRole, access.OrganisationRole, access.PartnerRole, access.FunderRole:
		err = s.nameMe(ctx, &me)
	case access.InvitationRole:
		var found Invitation
		found, err = s.Store.Invitation(ctx, caller.Assessment, caller.KeyID)
		me.Ends = found.ExpiresAt
	case access.LinkRole:
		var found Link
		found, err = s.Store.Link(ctx, caller.Assessment, caller.KeyID)
		me.Ends = found.ExpiresAt
	case access.ResponseRole, access.Nobody, access.ByClaim:
	}
	return me, err
}

// nameMe says whose the key is, and what it is called.
func (s *Service) nameMe(ctx context.Context, me *Me) error {
	key, err := s.Store.Key(ctx, Principal{me.Role, me.PrincipalID}, me.KeyID)
	if err != nil {
		return err
	}
	me.KeyName, me.Ends = key.Name, key.ExpiresAt
	switch me.Role { //nolint:exhaustive // the operator has no name
	case access.OrganisationRole:
		var found Organisation
		found, err = s.Store.Organisation(ctx, me.PrincipalID)
		me.Name = found.Name
	case access.PartnerRole, access.FunderRole:
		var found Account
		found, err = s.Store.Account(ctx, me.Role, me.PrincipalID)
		me.Name = found.Name
	}
	return err
}
