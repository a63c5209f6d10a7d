package assessments

import (
	"context"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Progress is one closed result among those of an organisation, with what
// changed since the one before.
type Progress struct {
	StoredResult
	Change *Change // nil for the first
}

// Change is how a result differs from an earlier one, in figures as shown.
type Change struct {
	Since      string // the assessment of the earlier result
	Comparable bool   // whether the two can be compared at all
	WhyNot     string // the key of the sentence that says why they cannot; "" when they can
	Overall    Difference
	Clear      *bool        // whether the overall index moved further than other people answering would move it; nil where there is no such difference
	Principles []Difference // in the instrument's order; none when not comparable
}

// Difference is a change of one rung and one index. nil is for where either has
// none.
type Difference struct {
	ID     string // the principle; "" for overall
	Rungs  *int
	Points *int
}

// Progress lists the closed results of an organisation, the oldest first.
func (s *Service) Progress(ctx context.Context, caller access.Caller, organisation string, page access.Page) (access.List[Progress], error) {
	if _, err := s.reach(ctx, s.Store, caller, organisation); err != nil {
		return access.List[Progress]{}, err
	}
	closed, err := s.Store.ClosedAssessments(ctx, organisation)
	if err != nil {
		return access.List[Progress]{}, err
	}
	all := make([]Progress, 0, len(closed))
	for _, a := range closed {
		stored, err := s.resultOf(ctx, s.Store, a)
		if err != nil {
			return access.List[Progress]{}, err
		}
		all = append(all, Progress{stored, changeSince(all, &stored)})
	}
	return access.Cut(after(all, page), page), nil
}

// Before returns the latest result before this one that it can be compared with, to
// whoever may read both; nil when there is none. Who has the key of a response or a
// link may read one result only.
func (s *Service) Before(ctx context.Context, caller access.Caller, now *StoredResult) (*StoredResult, error) {
	if caller.Is(access.ResponseRole, access.LinkRole) {
		return nil, nil
	}
	closed, err := s.Store.ClosedAssessments(ctx, now.Assessment.Organisation)
	if err != nil {
		return nil, err
	}
	earlier := slices.IndexFunc(closed, func(a Assessment) bool { return a.ID == now.Assessment.ID })
	for _, a := range slices.Backward(closed[:max(0, earlier)]) {
		if a.Instrument != now.Assessment.Instrument || a.Scope != now.Assessment.Scope || s.instrumentOf(&a) == nil {
			continue
		}
		then, err := s.resultOf(ctx, s.Store, a)
		if err != nil || whyNot(&then, now) == "" {
			return &then, err
		}
	}
	return nil, nil
}

// after returns what follows the last result of the page before, and one more
// than fits.
func after(all []Progress, page access.Page) []Progress {
	for i := range all {
		if page.After != "" && all[i].Assessment.ID == page.After {
			all = all[i+1:]
			break
		}
	}
	return all[:min(len(all), page.Limit+1)]
}

// changeSince compares a result with the one before that it can be compared
// with. Where there is none, it says why not of the one just before.
func changeSince(before []Progress, now *StoredResult) *Change {
	if len(before) == 0 {
		return nil
	}
	for i := len(before) - 1; i >= 0; i-- {
		if then := &before[i].StoredResult; whyNot(then, now) == "" {
			return compareResults(then, now)
		}
	}
	last := &before[len(before)-1].StoredResult
	return &Change{Since: last.Assessment.ID, WhyNot: whyNot(last, now)}
}

// whyNot returns the key of the sentence that says why two results cannot be
// compared, or nothing when they can.
func whyNot(then, now *StoredResult) string {
	switch {
	case then.Assessment.Instrument != now.Assessment.Instrument:
		return "progress.why_questionnaire"
	case then.Instrument.Series != now.Instrument.Series:
		return "progress.why_series"
	case then.ScoringVersion != now.ScoringVersion:
		return "progress.why_rules"
	case then.Assessment.Scope != now.Assessment.Scope:
		return "progress.why_scope"
	case nobodyHeard(then):
		return "progress.why_few_before"
	case nobodyHeard(now):
		return "progress.why_few"
	case then.Provisional:
		return "progress.why_staff_before"
	case now.Provisional:
		return "progress.why_staff"
	}
	return ""
}

func nobodyHeard(o *StoredResult) bool {
	return !o.Voices[scoring.Lived].Heard && !o.Voices[scoring.Learnt].Heard
}

func compareResults(then, now *StoredResult) *Change {
	change := &Change{Since: then.Assessment.ID, Comparable: true, Overall: difference("", then.Rung, now.Rung, then.Index, now.Index)}
	change.Clear = clearly(change.Overall.Points, min(then.Fewest(), now.Fewest()))
	for i, p := range now.Principles {
		for _, old := range then.Principles {
			if old.ID == p.ID {
				change.Principles = append(change.Principles, difference(p.ID, old.Rung, now.Principles[i].Rung, old.Index, p.Index))
			}
		}
	}
	return change
}

// From so many points on, other people answering the same would not bring a change
// of the overall index.
const (
	clearOfFew  = 15
	clearOfMany = 10
	many        = 10 // responses on each heard side, both times
)

// clearly says whether a change is clear, nil where there is none to speak of.
func clearly(points *int, fewest int) *bool {
	if points == nil {
		return nil
	}
	from := clearOfMany
	if fewest < many {
		from = clearOfFew
	}
	moved := max(*points, -*points) >= from
	return &moved
}

func difference(id string, oldRung, newRung int, oldIndex, newIndex scoring.Index) Difference {
	d := Difference{ID: id}
	if oldRung > 0 && newRung > 0 {
		rungs := newRung - oldRung
		d.Rungs = &rungs
	}
	if oldIndex.Valid() && newIndex.Valid() {
		points := newIndex.Rounded(1) - oldIndex.Rounded(1)
		d.Points = &points
	}
	return d
}
