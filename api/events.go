package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Event is something that happened.
type Event struct {
	// The same each time it is told. Use it to notice what you have seen
	ID string `json:"id" format:"uuid"`
	// What happened. There may be more in time: pass over those you do not know
	Type string `json:"type" enums:"organisation.changed,organisation.deleted,grant.created,grant.revoked,assessment.opened,assessment.changed,assessment.closed,assessment.cancelled,share.granted,share.withdrawn,release.published" example:"assessment.closed"`
	// When it happened, or when you were told of what there was before
	Time time.Time `json:"time"`
	// Whose it is; null for what is nobody's
	OrganisationID *string      `json:"organisation_id" extensions:"x-nullable" format:"uuid"`
	Subject        EventSubject `json:"subject"`
}

// EventSubject is what an event is about.
type EventSubject struct {
	// What sort of thing it is. There may be more in time
	Type string `json:"type" enums:"organisation,grant,assessment,share,named_result,release,benchmark" example:"assessment"`
	// Its id: of a release that of the programme, of the benchmark the period
	ID string `json:"id" example:"0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11"`
	// Where it is as it is now. 404 says that it is no longer there, or no longer for you
	Path string `json:"path" example:"/v1/assessments/0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11"`
}

// EventList is one page of what happened.
type EventList struct {
	// The oldest first
	Items []Event `json:"items"`
	// The cursor of the next page; left out when there is nothing more yet
	Next string `json:"next,omitempty"`
	// Where to go on later, when next is left out. Keep it with your copy
	Cursor string `json:"cursor"`
}

func newEvent(e *events.Event, to access.Role) Event {
	return Event{e.ID, string(e.Type), e.Time, orNull(e.Organisation), EventSubject{string(e.Subject.Kind), e.Subject.ID, pathOf(e, to)}}
}

// pathOf returns where the subject of an event is. Of its grants a partner sees the
// organisations.
func pathOf(e *events.Event, to access.Role) string {
	s, organisation := e.Subject, "/v1/organisations/"+e.Organisation
	switch s.Kind {
	case events.AnOrganisation:
		return organisation
	case events.AGrant:
		if to == partner {
			return organisation
		}
		return organisation + "/grants/" + s.ID
	case events.AnAssessment:
		return "/v1/assessments/" + s.ID
	case events.AShare:
		return organisation + "/shares/" + s.ID
	case events.ANamedShare:
		return "/v1/programmes/" + s.Of + "/named/" + s.ID
	case events.ARelease:
		return "/v1/programmes/" + s.ID + "/releases/" + s.Of
	case events.AWebhook:
		return "/v1/webhooks/" + s.ID
	case events.TheBenchmark:
	}
	return "/v1/benchmarks/" + s.Of
}

// listEvents tells what happened.
//
//	@Summary		See what happened
//	@Description	What happened to what your key may see, the oldest first, for 90 days. It names things and says nothing of what is in them. Responses are never among it. A grant begins with what there is, and one that ends takes the rest back. `next` is left out when there is nothing more yet: go on later with `cursor`. Something may come twice. Without a cursor it begins 90 days ago; with `snapshot=1` with what there is now, told as if it had just happened.
//	@ID				listEvents
//	@Tags			events
//	@Security		bearer
//	@Param			limit		query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor		query		string	false	"Where to go on: next or cursor of a page before"
//	@Param			snapshot	query		string	false	"Start afresh with what there is. A cursor counts more"	Enums(1)
//	@Success		200			{object}	EventList
//	@Failure		410			{object}	Problem
//	@Router			/v1/events [get]
func (s *server) listEvents(c *gin.Context) error {
	asked, err := pageOf(c)
	if err != nil {
		return err
	}
	afresh, err := wantsSnapshot(c)
	if err != nil {
		return err
	}
	var page events.Page
	if asked.after == "" && afresh {
		page, err = s.Events.Snapshot(c.Request.Context(), edge.CallerOf(c), asked.limit)
	} else {
		page, err = s.eventsAfter(c, asked)
	}
	if err != nil {
		return err
	}
	show := func(e *events.Event) Event { return newEvent(e, edge.CallerOf(c).Role) }
	list := EventList{Items: each(page.Events, show), Cursor: cursorAfter(c, page.Next.String())}
	if page.More {
		list.Next = nextPage(c, page.Next.String())
	}
	return writePrivately(c, list)
}

func wantsSnapshot(c *gin.Context) (bool, error) {
	given, ok := c.GetQuery("snapshot")
	if ok && given != "1" {
		return false, edge.Malformed.Problem("snapshot can only be 1. Leave it out to go on from where you were.")
	}
	return ok, nil
}

func (s *server) eventsAfter(c *gin.Context, asked pageRequest) (events.Page, error) {
	var place events.Place
	if asked.after != "" {
		var ok bool
		if place, ok = events.ParsePlace(asked.after); !ok {
			return events.Page{}, errCursor
		}
	}
	return s.Events.Events(c.Request.Context(), edge.CallerOf(c), place, asked.limit)
}
