package events

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Teller tells what happens to those who may see it. All its methods are for the
// transaction in which it happens. They come after what they tell of was written,
// but for what is deleted.
type Teller struct {
	NewID func() string // UUIDs that grow with time (v7)
}

// operators is the feed of the operator.
var operators = Feed{Role: access.OperatorRole}

func ofOrganisation(id string) Feed { return Feed{access.OrganisationRole, id} }
func ofPartner(id string) Feed      { return Feed{access.PartnerRole, id} }
func ofFunder(id string) Feed       { return Feed{access.FunderRole, id} }

// tell tells one thing to several.
func (t Teller) tell(ctx context.Context, w Writer, e Event, feeds ...Feed) error {
	e.ID = t.NewID()
	told := make([]Told, len(feeds))
	for i, feed := range feeds {
		told[i] = Told{feed, e}
	}
	return w.Tell(ctx, told)
}

// actingFor returns the feeds of an organisation and of those who act for it.
func actingFor(ctx context.Context, w Writer, organisation string, at time.Time) ([]Feed, error) {
	partners, err := w.PartnersOf(ctx, organisation, at)
	feeds := []Feed{ofOrganisation(organisation)}
	for _, id := range partners {
		feeds = append(feeds, ofPartner(id))
	}
	return feeds, err
}

// Shown is how an organisation stands in lists of named results.
type Shown struct {
	Verified    bool     // only then it is in them
	Identifiers []string // in their order
}

// Organisation tells that one was made or changed. A funder whom it shows its
// result by name learns of it when what is shown begins, changes or ends.
func (t Teller) Organisation(ctx context.Context, w Writer, id string, at time.Time, was, is Shown) error {
	e := Event{Type: OrganisationChanged, Time: at, Organisation: id, Subject: Subject{AnOrganisation, id, ""}}
	feeds, err := actingFor(ctx, w, id, at)
	if err != nil {
		return err
	}
	if err := t.tell(ctx, w, e, append(feeds, operators)...); err != nil {
		return err
	}
	switch {
	case is.Verified && !was.Verified:
		e.Type = ShareGranted
	case was.Verified && !is.Verified:
		e.Type = ShareWithdrawn
	case !is.Verified || slices.Equal(was.Identifiers, is.Identifiers):
		return nil
	}
	shares, err := w.SharedByName(ctx, id, at)
	if err != nil {
		return err
	}
	return t.tellFunders(ctx, w, e, shares)
}

// tellFunders tells the funder of each share, and names the share.
func (t Teller) tellFunders(ctx context.Context, w Writer, e Event, shares []NamedShare) error {
	for _, share := range shares {
		e.Subject = Subject{ANamedShare, share.ID, share.Programme}
		if err := t.tell(ctx, w, e, ofFunder(share.Funder)); err != nil {
			return err
		}
	}
	return nil
}

// OrganisationDeleted tells all who could see an organisation that it is erased,
// and takes back all else that they were told of it.
func (t Teller) OrganisationDeleted(ctx context.Context, w Writer, id string, at time.Time, was Shown) error {
	told, err := w.Told(ctx, id)
	if err != nil {
		return err
	}
	feeds, err := actingFor(ctx, w, id, at)
	if err != nil {
		return err
	}
	feeds = append(append(feeds, operators), told...)
	if was.Verified {
		shares, err := w.SharedByName(ctx, id, at)
		if err != nil {
			return err
		}
		for _, share := range shares {
			feeds = append(feeds, ofFunder(share.Funder))
		}
	}
	if err := w.Untell(ctx, id); err != nil {
		return err
	}
	slices.SortFunc(feeds, func(a, b Feed) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.ID, b.ID)) })
	feeds = slices.DeleteFunc(slices.Compact(feeds), func(f Feed) bool { return f == ofOrganisation(id) })
	e := Event{Type: OrganisationDeleted, Time: at, Organisation: id, Subject: Subject{AnOrganisation, id, ""}}
	return t.tell(ctx, w, e, feeds...)
}

// Assessment tells that something was done with one.
func (t Teller) Assessment(ctx context.Context, w Writer, e Event, id string) error {
	e.Subject = Subject{AnAssessment, id, ""}
	feeds, err := actingFor(ctx, w, e.Organisation, e.Time)
	if err != nil {
		return err
	}
	return t.tell(ctx, w, e, feeds...)
}

