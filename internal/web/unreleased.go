package web

import (
	"errors"
	"net/http"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// notYet is a release that will be there.
type notYet struct {
	Title, Back string
	From        time.Time // the day from which on
}

// unreleased shows that there is no release: that it is still to come and when, or
// that there never will be one. It says the same of what is unknown, refused for good
// or somebody else's.
func (v *visit) unreleased(err error, title, back string) error {
	refused, is := errors.AsType[*fault.Error](err)
	switch {
	case !is:
		return err
	case refused.Kind == fault.NotYet:
		v.status = http.StatusNotFound
		return v.show("release-not-yet", notYet{title, back, refused.At})
	case refused.Kind == fault.NotFound:
		v.status = http.StatusNotFound
		return v.show("problem", wrong{Title: "problem.not_found_title", Text: "release.never"})
	}
	return err
}
