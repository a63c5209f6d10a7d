package scoring_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// An organisation that plants all answers of the lived voice but one can choose, for
// each question, what the middle answer says of the one that is not its own. Here
// every such choice is tried on the four questions of a principle, and what the
// figures say of the honest person's four answers is measured in bits: with seven
// rungs to each question, all of it is 4 log₂ 7 = 11.2. docs/privacy.md says what
// comes out.

// outcome is what becomes of a question, and how many of the honest person's
// possible answers come to it.
type outcome struct {
	value    int // 0 is none
	notKnown bool
	weight   int
}

// planting is all that planted answers to one question can make of it.
type planting []outcome

// plantings are all there are, the honest person answering with one of the rungs
// or, where they may, with "don't know". Of so many planted answers some carry no
// rung. Of the others only the two around the middle matter: those above may as
// well be 7, and those below 1.
func plantings(in *instrument.Instrument, planted int, dontKnow bool) (all []planting) {
	seen := map[string]bool{}
	for unknown := range planted + 1 {
		for silent := range planted + 1 - unknown {
			for low := 1; low <= in.Top(); low++ {
				for high := low; high <= in.Top(); high++ {
					p := tryPlanting(in, plantedAnswers(planted-unknown-silent, low, high, unknown, silent), dontKnow)
					if name := fmt.Sprint(p); !seen[name] {
						seen[name] = true
						all = append(all, p)
					}
				}
			}
		}
	}
	return all
}

func plantedAnswers(scored, low, high, unknown, silent int) []scoring.Answer {
	answers := slices.Concat(slices.Repeat([]scoring.Answer{scoring.DontKnow}, unknown), slices.Repeat([]scoring.Answer{scoring.PreferNotToSay}, silent))
	half := (scored + 2) / 2 // of these and the honest one, rounded up
	for nth := 1; nth <= scored; nth++ {
		answer := 1
		switch {
		case nth < half-1:
			answer = 7
		case nth == half-1:
			answer = high
		case nth == half:
			answer = low
		}
		answers = append(answers, scoring.Answer(answer))
	}
	return answers
}

// tryPlanting has scoring say what comes of it: on a principle whose questions are
// all answered alike the voice stands on their value.
func tryPlanting(in *instrument.Instrument, planted []scoring.Answer, dontKnow bool) (p planting) {
	honest := []scoring.Answer{1, 2, 3, 4, 5, 6, 7}
	if dontKnow {
		honest = append(honest, scoring.DontKnow)
	}
	for _, answer := range honest {
		tallies := scoring.NewTallies(in)
		for _, answer := range append(slices.Clone(planted), answer) {
			r := scoring.Response{Voice: scoring.Lived, People: 1, Answers: slices.Repeat([]scoring.Answer{4}, len(in.Questions))}
			for _, q := range in.InPrinciple(0) {
				r.Answers[q] = answer
			}
			tallies.Add(&r)
		}
		scored := scoring.Score(in, tallies, scoring.DefaultMinimums())
		of := outcome{value: scored.Principles[0].Voices[scoring.Lived].Rung}
		if shown := scored.Shown(len(planted) < 9); dontKnow && shown.NotKnown != nil { // a rung or another changes nothing in it
			of.notKnown = slices.Contains(shown.NotKnown[scoring.Lived], in.InPrinciple(0)[0])
		}
		same := func(o outcome) bool { return o.value == of.value && o.notKnown == of.notKnown }
		if i := slices.IndexFunc(p, same); i >= 0 {
			p[i].weight++
		} else {
			of.weight = 1
			p = append(p, of)
		}
	}
	return p
}

// isOpen says whether each rung that the honest person may choose comes through.
func (p planting) isOpen() bool {
	for rung := 1; rung <= 7; rung++ {
		if !slices.ContainsFunc(p, func(o outcome) bool { return o.value == rung }) {
			return false
		}
	}
	return true
}

// values are those of a voice on the four questions of a principle; 0 is none.
type values [4]int

// allValues is one more than the highest number of values.
const allValues = 8 * 8 * 8 * 8

func valuesOf(n int) values { return values{n & 7, n >> 3 & 7, n >> 6 & 7, n >> 9} }

