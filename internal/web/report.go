package web

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// reportLength is how many actions of the plan a report names.
const reportLength = 6

// reportPage is a result for a board, on two sheets, or for those who answered, on
// one.
type reportPage struct {
	*standing
	Actions []planned // what comes first in the plan
	More    int       // how many others there are
}

// showReport shows the report for a board.
func (s *server) showReport(v *visit) error { return s.reportAs(v, "report") }

// showEasyReport shows what those who answered get to read: in Easy Read, whatever
// words the reader has chosen. Who leaves those words is led to the other report.
func (s *server) showEasyReport(v *visit) error {
	v.words = s.sentences.In(v.words.Lang, instrument.EasyRead)
	v.here = "/assessments/" + v.Param("id") + "/report"
	return s.reportAs(v, "report-easy")
}

func (s *server) reportAs(v *visit, page string) error {
	stored, err := v.stored()
	if stored == nil {
		return err
	}
	st, plan, err := v.standingAndPlan(stored)
	if err != nil {
		return err
	}
	data := reportPage{standing: st}
	for _, action := range v.planned(plan.Actions, stored.Instrument) {
		switch {
		case action.Over:
		case len(data.Actions) < reportLength:
			data.Actions = append(data.Actions, action)
		default:
			data.More++
		}
	}
	return v.show(page, data)
}

// standingAndPlan returns what a page says of a result, and the plan that goes with it.
func (v *visit) standingAndPlan(stored *assessments.StoredResult) (*standing, assessments.Plan, error) {
	st, err := v.standingOf(stored)
	if err != nil {
		return nil, assessments.Plan{}, err
	}
	plan, err := v.Service.Plan(v.Request.Context(), v.caller, stored.Assessment.ID)
	return st, plan, err
}
