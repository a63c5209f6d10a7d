package web

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// desk is the first page of whoever is signed in.
type desk struct {
	Name  string
	Next  *next  // nil where nothing is begun
	Items []task // assessments, or programmes of a funder
	Parts parts
}

// next is what to do first.
type next struct{ Text, Address, Go string }

// task is a line of a task list.
type task struct {
	Address string // "" where there is nothing to open
	Text    string
	State   string
	Done    bool
}

// showDesk shows what to do next.
func (s *server) showDesk(v *visit) error {
	switch {
	case v.caller.Is(operator):
		return s.showOperator(v)
	case v.caller.Is(organisation), v.caller.Is(partner) && v.actsFor() != "":
		return s.about(s.showDeskOf)(v)
	case v.caller.Is(partner):
		return s.showOrganisations(v)
	}
	name, err := v.nameOf(v.caller)
	if err != nil {
		return err
	}
	programmes, err := v.programmes()
	if err != nil {
		return err
	}
	return v.show("desk", desk{Name: name, Items: programmes.Programmes, Parts: programmes.Parts})
}

// showDeskOf shows what an organisation can do next.
func (s *server) showDeskOf(v *visit, o *assessments.Organisation) error {
	found, parts, err := v.assessmentsOf(o)
	if err != nil {
		return err
	}
	data := desk{Name: o.Name, Next: v.nextOf(found), Parts: parts}
	for i := range found {
		data.Items = append(data.Items, v.taskOf(&found[i]))
	}
	return v.show("desk", data)
}

// nextOf says what to do with the newest assessment that is open, or with the newest
// that is closed.
func (v *visit) nextOf(newest []assessments.Assessment) *next {
	var closed *next
	for i := range newest {
		a := &newest[i]
		switch enough := a.Enough[scoring.Lived] && a.Enough[scoring.Learnt]; {
		case a.State == assessments.Open && enough:
			return &next{v.say("desk.next_close", "title", a.Title), v.placeOf(a) + "/close", v.say("assess.to_close")}
		case a.State == assessments.Open:
			return &next{v.say("desk.next_ask", "title", a.Title), v.placeOf(a) + "/invite", v.say("assess.to_invite")}
		case a.State == assessments.Closed && closed == nil:
			closed = &next{v.say("desk.next_read", "title", a.Title), v.placeOf(a) + "/result", v.say("assess.to_result")}
		}
	}
	return closed
}

// taskOf says how far an assessment is.
func (v *visit) taskOf(a *assessments.Assessment) task {
	states := map[assessments.AssessmentState]string{
		assessments.Open: "desk.open", assessments.Closed: "desk.closed", assessments.Cancelled: "desk.cancelled",
	}
	return task{Address: v.placeOf(a), Text: a.Title, State: v.say(states[a.State]), Done: a.State != assessments.Open}
}
