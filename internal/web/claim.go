package web

import (
	"errors"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// claiming is whose first key a claim link gives, and who made the link.
type claiming struct {
	Name string
	By   string // the partner that made the link; "" for the operator
}

// showClaim asks for the secret of a claim link, which is behind the # of its
// address.
func (s *server) showClaim(v *visit) error {
	v.uncached()
	return v.show("claim", nil)
}

// claim says for whom a link is, and on a second press takes the first own key of
// that organisation.
func (s *server) claim(v *visit) error {
	if over := s.signIns.Count(v.Context, edge.Address(v.Context)); over != nil {
		return over
	}
	if v.form().text("claim") == "" {
		v.form().wrong("claim", v.say("claim.missing"))
		return v.again(nil, nil)
	}
	secret := assessments.ParseSecret(v.form().text("claim"))
	claim, o, err := s.Service.LookAtClaim(v.Request.Context(), secret)
	if err != nil {
		return v.noClaim(err)
	}
	if !v.form().ticked("sure") {
		v.uncached()
		return v.show("claim-whose", claiming{o.Name, claim.Link.PartnerName})
	}
	taken, err := s.Service.TakeClaim(v.Request.Context(), secret, nil)
	if err != nil {
		return v.noClaim(err)
	}
	v.form().put("name", taken.Organisation.Name)
	v.form().put("key", taken.Secret.Reveal())
	v.here = "/start/key"
	return s.showKey(v)
}

// noClaim says at the field why a link does not work.
func (v *visit) noClaim(err error) error {
	refused, is := errors.AsType[*fault.Error](err)
	if !is || refused.Kind != fault.NotFound && refused.Kind != fault.Conflict {
		return err
	}
	v.form().wrong("claim", refused.Say(v.words))
	return v.again(nil, nil)
}

// claimLink is a link with which an organisation takes its first own key.
type claimLink struct {
	Name  string // whose key it is for
	Whole string // the link; "" until it is made
	Until string
	At    string // the address of this page
	Back  string
}

// showClaimLink offers to make a link for the organisation that a partner acts for.
func (s *server) showClaimLink(v *visit, o *assessments.Organisation) error {
	return v.show("claim-link", v.claimLink(o))
}

func (v *visit) claimLink(o *assessments.Organisation) claimLink {
	if v.caller.Is(operator) {
		back := "/operator/organisations/" + o.ID
		return claimLink{Name: o.Name, At: back + "/claim", Back: back}
	}
	return claimLink{Name: o.Name, At: "/organisations/claim", Back: "/home"}
}

// makeClaimLink makes a link in place of earlier ones, and shows it this one time.
func (s *server) makeClaimLink(v *visit, o *assessments.Organisation) error {
	made, err := s.Service.CreateClaim(v.Request.Context(), v.caller, o.ID, nil)
	if err != nil {
		return v.again(err, nil)
	}
	data := v.claimLink(o)
	data.Whole, data.Until = s.Base(v.Context)+"/claim#"+made.Secret.Reveal(), v.words.Day(made.ExpiresAt)
	v.uncached()
	v.noForm()
	return v.show("claim-link", data)
}
