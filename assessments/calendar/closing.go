package calendar

import (
	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// space is where the names of events are made. It is any UUID, and this one for ever.
var space = uuid.MustParse("5a1f5c0e-7d1b-4b0a-9a53-0f6d6a5a7c11")

// ClosingOf is the event that an assessment closes, or that it was closed. Its UID is
// made from the assessment's id, and nobody can tell the id from it. The error is of
// kind NotFound where no end was set.
func ClosingOf(a *assessments.Assessment, said *sentences.Sentences) (*Event, error) {
	event := &Event{
		UID: uuid.NewSHA1(space, []byte(a.ID)).String(), Written: a.UpdatedAt, Revision: a.Revision, At: a.ClosesAt,
		Cancelled: a.State == assessments.Cancelled,
	}
	if a.State == assessments.Closed {
		event.At = a.ClosedAt
	}
	if event.At.IsZero() {
		return nil, fault.Refuse(fault.NotFound, "refusal.no_last_day")
	}
	said = said.Whole("reminder")
	event.Lang, event.Title, event.Text = said.Lang, said.Text("reminder.title", "title", a.Title), said.Text("reminder.text")
	return event, nil
}
