package result

import (
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// phrases are the sentences that explain a result, in one language and one
// variant. The verbs stand for numbers, and for titles from the instrument.
type phrases struct {
	nobodyHeard     string
	noRung          string
	tooFewAnswers   string // principle
	staffView       string // how many people with lived experience are missing
	stand           string // to, for or with; rung
	nearest         string // the same, of few answers
	staffStand      string // the same, of a staff view
	sure            string // of 10: the same rung, at most one away
	lessSure        string // the same, of few answers
	sureUnknown     string
	entered         [len(scoring.Voices)]string // how many answers, of how many
	shared          [len(scoring.Voices)]string // how many answers at most, of how many
	top             string
	mostAnswers     string
	principleHolds  string // principle; what is seen there
	livedSees       string // rung
	learntSees      string // rung
	bothSee         string // rung
	views           string // stands between what one side sees and what the other does
	gateUnmet       string // principle, area, rung now, rung needed
	gateBelow       string // principle, area, rung needed
	gateUnanswered  string // principle, area
	livedVoiceHolds string // rung
	learntMissing   string
	talkFirst       string // principles
	notKnown        [len(scoring.Voices)]string
	moreNotKnown    string // how many
	tell            [len(scoring.Voices)]string
	raiseAnswers    string // rung
	workOn          string // principle, rung
	raiseGate       string // principle, area
	askLived        string
	and             string
}

// written holds the sentences there are, by language and variant. English has
// all variants.
var written = map[string]map[instrument.Variant]*phrases{"en": {
	instrument.Standard: {
		nobodyHeard:     "Too few people have answered so far. There is nothing to show yet.",
		noRung:          "There is no overall rung yet.",
		tooFewAnswers:   "%s needs more answers.",
		staffView:       "This is a staff view only. People with lived experience still missing: %d. A staff view is not used to compare.",
		stand:           "You do things %s people. You stand on %s.",
		nearest:         "You do things %s people. Your nearest rung is %s.",
		staffStand:      "Staff say that you do things %s people. The rung they see is %s.",
		sure:            "This rung is right for about %d in 10 organisations like you, and nearly right for %d.",
		lessSure:        "Few people answered. This rung is right for about %d in 10 organisations like you, and nearly right for %d. More answers make it surer.",
		sureUnknown:     "Fewer than 3 people or teams answered on one side, so nobody can say how sure this rung is.",
		entered:         [...]string{"Answers that the organisation typed in for people with lived experience: %d of %d.", "Answers that the organisation typed in for staff: %d of %d."},
		shared:          [...]string{"People with lived experience may have shared one link to answer. That is so for up to %d of %d answers. One person can use such a link more than once.", "Staff may have shared one link to answer. That is so for up to %d of %d answers. One person can use such a link more than once."},
		top:             "This is the top rung. Ask both sides again next year.",
		mostAnswers:     "Most answers are there.",
		principleHolds:  "%s holds you: %s.",
		livedSees:       "people with lived experience see %s",
		learntSees:      "staff see %s",
		bothSee:         "both sides see %s",
		views:           ", ",
		gateUnmet:       "A key question holds you (%s, %s). It is on %s and needs %s.",
		gateBelow:       "A key question holds you (%s, %s). It needs %s.",
		gateUnanswered:  "A key question holds you (%s, %s). Too few people could answer it.",
		livedVoiceHolds: "You cannot pass %s yet. Too few people with lived experience have answered.",
		learntMissing:   "Too few staff have answered. Only people with lived experience speak here.",
		talkFirst:       "Talk first about %s. The two sides see it very differently.",
		notKnown:        [...]string{"Most people with lived experience do not know the answer to this:", "Most staff do not know the answer to this:"},
		moreNotKnown:    "Other questions that most do not know the answer to: %d.",
		tell:            [...]string{"Tell people, then ask again.", "Find out together, then ask again."},
		raiseAnswers:    "To move up, three in four of each side's answers must reach %s.",
		workOn:          "Work on %s. The next rung there is %s. It looks like this:",
		raiseGate:       "Work on the key question (%s, %s). It needs to look like this:",
		askLived:        "Ask more people with lived experience to answer.",
		and:             "and",
	},
	instrument.EasyRead: {
		nobodyHeard:     "Not enough people have answered yet. There is nothing to show.",
		noRung:          "You are not on a step yet.",
		tooFewAnswers:   "We need more answers about this: %s.",
		staffView:       "This is what staff say. People with lived experience we still need to hear from: %d.",
		stand:           "You do things %s people. You are on this step: %s.",
		nearest:         "You do things %s people. Your step may be this: %s.",
		staffStand:      "Staff say you do things %s people. They see this step: %s.",
		sure:            "This step is right for about %d in 10 places like you. It is nearly right for %d.",
		lessSure:        "Not many people answered. This step is right for about %d in 10 places like you. It is nearly right for %d. More answers make it surer.",
		sureUnknown:     "Fewer than 3 people or teams answered on one side. So we cannot say how sure this step is.",
		entered:         [...]string{"Someone else typed in answers for people with lived experience: %d of %d.", "Someone else typed in answers for staff: %d of %d."},
		shared:          [...]string{"People with lived experience may have shared a link. Up to %d of %d answers came that way. One person can use a shared link more than once.", "Staff may have shared a link. Up to %d of %d answers came that way. One person can use a shared link more than once."},
		top:             "This is the top step. Ask everyone again next year.",
		mostAnswers:     "Most answers say this.",
		principleHolds:  "This keeps you here: %s. %s.",
		livedSees:       "People with lived experience see this: %s",
		learntSees:      "Staff see this: %s",
		bothSee:         "Both sides see this: %s",
		views:           ". ",
		gateUnmet:       "One question keeps you here: %s, %s. The answer is %s now. It needs to be %s.",
		gateBelow:       "One question keeps you here: %s, %s. It needs to be %s.",
		gateUnanswered:  "One question keeps you here: %s, %s. We need more answers to it.",
		livedVoiceHolds: "You cannot go past this step yet: %s. We need more answers from people with lived experience.",
		learntMissing:   "This is what people with lived experience say. We still need to hear from staff.",
		talkFirst:       "Talk about this first: %s. You see it in different ways.",
		notKnown:        [...]string{"Most people with lived experience do not know this:", "Most staff do not know this:"},
		moreNotKnown:    "There are more things that most do not know: %d.",
		tell:            [...]string{"Tell people. Then ask again.", "Find out. Then ask again."},
		raiseAnswers:    "Most answers need to reach this step: %s.",
		workOn:          "Work on this: %s. The next step is %s. It looks like this:",
		raiseGate:       "Work on this question: %s, %s. It needs to look like this:",
		askLived:        "Ask more people with lived experience to answer.",
		and:             "and",
	},
}}

// phrasesFor returns the sentences nearest to the words, and their language: the
// same language and variant, else English in that variant.
func phrasesFor(words *instrument.Words) (lang string, say *phrases) {
	if say, ok := written[words.Lang][words.Variant]; ok {
		return words.Lang, say
	}
	return "en", written["en"][words.Variant]
}
