package result

import "github.com/sevenrungs/sevenrungs/assessments/scoring"

// staffView says first of all that only staff speak, and how many people with
// lived experience are missing.
func (e *explainer) staffView() {
	if e.Provisional {
		e.addf(e.say.staffView, e.Missing(scoring.Lived, e.Minimums))
	}
}

// stand says to, for or with, which is surer than the rung, and then the rung.
func (e *explainer) stand() {
	stance, rung := e.Instrument.Rung(e.Rung).Stance, e.rung(e.Rung)
	switch {
	case e.Provisional:
		e.addf(e.say.staffStand, stance, rung)
	case e.Few():
		e.addf(e.say.nearest, stance, rung)
	default:
		e.addf(e.say.stand, stance, rung)
	}
}

// sure says how far the rung can be trusted. A staff view cannot be.
func (e *explainer) sure() {
	switch {
	case e.Provisional, e.ScoringVersion == scoring.Version1().Version:
	case e.Sure == nil:
		e.add(e.say.sureUnknown)
	case e.Few():
		e.addf(e.say.lessSure, e.Sure.SameRung, e.Sure.WithinOne)
	default:
		e.addf(e.say.sure, e.Sure.SameRung, e.Sure.WithinOne)
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
			e.addf(e.say.entered[voice], e.Origins[voice].Entered, of.Responses)
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
			e.addf(e.say.shared[voice], e.Origins[voice].Shared, of.Responses)
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
	e.add(e.say.notKnown[voice])
	for _, q := range questions[:min(fewNamed, len(questions))] {
		asked := e.words.Questions[e.Instrument.Questions[q].ID]
		e.add([...]string{scoring.Lived: asked.Lived, scoring.Learnt: asked.Learnt}[voice])
	}
	if more := len(questions) - fewNamed; more > 0 {
		e.addf(e.say.moreNotKnown, more)
	}
	e.add(e.say.tell[voice])
}
