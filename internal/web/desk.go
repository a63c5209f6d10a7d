package web

import (
	"github.com/sevenrungs/sevenrungs/assessments"
)

// desk is the first page of whoever is signed in.
type desk struct {
	Name        string
	Assessments []task
	Parts       parts
}

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
	return v.show("desk", desk{Name: name})
}

// showDeskOf shows what an organisation can do next.
func (s *server) showDeskOf(v *visit, o *assessments.Organisation) error {
	filter := assessments.AssessmentFilter{Organisation: o.ID}
	found, err := s.Service.Assessments(v.Request.Context(), v.caller, filter, v.page())
	if err != nil {
		return err
	}
	data := desk{Name: o.Name, Parts: partsOf(v, found, func(a *assessments.Assessment) string { return a.ID })}
	for i := range found.Items {
		data.Assessments = append(data.Assessments, v.taskOf(&found.Items[i]))
	}
	return v.show("desk", data)
}

// taskOf says how far an assessment is.
func (v *visit) taskOf(a *assessments.Assessment) task {
	states := map[assessments.AssessmentState]string{
		assessments.Open: "desk.open", assessments.Closed: "desk.closed", assessments.Cancelled: "desk.cancelled",
	}
	return task{Address: v.placeOf(a), Text: a.Title, State: v.say(states[a.State]), Done: a.State != assessments.Open}
}
