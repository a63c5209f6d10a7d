package web

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// showEditing shows what may still change of an open assessment.
func (s *server) showEditing(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	v.form().fill("title", found.Title)
	v.form().fill("closes", dateOf(found.ClosesAt))
	v.form().fill("seen", found.Tag())
	return v.show("assessment-edit", found)
}

// editAssessment changes an open assessment, unless somebody else did meanwhile.
func (s *server) editAssessment(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	title, closes := v.titleOf(), found.ClosesAt
	if v.form().text("closes") != dateOf(found.ClosesAt) {
		closes = v.endingOn("closes")
	}
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	seen := access.Match{v.form().text("seen")}
	_, err = s.Service.ChangeAssessment(v.Request.Context(), v.caller, found.ID, seen, func(in *assessments.SetupInput) error {
		in.Title, in.ClosesAt = title, closes
		return nil
	})
	isSo := found.Title == title && found.ClosesAt.Equal(closes)
	switch {
	case fault.KindOf(err) == fault.Stale && isSo: // the same form was sent twice
		return v.to(v.placeOf(found))
	case fault.KindOf(err) == fault.Stale:
		v.form().put("seen", found.Tag()) // who sends it again has been told
	}
	if err != nil {
		return v.again(err, map[string]string{"closes_at": "closes"})
	}
	return v.to(v.placeOf(found))
}

// stillOpen returns the assessment that the address names when it is open. Of any
// other it leads to its page, which says how far it is, and returns nil.
func (v *visit) stillOpen() (*assessments.Assessment, error) {
	found, err := v.assessment()
	switch {
	case err != nil:
		return nil, err
	case found.State != assessments.Open:
		return nil, v.to(v.placeOf(found))
	}
	return found, nil
}
