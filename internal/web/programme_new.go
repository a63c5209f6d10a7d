package web

import (
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// declaring is the form to declare a programme.
type declaring struct {
	Scopes, Periods []option
}

func (v *visit) scopes() []option {
	return []option{
		{Value: string(instrument.ServiceScope), Text: v.say("programmes.scope_service"), Picture: "many"},
		{Value: string(instrument.StrategicScope), Text: v.say("programmes.scope_strategic"), Picture: "group"},
		{Value: string(instrument.IndividualScope), Text: v.say("programmes.scope_individual"), Picture: "lived"},
	}
}

// showNewProgramme asks what a funder wants to compare.
func (s *server) showNewProgramme(v *visit) error {
	v.form().once()
	open, err := s.openPeriods(v)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		v.noForm()
	}
	if len(open) == 1 && !v.form().sent {
		open[0].Chosen = true
	}
	return v.show("programme-new", declaring{v.scopes(), open})
}

// openPeriods lists the periods that a programme can be declared for.
func (s *server) openPeriods(v *visit) ([]option, error) {
	found, err := s.Comparisons.Periods(v.Request.Context(), access.Page{Limit: access.MaxPage})
	if err != nil {
		return nil, err
	}
	var open []option
	for _, period := range found.Items {
		last := period.FreezeAt.AddDate(0, 0, -s.Comparisons.Policy.NoticeDays)
		if !period.FrozenAt.IsZero() || last.Before(s.Now()) {
			continue
		}
		open = append(open, option{
			Value: period.Name, Text: period.Name, Chosen: slices.Contains(v.form().values["periods"], period.Name),
			Hint: v.say("programmes.period_hint", "from", v.words.Weekday(period.OpensAt), "to", v.words.Weekday(period.ClosesAt.AddDate(0, 0, -1)), "freeze", v.words.Weekday(period.FreezeAt)),
		})
	}
	return open, nil
}

// newProgramme declares a programme. The same form sent twice declares one.
func (s *server) newProgramme(v *visit) error {
	f := v.form()
	f.once()
	in := comparisons.ProgrammeInput{
		Name: f.text("name"), Scope: f.text("scope"), Instrument: s.ladder().ID, Periods: f.values["periods"], Related: strings.Fields(f.text("related")),
	}
	if in.Name == "" {
		f.wrong("name", v.say("programmes.name_missing"))
	}
	if in.Scope == "" {
		f.wrong("scope", v.say("programmes.scope_missing"))
	}
	if len(in.Periods) == 0 {
		f.wrong("periods", v.say("programmes.period_missing"))
	}
	if f.Faulty() {
		return v.again(nil, nil)
	}
	once := onceFor(v, func(made *comparisons.Programme) string { return made.ID })
	made, err := s.Comparisons.CreateProgramme(v.Request.Context(), v.caller, in, once)
	if err != nil {
		return v.again(err, map[string]string{"related_organisation_ids": "related"})
	}
	return v.to("/programmes/" + replayed(once, made.ID) + "?new=yes")
}
