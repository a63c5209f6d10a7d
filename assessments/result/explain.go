package result

import (
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
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

// Explanation says a result in plain sentences, part by part. Each sentence says
// which language it is in.
type Explanation struct {
	Sentences []sentences.Said
	Parts     map[Part][]sentences.Said // the same sentences
}

// Explain explains a result in the sentences of its reader. Titles and choices in
// them are in the words of the instrument. Once a target is reached, nothing is
// said of moving up.
func Explain(scored *Scored, words *instrument.Words, said *sentences.Sentences) Explanation {
	e := &explainer{Scored: scored, words: words, speak: said, said: Explanation{Parts: map[Part][]sentences.Said{}}}
	e.explain()
	return e.said
}

// Texts are the sentences without their language.
func (e *Explanation) Texts() []string {
	texts := make([]string, len(e.Sentences))
	for i, sentence := range e.Sentences {
		texts[i] = sentence.Text
	}
	return texts
}

// languages returns the language of the first sentence, and those of all where
// they differ.
func (e *Explanation) languages() (lang string, langs []string) {
	lang, one := e.Sentences[0].Lang, true
	for _, sentence := range e.Sentences {
		langs = append(langs, sentence.Lang)
		one = one && sentence.Lang == lang
	}
	if one {
		return lang, nil
	}
	return lang, langs
}

func (e *explainer) explain() {
	if !e.Voices[scoring.Lived].Heard && !e.Voices[scoring.Learnt].Heard {
		e.part = View
		e.say("explain.nobody_heard")
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
		{Missing, !e.Voices[scoring.Learnt].Heard, func() { e.say("explain.learnt_missing") }},
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
	speak *sentences.Sentences
	said  Explanation
	part  Part // what is spoken of
}

func (e *explainer) add(sentence sentences.Said) {
	e.said.Sentences = append(e.said.Sentences, sentence)
	e.said.Parts[e.part] = append(e.said.Parts[e.part], sentence)
}

func (e *explainer) say(key string, filled ...any) { e.add(e.speak.Must(key, filled...)) }

// quote says what stands in the instrument.
func (e *explainer) quote(text string) { e.add(sentences.Said{Text: text, Lang: e.words.Lang}) }

func (e *explainer) rung(level int) string { return e.words.Rungs[e.Instrument.Rung(level).ID].Title }

func (e *explainer) principle(id string) string { return e.words.Principles[id].Title }

// noRung says which principles keep the overall rung away.
func (e *explainer) noRung() {
	e.say("explain.no_rung")
	for _, p := range e.Principles {
		if p.Rung == 0 {
			e.say("explain.too_few_answers", "principle", e.principle(p.ID))
		}
	}
}

// holds says what the overall rung is limited by. Nothing limits the top rung.
func (e *explainer) holds() {
	if e.Rung == e.Instrument.Top() {
		e.say("explain.top")
	}
	for _, limit := range e.limits() {
		switch limit {
		case scoring.AnswersLimit:
			e.say("explain.most_answers")
		case scoring.WeakestPrincipleLimit:
			for _, p := range e.weakest() {
				e.say("explain.principle_holds", "principle", e.principle(p.ID), "views", e.views(p))
			}
		case scoring.GatesLimit:
			for _, gate := range e.Gates {
				e.gate(gate)
			}
		case scoring.LivedVoiceLimit:
			e.say("explain.lived_voice_holds", "rung", e.rung(e.Instrument.Ceiling))
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
		e.say("explain.gate_unanswered", "principle", principle, "area", area)
	case gate.Agreed == 0:
		e.say("explain.gate_below", "principle", principle, "area", area, "needed", e.rung(e.Instrument.Ceiling))
	default:
		e.say("explain.gate_unmet", "principle", principle, "area", area, "rung", e.rung(gate.Agreed), "needed", e.rung(e.Instrument.Ceiling))
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
		return e.speak.Text("explain.learnt_sees", "rung", e.rung(learnt))
	case learnt == 0:
		return e.speak.Text("explain.lived_sees", "rung", e.rung(lived))
	case lived == learnt:
		return e.speak.Text("explain.both_see", "rung", e.rung(lived))
	}
	return e.speak.Text("explain.both_views",
		"lived", e.speak.Text("explain.lived_sees", "rung", e.rung(lived)), "learnt", e.speak.Text("explain.learnt_sees", "rung", e.rung(learnt)))
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
		e.say("explain.talk_first", "principles", e.speak.List(titles...))
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
			e.say("explain.raise_answers", "rung", e.rung(e.Rung+1))
		case scoring.WeakestPrincipleLimit:
			for _, p := range e.weakest() {
				e.raise(p)
			}
		case scoring.GatesLimit:
			for _, gate := range e.Gates {
				q := e.Instrument.Questions[gate.Question]
				e.say("explain.raise_gate", "principle", e.principle(q.Principle), "area", e.words.Areas[q.Area].Title)
				e.quote(e.words.Choice(q.ID, e.Instrument.Ceiling))
			}
		case scoring.LivedVoiceLimit:
			e.say("explain.ask_lived")
		}
	}
}

// raise shows what the next rung of a principle looks like, unless it leads past
// the target.
func (e *explainer) raise(p scoring.Profile) {
	if p.NextStep == nil {
		return
	}
	e.say("explain.work_on", "principle", e.principle(p.ID), "rung", e.rung(p.NextStep.Rung))
	for _, raise := range p.NextStep.Raises {
		e.quote(e.words.Choice(e.Instrument.Questions[raise.Question].ID, p.NextStep.Rung))
	}
}
