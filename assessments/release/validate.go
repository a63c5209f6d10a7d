package release

import (
	"errors"
	"fmt"
)

// figure is a number of the policy and the least promising value it may have.
type figure struct {
	name         string
	value, floor int
	most         bool // the floor is the most it may be, and not the least
}

// enough is more than any figure needs. It keeps the arithmetic far inside 64 bits.
const enough = 1_000_000

// figures lists what can be compared with its floor.
func (p Policy) figures() []figure {
	floor := Default()
	if p.Demo {
		floor = Demo()
	}
	return []figure{
		{"the age of an organisation, in days,", p.AgeDays, floor.AgeDays, false},
		{"the notice of a programme, in days,", p.NoticeDays, floor.NoticeDays, false},
		{"the length of a period, in days,", p.PeriodDays, floor.PeriodDays, true},
		{"the time between two freezes, in days,", p.FreezeDays, floor.FreezeDays, false},
		{"the programmes that count one organisation", p.Programmes, floor.Programmes, true},
		{"the controllers of a programme", p.Programme.Controllers, floor.Programme.Controllers, false},
		{"the share of one controller in a programme, in per cent,", p.Programme.One, floor.Programme.One, true},
		{"the share of two controllers in a programme, in per cent,", p.Programme.Two, floor.Programme.Two, true},
		{"the controllers of a public cohort", p.Public.Controllers, floor.Public.Controllers, false},
		{"the share of one controller in a public cohort, in per cent,", p.Public.One, floor.Public.One, true},
		{"the share of two controllers in a public cohort, in per cent,", p.Public.Two, floor.Public.Two, true},
		{"the difference between two cohorts, in controllers,", p.Apart, floor.Apart, false},
		{"the scale of the noise on sums", p.SumScale, floor.SumScale, false},
		{"the scale of the noise on counts by stance", p.StanceScale, floor.StanceScale, false},
		{"the scale of the noise on counts by rung", p.RungScale, floor.RungScale, false},
		{"ε of the public histogram, in thousandths,", p.HistogramEpsilon, floor.HistogramEpsilon, true},
		{"ε of a public sum, in thousandths,", p.SumEpsilon, floor.SumEpsilon, true},
		{"ε of an organisation between two freezes, in thousandths,", p.EpsilonCap, floor.EpsilonCap, true},
		{"the rounding of means", p.MeanStep, floor.MeanStep, false},
		{"the rounding of shares by stance", p.StanceStep, floor.StanceStep, false},
		{"the rounding of shares by rung", p.RungStep, floor.RungStep, false},
	}
}

// Validate names every figure that is missing or weaker than its floor. A
// policy that it refuses makes no plan and draws nothing.
func (p Policy) Validate() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if p.Version != Default().Version {
		fault("the policy's version is %q. It must be %q", p.Version, Default().Version)
	}
	for _, f := range p.figures() {
		switch {
		case f.most && (f.value < 1 || f.value > f.floor):
			fault("%s may be 1 to %d, not %d", f.name, f.floor, f.value)
		case !f.most && (f.value < f.floor || f.value > enough):
			fault("%s may be %d to %d, not %d", f.name, f.floor, enough, f.value)
		}
	}
	for _, step := range []struct {
		name  string
		value int
	}{{"means", p.MeanStep}, {"shares by stance", p.StanceStep}, {"shares by rung", p.RungStep}} {
		if step.value > 0 && (100%step.value != 0 || step.value > 25) {
			fault("the rounding of %s must be 5, 10, 20 or 25, not %d", step.name, step.value)
		}
	}
	if p.EpsilonCap > 0 && p.cost() > p.EpsilonCap {
		fault("ε of the public figures adds up to %d thousandths. It may be %d at most", p.cost(), p.EpsilonCap)
	}
	return errors.Join(faults...)
}
