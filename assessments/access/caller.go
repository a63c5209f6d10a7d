package access

import "slices"

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

// Caller is who asks. The zero Caller is Nobody.
type Caller struct {
	Role        Role
	PrincipalID string // id of the organisation, partner or funder; "" for the operator
	KeyID       string // which key was used, for counting; "" for Nobody

	// Assessment is the one that an invitation, a response or a link is for.
	Assessment string
	// Response is the one that a response key opens; "" once it is closed.
	Response string
}

// Is says whether the caller has one of the roles.
func (c Caller) Is(roles ...Role) bool { return slices.Contains(roles, c.Role) }

// IsPrincipal says whether the caller is this organisation, partner or funder.
func (c Caller) IsPrincipal(role Role, id string) bool { return c.Role == role && c.PrincipalID == id }
