package release

import (
	"errors"
	"fmt"
	"io"
)

// Ledger remembers what ε was charged. Draw asks it before every public draw,
// and draws nothing that it did not take. It is kept by sector, merged with
// others or not: an organisation is in one of them, so what a sector has spent is
// what each of its organisations has.
type Ledger interface {
	// Spent returns the thousandths of ε that an organisation of a sector may have
	// been charged in the days that count, by whatever freeze.
	Spent(sector string) (thousandths int, err error)
	// Charge adds to them. It returns an error when that would not last.
	Charge(period, sector string, thousandths int) error
}

// ErrSpent says that a public draw would pass the cap of ε, though the census knew
// of nothing that was spent: somebody else has charged meanwhile.
var ErrSpent = errors.New("the ε of this sector is spent")

// Form is what a decision became.
type Form struct {
	Cohort  Cohort
	Verdict Verdict
	Body    []byte // the bytes to keep for ever
}

// Draw looks up the scores of the contributions that are to be published, adds
// noise, rounds, and returns the bodies, in the order of the decisions. It is to
// be called once for a plan. When it fails nothing may be published; what the
// ledger took stays charged unless its transaction is undone.
func (p *Plan) Draw(random io.Reader, scores func(Contribution) (Scores, error), ledger Ledger) ([]Form, error) {
	d := drawing{Plan: p, random: random, scores: scores, ledger: ledger, drawn: make([]*sums, len(p.decisions))}
	forms := make([]Form, len(p.decisions))
	for i := range p.decisions {
		decision := &p.decisions[i]
		forms[i] = Form{Cohort: decision.Cohort, Verdict: decision.Verdict}
		if decision.Verdict == Refuse {
			forms[i].Body = Refused(decision.Cohort.ID, p.period)
			continue
		}
		release, err := d.release(i)
		if err != nil {
			return nil, fmt.Errorf("release %s %s: %w", decision.Cohort.Kind, decision.Cohort.ID, err)
		}
		release.Cohort, release.Period = decision.Cohort.ID, p.period
		forms[i].Body = release.Body()
	}
	return forms, nil
}

// drawing is one run of Draw. It alone knows exact sums, and forgets them.
type drawing struct {
	*Plan
	random   io.Reader
	scores   func(Contribution) (Scores, error)
	ledger   Ledger
	drawn    []*sums // by decision, with noise in them
	national sums    // of the noised sectors
}

func (d *drawing) release(i int) (Release, error) {
	decision := &d.decisions[i]
	switch decision.Cohort.Kind {
	case ProgrammeCohort:
		s, err := d.programme(i)
		if err != nil {
			return Release{}, err
		}
		return d.sure(s.programme(&d.policy, decision.independent), false), nil
	case SectorCohort:
		s, err := d.sector(decision)
		if err != nil {
			return Release{}, err
		}
		d.national.plus(s)
		return d.sure(s.public(&d.policy), true), nil
	default:
		return d.sure(d.national.public(&d.policy), true), nil
	}
}

// sure says of a release how far it can be relied on.
func (d *drawing) sure(r Release, public bool) Release {
	a := banded{d.policy, public, r.CountBand}.accuracy()
	r.Margin95, r.ClearChange = a.margin, a.change
	return r
}

// programme draws the noise of a programme, unless it was drawn for the very same
// contributions before.
func (d *drawing) programme(i int) (*sums, error) {
	decision := &d.decisions[i]
	if decision.same >= 0 {
		return d.drawn[decision.same], nil
	}
	s, err := d.add(decision)
	if err != nil {
		return nil, err
	}
	d.drawn[i] = s
	return s, s.blur(&d.policy, d.random)
}

// sector charges first, and looks scores up after that.
func (d *drawing) sector(decision *Decision) (*sums, error) {
	for _, code := range decision.Sectors {
		spent, err := d.ledger.Spent(code)
		if err != nil {
			return nil, fmt.Errorf("read the ledger: %w", err)
		}
		if spent < 0 || spent > d.policy.EpsilonCap-d.policy.cost() {
			return nil, ErrSpent
		}
		if err := d.ledger.Charge(d.period, code, d.policy.cost()); err != nil {
			return nil, fmt.Errorf("charge the ledger: %w", err)
		}
	}
	s, err := d.add(decision)
	if err != nil {
		return nil, err
	}
	if err := s.blurPublic(&d.policy, d.random); err != nil {
		return nil, err
	}
	return s, nil
}

// add adds the scores of a cohort up.
func (d *drawing) add(decision *Decision) (*sums, error) {
	s := &sums{}
	for _, contribution := range decision.Contributions {
		of, err := d.scores(contribution)
		if err != nil {
			return nil, fmt.Errorf("look up assessment %s: %w", contribution.Assessment, err)
		}
		if err := s.add(&of); err != nil {
			return nil, fmt.Errorf("assessment %s: %w", contribution.Assessment, err)
		}
	}
	return s, nil
}
