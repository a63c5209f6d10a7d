package web

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// showOwnResult shows a result to who answered, or has a link to it. Who has neither
// is asked for a link.
func (s *server) showOwnResult(v *visit) error {
	v.uncached()
	if v.person == nil {
		return v.show("answer-link", linkPage{Action: "/result"})
	}
	v.noForm()
	stored, err := s.Service.Result(v.Request.Context(), v.caller, v.caller.Assessment)
	switch {
	case fault.KindOf(err) == fault.Conflict:
		return v.show("result-not-yet", nil)
	case err != nil:
		return err
	}
	st, err := v.standingOf(&stored)
	if err != nil {
		return err
	}
	steps := v.steps(&stored, v.questions(stored.Instrument), &assessments.Plan{})
	return v.show("result", resultPage{standing: st, Steps: steps, Reads: true})
}

// openResult opens the result that a link leads to. What the device answers with
// stays as it is.
func (s *server) openResult(v *visit) error {
	key := assessments.ParseSecret(v.form().text("link"))
	caller, err := s.Service.Authenticate(v.Request.Context(), key)
	switch {
	case fault.KindOf(err) == fault.Unauthenticated, err == nil && !caller.Is(access.ResponseRole, access.LinkRole):
		return v.noLink()
	case err != nil:
		return err
	}
	return v.keepLink(key, resultCookie, "/result")
}

// readOwnResult leads who answered to their result, whichever they read before.
func (s *server) readOwnResult(v *visit) error {
	if err := v.leave(resultCookie); err != nil {
		return err
	}
	return v.to("/result")
}
