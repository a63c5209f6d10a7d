package scoring_test

import (
	"math/big"
	"slices"
	"sort"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// This is the second scoring. It was written from the rules of docs/scoring.md,
// one function for each, and shares no code with the package: it works on
// responses, never on tallies, tries rungs and sets of questions one after the
// other, and reckons in big fractions. It is slow, and meant to be obvious.

// side is one voice: who answered, and for each question what each of them said.
type side struct {
	voice     scoring.Voice
	responses []scoring.Response
	people    int
	minimum   int
}

// slow is what rules look at.
type slow struct {
	in    *instrument.Instrument
	sides []side // heard or not
}

// said is what a result comes to.
type said struct {
	rung        int
	limits      map[scoring.Limit]int // nil without a rung
	limitedBy   []scoring.Limit
	index       *big.Rat
	provisional bool
	flags       []scoring.Flag
	principles  []seen
	areas       []seen
	gates       []saidGate // those that hold
	nextGates   []saidGate
	notKnown    map[scoring.Voice][]int // of the heard voices
	size        string                  // rule 13; "" for null
}

type saidGate struct{ question, from int } // from 0 for none

// seen is a principle or area.
type seen struct {
	rung     int
	index    *big.Rat
	voices   map[scoring.Voice]stands // the heard ones
	apart    *big.Rat                 // in points; nil without a gap
	rungs    int
	flag     scoring.GapFlag
	thin     bool
	step     []int // the questions
	stepFrom []int // and where each starts
}

type stands struct {
	rung, answered int
	index          *big.Rat
}

func slowly(in *instrument.Instrument, responses []scoring.Response, minimums scoring.Minimums) *slow {
	s := &slow{in: in}
	for _, v := range scoring.Voices {
		one := side{voice: v, minimum: minimums[v]}
		for _, r := range responses {
			rungs := 0
			for _, answer := range r.Answers {
				if answer >= 1 {
					rungs++
				}
			}
			if r.Voice == v && rungs > 0 {
				one.responses = append(one.responses, r)
				one.people += r.People
			}
		}
		s.sides = append(s.sides, one)
	}
	return s
}

// Rule 1.
func (s *slow) heard() []side {
	var heard []side
	for _, one := range s.sides {
		if len(one.responses) >= 1 && one.people >= one.minimum {
			heard = append(heard, one)
		}
	}
	return heard
}

func (s *slow) hears(v scoring.Voice) bool {
	for _, one := range s.heard() {
		if one.voice == v {
			return true
		}
	}
	return false
}

// share is so many of so many, exactly.
func share(part, whole int) *big.Rat { return big.NewRat(int64(part), int64(whole)) }

func atLeast(x, y *big.Rat) bool { return x.Cmp(y) >= 0 }

// counts tells how many of a side say each answer to a question.
func (one *side) counts(question int) (by map[scoring.Answer]int, scored, people int) {
	by = map[scoring.Answer]int{}
	for _, r := range one.responses {
		answer := r.Answers[question]
		by[answer]++
		if answer >= 1 {
			scored++
			people += r.People
		}
	}
	return by, scored, people
}

// Rule 2: the highest rung that at least half of the scored answers reach.
func (s *slow) value(one *side, question int) int {
	by, scored, people := one.counts(question)
	all := len(one.responses)
	switch {
	case scored == 0:
		return 0
	case share(by[scoring.NotApplicable], all).Cmp(share(1, 2)) > 0:
		return 0
	case share(scored, all).Cmp(share(1, 3)) < 0:
		return 0
	case people < 3 && people < one.minimum:
		return 0
	}
	highest := 0
	for rung := 1; rung <= len(s.in.Rungs); rung++ {
		reach := 0
		for answer, n := range by {
			if int(answer) >= rung {
				reach += n
			}
		}
		if atLeast(share(reach, scored), share(1, 2)) {
			highest = rung
		}
	}
	return highest
}

// found lists the values that are there, by question.
func (s *slow) found(one *side, questions []int) map[int]int {
	found := map[int]int{}
	for _, q := range questions {
		if value := s.value(one, q); value > 0 {
			found[q] = value
		}
	}
	return found
}

// quartered is ⌈3n/4⌉.
func quartered(n int) int {
	up := 0
	for 4*up < 3*n {
		up++
	}
	return up
}

// Rule 4: the ⌈3n/4⌉-th largest of n values.
func standingOn(values map[int]int) int {
	sorted := []int{}
	for _, value := range values {
		sorted = append(sorted, value)
	}
	sort.Sort(sort.Reverse(sort.IntSlice(sorted)))
	return sorted[quartered(len(sorted))-1]
}

// Rules 3, 4 and 7, for one voice.
func (s *slow) stand(one *side, questions []int) stands {
	values := s.found(one, questions)
	at := stands{answered: len(values)}
	if share(len(values), len(questions)).Cmp(share(1, 2)) < 0 {
		return at
	}
	at.rung = standingOn(values)
	sum := 0
	for _, value := range values {
		sum += value
	}
	n := len(values)
	at.index = share(100*(sum-n), (len(s.in.Rungs)-1)*n)
	return at
}

// Rules 3, 5, 7 and 9, for a principle or an area.
func (s *slow) look(questions []int) seen {
	out := seen{voices: map[scoring.Voice]stands{}}
	total, agreed := new(big.Rat), len(s.in.Rungs)
	for _, one := range s.heard() {
		at := s.stand(&one, questions)
		out.voices[one.voice] = at
		out.thin = out.thin || at.answered < quartered(len(questions))
		agreed = min(agreed, at.rung)
		if at.index != nil {
			total.Add(total, at.index)
		}
	}
	if heard := len(s.heard()); heard > 0 && agreed > 0 {
		out.rung = agreed
		out.index = total.Quo(total, share(heard, 1))
	}
	lived, learnt := out.voices[scoring.Lived], out.voices[scoring.Learnt]
	if lived.rung > 0 && learnt.rung > 0 {
		out.rungs = learnt.rung - lived.rung
		out.apart = new(big.Rat).Sub(learnt.index, lived.index)
		out.flag = s.gapFlag(round(out.apart, 1))
	}
	return out
}

// Rule 9: the flag, from points that are rounded once.
func (s *slow) gapFlag(points int) scoring.GapFlag {
	discuss, priority := 15, 25
	for _, one := range s.sides {
		if len(one.responses) < 10 {
			discuss, priority = 20, 30
		}
	}
	if points < 0 {
		points = -points
	}
	switch {
	case points >= priority:
		return scoring.Priority
	case points >= discuss:
		return scoring.Discuss
	}
	return scoring.NoGapFlag
}

// round rounds to a multiple of step, halves away from zero.
func round(x *big.Rat, step int64) int {
	steps := new(big.Rat).Quo(x, big.NewRat(step, 1))
	half := big.NewRat(int64(steps.Sign()), 2)
	steps.Add(steps, half)
	return int(new(big.Int).Quo(steps.Num(), steps.Denom()).Int64() * step)
}

func (s *slow) where(is func(instrument.Question) bool) []int {
	var questions []int
	for i, q := range s.in.Questions {
		if is(q) {
			questions = append(questions, i)
		}
	}
	return questions
}

// gate is the agreed value of a gate, and whether it has one: the second half of
// rule 6.
func (s *slow) gate(question int) (agreed int, has bool) {
	agreed, has = len(s.in.Rungs), len(s.heard()) > 0
	for _, one := range s.heard() {
		_, scored, _ := one.counts(question)
		value := s.value(&one, question)
		if value == 0 || share(scored, len(one.responses)).Cmp(share(1, 2)) < 0 {
			has = false
		}
		agreed = min(agreed, value)
	}
	return agreed, has
}

// gates are those that keep anybody from passing the ceiling.
func (s *slow) gates() []saidGate {
	var held []saidGate
	for _, q := range s.where(func(q instrument.Question) bool { return q.Gate && len(s.heard()) > 0 }) {
		switch agreed, has := s.gate(q); {
		case !has:
			held = append(held, saidGate{q, 0})
		case agreed < s.in.Ceiling:
			held = append(held, saidGate{q, agreed})
		}
	}
	return held
}

func (s *slow) score() said {
	var out said
	for _, id := range s.in.Principles {
		questions := s.where(func(q instrument.Question) bool { return q.Principle == id })
		p := s.look(questions)
		p.step, p.stepFrom = s.step(p.rung, questions)
		out.principles = append(out.principles, p)
	}
	for _, id := range s.in.Areas {
		out.areas = append(out.areas, s.look(s.where(func(q instrument.Question) bool { return q.Area == id })))
	}
	out.gates = s.gates()
	s.overall(&out)
	out.provisional = !s.hears(scoring.Lived)
	out.flags = s.flags(&out)
	out.notKnown = s.notKnown()
	out.size = s.size(&out)
	return out
}

// Rule 6, and the end of rules 7 and 11.
func (s *slow) overall(out *said) {
	top := len(s.in.Rungs)
	weakest, total := top, new(big.Rat)
	for _, p := range out.principles {
		if p.rung == 0 {
			return
		}
		weakest = min(weakest, p.rung)
		total.Add(total, p.index)
	}
	out.index = total.Quo(total, share(len(out.principles), 1))
	out.limits = map[scoring.Limit]int{"answers": top, "weakest_principle": min(weakest+1, top), "gates": top, "lived_voice": top}
	every := s.where(func(instrument.Question) bool { return true })
	for _, one := range s.heard() {
		out.limits["answers"] = min(out.limits["answers"], standingOn(s.found(&one, every)))
	}
	if len(out.gates) > 0 {
		out.limits["gates"] = s.in.Ceiling
	}
	if !s.hears(scoring.Lived) {
		out.limits["lived_voice"] = s.in.Ceiling
	}
	out.rung = top
	for _, level := range out.limits {
		out.rung = min(out.rung, level)
	}
	for _, limit := range []scoring.Limit{"answers", "weakest_principle", "gates", "lived_voice"} {
		if out.rung < top && out.limits[limit] == out.rung {
			out.limitedBy = append(out.limitedBy, limit)
		}
	}
	if slices.Contains(out.limitedBy, "gates") {
		out.nextGates = out.gates
	}
}