// Result tells the funders whom an organisation shows its result by name that there
// is a new one, where it is one that they are shown.
func (t Teller) Result(ctx context.Context, w Writer, organisation string, at time.Time, of Measure) error {
	shares, err := w.SharedByName(ctx, organisation, at)
	if err != nil {
		return err
	}
	shown := slices.DeleteFunc(shares, func(share NamedShare) bool { return share.Measure != of })
	return t.tellFunders(ctx, w, Event{Type: AssessmentClosed, Time: at, Organisation: organisation}, shown)
}

// Grant is that a partner may act for an organisation.
type Grant struct{ ID, Organisation, Partner string }

func (g Grant) event(happened Type, at time.Time) Event {
	return Event{Type: happened, Time: at, Organisation: g.Organisation, Subject: Subject{AGrant, g.ID, ""}}
}

// GrantCreated tells that a partner may act for an organisation from now on, and
// tells the partner what there is: the organisation and its assessments.
func (t Teller) GrantCreated(ctx context.Context, w Writer, g Grant, at time.Time, there []Event) error {
	if err := t.tell(ctx, w, g.event(GrantCreated, at), ofOrganisation(g.Organisation), ofPartner(g.Partner)); err != nil {
		return err
	}
	told := make([]Told, len(there))
	for i, e := range there {
		e.ID, e.Time = t.NewID(), at
		told[i] = Told{ofPartner(g.Partner), e}
	}
	return w.Tell(ctx, told)
}

// GrantRevoked tells that it ended. Unless another grant holds, the partner keeps
// nothing else that it was told of the organisation.
func (t Teller) GrantRevoked(ctx context.Context, w Writer, g Grant, at time.Time) error {
	partners, err := w.PartnersOf(ctx, g.Organisation, at)
	if err != nil {
		return err
	}
	if !slices.Contains(partners, g.Partner) {
		if err := w.EndView(ctx, ofPartner(g.Partner), g.Organisation); err != nil {
			return err
		}
	}
	return t.tell(ctx, w, g.event(GrantRevoked, at), ofOrganisation(g.Organisation), ofPartner(g.Partner))
}

// GrantGone tells the organisation alone: the partner is no longer there.
func (t Teller) GrantGone(ctx context.Context, w Writer, g Grant, at time.Time) error {
	return t.tell(ctx, w, g.event(GrantRevoked, at), ofOrganisation(g.Organisation))
}

// Share is what an organisation agrees to, or takes back.
type Share struct {
	ID, Organisation  string
	Funder, Programme string // of a share by name; else ""
	Shown             bool   // whether the organisation is verified: else nothing is shown by name
}

// Share tells that one was granted, or has ended: to the organisation, and to the
// funder who is shown a result by name. Nobody else is told who takes part.
func (t Teller) Share(ctx context.Context, w Writer, s Share, happened Type, at time.Time) error {
	e := Event{Type: happened, Time: at, Organisation: s.Organisation, Subject: Subject{AShare, s.ID, ""}}
	if err := t.tell(ctx, w, e, ofOrganisation(s.Organisation)); err != nil || s.Funder == "" || !s.Shown {
		return err
	}
	e.Subject = Subject{ANamedShare, s.ID, s.Programme}
	if happened == ShareWithdrawn {
		if err := t.endNamed(ctx, w, s, at); err != nil {
			return err
		}
	}
	return t.tell(ctx, w, e, ofFunder(s.Funder))
}

// endNamed takes back what a funder was told of an organisation, unless that shows
// it another result.
func (t Teller) endNamed(ctx context.Context, w Writer, s Share, at time.Time) error {
	shares, err := w.SharedByName(ctx, s.Organisation, at)
	if err != nil || slices.ContainsFunc(shares, func(other NamedShare) bool { return other.Funder == s.Funder && other.ID != s.ID }) {
		return err
	}
	return w.EndView(ctx, ofFunder(s.Funder), s.Organisation)
}

// Release tells of what was published of a programme, to its funder and to the
// organisations that may read it.
func (t Teller) Release(ctx context.Context, w Writer, programme, period, funder string, members []string, at time.Time) error {
	feeds := []Feed{ofFunder(funder)}
	for _, id := range members {
		feeds = append(feeds, ofOrganisation(id))
	}
	return t.tell(ctx, w, Event{Type: ReleasePublished, Time: at, Subject: Subject{ARelease, programme, period}}, feeds...)
}

// Benchmark tells everybody that the public benchmark of a period is there.
func (t Teller) Benchmark(ctx context.Context, w Writer, period string, at time.Time) error {
	return t.tell(ctx, w, Event{Type: ReleasePublished, Time: at, Subject: Subject{TheBenchmark, period, period}}, Feed{})
}
