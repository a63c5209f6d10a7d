package web

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// permission is a partner that acts for an organisation, or did.
type permission struct {
	Name, State string
	Marks       []string
	Revoke      string // where it can be ended; "" when it has
}

// permissions is the list of them.
type permissions struct {
	Items []permission
	Parts parts
}

func (s *server) showPartners(v *visit) error {
	found, err := s.Service.Grants(v.Request.Context(), v.caller, v.caller.PrincipalID, v.page())
	if err != nil {
		return err
	}
	data := permissions{Parts: partsOf(v, found, func(g *assessments.Grant) string { return g.ID })}
	for i := range found.Items {
		shown, err := v.permissionOf(&found.Items[i])
		if err != nil {
			return err
		}
		data.Items = append(data.Items, shown)
	}
	return v.show("partners", data)
}

// permitStates says whether a partner may act.
var permitStates = map[assessments.TermState]string{
	assessments.Active: "partners.active", assessments.Expired: "partners.expired", assessments.Ended: "partners.ended",
}

func (v *visit) permissionOf(g *assessments.Grant) (permission, error) {
	name, err := v.Service.PartnerName(v.Request.Context(), g.Partner)
	if err != nil {
		return permission{}, err
	}
	state := g.State(v.Now())
	out := permission{Name: name, State: v.say(permitStates[state]), Marks: []string{v.say("partners.since", "day", v.words.Day(g.CreatedAt))}}
	switch {
	case state == assessments.Ended:
		out.Marks = append(out.Marks, v.say("keys.ended", "day", v.words.Day(g.RevokedAt)))
	case !g.ExpiresAt.IsZero():
		out.Marks = append(out.Marks, v.say("partners.until", "day", v.words.Day(g.ExpiresAt.Add(-time.Nanosecond))))
	}
	if g.MadeBy == partner {
		out.Marks = append([]string{v.say("partners.made_you")}, out.Marks...)
	}
	if state == assessments.Active {
		out.Revoke = "/partners/" + g.ID + "/revoke"
	}
	return out, nil
}

// permitting is the page on which a partner is let in. Name is "" until it is known
// who that is.
type permitting struct{ Name, Until string }

func (s *server) showNewPartner(v *visit) error {
	v.form().once()
	return v.show("partners-new", permitting{})
}

// letPartner says who a partner is and, when that is confirmed, lets it act for the
// organisation.
func (s *server) letPartner(v *visit) error {
	f := v.form()
	in := assessments.GrantInput{Partner: f.text("partner"), ExpiresAt: v.endOfDay("expires")}
	if !f.Faulty() && !in.ExpiresAt.IsZero() && !in.ExpiresAt.After(v.Now()) {
		f.wrong("expires", v.say("form.past_date"))
	}
	name, err := s.Service.PartnerName(v.Request.Context(), in.Partner)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		f.wrong("partner", v.say("partners.unknown"))
	case err != nil:
		return err
	}
	switch {
	case f.Faulty():
		return v.again(nil, nil)
	case !f.ticked("sure"):
		f.once()
		v.uncached()
		return v.show("partners-sure", permitting{name, f.text("expires")})
	}
	once := onceFor(v, func(g *assessments.Grant) string { return g.ID })
	if _, err := s.Service.CreateGrant(v.Request.Context(), v.caller, v.caller.PrincipalID, in, once); err != nil {
		return v.again(err, map[string]string{"partner_id": "partner", "expires_at": "expires"})
	}
	return v.to("/partners")
}

func (s *server) showRevokePartner(v *visit) error {
	grant, err := s.Service.Grant(v.Request.Context(), v.caller, v.caller.PrincipalID, v.Param("grant"))
	if err != nil {
		return err
	}
	shown, err := v.permissionOf(&grant)
	if err != nil {
		return err
	}
	if shown.Revoke == "" {
		v.noForm()
	}
	return v.show("partners-revoke", shown)
}

// revokePartner ends that a partner acts for the organisation.
func (s *server) revokePartner(v *visit) error {
	if err := s.Service.RevokeGrant(v.Request.Context(), v.caller, v.caller.PrincipalID, v.Param("grant")); err != nil {
		return err
	}
	return v.to("/partners")
}
