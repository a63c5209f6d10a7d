package web

import (
	"context"
	"net/url"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// programmeList is what a funder compares.
type programmeList struct {
	Programmes []task
	Parts      parts
}

// showProgrammes lists the programmes of a funder, or all for the operator.
func (s *server) showProgrammes(v *visit) error {
	data, err := v.programmes()
	if err != nil {
		return err
	}
	return v.show("programmes", data)
}

// programmes lists a part of the programmes that somebody may see.
func (v *visit) programmes() (programmeList, error) {
	found, err := v.Comparisons.Programmes(v.Request.Context(), v.caller, v.page())
	data := programmeList{Parts: partsOf(v, found, func(p *comparisons.Declared) string { return p.ID })}
	for i := range found.Items {
		data.Programmes = append(data.Programmes, v.programmeTask(&found.Items[i].Programme))
	}
	return data, err
}

func (v *visit) programmeTask(p *comparisons.Programme) task {
	out := task{Address: "/programmes/" + p.ID, Text: p.Name, State: v.say("programmes.over"), Done: true}
	if p.Open {
		out.State, out.Done = v.say("programmes.open"), false
	}
	return out
}

// programme is a programme with how far its periods are.
type programme struct {
	comparisons.Declared
	Scope   string
	Periods []periodOf
	Address string // of this service, for the letter
	New     bool   // whether it was declared a moment ago
}

// periodOf is a period of a programme.
type periodOf struct {
	comparisons.Period
	LastDay  time.Time
	Frozen   bool
	Forecast bool   // whether it was worked out if enough have agreed
	Ready    bool   // whether they have
	Notice   string // the day on which that is worked out
	Address  string // of what is released
}

// showProgramme shows a programme, the newest period first.
func (s *server) showProgramme(v *visit) error {
	found, err := s.Comparisons.Programme(v.Request.Context(), v.caller, v.Param("id"))
	if err != nil {
		return err
	}
	data := programme{Declared: found, Scope: v.scopeOf(string(found.Scope)), Address: s.Base(v.Context), New: v.Query("new") != ""}
	for _, name := range found.Periods {
		period, err := s.Comparisons.Period(v.Request.Context(), name)
		if err != nil {
			return err
		}
		one, err := s.periodOf(v, &found.Programme, &period)
		if err != nil {
			return err
		}
		data.Periods = append(data.Periods, one)
	}
	slices.SortFunc(data.Periods, func(a, b periodOf) int { return b.OpensAt.Compare(a.OpensAt) })
	return v.show("programme", data)
}

func (s *server) periodOf(v *visit, p *comparisons.Programme, period *comparisons.Period) (periodOf, error) {
	out := periodOf{
		Period: *period, LastDay: period.ClosesAt.Add(-time.Second), Frozen: !period.FrozenAt.IsZero(), Address: "/programmes/" + p.ID + "/" + url.PathEscape(period.Name),
		Notice: v.words.Weekday(period.FreezeAt.AddDate(0, 0, -s.Comparisons.Policy.NoticeDays)),
	}
	if out.Frozen {
		return out, nil
	}
	ready, err := s.Comparisons.Readiness(v.Request.Context(), v.caller, p.ID, period.Name)
	if fault.KindOf(err) == fault.NotFound {
		return out, nil
	}
	out.Forecast, out.Ready = err == nil, ready
	return out, err
}

// scopeOf says what is compared.
func (v *visit) scopeOf(scope string) string {
	for _, one := range v.scopes() {
		if one.Value == scope {
			return one.Text
		}
	}
	return scope
}

// programmeRelease is what is released of a programme.
type programmeRelease struct {
	*released
	Back string // where its reader came from
}

// showProgrammeRelease shows what is released of a programme, to its funder and to
// the members who were counted.
func (s *server) showProgrammeRelease(v *visit) error {
	back := "/sharing"
	if v.caller.Is(funder) {
		back = "/programmes/" + v.Param("id")
	}
	now, err := s.programmeRelease(v, v.Param("period"))
	if err != nil {
		return v.unreleased(err, v.Param("period"), back)
	}
	before, err := s.programmeBefore(v.Request.Context(), v, &now)
	if err != nil {
		return err
	}
	data := programmeRelease{Back: back}
	if data.released, err = v.released(&now, before); err != nil {
		return err
	}
	return v.show("programme-release", data)
}

func (s *server) programmeRelease(v *visit, period string) (comparisons.Publication, error) {
	return s.Comparisons.ProgrammeRelease(v.Request.Context(), v.caller, v.Param("id"), period)
}

func (s *server) programmeBefore(ctx context.Context, v *visit, now *comparisons.Publication) (*comparisons.Publication, error) {
	frozen, err := s.frozen(ctx)
	if err != nil {
		return nil, err
	}
	return earlier(frozen, now, func(period string) (comparisons.Publication, error) { return s.programmeRelease(v, period) })
}

// programmeTable and programmePicture give a release to keep.
func (s *server) programmeTable(v *visit) error {
	found, err := s.programmeRelease(v, v.Param("period"))
	if err != nil {
		return v.unreleased(err, v.Param("period"), "/home")
	}
	return v.sendTable(&found)
}

func (s *server) programmePicture(v *visit) error {
	found, err := s.programmeRelease(v, v.Param("period"))
	if err != nil {
		return v.unreleased(err, v.Param("period"), "/home")
	}
	return v.sendPicture(&found)
}

// namedList is what organisations show with their names.
type namedList struct {
	Programme string
	Address   string
	Results   []namedResult
	Parts     parts
}

// showNamed lists what organisations show a funder with their names.
func (s *server) showNamed(v *visit) error {
	id := v.Param("id")
	programme, err := s.Comparisons.Programme(v.Request.Context(), v.caller, id)
	if err != nil {
		return err
	}
	found, err := s.Comparisons.NamedResults(v.Request.Context(), v.caller, id, v.page())
	if err != nil {
		return err
	}
	data := namedList{Programme: programme.Name, Address: "/programmes/" + id, Parts: partsOf(v, found, func(n *comparisons.Named) string { return n.Share })}
	for i := range found.Items {
		data.Results = append(data.Results, v.namedResult(&found.Items[i]))
	}
	return v.show("named", data)
}

// namedTable gives all of them as a table to keep.
func (s *server) namedTable(v *visit) error {
	var all []namedResult
	for page := (access.Page{Limit: access.MaxPage}); ; {
		found, err := s.Comparisons.NamedResults(v.Request.Context(), v.caller, v.Param("id"), page)
		if err != nil {
			return err
		}
		for i := range found.Items {
			all = append(all, v.namedResult(&found.Items[i]))
		}
		if !found.More {
			return v.sendNamedTable(all)
		}
		page.After = found.Items[len(found.Items)-1].Share
	}
}
