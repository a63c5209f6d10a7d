package access

import (
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Role says what somebody may do. A key has exactly one.
type Role string

// The roles. Nobody is who comes without a key.
const (
	Nobody           Role = ""
	OperatorRole     Role = "operator"     // runs the platform
	OrganisationRole Role = "organisation" // its own assessments, results and shares
	PartnerRole      Role = "partner"      // acts for organisations that let it
	FunderRole       Role = "funder"       // its own programmes and their releases

	InvitationRole Role = "invitation"  // starts responses
	ResponseRole   Role = "response"    // one response; after closing, the result
	LinkRole       Role = "result_link" // reads one result
)

// Accounts are the roles of those who work with the service, and sign in to stay for a
// while.
var Accounts = []Role{OperatorRole, OrganisationRole, PartnerRole, FunderRole}

// People are the roles of those who answer, or read a result with a key for that alone.
var People = []Role{InvitationRole, ResponseRole, LinkRole}

// ByClaim stands where it is said who made a key: nobody who has one, but whoever
// held a claim link.
const ByClaim Role = "claim"

// Caller is who asks. The zero Caller is Nobody.
type Caller struct {
	Role        Role
	PrincipalID string // id of the organisation, partner or funder; "" for the operator
	KeyID       string // which key was used; "" for Nobody
	ReadOnly    bool   // the key only reads

	// Origin is who made the first of the keys that this one goes back to.
	Origin Role
	// SharesFrom is when the key may first agree to a share; zero for always.
	SharesFrom time.Time

	// Assessment is the one that an invitation, a response or a link is for.
	Assessment string
	// Response is the one that a response key opens; "" once it is closed.
	Response string
	// Proof is the hash of a response key that is not looked at yet: whoever reads the
	// response holds it against what is kept there, and until then the caller only says
	// that the key opens it. "" once that was done, and for all other keys.
	Proof string
}

// Holder names who is counted: the operator, an organisation, a partner or a
// funder with all their keys, or a single key of any other kind. It is "" for
// Nobody.
func (c Caller) Holder() string {
	if c.Is(OperatorRole, OrganisationRole, PartnerRole, FunderRole) {
		return string(c.Role) + " " + c.PrincipalID
	}
	return c.KeyID
}

// Is says whether the caller has one of the roles.
func (c Caller) Is(roles ...Role) bool { return slices.Contains(roles, c.Role) }

// IsPrincipal says whether the caller is this organisation, partner or funder.
func (c Caller) IsPrincipal(role Role, id string) bool { return c.Role == role && c.PrincipalID == id }

// Grants tell who may act for whom.
type Grants interface {
	// MayActFor tells whether a grant that holds at this time lets the partner
	// act for the organisation.
	MayActFor(ctx context.Context, partner, organisation string, at time.Time) (bool, error)
}

// Reach returns nil when the caller is this organisation, acts for it at this
// time, or is the operator. Otherwise the error is of kind NotFound. Whether
// the organisation is there it does not tell.
func (c Caller) Reach(ctx context.Context, grants Grants, organisation string, at time.Time) error {
	switch {
	case c.Is(OperatorRole), c.IsPrincipal(OrganisationRole, organisation):
		return nil
	case c.Is(PartnerRole):
		if may, err := grants.MayActFor(ctx, c.PrincipalID, organisation, at); may || err != nil {
			return err
		}
	}
	return fault.NoSuch(OrganisationRole)
}
