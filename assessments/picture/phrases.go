package picture

import (
	"fmt"
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// phrases are the words around the marks, in one language and one variant. The
// verbs stand for numbers and for titles from the instrument.
type phrases struct {
	overall      string // level, rung, stance
	overallTitle string
	noOverall    string
	index        string // points
	closedOn     string // a day
	dayLayout    string // as in package time

	nobodyHeard notice
	staffView   notice
	livedView   notice

	stance    string // to, for or with
	here      string
	target    string
	targetMet string

	whoAnswered string
	voices      [len(scoring.Voices)]string
	tooFew      string                      // after how many there are
	sees        [len(scoring.Voices)]string // the voices, in short
	states      map[state]string

	principle  string
	area       string
	agreed     string
	none       string
	indexTitle string
	apart      string
	gaps       map[scoring.GapFlag]string
	sameRung   string
	oneApart   string
	manyApart  string // rungs
	advice     map[scoring.GapFlag]string

	conversation string
	scoredWith   string // id and version
	basedOn      string // names
}

// written holds the phrases there are, by language and variant. English has
// all variants.
var written = map[string]map[instrument.Variant]*phrases{"en": {
	instrument.Standard: {
		overall:      "Overall rung: %d, %s (doing %s)",
		noOverall:    "Overall rung: none yet",
		overallTitle: "Overall rung",
		index:        "Index: %d of 100",
		nobodyHeard:  notice{"Nothing to show yet", "Too few people have answered so far."},
		staffView:    notice{"Provisional: a staff view", "Too few people with lived experience have answered. This is not used to compare."},
		livedView:    notice{"Only one side", "Too few staff have answered."},
		stance:       "doing %s",
		here:         "You are here.",
		target:       "Target, not reached yet.",
		targetMet:    "Target reached.",
		whoAnswered:  "Who answered",
		voices:       [...]string{"People with lived experience", "Staff"},
		sees:         [...]string{"Lived experience", "Staff"},
		tooFew:       " (too few to be heard)",
		principle:    "Principle",
		area:         "Area",
		agreed:       "Agreed rung",
		indexTitle:   "Index",
		apart:        "Apart",
		states:       map[state]string{notHeard: "not heard", withheld: "not shown", noRung: "too few answers"},
		none:         "none",
		sameRung:     "Both are on the same rung",
		oneApart:     "1 rung apart",
		manyApart:    "%d rungs apart",
		gaps:         map[scoring.GapFlag]string{scoring.Discuss: "talk", scoring.Priority: "talk first"},
		advice:       map[scoring.GapFlag]string{scoring.Discuss: "talk about it", scoring.Priority: "talk about this first"},
		closedOn:     "Closed on %s",
		dayLayout:    "2 January 2006",
		conversation: "This is the start of a conversation. A low rung is not a failure.",
		scoredWith:   "Scored with %s.",
		basedOn:      "The ideas are by %s.",
	},
	instrument.EasyRead: {
		overall:      "Your step: %d, %s, doing %s",
		noOverall:    "Your step: none yet",
		overallTitle: "Your step",
		index:        "Points: %d of 100",
		nobodyHeard:  notice{"Nothing to show yet", "We need more people to answer."},
		staffView:    notice{"This is what staff say", "We still need to hear from people with lived experience."},
		livedView:    notice{"This is what people with lived experience say", "We still need to hear from staff."},
		stance:       "doing %s",
		here:         "You are here.",
		target:       "You want to get here.",
		targetMet:    "You got to where you wanted.",
		whoAnswered:  "Who answered",
		voices:       [...]string{"People with lived experience", "Staff"},
		sees:         [...]string{"Lived experience", "Staff"},
		tooFew:       ". We need more people",
		principle:    "About",
		area:         "About",
		agreed:       "Your step",
		indexTitle:   "Points",
		apart:        "Apart",
		states:       map[state]string{notHeard: "we need more people", withheld: "not shown", noRung: "we need more answers"},
		none:         "none yet",
		sameRung:     "Both sides are on the same step",
		oneApart:     "1 step apart",
		manyApart:    "%d steps apart",
		gaps:         map[scoring.GapFlag]string{scoring.Discuss: "talk", scoring.Priority: "talk first"},
		advice:       map[scoring.GapFlag]string{scoring.Discuss: "talk about it", scoring.Priority: "talk about this first"},
		closedOn:     "It ended on %s",
		dayLayout:    "2 January 2006",
		conversation: "Now talk about it together. A low step is not bad.",
		scoredWith:   "Made with %s.",
		basedOn:      "The ideas come from %s.",
	},
}}

// phrasesFor returns the phrases nearest to the words, and their language: the
// same language and variant, else English in that variant.
func phrasesFor(words *instrument.Words) (lang string, say *phrases) {
	if say, ok := written[words.Lang][words.Variant]; ok {
		return words.Lang, say
	}
	return "en", written["en"][words.Variant]
}

// notice is what must not be missed of a result, and what it means.
type notice struct{ what, means string }

// notice says who is not heard. It is nil when both voices are.
func (v *View) notice() *notice {
	switch lived, learnt := v.voices[scoring.Lived].heard, v.voices[scoring.Learnt].heard; {
	case lived && learnt:
		return nil
	case lived:
		return &v.say.livedView
	case learnt:
		return &v.say.staffView
	}
	return &v.say.nobodyHeard
}

func (p *phrases) closedOnDay(day time.Time) string {
	return fmt.Sprintf(p.closedOn, day.Format(p.dayLayout))
}

// headline is the overall rung in words.
func (v *View) headline() string {
	if v.overall.level == 0 {
		return v.say.noOverall
	}
	return fmt.Sprintf(v.say.overall, v.overall.level, v.overall.title, v.overall.stance)
}

// answered says how many people of a voice answered.
func (v *View) answered(who scoring.Voice) string {
	text := fmt.Sprintf("%s: %d", v.say.voices[who], v.voices[who].people)
	if !v.voices[who].heard {
		text += v.say.tooFew
	}
	return text
}

// agreedText is the agreed rung of a row in words: "3 Informing".
func (v *View) agreedText(r row) string {
	if r.agreed.level == 0 {
		return v.say.none
	}
	return r.agreed.numbered()
}

func (r rung) numbered() string { return strconv.Itoa(r.level) + " " + r.title }

// seen says where a voice stands: "Staff: 5 Engagement".
func (v *View) seen(r row, who scoring.Voice) string {
	m := r.marks[who]
	if m.state == stands {
		return v.say.sees[who] + ": " + m.rung.numbered()
	}
	return v.say.sees[who] + ": " + v.say.states[m.state]
}

// apart says how far apart the voices are: "2 rungs apart: talk about this
// first". It is empty where there is no gap to speak of.
func (v *View) apart(r row) string {
	if r.gap == nil {
		return ""
	}
	text := fmt.Sprintf(v.say.manyApart, max(r.gap.Rungs, -r.gap.Rungs))
	switch r.gap.Rungs {
	case 0:
		text = v.say.sameRung
	case 1, -1:
		text = v.say.oneApart
	}
	return join(": ", text, v.say.advice[r.gap.Flag])
}

// standing says what is to be said at a rung of the ladder: that the
// organisation stands there, or aims there.
func (v *View) standing(level int) string {
	var here, target string
	if level == v.overall.level {
		here = v.say.here
	}
	if level == v.target {
		target = v.say.target
		if v.overall.level >= v.target {
			target = v.say.targetMet
		}
	}
	return join(" ", here, target)
}

// credits says what the picture rests on, and how to take it.
func (v *View) credits() []string {
	return []string{
		v.say.conversation,
		fmt.Sprintf(v.say.scoredWith, v.scoredWith),
		fmt.Sprintf(v.say.basedOn, v.sources),
	}
}
