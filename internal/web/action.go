package web

import (
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// actionPage is the form of one action.
type actionPage struct {
	Plan    string // the address of the plan
	Address string // of the form
	Remove  string // where it is taken out; "" of a new one
	Text    string
	States  []option
}

// statePictures are the pictograms of the states of an action.
var statePictures = map[assessments.ActionState]string{
	assessments.ActionOpen: "plan", assessments.ActionDoing: "progress", assessments.ActionDone: "done", assessments.ActionDropped: "stop",
}

// states are those an action can have, to choose from.
func (v *visit) states() []option {
	var all []option
	for _, state := range assessments.ActionStates {
		all = append(all, option{Value: string(state), Text: v.say(stateWords[state]), Picture: statePictures[state]})
	}
	return all
}

func (v *visit) planAddress() string { return "/assessments/" + v.Param("id") + "/plan" }

// actionOf reads what was typed about an action.
func (v *visit) actionOf(question string) assessments.ActionInput {
	f := v.form()
	if f.text("text") == "" {
		f.wrong("text", v.say("plan.text_missing"))
	}
	return assessments.ActionInput{Question: question, Text: f.text("text"), Owner: f.text("owner"), Due: f.text("due"), State: f.text("state")}
}

// showNewAction asks what is to be done.
func (s *server) showNewAction(v *visit) error {
	closed, err := v.closed()
	if !closed {
		return err
	}
	v.form().once()
	v.form().fill("state", string(assessments.ActionOpen))
	return v.show("action", actionPage{Plan: v.planAddress(), Address: v.planAddress() + "/new", States: v.states()})
}

// addAction puts an action into the plan. The same form sent twice adds one.
func (s *server) addAction(v *visit) error {
	in := v.actionOf("")
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	once := onceFor(v, func(*assessments.NewAction) string { return "" })
	if _, err := s.Service.AddAction(v.Request.Context(), v.caller, v.Param("id"), in, once); err != nil {
		return v.again(err, nil)
	}
	return v.to(v.planAddress())
}

// action returns the action that the address names.
func (v *visit) action() (assessments.Action, error) {
	plan, err := v.Service.Plan(v.Request.Context(), v.caller, v.Param("id"))
	if err != nil {
		return assessments.Action{}, err
	}
	at := slices.IndexFunc(plan.Actions, func(a assessments.Action) bool { return a.ID == v.Param("action") })
	if at < 0 {
		return assessments.Action{}, fault.NoSuch("action")
	}
	return plan.Actions[at], nil
}

// seen names an action as somebody saw it, so that a change that another person
// made meanwhile is not lost unseen.
func seen(in *assessments.ActionInput) string {
	return digestOf(in.Question, in.Text, in.Owner, in.Due, in.State)
}

// showAction shows an action, to be changed.
func (s *server) showAction(v *visit) error {
	found, err := v.action()
	if err != nil {
		return err
	}
	f, in := v.form(), found.Input()
	f.fill("text", in.Text)
	f.fill("owner", in.Owner)
	f.fill("due", in.Due)
	f.fill("state", in.State)
	if !f.sent || f.Faulty() { // who is told that it changed has seen it when they send it again
		f.put("seen", seen(&in))
	}
	address := v.planAddress() + "/" + found.ID
	return v.show("action", actionPage{Plan: v.planAddress(), Address: address, Remove: address + "/remove", Text: found.Text, States: v.states()})
}

// changeAction changes an action.
func (s *server) changeAction(v *visit) error {
	found, err := v.action()
	if err != nil {
		return err
	}
	wanted := v.actionOf(found.Question)
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	_, _, err = s.Service.ChangeAction(v.Request.Context(), v.caller, v.Param("id"), found.ID, access.Match{"*"}, func(in *assessments.ActionInput) error {
		if *in != wanted && seen(in) != v.form().text("seen") {
			return &fault.Error{Kind: fault.Stale, Detail: v.say("plan.changed")}
		}
		*in = wanted
		return nil
	})
	if err != nil {
		return v.again(err, nil)
	}
	return v.to(v.planAddress())
}

// showRemoveAction asks whether an action is to be taken out.
func (s *server) showRemoveAction(v *visit) error {
	found, err := v.action()
	if err != nil {
		return err
	}
	address := v.planAddress() + "/" + found.ID
	return v.show("action-remove", actionPage{Plan: v.planAddress(), Address: address + "/remove", Text: found.Text})
}

// removeAction takes an action out. One that is gone is gone.
func (s *server) removeAction(v *visit) error {
	err := s.Service.RemoveAction(v.Request.Context(), v.caller, v.Param("id"), v.Param("action"), access.Match{"*"})
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return v.again(err, nil)
	}
	if err != nil {
		if _, err := v.Service.Plan(v.Request.Context(), v.caller, v.Param("id")); err != nil {
			return err // another's
		}
	}
	return v.to(v.planAddress())
}
