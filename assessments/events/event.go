// Package events tells what happened, to each of those who may see it: thin facts
// that name a thing and say nothing of what is in it. Whoever reads them and then
// reads what they name keeps a copy that is never long out of date.
//
// Each reader has a [Feed] of its own. Who is told is decided when it happens, in
// the same transaction ([Teller]), so nobody is shown later what was not theirs to
// see then. Nothing tells of responses, nor that enough people have answered: the
// times of these tell who wrote them.
package events

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Type says what happened.
type Type string

// What can have happened.
const (
	OrganisationChanged Type = "organisation.changed" // it was made, too
	OrganisationDeleted Type = "organisation.deleted"
	GrantCreated        Type = "grant.created"
	GrantRevoked        Type = "grant.revoked" // or it expired
	AssessmentOpened    Type = "assessment.opened"
	AssessmentChanged   Type = "assessment.changed"
	AssessmentClosed    Type = "assessment.closed"
	AssessmentCancelled Type = "assessment.cancelled"
	ShareGranted        Type = "share.granted"
	ShareWithdrawn      Type = "share.withdrawn" // or it expired
	ReleasePublished    Type = "release.published"
)

// Types lists what can have happened.
var Types = []Type{
	OrganisationChanged, OrganisationDeleted, GrantCreated, GrantRevoked, AssessmentOpened, AssessmentChanged,
	AssessmentClosed, AssessmentCancelled, ShareGranted, ShareWithdrawn, ReleasePublished,
}

// KeptFor is how long an event can be read. A place in a feed holds as long.
const KeptFor = 90 * 24 * time.Hour

// Event is something that happened.
type Event struct {
	ID           string
	Type         Type
	Time         time.Time
	Organisation string // whose it is; "" for what is nobody's
	Subject      Subject
}

// Subject is what an event is about.
type Subject struct {
	Kind Kind
	ID   string
	Of   string // what it is found under: the programme of a named share, the period of a release; else ""
}

// Kind is what a subject is.
type Kind string

// What events are about.
const (
	AnOrganisation Kind = "organisation"
	AGrant         Kind = "grant"
	AnAssessment   Kind = "assessment"
	AShare         Kind = "share"        // to the organisation that agreed
	ANamedShare    Kind = "named_result" // the same to the funder who sees it
	ARelease       Kind = "release"      // of a programme
	TheBenchmark   Kind = "benchmark"
)

// Feed is whose events they are: a principal's, or everybody's for the zero Feed.
type Feed struct {
	Role access.Role
	ID   string // "" for the operator
}

// FeedOf is the feed of whoever asks.
func FeedOf(caller access.Caller) Feed { return Feed{caller.Role, caller.PrincipalID} }

// Told is an event in a feed.
type Told struct {
	Feed Feed
	Event
}

// NamedShare is a share by name that is in force, with what its programme can show.
type NamedShare struct {
	ID        string
	Programme string
	Funder    string
	Measure   Measure
}

// Measure is which results a programme can show.
type Measure struct {
	Instrument string
	Series     string
	Scope      instrument.Scope
}
