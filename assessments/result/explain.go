package result

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Part is what some sentences of an explanation are about.
type Part string

// The parts, in the order in which they are said.
const (
	View     Part = "view"      // whose view it is, where nobody or only staff are heard
	Standing Part = "standing"  // where you stand
	HowSure  Part = "how_sure"  // how sure that is
	Came     Part = "came"      // who typed answers in, and who shared a link
	Holds    Part = "holds"     // what holds you there
	Missing  Part = "missing"   // that staff are not heard
	Gaps     Part = "gaps"      // where the sides differ most
	Unknown  Part = "not_known" // what people do not know
	Moves    Part = "moves"     // what would move you
)

// Explanation says a result in plain sentences, part by part.
type Explanation struct {
	Lang      string // the language of the sentences, such as en
	Sentences []string
	Parts     map[Part][]string // the same sentences
}

// Explain explains a result in the language and variant of the words, as far as
// there are sentences in it. Titles and choices in them are the instrument's.
// Once a target is reached, nothing is said of moving up.
func Explain(scored *Scored, words *instrument.Words) Explanation {
	lang, say := phrasesFor(words)
	e := &explainer{Scored: scored, words: words, say: say, said: Explanation{Lang: lang, Parts: map[Part][]string{}}}
	e.explain()
	return e.said
}

func (e *explainer) explain() {
	if !e.Voices[scoring.Lived].Heard && !e.Voices[scoring.Learnt].Heard {
		e.part = View
		e.add(e.say.nobodyHeard)
		return
	}
	stands := e.Rung > 0
	for _, step := range []struct {
		part Part
		when bool
		say  func()
	}{
		{View, true, e.staffView},
		{Standing, !stands, e.noRung},
		{Standing, stands, e.stand},
		{HowSure, stands, e.sure},
		{Came, true, e.entered},
		{Came, true, e.shared},
		{Holds, stands, e.holds},
		{Missing, !e.Voices[scoring.Learnt].Heard, func() { e.add(e.say.learntMissing) }},
		{Gaps, true, e.gaps},
		{Unknown, true, e.notKnown},
		{Moves, true, e.moves},
	} {
		if step.when {
			e.part = step.part
			step.say()
		}
	}
}

type explainer struct {
	*Scored
	words *instrument.Words
	say   *phrases
	said  Explanation
	part  Part // what is spoken of
}

func (e *explainer) add(sentence string) {
	e.said.Sentences = append(e.said.Sentences, sentence)
	e.said.Parts[e.part] = append(e.said.Parts[e.part], sentence)
}

func (e *explainer) addf(format string, titles ...any) { e.add(fmt.Sprintf(format, titles...)) }

func (e *explainer) rung(level int) string { return e.words.Rungs[e.Instrument.Rung(level).ID].Title }

func (e *explainer) principle(id string) string { return e.words.Principles[id].Title }

// noRung says which principles keep the overall rung away.
func (e *explainer) noRung() {
	e.add(e.say.noRung)
	for _, p := range e.Principles {
		if p.Rung == 0 {
			e.addf(e.say.tooFewAnswers, e.principle(p.ID))
		}
	}
}

// holds says what the overall rung is limited by. Nothing limits the top rung.
func (e *explainer) holds() {
	if e.Rung == e.Instrument.Top() {
		e.add(e.say.top)
	}
	for _, limit := range e.limits() {
		switch limit {
		case scoring.AnswersLimit:
			e.add(e.say.mostAnswers)
		case scoring.WeakestPrincipleLimit:
			for _, p := range e.weakest() {
				e.addf(e.say.principleHolds, e.principle(p.ID), e.views(p))
			}
		case scoring.GatesLimit:
			for _, gate := range e.Gates {
				e.gate(gate)
			}
		case scoring.LivedVoiceLimit:
			e.addf(e.say.livedVoiceHolds, e.rung(e.Instrument.Ceiling))
		}
	}
}

