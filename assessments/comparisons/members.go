package comparisons

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Members is the door: all that comparing may know of organisations and of what
// came of their assessments. It only reads, nothing that is open, and nothing that
// a person answered.
type Members interface {
	access.Grants

	// Identity returns who the organisation with this id is.
	Identity(ctx context.Context, id string) (Identity, error)
	// Funder returns a funder by its id.
	Funder(ctx context.Context, id string) (Funder, error)
	// Funders returns all funders.
	Funders(ctx context.Context) ([]Funder, error)
	// EachMember calls do with every organisation, its closed assessments and
	// all its shares. It reads no score.
	EachMember(ctx context.Context, do func(*Member) error) error
	// ClosedBy returns all assessments that an organisation closed, in the order
	// in which they were closed.
	ClosedBy(ctx context.Context, organisation string) ([]ClosedAssessment, error)
	// Figures returns what a result shows. One that is not complete has none.
	Figures(ctx context.Context, assessment string) (release.Figures, error)
	// NamedResult returns what may be shown with an organisation's name.
	NamedResult(ctx context.Context, assessment string) (NamedResult, error)
}

// Contributions are finer than what results show. So they are kept apart, and
// nothing may read them but a freeze.
type Contributions interface {
	// EachContribution calls do with what each of these assessments puts into a
	// release, in any order. Those that put in nothing are left out.
	EachContribution(ctx context.Context, assessments []string, do func(assessment string, scores release.Scores)) error
}

// Member is what a freeze may know of an organisation before it looks at any
// score.
type Member struct {
	ID         string
	Controller string // the id of the organisation that controls it in the end; its own unless another does
	Sector     register.Sector
	Verified   bool
	CreatedAt  time.Time
	Closed     []ClosedAssessment
	Shares     []Share
}

// Identity is who an organisation is: what the operator checks.
type Identity struct {
	Name        string
	Identifiers []string // in their canonical form
	Verified    bool     // the operator checked these very words
}

// Funder is whose a programme is.
type Funder struct {
	ID      string
	Name    string
	Contact string // "" for not said
}

// ClosedAssessment is what is known of a closed assessment without its scores.
type ClosedAssessment struct {
	ID          string
	Instrument  string
	Version     string
	Scope       instrument.Scope
	ClosedAt    time.Time
	Scoring     string // the version of the rules that its result was scored by
	Provisional bool   // a voice is missing from its result
	Complete    bool   // its result has a rung, and all four principles have an index
	CountedIn   string // the period it was counted in; "" for none
}

// NamedResult is what may be shown of a result with an organisation's name: no
// index, and nothing of one side alone.
type NamedResult struct {
	Title      string // of the assessment
	Rung       int    // 0 for none
	Principles []NamedPrinciple
}

// NamedPrinciple is what may be shown so of one principle.
type NamedPrinciple struct {
	ID   string
	Rung int        // 0 for none
	Next *NamedStep // nil at the top and without a rung
}

// NamedStep is which questions lead to the next rung of a principle.
type NamedStep struct {
	Rung      int   // the rung it leads to
	Questions []int // their positions in the instrument
}
