package scoring_test

import (
	"math/big"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// The oracle scores the slow, obvious way: it works on the responses, sorts
// instead of counting, uses big fractions, and tries every set of questions for
// a next step. It shares no code with the package.
type oracle struct {
	in       *instrument.Instrument
	minimums scoring.Minimums
	by       map[scoring.Voice][]scoring.Response // those with a scored answer
}

type verdict struct {
	rung       int
	limits     *scoring.Limits
	limitedBy  []scoring.Limit
	flags      []scoring.Flag
	index      *big.Rat
	principles []view
	areas      []view
}

type view struct {
	rung  int
	index *big.Rat
	gap   *big.Rat // in points
	steps []int    // questions
}

func newOracle(in *instrument.Instrument, responses []scoring.Response, minimums scoring.Minimums) *oracle {
	o := &oracle{in, minimums, map[scoring.Voice][]scoring.Response{}}
	for _, r := range responses {
		if slices.ContainsFunc(r.Answers, func(a scoring.Answer) bool { return a > 0 }) {
			o.by[r.Voice] = append(o.by[r.Voice], r)
		}
	}
	return o
}

func (o *oracle) heard() []scoring.Voice {
	var heard []scoring.Voice
	for _, v := range scoring.Voices {
		people := 0
		for _, r := range o.by[v] {
			people += r.People
		}
		if len(o.by[v]) > 0 && people >= o.minimums[v] {
			heard = append(heard, v)
		}
	}
	return heard
}

func (o *oracle) value(v scoring.Voice, q int) int {
	var scored []int
	away, silent, people := 0, 0, 0
	for _, r := range o.by[v] {
		switch a := r.Answers[q]; {
		case a > 0:
			scored = append(scored, int(a))
			people += r.People
		case a == scoring.NotApplicable:
			away++
		default:
			silent++
		}
	}
	all := float64(len(o.by[v]))
	if len(scored) == 0 || float64(away) > all/2 || float64(silent) > all/2 || people < min(3, o.minimums[v]) {
		return 0
	}
	slices.Sort(scored)
	return scored[(len(scored)-1)/2]
}

func (o *oracle) values(v scoring.Voice) map[int]int {
	values := map[int]int{}
	for q := range o.in.Questions {
		if value := o.value(v, q); value > 0 {
			values[q] = value
		}
	}
	return values
}

// rungOf is the ⌈3n/4⌉-th largest of the values of these questions.
func rungOf(values map[int]int, questions []int) int {
	var there []int
	for _, q := range questions {
		if values[q] > 0 {
			there = append(there, values[q])
		}
	}
	if len(there) == 0 {
		return 0
	}
	slices.Sort(there)
	slices.Reverse(there)
	need := (3*len(there) + 3) / 4
	return there[need-1]
}

// enough tells whether three quarters of the questions have a value.
func enough(values map[int]int, questions []int) bool {
	n := 0
	for _, q := range questions {
		if values[q] > 0 {
			n++
		}
	}
	return 4*n >= 3*len(questions)
}

func (o *oracle) view(questions []int) view {
	heard := o.heard()
	if len(heard) == 0 {
		return view{}
	}
	rung, sum := len(o.in.Rungs), new(big.Rat)
	indexes := map[scoring.Voice]*big.Rat{}
	missing := false
	for _, v := range heard {
		values := o.values(v)
		if !enough(values, questions) {
			missing = true
			continue
		}
		rung = min(rung, rungOf(values, questions))
		above, n := 0, 0
		for _, q := range questions {
			if values[q] > 0 {
				above += values[q] - 1
				n++
			}
		}
		indexes[v] = big.NewRat(int64(100*above), int64((len(o.in.Rungs)-1)*n))
		sum.Add(sum, indexes[v])
	}
	if missing {
		return view{}
	}
	out := view{rung: rung, index: sum.Quo(sum, big.NewRat(int64(len(heard)), 1))}
	if len(heard) == 2 {
		out.gap = new(big.Rat).Sub(indexes[scoring.Learnt], indexes[scoring.Lived])
	}
	return out
}

func (o *oracle) where(is func(instrument.Question) bool) []int {
	var questions []int
	for i, q := range o.in.Questions {
		if is(q) {
			questions = append(questions, i)
		}
	}
	return questions
}

func (o *oracle) score() verdict {
	var out verdict
	for _, id := range o.in.Principles {
		questions := o.where(func(q instrument.Question) bool { return q.Principle == id })
		v := o.view(questions)
		v.steps = o.steps(v.rung, questions)
		out.principles = append(out.principles, v)
	}
	for _, id := range o.in.Areas {
		out.areas = append(out.areas, o.view(o.where(func(q instrument.Question) bool { return q.Area == id })))
	}
	o.overall(&out)
	out.flags = o.flags(out)
	return out
}

func (o *oracle) overall(out *verdict) {
	top, heard := len(o.in.Rungs), o.heard()
	weakest, sum := top, new(big.Rat)
	for _, p := range out.principles {
		if p.rung == 0 {
			return
		}
		weakest = min(weakest, p.rung)
		sum.Add(sum, p.index)
	}
	out.index = sum.Quo(sum, big.NewRat(int64(len(out.principles)), 1))
	limits := scoring.Limits{Answers: top, WeakestPrinciple: min(weakest+1, top), Gates: top, LivedVoice: top}
	every := o.where(func(instrument.Question) bool { return true })
	for _, v := range heard {
		values := o.values(v)
		limits.Answers = min(limits.Answers, rungOf(values, every))
		for q, question := range o.in.Questions {
			if question.Gate && values[q] < o.in.Ceiling { // missing is 0
				limits.Gates = o.in.Ceiling
			}
		}
	}
	if !slices.Contains(heard, scoring.Lived) {
		limits.LivedVoice = o.in.Ceiling
	}
	out.limits = &limits
	out.rung = min(limits.Answers, limits.WeakestPrinciple, limits.Gates, limits.LivedVoice)
	if out.rung == top {
		return
	}
	levels := []int{limits.Answers, limits.WeakestPrinciple, limits.Gates, limits.LivedVoice}
	for i, name := range []scoring.Limit{scoring.AnswersLimit, scoring.WeakestPrincipleLimit, scoring.GatesLimit, scoring.LivedVoiceLimit} {
		if levels[i] == out.rung {
			out.limitedBy = append(out.limitedBy, name)
		}
	}
}

func (o *oracle) flags(out verdict) []scoring.Flag {
	raised := map[scoring.Flag]bool{}
	for _, p := range out.principles {
		raised[scoring.BottomRung] = raised[scoring.BottomRung] || p.rung == 1
		for _, other := range out.principles {
			raised[scoring.Jagged] = raised[scoring.Jagged] || p.rung > 0 && other.rung >= p.rung+2
		}
	}
	heard := o.heard()
	for q, question := range o.in.Questions {
		if !question.Gate || len(heard) == 0 {
			continue
		}
		answered, unmet := true, false
		for _, v := range heard {
			value := o.value(v, q)
			answered = answered && value > 0
			unmet = unmet || value < o.in.Ceiling
		}
		raised[scoring.GateUnmet] = raised[scoring.GateUnmet] || answered && unmet
		raised[scoring.GateUnanswered] = raised[scoring.GateUnanswered] || !answered
	}
	raised[scoring.LivedVoiceMissing] = !slices.Contains(heard, scoring.Lived)
	raised[scoring.LearntVoiceMissing] = !slices.Contains(heard, scoring.Learnt)
	var flags []scoring.Flag
	for _, flag := range []scoring.Flag{
		scoring.BottomRung, scoring.GateUnmet, scoring.GateUnanswered, scoring.Jagged, scoring.LivedVoiceMissing, scoring.LearntVoiceMissing,
	} {
		if raised[flag] {
			flags = append(flags, flag)
		}
	}
	return flags
}

// steps tries every set of the questions, in the order the rule prefers them.
func (o *oracle) steps(agreed int, questions []int) []int {
	next := agreed + 1
	if agreed == 0 || next > len(o.in.Rungs) {
		return nil
	}
	var best []int
	for mask := 0; mask < 1<<len(questions); mask++ {
		var set []int
		for i, q := range questions {
			if mask>>i&1 == 1 {
				set = append(set, q)
			}
		}
		if o.lifts(set, questions, next) && (best == nil || o.before(set, best, next)) {
			best = set
		}
	}
	return best
}

// lifts tells whether bringing a set up to next lifts every heard voice there.
func (o *oracle) lifts(set, questions []int, next int) bool {
	for _, v := range o.heard() {
		values := o.values(v)
		for _, q := range set {
			if values[q] > 0 {
				values[q] = max(values[q], next)
			}
		}
		if rungOf(values, questions) < next {
			return false
		}
	}
	return true
}

// before tells whether set a is preferred to b: smaller, then fewer rungs to
// climb, then earlier questions.
func (o *oracle) before(a, b []int, next int) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	if o.climb(a, next) != o.climb(b, next) {
		return o.climb(a, next) < o.climb(b, next)
	}
	return slices.Compare(a, b) < 0
}

func (o *oracle) climb(set []int, next int) int {
	sum := 0
	for _, q := range set {
		from := next
		for _, v := range o.heard() {
			if value := o.value(v, q); value > 0 {
				from = min(from, value)
			}
		}
		sum += next - from
	}
	return sum
}
