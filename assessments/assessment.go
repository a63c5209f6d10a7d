package assessments

import (
	"slices"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Assessment is one time that an organisation assesses itself. It is pinned to
// a version of an instrument for ever.
type Assessment struct {
	ID           string
	Organisation string
	Instrument   string
	Version      string
	Terms
	Setup
	Maker
	State     AssessmentState
	ClosedAt  time.Time // zero until it is closed
	WipedAt   time.Time // zero until it is over and nothing of the answers is left in the database's files
	CreatedAt time.Time
	UpdatedAt time.Time
	Closing   string // names the last try to close it that keeps notes beforehand
	Revision  int    // 1 when made, one more with each change

	// Enough says for each voice whether the minimum is reached so far. It is
	// all that is told before closing. See [countPeople].
	Enough [len(scoring.Voices)]bool
}

// Terms are what people are promised when they answer. They never change.
type Terms struct {
	Scope     instrument.Scope
	Answering [len(scoring.Voices)]Answering
	Minimums  scoring.Minimums
}

// Setup is what may change while an assessment is open.
type Setup struct {
	Title      string
	Target     int       // the level of the rung aimed at; 0 for none
	ClosesAt   time.Time // zero for when somebody closes it
	ExternalID string    // the caller's own reference
}

// Answering says how a voice answers.
type Answering string

// The ways of answering.
const (
	Individually Answering = "individual" // each person alone
	AsTeam       Answering = "team"       // one response that a group agreed
)

// AssessmentState is how far an assessment has got.
type AssessmentState string

// The states of an assessment.
const (
	Open      AssessmentState = "open"
	Closed    AssessmentState = "closed"
	Cancelled AssessmentState = "cancelled"
)

// AssessmentStates lists the states in the order they come.
var AssessmentStates = []AssessmentState{Open, Closed, Cancelled}

// MaxAssessmentResponses is how many responses one assessment takes.
const MaxAssessmentResponses = 100_000

// guardBelow is how many responses a heard voice of single people needs before
// its figures are shown as they are.
const guardBelow = 10

// notesFrom is how many responses every heard voice of single people needs
// before notes are shown.
const notesFrom = 5

// Tag names this state of the assessment. What was reached is part of it, and whether
// wiping is owed.
func (a *Assessment) Tag() string {
	parts := []string{tagOf(a.Revision)}
	for _, voice := range scoring.Voices {
		if a.Enough[voice] {
			parts = append(parts, voice.String())
		}
	}
	if a.WipingOwed() {
		parts = append(parts, "owed")
	}
	return strings.Join(parts, ".")
}

// overdue says whether it should have closed by itself.
func (a *Assessment) overdue(now time.Time) bool {
	return a.State == Open && !a.ClosesAt.IsZero() && !now.Before(a.ClosesAt)
}

// mustBeOpen returns an error of kind Conflict unless answers, invitations and
// changes are taken.
func (a *Assessment) mustBeOpen(now time.Time) error {
	switch {
	case a.State == Cancelled:
		return fault.Refuse(fault.Conflict, "refusal.cancelled")
	case a.State == Closed:
		return fault.Refuse(fault.Conflict, "refusal.closed")
	case a.overdue(now):
		return fault.Refuse(fault.Conflict, "refusal.time_up")
	}
	return nil
}

// mustBeClosed returns an error of kind Conflict unless there is a result.
func (a *Assessment) mustBeClosed() error {
	switch a.State {
	case Open:
		return fault.Refuse(fault.Conflict, "refusal.still_open")
	case Cancelled:
		return fault.Refuse(fault.Conflict, "refusal.no_result")
	case Closed:
	}
	return nil
}

// touch counts a change.
func (a *Assessment) touch(now time.Time) { a.UpdatedAt, a.Revision = now, a.Revision+1 }

// AssessmentInput is an assessment as it was sent.
type AssessmentInput struct {
	Organisation string
	Instrument   string
	Version      string // "" for the newest
	Scope        string
	Answering    [len(scoring.Voices)]string // "" for individual
	Minimums     [len(scoring.Voices)]*int   // nil for the default
	SetupInput
}

// SetupInput is a [Setup] as it was sent.
type SetupInput struct {
	Title      string
	Target     *int
	ClosesAt   time.Time
	ExternalID string
}

// Input returns the setup as it would be sent.
func (p *Setup) Input() SetupInput {
	in := SetupInput{Title: p.Title, ClosesAt: p.ClosesAt, ExternalID: p.ExternalID}
	if p.Target != 0 {
		in.Target = &p.Target
	}
	return in
}

// check returns the terms. Every fault is added to the list.
func (in *AssessmentInput) check(faults *fault.List) Terms {
	t := Terms{Scope: instrument.Scope(in.Scope)}
	if !slices.Contains(instrument.Scopes, t.Scope) {
		faults.Add(fault.At("scope"), "There is no scope %.80q. Use individual, service or strategic.", in.Scope)
	}
	for _, voice := range scoring.Voices {
		t.Answering[voice] = Answering(in.Answering[voice])
		switch t.Answering[voice] {
		case "":
			t.Answering[voice] = Individually
		case Individually, AsTeam:
		default:
			faults.Add(fault.At("answering", voice), "There is no way of answering %.80q. Use individual or team.", in.Answering[voice])
		}
		least, most, usual := minimumsOf(voice, t.Answering[voice])
		t.Minimums[voice] = usual
		if given := in.Minimums[voice]; given != nil {
			t.Minimums[voice] = *given
			if *given < least || *given > most {
				faults.Add(fault.At("minimum_people", voice), "The minimum for %s is %d. It must be from %d to %d.", voice, *given, least, most)
			}
		}
	}
	return t
}

// minimumsOf returns what the minimum of a voice may be, and what it is unless
// said. People who answer alone are never fewer than 3.
func minimumsOf(voice scoring.Voice, answering Answering) (least, most, usual int) {
	const fewest, staff = 3, 3
	least, most = scoring.Bounds(voice)
	usual = scoring.DefaultMinimums()[voice]
	if answering == Individually {
		least = max(least, fewest)
		if voice == scoring.Learnt {
			usual = staff
		}
	}
	return least, most, usual
}

// check returns the setup. Every fault is added to the list.
func (in *SetupInput) check(top int, now time.Time, before *Setup, faults *fault.List) Setup {
	p := Setup{
		Title:      faults.Name(fault.At("title"), in.Title),
		ClosesAt:   in.ClosesAt,
		ExternalID: faults.Reference(fault.At("external_id"), in.ExternalID),
	}
	if in.Target != nil {
		p.Target = *in.Target
		if top > 0 && (p.Target < 1 || p.Target > top) {
			faults.Add(fault.At("target_rung"), "There is no rung %d. Use 1 to %d.", p.Target, top)
		}
	}
	if before == nil || !before.ClosesAt.Equal(p.ClosesAt) {
		p.ClosesAt = faults.End(fault.At("closes_at"), in.ClosesAt, now)
	}
	return p
}

// guarded says whether the figures of a result have to be blurred: a heard
// voice of single people is small.
func (t *Terms) guarded(r *scoring.Result) bool { return t.smallest(r) < guardBelow }

// smallest returns how many responses the smallest heard voice of single people
// has; very many when there is none.
func (t *Terms) smallest(r *scoring.Result) int {
	smallest := MaxAssessmentResponses
	for _, voice := range scoring.Voices {
		if r.Voices[voice].Heard && t.Answering[voice] == Individually {
			smallest = min(smallest, r.Voices[voice].Responses)
		}
	}
	return smallest
}
