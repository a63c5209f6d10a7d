package web

import (
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// toOperate is the first page of the operator.
type toOperate struct {
	Waiting bool // whether an organisation waits to be checked
}

// showOperator shows what the operator can do, and what waits.
func (s *server) showOperator(v *visit) error {
	ctx := v.Request.Context()
	waiting, err := s.Service.Organisations(ctx, v.caller, assessments.OrganisationFilter{Verification: assessments.Unverified}, access.Page{Limit: 1})
	if err != nil {
		return err
	}
	return v.show("operator", toOperate{Waiting: len(waiting.Items) > 0})
}

// health is how the service is.
type health struct {
	Well    bool
	Version string
}

// showHealth tries whether the service can serve requests, as /readyz does.
func (s *server) showHealth(v *visit) error {
	v.uncached()
	return v.show("operator-health", health{s.Ready(v.Request.Context()) == nil, s.Version})
}

// queue is the organisations in one state of their check.
type queue struct {
	States []queueState
	State  string
	Items  []queued
	Wanted string // a part of the name that somebody looks for; "" for all
	Erased bool   // whether one was erased a moment ago
	Owed   bool   // whether that is still to be wiped from the files
	Parts  parts
}

type queueState struct {
	Address, Text string
	Here          bool
}

type queued struct {
	ID, Name string
	Numbers  []string // what can be checked; empty for nothing
	Updated  string
}

// queueStates are the states of a check in the order of a list, with what it is
// called there.
var queueStates = []struct {
	state assessments.VerificationState
	text  string
}{
	{assessments.Unverified, "verify.unverified"},
	{assessments.Verified, "verify.verified"},
	{assessments.Rejected, "verify.rejected"},
	{assessments.Revoked, "verify.revoked"},
}

// showQueue lists the organisations in one state, those first that wait.
func (s *server) showQueue(v *visit) error {
	state := assessments.Unverified
	var data queue
	for _, one := range queueStates {
		if v.Query("state") == string(one.state) {
			state = one.state
		}
	}
	for _, one := range queueStates {
		data.States = append(data.States, queueState{"/operator/organisations?state=" + string(one.state), v.say(one.text), one.state == state})
	}
	found, err := s.Service.Organisations(v.Request.Context(), v.caller, assessments.OrganisationFilter{Verification: state, Named: v.wanted()}, v.page())
	if err != nil {
		return err
	}
	data.Wanted, data.Erased, data.Owed = v.wanted(), v.Query("erased") != "", v.Query("owed") != ""
	for i := range found.Items {
		o := &found.Items[i]
		data.Items = append(data.Items, queued{o.ID, o.Name, o.Input().Identifiers, v.words.Day(o.UpdatedAt)})
	}
	data.State, data.Parts = string(state), partsOf(v, found, func(o *assessments.Organisation) string { return o.ID }, "state", "name")
	return v.show("operator-organisations", data)
}

// checking is an organisation as the operator checks it.
type checking struct {
	*assessments.Organisation
	State     string // in words
	Alike     []alike
	Decisions []option
	Saved     bool
}

// alike is another verified organisation that may be the same.
type alike struct{ ID, Name, Why string }

var likenesses = map[assessments.Likeness]string{
	assessments.SameIdentifier:   "verify.same_identifier",
	assessments.LinkedIdentifier: "verify.linked_identifier",
	assessments.SameName:         "verify.same_name",
}

// ofOrganisation makes a handler of one that is about the organisation in the address.
func (s *server) ofOrganisation(h func(*visit, *assessments.Organisation) error) handler {
	return func(v *visit) error {
		found, err := s.Service.Organisation(v.Request.Context(), v.caller, v.Param("id"))
		if err != nil {
			return err
		}
		return h(v, &found)
	}
}

// showCheck shows what an organisation says of itself, which others it may be, and
// what can be decided.
func (s *server) showCheck(v *visit, o *assessments.Organisation) error {
	data := checking{Organisation: o, State: v.say(verifications[o.Verification.State]), Saved: v.Query("saved") != ""}
	found, err := s.Service.Alike(v.Request.Context(), *o)
	if err != nil {
		return err
	}
	for i := range found {
		data.Alike = append(data.Alike, alike{found[i].ID, found[i].Name, v.say(likenesses[found[i].Why])})
	}
	if o.Verification.Controller != o.ID {
		v.form().fill("controller", o.Verification.Controller)
	}
	data.Decisions = v.decisionsOn(o)
	return v.show("operator-organisation", data)
}

// decisionsOn lists what can be decided: what is verified can be taken back, and
// what is not can be refused.
func (v *visit) decisionsOn(o *assessments.Organisation) []option {
	against := option{Value: string(assessments.Rejected), Text: v.say("verify.reject"), Picture: "stop", Hint: v.say("verify.reject_hint")}
	if slices.Contains([]assessments.VerificationState{assessments.Verified, assessments.Revoked}, o.Verification.State) {
		against = option{Value: string(assessments.Revoked), Text: v.say("verify.revoke"), Picture: "stop", Hint: v.say("verify.revoke_hint")}
	}
	return []option{{Value: string(assessments.Verified), Text: v.say("verify.accept"), Picture: "done", Hint: v.say("verify.accept_hint")}, against}
}

// decide keeps the decision on an organisation.
func (s *server) decide(v *visit, o *assessments.Organisation) error {
	f := v.form()
	in := assessments.VerificationInput{Decision: f.text("decision"), Controller: f.text("controller"), Note: f.text("note")}
	if in.Decision == "" {
		f.wrong("decision", v.say("verify.missing"))
		return v.again(nil, nil)
	}
	if f.text("tag") != o.Tag() {
		f.wrong("", v.say("verify.stale"))
		return v.again(nil, nil)
	}
	if _, err := s.Service.Verify(v.Request.Context(), o.ID, in); err != nil {
		return v.again(err, map[string]string{"controller_id": "controller"})
	}
	return v.to("/operator/organisations/" + o.ID + "?saved=yes")
}