// saying adds people who all say the same, on each principle.
func saying(in *instrument.Instrument, tallies *scoring.Tallies, voice scoring.Voice, people int, on [4]values) {
	r := scoring.Response{Voice: voice, People: 1, Answers: make([]scoring.Answer, len(in.Questions))}
	for p := range on {
		for i, q := range in.InPrinciple(p) {
			r.Answers[q] = scoring.Answer(on[p][i])
			if on[p][i] == 0 {
				r.Answers[q] = scoring.DontKnow
			}
		}
	}
	for range people {
		tallies.Add(&r)
	}
}

// figures is all that a result shows of one principle: its number for each of the
// values that the lived voice can have. Values without any answer are none.
type figures struct {
	numbers [allValues]int
	kinds   int
}

// figuresOf has scoring work them out, of so many people and a staff team.
func figuresOf(in *instrument.Instrument, people int, team values) *figures {
	var f figures
	known := map[shown]int{}
	for first := 0; first < allValues; first += 4 {
		on := [4]values{valuesOf(first), valuesOf(first + 1), valuesOf(first + 2), valuesOf(first + 3)}
		tallies := scoring.NewTallies(in)
		saying(in, tallies, scoring.Lived, people, on)
		if team != (values{}) {
			saying(in, tallies, scoring.Learnt, 1, [4]values{team, team, team, team})
		}
		r := scoring.Score(in, tallies, scoring.DefaultMinimums()).Shown(people < 10)
		for p := range on {
			figures := shownOf(&r.Principles[p], in.InPrinciple(p)[0])
			number, there := known[figures]
			if !there {
				number = len(known)
				known[figures] = number
			}
			f.numbers[first+p] = number
		}
	}
	f.kinds = len(known)
	return &f
}

// shown is what a profile shows, but for its name.
type shown struct {
	profile scoring.Profile // without the two below
	gap     scoring.Gap
	next    int // the rung of the next step
	raises  [4]scoring.Raise
}

// shownOf counts questions from the first one of the principle.
func shownOf(p *scoring.Profile, first int) shown {
	s := shown{profile: *p}
	s.profile.ID, s.profile.Gap, s.profile.NextStep = "", nil, nil
	if p.Gap != nil {
		s.gap = *p.Gap
	}
	if p.NextStep != nil {
		s.next = p.NextStep.Rung
		for i, raise := range p.NextStep.Raises {
			s.raises[i] = scoring.Raise{Question: raise.Question - first + 1, From: raise.From}
		}
	}
	return s
}

// teams are what the staff team says in turn: nothing, every sum there is with as
// much of it as can be on the top rung, and the same to all.
func teams() []values {
	all := []values{{}}
	for rung := 2; rung < 7; rung++ {
		all = append(all, values{rung, rung, rung, rung})
	}
	for sum := range 4*6 + 1 {
		var v values
		for i := range v {
			v[i] = 1 + max(0, min(6, sum-6*i))
		}
		all = append(all, v)
	}
	return all
}

// most tries every four plantings, and returns the most bits that any gives away,
// if they are more than others gave. What four give away is never more than what
// becomes of their questions would, one by one, so most need not be worked out.
func (f *figures) most(of []planting, others float64) (most float64) {
	most = others
	counts := make([]int, f.kinds<<4)
	open, widest := make([]float64, len(of)), 0.0
	for i := range of {
		open[i] = of[i].bits()
		widest = max(widest, open[i])
	}
	for a := range of {
		first := with([]answered{{weight: 1}}, of[a], 0)
		for b := a; b < len(of); b++ {
			if open[a]+open[b]+2*widest <= most {
				continue
			}
			second := with(first, of[b], 1)
			for c := b; c < len(of); c++ {
				if open[a]+open[b]+open[c]+widest <= most {
					continue
				}
				third := with(second, of[c], 2)
				for d := c; d < len(of); d++ {
					if open[a]+open[b]+open[c]+open[d] > most {
						most = max(most, f.bits(third, of[d], counts))
					}
				}
			}
		}
	}
	return most
}

// bits is how much what becomes of a question says of the honest person's answer.
func (p planting) bits() float64 {
	all, weighted := 0, 0.0
	for _, o := range p {
		all += o.weight
		weighted += timesLog[o.weight]
	}
	return math.Log2(float64(all)) - weighted/float64(all)
}

