package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// planLength is how many actions a page of a plan shows, and planSize about how many
// bytes: what is printed is as long as that allows.
const (
	planLength = 20
	planSize   = 70_000
)

// planPage is what an organisation means to do.
type planPage struct {
	ID, Title           string
	Actions             []planned
	Open, Overdue, Done int
	First, Next         string // where the list goes on
	All                 bool   // whether all is shown, to be printed
	Long                bool   // whether there is more than a page
}

// planned is one thing to do, as it is shown.
type planned struct {
	ID, Text, Owner, State string
	Due                    time.Time // zero for no day
	Overdue, Over          bool      // Over is for what is done or given up
	Chosen                 bool
}

// stateWords are the keys of what the states of an action are called.
var stateWords = map[assessments.ActionState]string{
	assessments.ActionOpen: "plan.open", assessments.ActionDoing: "plan.doing",
	assessments.ActionDone: "plan.done", assessments.ActionDropped: "plan.dropped",
}

// showPlan shows a plan: what is overdue first, then by day, and what is over last.
func (s *server) showPlan(v *visit) error {
	closed, err := v.closed()
	if !closed {
		return err
	}
	ctx, id := v.Request.Context(), v.Param("id")
	a, err := s.Service.Assessment(ctx, v.caller, id)
	if err != nil {
		return err
	}
	plan, err := s.Service.Plan(ctx, v.caller, id)
	if err != nil {
		return err
	}
	data := planPage{ID: id, Title: a.Title, All: v.Query("all") != "", Long: len(plan.Actions) > planLength}
	actions := v.planned(plan.Actions, s.Catalogue.Find(a.Instrument, a.Version))
	for _, one := range actions {
		switch {
		case one.Over:
			data.Done++
		default:
			data.Open++
		}
		if one.Overdue {
			data.Overdue++
		}
	}
	data.cut(actions, v.Query("from"))
	if data.All || !slices.ContainsFunc(data.Actions, func(one planned) bool { return !one.Over }) {
		v.noForm()
	}
	return v.show("plan", data)
}

// cut keeps the part of the list that is shown.
func (p *planPage) cut(actions []planned, from string) {
	start, err := strconv.Atoi(from)
	if err != nil || start < 0 || start >= len(actions) {
		start = 0
	}
	end, size := start, 0
	for end < len(actions) && size < planSize && (p.All || end < start+planLength) {
		size += len(actions[end].Text) + len(actions[end].Owner) + 300 // what stands around them
		end++
	}
	p.Actions = actions[start:end]
	address, more := "/assessments/"+p.ID+"/plan", "?from="
	if p.All {
		address += "?all=yes"
		more = "&from="
	}
	if start > 0 {
		p.First = address
	}
	if end < len(actions) {
		p.Next = address + more + strconv.Itoa(end)
	}
}

// planned says the actions of a plan, in the order in which they are shown.
func (v *visit) planned(actions []assessments.Action, in *instrument.Instrument) []planned {
	today := assessments.DayOf(v.Now())
	all := make([]planned, 0, len(actions))
	for i := range actions {
		a := &actions[i]
		one := planned{
			ID: a.ID, Text: v.worded(a, in), Owner: a.Owner, State: v.say(stateWords[a.State]),
			Over: a.State == assessments.ActionDone || a.State == assessments.ActionDropped, Chosen: slices.Contains(v.form().values["done"], a.ID),
		}
		one.Due, _ = time.Parse(time.DateOnly, string(a.Due)) // zero without one
		one.Overdue = !one.Over && a.Due != "" && a.Due < today
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b planned) int {
		return cmp.Or(order(a.Over, b.Over), order(a.Due.IsZero(), b.Due.IsZero()), a.Due.Compare(b.Due))
	})
	return all
}

// worded is what an action says: a next step that nobody changed in the words of
// the reader, and everything else as it was written. The questionnaire may be nil.
func (v *visit) worded(a *assessments.Action, in *instrument.Instrument) string {
	if in == nil || a.Question == "" {
		return a.Text
	}
	seeded := in.WordsFor(nil, instrument.Standard)
	for level := range in.Top() + 1 {
		if seeded.Choice(a.Question, level) == a.Text {
			return v.questions(in).Choice(a.Question, level)
		}
	}
	return a.Text
}

// order puts what is not before what is.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// finishActions notes which of the actions are done. Done again, nothing happens.
func (s *server) finishActions(v *visit) error {
	ticked := v.form().values["done"]
	if len(ticked) == 0 {
		v.form().wrong("done", v.say("plan.none_ticked"))
		return v.again(nil, nil)
	}
	for _, id := range ticked[:min(len(ticked), assessments.MaxActions)] {
		_, _, err := s.Service.ChangeAction(v.Request.Context(), v.caller, v.Param("id"), id, access.Match{"*"}, func(in *assessments.ActionInput) error {
			in.State = string(assessments.ActionDone)
			return nil
		})
		if err != nil && fault.KindOf(err) != fault.NotFound { // somebody took it out meanwhile
			return v.again(err, nil)
		}
	}
	return v.to("/assessments/" + v.Param("id") + "/plan")
}
