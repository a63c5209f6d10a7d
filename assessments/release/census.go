package release

import (
	"errors"
	"fmt"
	"strings"
)

// Instant is a moment, in seconds since the start of 1970 in UTC. There is no
// clock here: whoever asks says what time it is about.
type Instant int64

const day Instant = 24 * 60 * 60

// maxProgrammes is the most programmes that may count one organisation in a
// period. The rank audit relies on it.
const maxProgrammes = 2

// Period is the time whose assessments are compared. Its freeze fixes who
// counts.
type Period struct {
	Name   string
	Opens  Instant
	Closes Instant // the first moment after it
	Freeze Instant // not before Closes
}

// Measure says which assessments can be compared with each other.
type Measure struct {
	Instrument string
	Series     string // of the instrument: what its versions have in common
	Scoring    string // version of the rules of scoring
	Scope      string // "" for any, which only the public benchmark may ask for
}

// Covers tells whether an assessment can be compared by this measure.
func (m Measure) Covers(assessment Measure) bool {
	if m.Scope == "" {
		m.Scope = assessment.Scope
	}
	return m == assessment
}

// Census is everything that a plan may depend on. None of it is a score, and
// nothing in it leads to one.
type Census struct {
	Period Period

	// Organisations are all there are, whether they may count or not. A viewer
	// may be tied to one that does not.
	Organisations []Organisation
	Programmes    []Programme         // all funders' programmes of the period, in any order
	Related       map[string][]string // by funder: organisations, or controllers, that it is tied to

	Benchmark Measure  // what the public benchmark compares
	Sectors   []string // every sector, in the fixed order in which small ones are merged

	// Spent is what an organisation of each sector may have been charged of ε in
	// the days before the freeze that count, in thousandths.
	Spent map[string]int

	// Digest names a contribution so that only the holder of a key can tell
	// whose it is. It must never return the same for two contributions.
	Digest func(Contribution) string
}

// Organisation is what a plan may know of one.
type Organisation struct {
	ID          string
	Controller  string // who decides for it, itself when nobody else does; "" is not known, and does not count
	Sector      string
	Verified    bool // identifier checked and unique, and approved by the operator
	Created     Instant
	Assessments []Assessment // those that are closed
	Shares      []Share      // all there ever were: a funder does not forget
}

// Assessment is what a plan may know of one that is closed.
type Assessment struct {
	ID          string
	Closed      Instant
	Published   bool // of a built-in instrument
	Measure     Measure
	Provisional bool
	Complete    bool   // all four principles have an index
	CountedIn   string // the period in whose releases it was counted; "" for none
}

// Purpose is what an organisation agrees to. None implies another.
type Purpose string

// The purposes.
const (
	InProgramme Purpose = "programme"
	InBenchmark Purpose = "public_benchmark"
	ByName      Purpose = "named"
)

// Share is one consent, and how long it holds or held.
type Share struct {
	Purpose   Purpose
	Programme string  // for InProgramme
	Funder    string  // for ByName: who saw the named result
	From      Instant // when it was granted
	Until     Instant // when it was withdrawn or expires, whichever comes first; 0 for no end
}

// Programme is a cohort that a funder declared.
type Programme struct {
	ID       string
	Funder   string
	Declared Instant
	Measure  Measure
}

// Contribution is one organisation's latest assessment, in a cohort.
type Contribution struct {
	Organisation string
	Assessment   string
}

// validate names what is wrong with a census. It is about the program that made
// it, and so is no text for people outside.
func (c *Census) validate(p *Policy) error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	length := c.Period.Closes - c.Period.Opens
	switch {
	case c.Period.Name == "":
		fault("the period has no name")
	case length <= 0:
		fault("period %s closes before it opens", c.Period.Name)
	case length > Instant(p.PeriodDays)*day:
		fault("period %s is longer than %d days", c.Period.Name, p.PeriodDays)
	case c.Period.Freeze < c.Period.Closes:
		fault("period %s would be frozen before it is over", c.Period.Name)
	}
	if c.Digest == nil {
		fault("there is no digest of contributions")
	}
	once := func(kind string, seen map[string]bool, id string) {
		if id == "" || seen[id] {
			fault("%s %q is there twice, or has no id", kind, id)
		}
		seen[id] = true
	}
	organisations, programmes, sectors := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range c.Organisations {
		once("organisation", organisations, c.Organisations[i].ID)
	}
	for _, programme := range c.Programmes {
		once("programme", programmes, programme.ID)
		if programme.Funder == "" || programme.Measure.Scope == "" {
			fault("programme %q has no funder or no scope", programme.ID)
		}
	}
	for _, sector := range c.Sectors {
		once("sector", sectors, sector)
		if strings.Contains(sector, "+") || sector == string(NationalCohort) {
			fault("sector %q has a name that means something else", sector)
		}
	}
	return errors.Join(faults...)
}
