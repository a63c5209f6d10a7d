package events

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Service gives out what happened.
type Service struct {
	Store Store
	Now   func() time.Time
	NewID func() string // UUIDs that grow with time (v7)
}

// Place is how far somebody has read a feed: up to the event with the id and what
// happened at the time at the latest. It says nothing of other feeds: numbers that
// all share would tell how much happens elsewhere, and when.
type Place struct {
	At time.Time // zero for the beginning
	ID string    // "" when nothing was read

	// In a snapshot: what of it is listed, and the last thing of that.
	Kind    Kind // "" when it is over
	Subject string
}

// slack is how much earlier than where somebody stopped reading goes on, when the
// event with the id is gone meanwhile. Whatever began before it and took long is
// among what is read again.
const slack = time.Hour

// Since is when events may have happened that come after a place whose id is gone.
func (p Place) Since() time.Time { return p.At.Add(-slack) }

// String is the place in one word. See [ParsePlace].
func (p Place) String() string {
	return strings.Join([]string{strconv.FormatInt(p.At.UnixMilli(), 36), p.ID, string(p.Kind), p.Subject}, ".")
}

// ParsePlace reads what [Place.String] wrote.
func ParsePlace(text string) (Place, bool) {
	parts := strings.SplitN(text, ".", 4)
	if len(parts) < 4 {
		return Place{}, false
	}
	at, err := strconv.ParseInt(parts[0], 36, 64)
	place := Place{time.UnixMilli(at).UTC(), parts[1], Kind(parts[2]), parts[3]}
	return place, err == nil && (place.Kind == "" || slices.Contains(standing, place.Kind))
}

// Page is some of what happened.
type Page struct {
	Events []Event
	More   bool  // whether something follows already
	Next   Place // where to go on, now or later
}

// errGone says that what happened since is no longer kept.
var errGone = &fault.Error{Kind: fault.Gone, Detail: "This cursor is older than 90 days, and what happened since is no longer kept. Start afresh with /v1/events?snapshot=1."}

// errUndone says that what somebody read may not have happened.
var errUndone = &fault.Error{Kind: fault.Gone, Detail: "A backup was put back since, so some of what you have read is not so any more. Start afresh with /v1/events?snapshot=1."}

// mustHold returns an error when what somebody has read up to a place does not lead on
// from there any more.
func (s *Service) mustHold(ctx context.Context, after Place) error {
	if after.At.IsZero() {
		return nil
	}
	if s.Now().Sub(after.At) > KeptFor {
		return errGone
	}
	restored, err := s.Store.LastRestored(ctx)
	if err == nil && after.At.Before(restored) {
		return errUndone
	}
	return err
}

// Events returns what happened to what the caller may see, after a place, the oldest
// first. The error is of kind Gone when the place is too old, or from before a backup
// was put back.
func (s *Service) Events(ctx context.Context, caller access.Caller, after Place, limit int) (Page, error) {
	if err := s.mustHold(ctx, after); err != nil {
		return Page{}, err
	}
	if after.Kind != "" {
		return s.snapshot(ctx, FeedOf(caller), after, limit)
	}
	now := s.Now()
	if after.At.IsZero() {
		after.At = now.Add(-KeptFor)
	}
	found, err := s.Store.Events(ctx, FeedOf(caller), after, limit+1)
	if err != nil {
		return Page{}, err
	}
	list := access.Cut(found, access.Page{Limit: limit})
	next := Place{At: now, ID: after.ID}
	if n := len(list.Items); n > 0 {
		next.ID = list.Items[n-1].ID
		if list.More {
			next.At = list.Items[n-1].Time
		}
	}
	return Page{list.Items, list.More, next}, nil
}

// Snapshot begins to list what there is, as if it had all just happened. What
// happens from now on follows after it.
func (s *Service) Snapshot(ctx context.Context, caller access.Caller, limit int) (Page, error) {
	feed, now := FeedOf(caller), s.Now()
	newest, err := s.Store.Newest(ctx, feed)
	if err != nil {
		return Page{}, err
	}
	return s.snapshot(ctx, feed, Place{At: now, ID: newest, Kind: standing[0]}, limit)
}

// standing is what a snapshot lists, in this order: what others belong to first.
var standing = []Kind{AnOrganisation, AGrant, AnAssessment, AShare, ANamedShare, ARelease, TheBenchmark}

// snapshot lists what there is from a place on. What is made meanwhile may be in it
// as well as in what follows.
func (s *Service) snapshot(ctx context.Context, feed Feed, at Place, limit int) (Page, error) {
	return access.Within(ctx, s.Store.Snapshot, func(r Reader) (Page, error) {
		page := Page{Next: at, More: true} // at the end follows what happened meanwhile
		for {
			wanted := access.Page{After: page.Next.Subject, Limit: limit - len(page.Events)}
			found, err := r.Standing(ctx, feed, page.Next.Kind, s.Now(), wanted.More())
			if err != nil {
				return Page{}, err
			}
			list := access.Cut(found, wanted)
			for _, e := range list.Items {
				e.ID = s.NewID()
				page.Events = append(page.Events, e)
				page.Next.Subject = e.Subject.key()
			}
			if list.More {
				return page, nil
			}
			page.Next.Kind, page.Next.Subject = after(page.Next.Kind), ""
			if page.Next.Kind == "" {
				return page, nil
			}
		}
	})
}

// key is by what subjects of a kind are in order.
func (s Subject) key() string { return s.Of + " " + s.ID }

// after returns the kind that a snapshot lists after this one; "" after the last.
func after(kind Kind) Kind {
	if next := slices.Index(standing, kind) + 1; next < len(standing) {
		return standing[next]
	}
	return ""
}
