package web

import "github.com/sevenrungs/sevenrungs/assessments"

// ending is the page before an assessment ends.
type ending struct {
	Title, Address string
	Meaning        []string // what closing means, and what will be missing
}

func (v *visit) endingOf(a *assessments.Assessment) ending {
	var missing []string
	sides := v.sidesOf(a)
	for _, side := range sides {
		if !side.Enough {
			missing = append(missing, v.say("closing.short", "side", side.Name))
		}
	}
	if len(missing) == len(sides) {
		missing = v.lines("closing.none")
	}
	return ending{a.Title, v.placeOf(a), append(v.lines("closing.text"), missing...)}
}

// showClosing says what closing means, and what there will be to see.
func (s *server) showClosing(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	return v.show("assessment-close", v.endingOf(found))
}

// closeAssessment closes an assessment. Pressed twice, it is closed once.
func (s *server) closeAssessment(v *visit) error {
	closed, err := s.Service.CloseAssessment(v.Request.Context(), v.caller, v.Param("id"))
	if err != nil {
		return err
	}
	return v.to(v.placeOf(&closed))
}

// showCalling says what calling an assessment off means.
func (s *server) showCalling(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	return v.show("assessment-cancel", v.endingOf(found))
}

// callOff ends an assessment without a result.
func (s *server) callOff(v *visit) error {
	called, err := s.Service.CancelAssessment(v.Request.Context(), v.caller, v.Param("id"))
	if err != nil {
		return err
	}
	return v.to(v.placeOf(&called))
}
