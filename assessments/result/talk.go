package result

import "github.com/sevenrungs/sevenrungs/assessments/scoring"

// Topic is why something is worth talking about.
type Topic string

// The topics, the most worthwhile first.
const (
	TopicGap       Topic = "gap"       // the two sides see a principle differently
	TopicMissing   Topic = "missing"   // a side is not heard
	TopicLowest    Topic = "lowest"    // no principle stands lower
	TopicEven      Topic = "even"      // all principles stand on the same rung
	TopicUnknown   Topic = "not_known" // most people on a side do not know the answer to a question
	TopicGate      Topic = "gate"      // a key question holds everything back
	TopicHighest   Topic = "highest"   // no principle stands higher
	TopicUnheard   Topic = "unheard"   // who did not answer
	TopicNext      Topic = "next"      // what to ask of each other next time
	talkedTogether       = 3
)

// Talk is one thing for both sides to talk about together.
type Talk struct {
	Topic     Topic
	Principle string         // its id; "" for none
	Question  int            // its position in the instrument, where the topic has one
	Voice     scoring.Voice  // the side that is missing, or that does not know
	Sees      map[string]int // the level where each side sees the principle, by voice; of a gap
	Rung      int            // where the principle stands; 0 for none
}

// Together picks the three things that are most worth talking about. It is a
// choice of what the result shows already, and tells nothing more.
func (scored *Scored) Together() []Talk {
	var found []Talk
	for _, pick := range []func([]Talk) *Talk{
		scored.widestGap, scored.missingSide, scored.lowest, scored.unknown, scored.gateThatHolds, scored.highest,
		func([]Talk) *Talk { return &Talk{Topic: TopicUnheard} },
		func([]Talk) *Talk { return &Talk{Topic: TopicNext} },
	} {
		if one := pick(found); one != nil && len(found) < talkedTogether {
			found = append(found, *one)
		}
	}
	return found
}

// widestGap is the principle that the sides see most differently, if more than
// chance parts them.
func (scored *Scored) widestGap([]Talk) *Talk {
	var widest *scoring.Profile
	for i := range scored.Principles {
		p := &scored.Principles[i]
		if p.Gap != nil && p.Gap.Flag != scoring.NoGapFlag && (widest == nil || wide(p.Gap) > wide(widest.Gap)) {
			widest = p
		}
	}
	if widest == nil {
		return nil
	}
	sees := map[string]int{}
	for _, voice := range scoring.Voices {
		sees[voice.String()] = widest.Voices[voice].Rung
	}
	return &Talk{Topic: TopicGap, Principle: widest.ID, Sees: sees, Rung: widest.Rung}
}

func wide(gap *scoring.Gap) int { return max(gap.Rungs, -gap.Rungs) }

// missingSide is the side that is not heard, the people with lived experience
// first.
func (scored *Scored) missingSide([]Talk) *Talk {
	for _, voice := range scoring.Voices {
		if !scored.Voices[voice].Heard {
			return &Talk{Topic: TopicMissing, Voice: voice}
		}
	}
	return nil
}

// lowest is the principle on the lowest rung: one that is not spoken of yet,
// where several are as low. Where all are, there is none to name.
func (scored *Scored) lowest(already []Talk) *Talk {
	low, high := scored.ends(already)
	if low != nil && high.Rung == low.Rung {
		return &Talk{Topic: TopicEven, Rung: low.Rung}
	}
	return low
}

// highest is the principle on the highest rung, unless all are on the same.
func (scored *Scored) highest(already []Talk) *Talk {
	low, high := scored.ends(already)
	if low == nil || high.Rung == low.Rung {
		return nil
	}
	return high
}

func (scored *Scored) ends(already []Talk) (low, high *Talk) {
	return scored.extreme(TopicLowest, already, func(a, b int) bool { return a < b }),
		scored.extreme(TopicHighest, already, func(a, b int) bool { return a > b })
}

func (scored *Scored) extreme(topic Topic, already []Talk, beats func(a, b int) bool) *Talk {
	var best *scoring.Profile
	spoken := false
	for i := range scored.Principles {
		p := &scored.Principles[i]
		if p.Rung == 0 {
			continue
		}
		again := isSpokenOf(p.ID, already)
		if best == nil || beats(p.Rung, best.Rung) || p.Rung == best.Rung && spoken && !again {
			best, spoken = p, again
		}
	}
	if best == nil {
		return nil
	}
	return &Talk{Topic: topic, Principle: best.ID, Rung: best.Rung}
}

func isSpokenOf(principle string, already []Talk) bool {
	for _, one := range already {
		if one.Principle == principle {
			return true
		}
	}
	return false
}

// unknown is a question that most people on a side do not know the answer to:
// those with lived experience first, as what they do not know of does not count
// for them.
func (scored *Scored) unknown([]Talk) *Talk {
	if scored.NotKnown == nil {
		return nil
	}
	for _, voice := range scoring.Voices {
		if questions := scored.NotKnown[voice]; scored.Voices[voice].Heard && len(questions) > 0 {
			return &Talk{Topic: TopicUnknown, Voice: voice, Question: questions[0]}
		}
	}
	return nil
}

// gateThatHolds is the first key question that keeps the whole from moving.
func (scored *Scored) gateThatHolds([]Talk) *Talk {
	gates := scored.NextGates()
	if len(gates) == 0 {
		return nil
	}
	return &Talk{Topic: TopicGate, Question: gates[0].Question}
}