// answered is what became of some questions, the first ones.
type answered struct {
	number   int // of their values
	notKnown int // a bit for each question
	weight   int // how many of the honest person's answers come to it
}

// with adds a question.
func with(before []answered, p planting, question int) []answered {
	after := make([]answered, 0, len(before)*len(p))
	for _, b := range before {
		for _, o := range p {
			now := answered{b.number | o.value<<(3*question), b.notKnown, b.weight * o.weight}
			if o.notKnown {
				now.notKnown |= 1 << question
			}
			after = append(after, now)
		}
	}
	return after
}

// timesLog is n log₂ n for each number of answers that there can be.
var timesLog = func() (table [allValues + 1]float64) {
	for n := 1; n < len(table); n++ {
		table[n] = float64(n) * math.Log2(float64(n))
	}
	return table
}()

// bits is how much the figures say of the honest person's answers, given what
// became of three questions and what was planted on the last. It leaves the counts
// at 0, as it finds them.
func (f *figures) bits(before []answered, last planting, counts []int) (bits float64) {
	all, weighted := 0, 0.0
	for i := range before {
		b := &before[i]
		for j := range last {
			o := &last[j]
			shown := f.numbers[b.number|o.value<<9]<<4 | b.notKnown
			if o.notKnown {
				shown |= 8
			}
			counts[shown] += b.weight * o.weight
			all += b.weight * o.weight
		}
	}
	for i := range before {
		b := &before[i]
		for j := range last {
			o := &last[j]
			shown := f.numbers[b.number|o.value<<9]<<4 | b.notKnown
			if o.notKnown {
				shown |= 8
			}
			if n := counts[shown]; n > 0 {
				weighted += timesLog[n]
				counts[shown] = 0
			}
		}
	}
	return math.Log2(float64(all)) - weighted/float64(all)
}

// TestPlantedAnswersGiveAwayAsManyBitsAsTheDocumentSays tries all that can be planted
// for four of five, and for nine of ten. Of a small group not_known is not shown.
func TestPlantedAnswersGiveAwayAsManyBitsAsTheDocumentSays(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	in := ladder(t)
	for _, people := range []int{5, 10} {
		rungs, open := plantings(in, people-1, false), slices.DeleteFunc(plantings(in, people-1, true), func(p planting) bool { return !p.isOpen() })
		if len(rungs) != 29 || len(open) < 3 { // all of low to high, and no value at all
			t.Fatalf("%d plantings, %d of them with don't know", len(rungs), len(open))
		}
		own, unknown := 0.0, 0.0
		for _, team := range teams() {
			f := figuresOf(in, people, team)
			own, unknown = f.most(rungs, own), f.most(open, unknown)
		}
		says := fmt.Sprintf("| %d of %d | %.1f | %.1f | %.1f | %.1f |", people-1, people, own, unknown, fromAll(in, people, 1), fromAll(in, people, 0))
		t.Log(says)
		if !strings.Contains(string(text), says) {
			t.Errorf("docs/privacy.md does not say %q", says)
		}
	}
}

// fromAll is how many bits of the first principle the whole result gives away when
// each area is planted to stand on its question: of its other three, two are 7 and
// one is 1. The honest person answers from the lowest value given, 1 or none, up.
func fromAll(in *instrument.Instrument, people, lowest int) float64 {
	counts, all := map[string]int{}, 0
	for n := range allValues {
		on := [4]values{valuesOf(n), {7, 7, 7, 7}, {7, 7, 7, 7}, {1, 1, 1, 1}}
		if slices.Min(on[0][:]) < lowest {
			continue
		}
		tallies := scoring.NewTallies(in)
		saying(in, tallies, scoring.Lived, people, on)
		r := scoring.Score(in, tallies, scoring.DefaultMinimums()).Shown(people < 10)
		text := fmt.Sprint(shownOf(&r.Principles[0], 0), r.Rung, r.Index, r.LimitedBy, r.Flags, r.Gates, r.NotKnown)
		for i := range r.Areas {
			text += fmt.Sprint(shownOf(&r.Areas[i], 0))
		}
		counts[text]++
		all++
	}
	bits := 0.0
	for _, n := range counts {
		share := float64(n) / float64(all)
		bits -= share * math.Log2(share)
	}
	return bits
}
