package web

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
)

// resultRoutes are the pages of what an assessment found, and of what comes of it.
func (s *server) resultRoutes() {
	const one = "/assessments/:id"
	their := []access.Role{organisation, partner}
	s.form(one+"/result", s.showResult, s.planSteps, their...)
	s.page(one+"/result/table.csv", s.showTable, their...)
	s.page(one+"/result/data.json", s.showData, their...)
	s.page(one+"/result/picture.svg", s.showPicture, their...)
	s.form(one+"/result/links", s.showLinks, s.makeLink, their...)
	s.form(one+"/result/links/:link/end", s.showEndLink, s.endLink, their...)
	s.page(one+"/notes", s.showNotes, their...)
	s.form(one+"/plan", s.showPlan, s.finishActions, their...)
	s.form(one+"/plan/new", s.showNewAction, s.addAction, their...)
	s.form(one+"/plan/:action", s.showAction, s.changeAction, their...)
	s.form(one+"/plan/:action/remove", s.showRemoveAction, s.removeAction, their...)
	s.page(one+"/report", s.showReport, their...)
	s.page(one+"/report/easy", s.showEasyReport, their...)
	s.page("/progress", s.about(s.showProgress), their...)
}

// stored returns the result that the address names. Where there is none yet it
// returns nil and shows a page that says so.
func (v *visit) stored() (*assessments.StoredResult, error) {
	if v.person != nil {
		found, err := v.Service.Result(v.Request.Context(), v.caller, v.caller.Assessment)
		return &found, err
	}
	if closed, err := v.closed(); !closed {
		return nil, err
	}
	found, err := v.Service.Result(v.Request.Context(), v.caller, v.Param("id"))
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// noResult is an assessment that has no result.
type noResult struct {
	Title, Address string
	Cancelled      bool
}

// closed tells whether the assessment that the address names is closed. If it is
// not, it shows a page that says so.
func (v *visit) closed() (bool, error) {
	a, err := v.Service.Assessment(v.Request.Context(), v.caller, v.Param("id"))
	if err != nil || a.State == assessments.Closed {
		return err == nil, err
	}
	v.noForm()
	return false, v.show("result-none", noResult{a.Title, "/assessments/" + a.ID, a.State == assessments.Cancelled})
}

// resultPage is the page of a result.
type resultPage struct {
	*standing
	Steps   []stepGroup
	Offered int  // how many of the steps are not in the plan
	Reads   bool // whether somebody reads it who is not of the organisation
}

// stepGroup is what lifts one principle, or what has to be seen to before.
type stepGroup struct {
	ID, Principle, Rung string // the rung it leads to; no principle for the key questions
	Steps               []nextStep
}

// nextStep is one step that can be put into the plan.
type nextStep struct {
	Question, Text string
	Planned        bool
	Chosen         bool
}

// showResult shows where the organisation stands.
func (s *server) showResult(v *visit) error {
	stored, err := v.stored()
	if stored == nil {
		return err
	}
	st, plan, err := v.standingAndPlan(stored)
	if err != nil {
		return err
	}
	data := resultPage{standing: st, Steps: v.steps(stored, v.questions(stored.Instrument), &plan)}
	for _, group := range data.Steps {
		for _, step := range group.Steps {
			if !step.Planned {
				data.Offered++
			}
		}
	}
	if data.Offered == 0 {
		v.noForm()
	}
	return v.show("result", data)
}

// steps lists what would move the organisation: the key questions that hold it,
// then the next rung of each principle.
func (v *visit) steps(stored *assessments.StoredResult, words *instrument.Words, plan *assessments.Plan) []stepGroup {
	in, seen := stored.Instrument, map[string]bool{}
	t := teller{v, &stored.Scored, words}
	add := func(group *stepGroup, question, level int) {
		id := in.Questions[question].ID
		if seen[id] {
			return
		}
		seen[id] = true
		planned := slices.ContainsFunc(plan.Actions, func(a assessments.Action) bool { return a.Question == id })
		group.Steps = append(group.Steps, nextStep{id, words.Choice(id, level), planned, slices.Contains(v.form().values["step"], id)})
	}
	groups := make([]stepGroup, 1, 1+len(stored.Principles))
	for _, gate := range stored.NextGates() {
		add(&groups[0], gate.Question, in.Ceiling)
	}
	for _, p := range stored.Principles {
		if p.NextStep == nil {
			continue
		}
		group := stepGroup{ID: p.ID, Principle: words.Principles[p.ID].Title, Rung: t.rung(p.NextStep.Rung)}
		for _, raise := range p.NextStep.Raises {
			add(&group, raise.Question, p.NextStep.Rung)
		}
		groups = append(groups, group)
	}
	return slices.DeleteFunc(groups, func(group stepGroup) bool { return len(group.Steps) == 0 })
}

// planSteps puts the steps that were ticked into the plan. What is in it already is
// not put there twice.
func (s *server) planSteps(v *visit) error {
	ctx := v.Request.Context()
	stored, err := v.stored()
	if stored == nil {
		return err
	}
	plan, err := s.Service.Plan(ctx, v.caller, stored.Assessment.ID)
	if err != nil {
		return err
	}
	ticked := v.form().values["step"]
	if len(ticked) == 0 {
		v.form().wrong("step", v.say("results.step_missing"))
		return v.again(nil, nil)
	}
	for _, group := range v.steps(stored, stored.Instrument.WordsFor(nil, instrument.Standard), &plan) {
		for _, step := range group.Steps {
			if step.Planned || !step.Chosen {
				continue
			}
			once := sentOnce(v, func(*assessments.NewAction) string { return "" }, "step", stored.Assessment.ID, plan.Tag(), step.Question)
			if _, err := s.Service.AddAction(ctx, v.caller, stored.Assessment.ID, assessments.ActionInput{Question: step.Question, Text: step.Text}, once); err != nil {
				return v.again(err, nil)
			}
		}
	}
	return v.to("/assessments/" + stored.Assessment.ID + "/plan")
}

// showTable hands the result out as a line of a table.
func (s *server) showTable(v *visit) error {
	stored, err := v.stored()
	if stored == nil {
		return err
	}
	v.save("result-"+stored.Assessment.ID+".csv", "text/csv; charset=utf-8", v.marked(stored.Document(v.questions(stored.Instrument), v.words).Table()))
	return nil
}

// showData hands the result out for programs, with its receipt.
func (s *server) showData(v *visit) error {
	stored, err := v.stored()
	if stored == nil {
		return err
	}
	body, err := json.MarshalIndent(stored.Document(v.questions(stored.Instrument), v.words), "", "  ")
	if err != nil {
		return err
	}
	v.save("result-"+stored.Assessment.ID+".json", "application/json", append(body, '\n'))
	return nil
}

// showPicture shows the picture of a result, wide or for a phone. With ?save=yes
// it is a file.
func (s *server) showPicture(v *visit) error {
	stored, err := v.stored()
	if stored == nil {
		return err
	}
	then, err := s.Service.Before(v.Request.Context(), v.caller, stored)
	if err != nil {
		return err
	}
	width := picture.Wide
	if v.Query("width") == string(picture.Phone) {
		width = picture.Phone
	}
	body := picture.Of(stored.Instrument, v.questions(stored.Instrument), stored.Result, pictureOf(stored, then), v.words).SVG(width)
	if v.Query("save") != "" {
		v.save("result-"+stored.Assessment.ID+".svg", "image/svg+xml", body)
		return nil
	}
	v.Header("Cache-Control", "private, no-cache")
	v.Data(http.StatusOK, "image/svg+xml", body)
	return nil
}

// save hands a file out to be kept.
func (v *visit) save(name, contentType string, body []byte) {
	v.Header("Cache-Control", "private, no-cache")
	v.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	v.Data(http.StatusOK, contentType, body)
}
