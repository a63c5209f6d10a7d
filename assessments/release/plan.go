package release

import (
	"fmt"
	"slices"
)

// Verdict is what becomes of a cohort in a period.
type Verdict string

// The outcomes.
const (
	Publish Verdict = "publish" // a release is drawn
	Refuse  Verdict = "refuse"  // the constant body
)

// Decision is what the plan says of one cohort.
type Decision struct {
	Cohort  Cohort
	Sectors []string // for a sector: the codes that were merged into it
	Verdict Verdict
	Reason  Reason // why it is refused, for the operator's log only

	Contributions []Contribution // unless refused: whose release it is, by organisation
	Digests       []string       // unless refused: of the contributions, sorted, to be kept

	independent int
	same        int // for Publish: the earlier decision with the very same contributions, or -1
}

// Plan is what will be published of a period, fixed before any score is seen.
type Plan struct {
	policy    Policy
	period    string
	decisions []Decision
}

// Decisions returns the decisions: programmes in order of declaration, those
// declared too late, then sectors in their order, then the national cohort.
func (p *Plan) Decisions() []Decision { return slices.Clone(p.decisions) }

// Decide makes the plan of a period. It is the same for the same census in any
// order. It fails when the policy is weak or the census makes no sense.
func Decide(policy Policy, census *Census) (*Plan, error) {
	if err := policy.Validate(); err != nil {
		return nil, fmt.Errorf("the policy is refused: %w", err)
	}
	if err := census.validate(&policy); err != nil {
		return nil, fmt.Errorf("the census is refused: %w", err)
	}
	r := indexCensus(&policy, census)
	sectors, national := r.benchmark()
	r.choose(append(slices.Clone(sectors), national))
	r.audit(sectors)

	plan := &Plan{policy: policy, period: census.Period.Name}
	for _, c := range r.programmes {
		plan.decisions = append(plan.decisions, r.decide(c))
	}
	for _, programme := range r.late {
		name := Cohort{ProgrammeCohort, programme.ID}
		plan.decisions = append(plan.decisions, r.decide(&cohort{name: name, refused: Late}))
	}
	for _, c := range append(sectors, national) {
		plan.decisions = append(plan.decisions, r.decide(c))
	}
	plan.pair()
	return plan, nil
}

// choose takes the programmes in order of declaration, each if it may stand by
// itself and beside all that are taken already, whoever's they are.
func (r *indexedCensus) choose(taken []*cohort) {
	taken = slices.DeleteFunc(taken, func(c *cohort) bool { return c.refused != "" })
	for _, c := range r.programmes {
		c.refused = r.weigh(c, r.known[c.funder], &r.policy.Programme)
		if c.refused != "" {
			continue
		}
		if slices.ContainsFunc(taken, func(other *cohort) bool { return !r.apart(c.members, other.members) }) {
			c.refused = TooClose
			continue
		}
		taken = append(taken, c)
	}
}

// decide turns a cohort into a decision.
func (r *indexedCensus) decide(c *cohort) Decision {
	d := Decision{Cohort: c.name, Sectors: c.sectors, same: -1}
	if c.refused != "" {
		d.Verdict, d.Reason = Refuse, c.refused
		return d
	}
	d.Verdict, d.independent = Publish, c.independent
	for i, member := range c.members {
		contribution := Contribution{r.organisations[member].ID, c.assessments[i]}
		d.Contributions = append(d.Contributions, contribution)
		d.Digests = append(d.Digests, r.census.Digest(contribution))
	}
	slices.Sort(d.Digests)
	return d
}

// pair finds programmes with the very same contributions. Noise drawn twice for
// one sum could be averaged out, so the later one takes the earlier one's.
func (p *Plan) pair() {
	for i := range p.decisions {
		d := &p.decisions[i]
		if d.Verdict != Publish || d.Cohort.Kind != ProgrammeCohort {
			continue
		}
		d.same = slices.IndexFunc(p.decisions[:i], func(other Decision) bool {
			return other.Verdict == Publish && other.same < 0 && slices.Equal(other.Contributions, d.Contributions)
		})
	}
}
