package result

import "github.com/sevenrungs/sevenrungs/assessments/instrument"

// phrases are the sentences that explain a result, in one language and one
// variant. The verbs stand for titles from the instrument.
type phrases struct {
	nobodyHeard     string
	noRung          string
	tooFewAnswers   string // principle
	stand           string // rung
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
	staffView       string
	learntMissing   string
	talkFirst       string // principles
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
		stand:           "You stand on %s.",
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
		staffView:       "This is a staff view only. It is not used to compare.",
		learntMissing:   "Too few staff have answered. Only people with lived experience speak here.",
		talkFirst:       "Talk first about %s. The two sides see it very differently.",
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
		stand:           "You are on this step: %s.",
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
		staffView:       "This is what staff say. We still need to hear from people with lived experience.",
		learntMissing:   "This is what people with lived experience say. We still need to hear from staff.",
		talkFirst:       "Talk about this first: %s. You see it in different ways.",
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
