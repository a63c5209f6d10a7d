package web

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// periodPage is a period as the operator sees it.
type periodPage struct {
	Name, State           string
	Opens, Closes, Freeze string
	Notice, Frozen        string // Frozen is "" until it is frozen
	Ready                 bool   // whether it can be frozen now
}

// periodList is the list of periods.
type periodList struct {
	Items []periodPage
	Parts parts
}

var periodStates = map[comparisons.PeriodState]string{
	comparisons.PeriodAhead: "periods.ahead", comparisons.PeriodOpen: "periods.open",
	comparisons.PeriodOver: "periods.over", comparisons.PeriodFrozen: "periods.frozen",
}

func (v *visit) periodPage(p *comparisons.Period) periodPage {
	now, state := v.Now(), p.State(v.Now())
	out := periodPage{
		Name: p.Name, State: v.say(periodStates[state]), Opens: v.words.Day(p.OpensAt), Closes: v.words.Day(p.ClosesAt.Add(-time.Nanosecond)),
		Freeze: v.words.Day(p.FreezeAt), Notice: v.words.Day(p.FreezeAt.AddDate(0, 0, -v.Comparisons.Policy.NoticeDays)),
		Ready: state == comparisons.PeriodOver && !now.Before(p.FreezeAt),
	}
	if state == comparisons.PeriodFrozen {
		out.Frozen = v.words.Day(p.FrozenAt)
	}
	return out
}

func (s *server) showPeriods(v *visit) error {
	found, err := s.Comparisons.Periods(v.Request.Context(), v.page())
	if err != nil {
		return err
	}
	data := periodList{Parts: partsOf(v, found, func(p *comparisons.Period) string { return p.Name })}
	for i := range found.Items {
		data.Items = append(data.Items, v.periodPage(&found.Items[i]))
	}
	return v.show("operator-periods", data)
}

// planning is the form of a new period. Checked is set when it is to be confirmed.
type planning struct {
	Checked    *periodPage
	NoticeDays int
}

func (s *server) showNewPeriod(v *visit) error {
	v.form().once()
	year := v.Now().AddDate(1, 0, 0).Format("2006")
	for name, usual := range map[string]string{"period": year, "opens": year + "-01-01", "closes": year + "-12-31"} {
		v.form().fill(name, usual)
	}
	return v.show("operator-period-new", planning{NoticeDays: s.Comparisons.Policy.NoticeDays})
}

// makePeriod makes a period, when its days were looked over: they cannot be changed
// later.
func (s *server) makePeriod(v *visit) error {
	f := v.form()
	in := comparisons.PeriodInput{Name: f.text("period"), ClosesAt: v.endOfDay("closes"), FreezeAt: v.endOfDay("freeze")}
	if opens := v.endOfDay("opens"); !opens.IsZero() {
		in.OpensAt = opens.AddDate(0, 0, -1)
	}
	if !in.FreezeAt.IsZero() {
		in.FreezeAt = in.FreezeAt.AddDate(0, 0, -1)
	}
	if f.Faulty() {
		return v.again(nil, nil)
	}
	fields := map[string]string{"opens_at": "opens", "closes_at": "closes", "freeze_at": "freeze"}
	if err := s.Comparisons.CheckPeriod(in); err != nil {
		return v.again(err, fields)
	}
	switch f.text("sure") {
	case "no":
		return s.showNewPeriod(v)
	case "":
		checked := v.periodPage(&comparisons.Period{Name: in.Name, OpensAt: in.OpensAt, ClosesAt: in.ClosesAt, FreezeAt: in.FreezeAt})
		f.once()
		return v.show("operator-period-sure", planning{&checked, s.Comparisons.Policy.NoticeDays})
	}
	once := onceFor(v, func(p *comparisons.Period) string { return p.Name })
	if _, err := s.Comparisons.CreatePeriod(v.Request.Context(), v.caller, in, once); err != nil {
		return v.again(err, fields)
	}
	return v.to("/operator/periods/" + in.Name)
}

func (s *server) showPeriod(v *visit) error {
	found, err := s.Comparisons.Period(v.Request.Context(), v.Param("period"))
	if err != nil {
		return err
	}
	return v.show("operator-period", v.periodPage(&found))
}

// showFreezing says what the freeze fixes for ever. Before its day there is nothing
// to do, and afterwards neither.
func (s *server) showFreezing(v *visit) error {
	found, err := s.Comparisons.Period(v.Request.Context(), v.Param("period"))
	if err != nil {
		return err
	}
	data := v.periodPage(&found)
	if !data.Ready {
		return v.to("/operator/periods/" + found.Name)
	}
	return v.show("operator-period-freeze", data)
}

// freezePeriod fixes for ever what is published of a period.
func (s *server) freezePeriod(v *visit) error {
	if !v.form().ticked("sure") {
		v.form().wrong("sure", v.say("periods.sure_missing"))
		return v.again(nil, nil)
	}
	_, err := s.Comparisons.Freeze(v.Request.Context(), v.caller, v.Param("period"))
	switch {
	case fault.KindOf(err) == fault.Conflict:
		return v.again(err, nil)
	case err != nil:
		return err
	}
	return v.to("/operator/periods/" + v.Param("period"))
}
