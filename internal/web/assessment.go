package web

import (
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/calendar"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// someAssessments is the list of assessments.
type someAssessments struct {
	Items []task
	Parts parts
}

// showAssessments lists the assessments, and says how far each is.
func (s *server) showAssessments(v *visit, o *assessments.Organisation) error {
	found, parts, err := v.assessmentsOf(o)
	if err != nil {
		return err
	}
	data := someAssessments{Parts: parts}
	for i := range found {
		data.Items = append(data.Items, v.taskOf(&found[i]))
	}
	return v.show("assessments", data)
}

// assessmentsOf lists a part of the assessments of an organisation, the newest first.
func (v *visit) assessmentsOf(o *assessments.Organisation) ([]assessments.Assessment, parts, error) {
	filter, page := assessments.AssessmentFilter{Organisation: o.ID}, v.page()
	page.Newest = true
	found, err := v.Service.Assessments(v.Request.Context(), v.caller, filter, page)
	return found.Items, partsOf(v, found, func(a *assessments.Assessment) string { return a.ID }), err
}

// oneAssessment is the page of an assessment.
type oneAssessment struct {
	*assessments.Assessment
	Address string
	Sides   []sideSoFar
	Ends    string // when it closes
	Event   string // the address of the last day, for a calendar; "" for none
	First   task   // what to do next
	Todo    []task // what else there is to do
	Rest    []task // what to do if something went wrong
}

// sideSoFar says how far one side is, and no more than that.
type sideSoFar struct {
	Voice, Name, Text string
	Enough            bool
}

// showAssessment shows how far an assessment is and what can be done.
func (s *server) showAssessment(v *visit) error {
	found, err := v.assessment()
	if err != nil {
		return err
	}
	data := oneAssessment{Assessment: found, Address: v.placeOf(found), Sides: v.sidesOf(found), Ends: v.endOf(found), Event: v.eventOf(found)}
	if found.State == assessments.Open {
		data.First, data.Todo, data.Rest = v.todoOf(found)
	}
	return v.show("assessment", data)
}

// eventOf is where the last day of an open assessment is, for a calendar; "" where it
// has none.
func (v *visit) eventOf(a *assessments.Assessment) string {
	if a.State != assessments.Open || a.ClosesAt.IsZero() {
		return ""
	}
	return v.placeOf(a) + "/closing.ics"
}

// closingDay gives the last day, for a calendar.
func (s *server) closingDay(v *visit) error {
	found, err := v.assessment()
	if err != nil {
		return err
	}
	event, err := calendar.ClosingOf(found, v.words)
	if err != nil {
		return err
	}
	return v.file("closing.ics", calendar.MediaType, event.Bytes())
}

// todoOf lists what can be done with an open assessment: first to ask people, and
// when enough have answered to close it.
func (v *visit) todoOf(a *assessments.Assessment) (first task, todo, rest []task) {
	place := v.placeOf(a)
	first = task{Address: place + "/invite", Text: v.say("assess.to_invite"), State: v.say("assess.to_invite_hint")}
	todo = []task{
		{Address: place + "/paper", Text: v.say("assess.to_paper"), State: v.say("assess.to_paper_hint")},
		{Address: place + "/enter", Text: v.say("assess.to_enter"), State: v.say("assess.to_enter_hint")},
		{Address: place + "/edit", Text: v.say("assess.to_edit")},
		{Address: place + "/close", Text: v.say("assess.to_close")},
	}
	if a.Enough[scoring.Lived] && a.Enough[scoring.Learnt] {
		first, todo[len(todo)-1] = todo[len(todo)-1], first
	}
	return first, todo, []task{{Address: place + "/cancel", Text: v.say("assess.to_cancel")}}
}

// assessment returns the one that the address names.
func (v *visit) assessment() (*assessments.Assessment, error) {
	found, err := v.Service.Assessment(v.Request.Context(), v.caller, v.Param("id"))
	return &found, err
}

// placeOf is the address of the page of an assessment.
func (v *visit) placeOf(a *assessments.Assessment) string { return "/assessments/" + a.ID }

// sidesOf says of each side whether enough have answered.
func (v *visit) sidesOf(a *assessments.Assessment) []sideSoFar {
	var sides []sideSoFar
	for _, voice := range scoring.Voices {
		side := sideSoFar{Voice: voice.String(), Name: v.sideName(voice), Enough: a.Enough[voice]}
		switch {
		case side.Enough:
			side.Text = v.say("assess.enough")
		case a.Answering[voice] == assessments.AsTeam:
			side.Text = v.say("assess.team_missing", "least", a.Minimums[voice])
		default:
			side.Text = v.say("assess.not_enough", "least", a.Minimums[voice])
		}
		sides = append(sides, side)
	}
	return sides
}

// sideName is what a side is called.
func (v *visit) sideName(voice scoring.Voice) string {
	if voice == scoring.Lived {
		return v.say("assess.lived")
	}
	return v.say("assess.learnt")
}

// endOf says when an assessment closes by itself, or when it was closed.
func (v *visit) endOf(a *assessments.Assessment) string {
	switch {
	case a.State == assessments.Closed:
		return v.say("assess.closed_on", "day", v.words.Weekday(a.ClosedAt))
	case a.State == assessments.Cancelled:
		return v.say("assess.called_off_on", "day", v.words.Weekday(a.UpdatedAt))
	case a.ClosesAt.IsZero():
		return v.say("assess.no_end")
	}
	on := v.words.Weekday(a.ClosesAt)
	switch days := daysBetween(v.Now(), a.ClosesAt); days {
	case 0:
		return v.say("assess.ends_today")
	case 1:
		return v.say("assess.ends_tomorrow", "day", on)
	default:
		return v.say("assess.ends_in", "days", days, "day", on)
	}
}

// daysBetween counts the nights from one time to another.
func daysBetween(from, to time.Time) int {
	const night = 24 * time.Hour
	return int(to.UTC().Truncate(night).Sub(from.UTC().Truncate(night)) / night)
}

// dateOf is the day of a time, as a field for a date holds it; "" for none.
func dateOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// endingOn reads a day from a field. What ends on a day ends just before midnight.
// What cannot be read is noted.
func (v *visit) endingOn(name string) time.Time {
	given := v.form().text(name)
	if given == "" {
		return time.Time{}
	}
	last, err := time.Parse(time.DateOnly, strings.ReplaceAll(given, "/", "-"))
	if err != nil {
		v.form().wrong(name, v.say("assess.date_wrong"))
		return time.Time{}
	}
	end := last.Add(24*time.Hour - time.Minute)
	if !end.After(v.Now()) {
		v.form().wrong(name, v.say("assess.date_past"))
	}
	return end
}
