package result

import "github.com/sevenrungs/sevenrungs/assessments/scoring"

// staffView says first of all that only staff speak, and how many people with
// lived experience are missing.
func (e *explainer) staffView() {
	if e.Provisional {
		e.say("explain.staff_view", "missing", e.Missing(scoring.Lived, e.Minimums))
	}
}

// stand says to, for or with, which is surer than the rung, and then the rung.
func (e *explainer) stand() {
	stance, rung := e.speak.Stance(e.Instrument.Rung(e.Rung).Stance), e.rung(e.Rung)
	key := "explain.stand"
	switch {
	case e.Provisional:
		key = "explain.staff_stand"
	case e.Few():
		key = "explain.nearest"
	}
	e.say(key, "stance", stance, "rung", rung)
}

// sure says how far the rung can be trusted. A staff view cannot be.
func (e *explainer) sure() {
	switch {
	case e.Provisional, e.ScoringVersion == scoring.Version1().Version:
	case e.Sure == nil:
		e.say("explain.sure_unknown")
	case e.Few():
		e.say("explain.less_sure", "same", e.Sure.SameRung, "near", e.Sure.WithinOne)
	default:
		e.say("explain.sure", "same", e.Sure.SameRung, "near", e.Sure.WithinOne)
	}
}

// entered says how many answers of a side the organisation typed in itself. Who
// reads the result can weigh that: nobody else saw those answers come.
func (e *explainer) entered() {
	if e.Origins == nil {
		return
	}
	for _, voice := range scoring.Voices {
		if of := e.Voices[voice]; of.Heard && e.Origins[voice].Entered > 0 {
			e.say([...]string{scoring.Lived: "explain.entered_lived", scoring.Learnt: "explain.entered_learnt"}[voice], "n", e.Origins[voice].Entered, "of", of.Responses)
		}
	}
}

// shared says how many answers of a side came by links that people share, at
// most. One person can have given them all.
func (e *explainer) shared() {
	if e.Origins == nil {
		return
	}
	for _, voice := range scoring.Voices {
		if of := e.Voices[voice]; of.Heard && e.Origins[voice].Shared > 0 {
			e.say([...]string{scoring.Lived: "explain.shared_lived", scoring.Learnt: "explain.shared_learnt"}[voice], "n", e.Origins[voice].Shared, "of", of.Responses)
		}
	}
}

// fewNamed is how many of the questions that people cannot answer are named. Who
// wants all of them finds them in the result.
const fewNamed = 3

// notKnown says what most people on a side do not know. That is a finding: what
// they do not know of does not count for them.
func (e *explainer) notKnown() {
	if e.NotKnown == nil {
		return
	}
	for _, voice := range scoring.Voices {
		e.notKnownTo(voice, e.NotKnown[voice])
	}
}

func (e *explainer) notKnownTo(voice scoring.Voice, questions []int) {
	if len(questions) == 0 {
		return
	}
	e.say([...]string{scoring.Lived: "explain.not_known_lived", scoring.Learnt: "explain.not_known_learnt"}[voice])
	for _, q := range questions[:min(fewNamed, len(questions))] {
		asked := e.words.Questions[e.Instrument.Questions[q].ID]
		e.quote(voice.Asked(&asked))
	}
	if more := len(questions) - fewNamed; more > 0 {
		e.say("explain.more_not_known", "n", more)
	}
	e.say([...]string{scoring.Lived: "explain.tell_lived", scoring.Learnt: "explain.tell_learnt"}[voice])
}