// limits are those that hold, the gates first: without them all other steps can
// be done and the whole does not move.
func (e *explainer) limits() []scoring.Limit {
	if len(e.NextGates()) == 0 {
		return e.LimitedBy
	}
	others := slices.DeleteFunc(slices.Clone(e.LimitedBy), func(limit scoring.Limit) bool { return limit == scoring.GatesLimit })
	return slices.Concat([]scoring.Limit{scoring.GatesLimit}, others)
}

// gate names a key question that holds.
func (e *explainer) gate(gate scoring.Gate) {
	q := e.Instrument.Questions[gate.Question]
	principle, area := e.principle(q.Principle), e.words.Areas[q.Area].Title
	switch {
	case !gate.Answered:
		e.addf(e.say.gateUnanswered, principle, area)
	case gate.Agreed == 0:
		e.addf(e.say.gateBelow, principle, area, e.rung(e.Instrument.Ceiling))
	default:
		e.addf(e.say.gateUnmet, principle, area, e.rung(gate.Agreed), e.rung(e.Instrument.Ceiling))
	}
}

// weakest returns the principles on the lowest agreed rung.
func (e *explainer) weakest() []scoring.Profile {
	lowest := e.Instrument.Top()
	for _, p := range e.Principles {
		if p.Rung > 0 {
			lowest = min(lowest, p.Rung)
		}
	}
	return slices.DeleteFunc(slices.Clone(e.Principles), func(p scoring.Profile) bool { return p.Rung != lowest })
}

// views says where each heard voice sees a principle.
func (e *explainer) views(p scoring.Profile) string {
	lived, learnt := p.Voices[scoring.Lived].Rung, p.Voices[scoring.Learnt].Rung
	switch {
	case lived == 0:
		return fmt.Sprintf(e.say.learntSees, e.rung(learnt))
	case learnt == 0:
		return fmt.Sprintf(e.say.livedSees, e.rung(lived))
	case lived == learnt:
		return fmt.Sprintf(e.say.bothSee, e.rung(lived))
	}
	return fmt.Sprintf(e.say.livedSees, e.rung(lived)) + e.say.views + fmt.Sprintf(e.say.learntSees, e.rung(learnt))
}

// gaps names what the two sides see most differently.
func (e *explainer) gaps() {
	var titles []string
	for _, p := range e.Principles {
		if p.Gap != nil && p.Gap.Flag == scoring.Priority {
			titles = append(titles, e.principle(p.ID))
		}
	}
	if len(titles) > 0 {
		e.addf(e.say.talkFirst, list(titles, e.say.and))
	}
}

// moves says what would raise each limit that holds, unless the target is
// reached.
func (e *explainer) moves() {
	if e.Target > 0 && e.Rung >= e.Target {
		return
	}
	for _, limit := range e.limits() {
		switch limit {
		case scoring.AnswersLimit:
			e.addf(e.say.raiseAnswers, e.rung(e.Rung+1))
		case scoring.WeakestPrincipleLimit:
			for _, p := range e.weakest() {
				e.raise(p)
			}
		case scoring.GatesLimit:
			for _, gate := range e.Gates {
				q := e.Instrument.Questions[gate.Question]
				e.addf(e.say.raiseGate, e.principle(q.Principle), e.words.Areas[q.Area].Title)
				e.add(e.words.Choice(q.ID, e.Instrument.Ceiling))
			}
		case scoring.LivedVoiceLimit:
			e.add(e.say.askLived)
		}
	}
}

// raise shows what the next rung of a principle looks like, unless it leads past
// the target.
func (e *explainer) raise(p scoring.Profile) {
	if p.NextStep == nil {
		return
	}
	e.addf(e.say.workOn, e.principle(p.ID), e.rung(p.NextStep.Rung))
	for _, raise := range p.NextStep.Raises {
		e.add(e.words.Choice(e.Instrument.Questions[raise.Question].ID, p.NextStep.Rung))
	}
}

// list joins names: "a", "a and b", "a, b and c".
func list(names []string, and string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + and + " " + names[last]
}
