package web

import (
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// The pages of an organisation are for itself, and for a partner that acts for it.
// A partner chooses for which one, and a bar on top says so.

// actingCookie holds the id of the organisation that a partner chose. It is no
// secret: each request asks whether the partner may still act for it.
const actingCookie = "acting"

// about makes a handler of one that is about an organisation. A partner that chose
// none is asked which.
func (s *server) about(h func(*visit, *assessments.Organisation) error) handler {
	return func(v *visit) error {
		o, err := v.organisation()
		switch {
		case v.caller.Is(partner) && fault.KindOf(err) == fault.NotFound:
			return v.to("/organisations?next=" + escaped(v.Request.URL.Path))
		case err != nil:
			return err
		}
		return h(v, o)
	}
}

// organisation returns the one that is signed in, or that a partner chose to act
// for. Without any the error is of kind NotFound.
func (v *visit) organisation() (*assessments.Organisation, error) {
	if v.acted == nil {
		id := v.caller.PrincipalID
		if v.caller.Is(partner) {
			id = v.cookie(actingCookie)
		}
		found, err := v.Service.Organisation(v.Request.Context(), v.caller, id)
		if err != nil {
			return nil, err
		}
		v.acted = &found
	}
	return v.acted, nil
}

// actsFor is the name of the organisation that a partner acts for on this page; ""
// for none.
func (v *visit) actsFor() string {
	if !v.caller.Is(partner) || len(v.route.roles) == 0 || v.alone {
		return ""
	}
	if strings.HasPrefix(v.FullPath(), "/assessments/:id") {
		return v.actsForOwner()
	}
	found, err := v.organisation()
	if err != nil {
		return ""
	}
	return found.Name
}

// actsForOwner is the name of the organisation whose assessment the address means:
// a partner may have chosen another one meanwhile.
func (v *visit) actsForOwner() string {
	ctx := v.Request.Context()
	a, err := v.Service.Assessment(ctx, v.caller, v.Param("id"))
	if err != nil {
		return ""
	}
	owner, err := v.Service.Organisation(ctx, v.caller, a.Organisation)
	if err != nil {
		return ""
	}
	return owner.Name
}

// represented are the organisations that a partner may act for.
type represented struct {
	Partner string // its own id, which it gives to organisations
	Items   []assessments.Organisation
	Now     string // the id of the one that is chosen; "" for none
	Wanted  string // a part of the name that somebody looks for; "" for all
	Parts   parts
}

// showOrganisations lists the organisations that a partner may act for.
func (s *server) showOrganisations(v *visit) error {
	if next := v.Query("next"); isLocal(next) {
		v.form().fill("next", next)
	}
	v.noForm() // there is one for each organisation
	filter := assessments.OrganisationFilter{Named: v.wanted()}
	found, err := s.Service.Organisations(v.Request.Context(), v.caller, filter, v.page())
	if err != nil {
		return err
	}
	data := represented{Partner: v.caller.PrincipalID, Items: found.Items, Wanted: filter.Named}
	if now, err := v.organisation(); err == nil {
		data.Now = now.ID
	}
	data.Parts = partsOf(v, found, func(o *assessments.Organisation) string { return o.ID }, "name", "next")
	return v.show("organisations", data)
}

// chooseOrganisation keeps for which organisation a partner acts from now on.
func (s *server) chooseOrganisation(v *visit) error {
	found, err := s.Service.Organisation(v.Request.Context(), v.caller, v.form().text("organisation"))
	if err != nil {
		return err
	}
	v.actFor(found.ID)
	if next := v.form().text("next"); isLocal(next) {
		return v.to(next)
	}
	return v.to("/home")
}

func (v *visit) actFor(organisation string) {
	v.setCookie(actingCookie, organisation, 0)
	v.acted = nil
}

// showNewOrganisation shows the form with which a partner, or the operator, makes
// an organisation.
func (s *server) showNewOrganisation(v *visit) error {
	v.form().once()
	return v.show("organisations-new", v.beginning())
}

// makeOrganisation makes an organisation that a partner acts for. The same form
// sent twice makes one.
func (s *server) makeOrganisation(v *visit) error {
	in := v.profile()
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	once := onceFor(v, func(made *assessments.NewOrganisation) string { return made.ID })
	made, err := s.Service.CreateOrganisation(v.Request.Context(), v.caller, in, once)
	if err != nil {
		return v.again(err, map[string]string{"identifiers": "number", "annual_income": "income"})
	}
	id := replayed(once, made.ID)
	if v.caller.Is(operator) {
		return v.to("/operator/organisations/" + id)
	}
	v.actFor(id)
	return v.to("/organisations/claim")
}
