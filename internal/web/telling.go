package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// teller puts the numbers of a result into sentences.
type teller struct {
	*visit
	scored *result.Scored
	words  *instrument.Words
}

// rung is what a level is called; none is said as such.
func (t teller) rung(level int) string {
	if level == 0 {
		return t.say("result.no_rung")
	}
	return t.words.Rungs[t.scored.Instrument.Rung(level).ID].Title
}

// gaps says where the sides differ enough to talk about it. Principles that they
// see alike in that are named together, the widest gap first.
func (t teller) gaps() []string {
	advice := map[scoring.GapFlag]string{scoring.Discuss: "results.gap_discuss", scoring.Priority: "results.gap_first"}
	type seen struct {
		lived, learnt int
		flag          scoring.GapFlag
	}
	var order []seen
	titles := map[seen][]string{}
	for i := range t.scored.Principles {
		p := &t.scored.Principles[i]
		if p.Gap == nil || advice[p.Gap.Flag] == "" {
			continue
		}
		one := seen{p.Voices[scoring.Lived].Rung, p.Voices[scoring.Learnt].Rung, p.Gap.Flag}
		if titles[one] == nil {
			order = append(order, one)
		}
		titles[one] = append(titles[one], t.words.Principles[p.ID].Title)
	}
	apart := func(one seen) int { return max(one.lived-one.learnt, one.learnt-one.lived) }
	slices.SortStableFunc(order, func(a, b seen) int { return apart(b) - apart(a) })
	var said []string
	for _, one := range order {
		said = append(said, t.say("results.gap", "principle", strings.Join(titles[one], ", "), "lived", t.rung(one.lived), "learnt", t.rung(one.learnt))+" "+t.say(advice[one.flag]))
	}
	return said
}

// unknown lists the questions that most people on a side do not know the answer to.
func (t teller) unknown() []unknown {
	if t.scored.NotKnown == nil {
		return nil
	}
	var all []unknown
	for _, voice := range scoring.Voices {
		one := unknown{Voice: voice.String()}
		for _, at := range t.scored.NotKnown[voice] {
			one.Questions = append(one.Questions, t.asked(at, voice))
		}
		if len(one.Questions) > 0 && t.scored.Voices[voice].Heard {
			all = append(all, one)
		}
	}
	return all
}

// asked is a question as a side is asked it.
func (t teller) asked(at int, voice scoring.Voice) string {
	said := t.words.Questions[t.scored.Instrument.Questions[at].ID]
	return voice.Asked(&said)
}

// talk says the three things to talk about together, as questions.
func (t teller) talk() []string {
	var said []string
	for _, one := range t.scored.Together() {
		said = append(said, t.question(&one))
	}
	return said
}

func (t teller) question(one *result.Talk) string {
	principle := t.words.Principles[one.Principle].Title
	switch one.Topic {
	case result.TopicGap:
		return t.say("talk.gap", "principle", principle, "lived", t.rung(one.Sees[scoring.Lived.String()]), "learnt", t.rung(one.Sees[scoring.Learnt.String()]))
	case result.TopicMissing:
		if one.Voice == scoring.Lived {
			return t.say("talk.missing_lived")
		}
		return t.say("talk.missing_learnt")
	case result.TopicLowest:
		return t.say("talk.lowest", "principle", principle, "rung", t.rung(one.Rung))
	case result.TopicEven:
		return t.say("talk.even", "rung", t.rung(one.Rung))
	case result.TopicUnknown:
		if one.Voice == scoring.Lived {
			return t.say("talk.unknown_lived", "question", t.asked(one.Question, one.Voice))
		}
		return t.say("talk.unknown_learnt", "question", t.asked(one.Question, one.Voice))
	case result.TopicGate:
		return t.say("talk.gate", "question", t.asked(one.Question, scoring.Learnt))
	case result.TopicHighest:
		return t.say("talk.highest", "principle", principle, "rung", t.rung(one.Rung))
	case result.TopicUnheard:
		return t.say("talk.unheard")
	case result.TopicNext:
	}
	return t.say("talk.next")
}

// before is the result before that this one can be compared with; nil without one.
func (t teller) before(then *assessments.StoredResult) *before {
	if then == nil {
		return nil
	}
	was := &before{Address: "/assessments/" + then.Assessment.ID + "/result", Closed: then.Assessment.ClosedAt}
	if then.Rung > 0 {
		was.Rung = t.questions(then.Instrument).Rungs[then.Instrument.Rung(then.Rung).ID].Title
	}
	return was
}

// rows says where the sides see each principle or area. Where the group is small,
// what each side sees of an area is withheld.
func (t teller) rows(profiles []scoring.Profile, titles map[string]instrument.Titled, withheld bool) []row {
	rows := make([]row, 0, len(profiles))
	for i := range profiles {
		p := &profiles[i]
		one := row{ID: p.ID, Title: titles[p.ID].Title, Rung: t.numbered(p.Rung), Index: t.say("results.none")}
		if points := result.Points(p.Index); points != nil {
			one.Index = strconv.Itoa(*points)
		} else if withheld {
			one.Index = t.say("results.withheld")
		}
		for _, voice := range scoring.Voices {
			one.Sees = append(one.Sees, t.sees(p, voice, withheld))
		}
		if p.Gap != nil && !withheld {
			one.Gap = strconv.Itoa(max(p.Gap.Rungs, -p.Gap.Rungs))
		}
		rows = append(rows, one)
	}
	return rows
}

func (t teller) sees(p *scoring.Profile, voice scoring.Voice, withheld bool) string {
	switch {
	case !t.scored.Voices[voice].Heard:
		return t.say("results.not_heard")
	case withheld:
		return t.say("results.withheld")
	}
	return t.numbered(p.Voices[voice].Rung)
}

// numbered is a rung with its level: 3 Informing.
func (t teller) numbered(level int) string {
	if level == 0 {
		return t.rung(0)
	}
	return strconv.Itoa(level) + " " + t.rung(level)
}
