package release

// Threshold is what a cohort needs before anything of it is published.
type Threshold struct {
	Controllers int // at least this many that are independent of each other
	One         int // at most this many per cent of the contributions from one controller
	Two         int // at most this many per cent from the largest two together
}

// Policy holds every figure of the promise. Those of [Default] are floors: a
// stricter figure is allowed, a weaker one is not. The zero Policy is refused.
type Policy struct {
	Version string // which promise this is; only "2" is known

	AgeDays    int // how old an organisation is at the freeze, at least
	NoticeDays int // how long before the freeze a programme is declared, at least
	PeriodDays int // how long a period may be: 458 days are the longest 15 months
	FreezeDays int // how many days lie between two freezes, at least; what an organisation spends of ε is added up over so many
	Programmes int // how many programmes, each of another funder, count one organisation in a period, at most

	Programme Threshold
	Public    Threshold

	Apart int // in how many controllers two cohorts differ, if they differ at all

	SumScale    int // the scale of the noise on a programme's sums of points
	StanceScale int // the scale of the noise on a programme's counts by stance
	RungScale   int // the scale of the noise on a large programme's counts by rung

	// Of the public benchmark, in thousandths of ε.
	HistogramEpsilon int // for the rungs
	SumEpsilon       int // for the sum of one principle
	EpsilonCap       int // for all of an organisation's draws in FreezeDays days

	MeanStep   int // means are rounded to this, and kept this far from 0 and 100
	StanceStep int // a programme's shares by stance are rounded to this
	RungStep   int // shares by rung, and all of the public benchmark's, are rounded to this

	Demo bool // nobody waits to be counted or to declare a programme; every release says so
}

// Default returns the policy of docs/anonymity.md.
func Default() Policy {
	return Policy{
		Version:          "2",
		AgeDays:          90,
		NoticeDays:       30,
		PeriodDays:       458,
		FreezeDays:       330,
		Programmes:       maxProgrammes,
		Programme:        Threshold{Controllers: 10, One: 25, Two: 40},
		Public:           Threshold{Controllers: 60, One: 10, Two: 20},
		Apart:            10,
		SumScale:         40,
		StanceScale:      4,
		RungScale:        6,
		HistogramEpsilon: 800,
		SumEpsilon:       300,
		EpsilonCap:       2000,
		MeanStep:         5,
		StanceStep:       10,
		RungStep:         5,
	}
}

// Demo returns the default policy without the age of organisations and the notice
// of programmes, for a database of invented organisations. Nothing else is weaker:
// freezes lie as far apart as everywhere.
func Demo() Policy {
	p := Default()
	p.AgeDays, p.NoticeDays, p.Demo = 0, 0, true
	return p
}

// cost is the ε of one public cohort, in thousandths: one histogram, and a sum
// for each principle. An organisation is in one sector, and the national figures
// are made from the sectors', so this is all that it ever spends at a freeze.
func (p Policy) cost() int { return p.HistogramEpsilon + len(Principles)*p.SumEpsilon }
