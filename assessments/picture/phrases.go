package picture

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// phrases are the words around the marks, in one language and one variant. The
// verbs stand for numbers and for titles from the instrument.
type phrases struct {
	doing      string // to, for or with
	overall    string // a rung
	nearest    string // the same, where few answered
	noOverall  string
	sure       string // of 10: the same rung, at most one away
	before     string // a day
	stoodThen  string // a day
	beforeSeen string // levels
	index      string // points
	closedOn   string // a day
	dayLayout  string // as in package time

	nobodyHeard notice
	alone       [len(scoring.Voices)]speaksAlone

	stance    string // to, for or with
	here      string
	aboutHere string // where few answered
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
		doing:       "You do things %s people",
		overall:     "Overall rung: %s",
		nearest:     "Nearest rung: %s",
		noOverall:   "Overall rung: none yet",
		sure:        "This rung is right for about %d in 10 organisations like you, and nearly right for %d.",
		before:      "Small marks: as it was on %s",
		stoodThen:   "Here on %s.",
		beforeSeen:  "Before: %s",
		index:       "Index: %d of 100",
		nobodyHeard: notice{"Nothing to show yet", "Too few people have answered so far."},
		alone: [...]speaksAlone{
			scoring.Lived: {
				notice: notice{"Only people with lived experience", "Staff still missing: %d."},
				agreed: "Rung they see", here: "They see you here.",
			},
			scoring.Learnt: {
				notice: notice{"A staff view only", "People with lived experience still missing: %d. This is not used to compare."},
				doing:  "Staff say that you do things %s people", overall: "The rung they see: %s", noOverall: "The rung they see: none yet",
				agreed: "Rung staff see", here: "Staff see you here.",
			},
		},
		stance:       "doing %s",
		here:         "You are here.",
		aboutHere:    "You are about here.",
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
		doing:       "You do things %s people",
		overall:     "Your step: %s",
		nearest:     "Your step may be: %s",
		noOverall:   "Your step: none yet",
		sure:        "This step is right for about %d in 10 places like you. It is nearly right for %d.",
		before:      "Small marks: how it was on %s",
		stoodThen:   "Here on %s.",
		beforeSeen:  "Before: %s",
		index:       "Points: %d of 100",
		nobodyHeard: notice{"Nothing to show yet", "We need more people to answer."},
		alone: [...]speaksAlone{
			scoring.Lived: {
				notice: notice{"This is what people with lived experience say", "Staff we still need to hear from: %d."},
				agreed: "Step they see", here: "They see you here.",
			},
			scoring.Learnt: {
				notice: notice{"This is what staff say", "People with lived experience we still need to hear from: %d."},
				doing:  "Staff say you do things %s people", overall: "The step they see: %s", noOverall: "The step they see: none yet",
				agreed: "Step staff see", here: "Staff see you here.",
			},
		},
		stance:       "doing %s",
		here:         "You are here.",
		aboutHere:    "You may be here.",
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

// speaksAlone is what is said otherwise where only one voice is heard. Nothing
// is agreed then.
type speaksAlone struct {
	notice    notice // how many of the other voice are missing
	doing     string // these three only of staff, which alone count for less
	overall   string
	noOverall string
	agreed    string
	here      string
}

// sayAlone puts what is said of a voice that speaks alone in place of what is
// said of both.
func (p *phrases) sayAlone(voice scoring.Voice) *phrases {
	say, alone := *p, &p.alone[voice]
	say.doing = cmp.Or(alone.doing, say.doing)
	say.overall, say.nearest = cmp.Or(alone.overall, say.overall), cmp.Or(alone.overall, say.nearest)
	say.noOverall = cmp.Or(alone.noOverall, say.noOverall)
	say.agreed = alone.agreed
	say.here, say.aboutHere = alone.here, alone.here
	return &say
}

// sayFew puts what is said where few answered in place of what is said of many.
func (p *phrases) sayFew() *phrases {
	say := *p
	say.overall, say.here = say.nearest, say.aboutHere
	return &say
}

func (p *phrases) closedOnDay(day time.Time) string {
	return fmt.Sprintf(p.closedOn, day.Format(p.dayLayout))
}

// headline is to, for or with, and the overall rung, in words.
func (v *View) headline() string {
	if v.overall.level == 0 {
		return v.say.noOverall
	}
	return sentence(v.doing()) + " " + v.overallRung()
}

// doing says to, for or with: that is surer than the rung.
func (v *View) doing() string { return fmt.Sprintf(v.say.doing, v.overall.stance) }

func (v *View) overallRung() string { return fmt.Sprintf(v.say.overall, v.overall.numbered()) }

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

// agreedLevel is the same without its name, for beside a ladder that has them.
func (v *View) agreedLevel(r row) string {
	if r.agreed.level == 0 {
		return v.say.none
	}
	return strconv.Itoa(r.agreed.level)
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
	then := ""
	if level == v.stoodOn {
		then = v.stoodThen
	}
	return join(" ", here, target, then)
}

// seenBefore says where the voices stood before: "Before: Lived experience 3,
// Staff 5". It is empty when neither did.
func (v *View) seenBefore(r row) string {
	var seen []string
	for _, who := range scoring.Voices {
		if level := r.before[who]; level > 0 {
			seen = append(seen, v.say.sees[who]+" "+strconv.Itoa(level))
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return fmt.Sprintf(v.say.beforeSeen, strings.Join(seen, ", "))
}

// credits says what the picture rests on, and how to take it.
func (v *View) credits() []string {
	return []string{
		v.say.conversation,
		fmt.Sprintf(v.say.scoredWith, v.scoredWith),
		fmt.Sprintf(v.say.basedOn, v.sources),
	}
}
