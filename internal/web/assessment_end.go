package web

import "github.com/sevenrungs/sevenrungs/assessments"

// ending is the page before an assessment ends.
type ending struct {
	Title, Address string
	Short          []sideSoFar // the sides where too few have answered
	None           bool        // whether that is so on both
}

func (v *visit) endingOf(a *assessments.Assessment) ending {
	data := ending{Title: a.Title, Address: v.placeOf(a)}
	sides := v.sidesOf(a)
	for _, side := range sides {
		if !side.Enough {
			data.Short = append(data.Short, side)
		}
	}
	data.None = len(data.Short) == len(sides)
	return data
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
