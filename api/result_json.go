package api

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Result is where an organisation stands.
type Result struct {
	Instrument ResultInstrument `json:"instrument"`
	// The version of the scoring rules
	ScoringVersion string `json:"scoring_version" example:"2"`
	// The language of the texts here
	Lang string `json:"lang" example:"en"`
	// The variant of the texts here
	Variant string `json:"variant" enums:"standard,easy_read" example:"standard"`
	// The overall rung; null when a principle has none
	Rung *Rung `json:"rung" extensions:"x-nullable"`
	// For following change, never the headline
	Index *int `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"62"`
	// True when people with lived experience are not heard: a staff view
	Provisional bool `json:"provisional"`
	// The overall rung is the lowest of these; null when there is none
	Limits *Limits `json:"limits" extensions:"x-nullable"`
	// The limits equal to the rung
	LimitedBy []string `json:"limited_by" enums:"answers,weakest_principle,gates,lived_voice"`
	Flags     []string `json:"flags" enums:"bottom_rung,gate_unmet,gate_unanswered,jagged,thin,lived_voice_missing,learnt_voice_missing"`
	// Always lived, then learnt
	Voices []HeadCount `json:"voices"`
	*SinceVersion2
	Principles []Principle `json:"principles"`
	Areas      []Area      `json:"areas"`
	// Where you stand, what holds you there, what would move you
	Explanation []string `json:"explanation" example:"You stand on Consultation."`
	// The language of the explanation, where it is not yet in that of the other texts
	ExplanationLang string  `json:"explanation_lang" example:"en"`
	Receipt         Receipt `json:"receipt"`
}

// SinceVersion2 is what results tell since version 2 of the scoring rules. A
// stored result of version 1 leaves it out.
type SinceVersion2 struct {
	// How far the rung can be trusted; null without a rung, for a staff view, and with fewer than 3 responses on a heard side. Left out of a stored result of scoring version 1
	Sure *Sure `json:"sure" validate:"optional" extensions:"x-nullable"`
	// The gates to see to, where they are what limits the overall rung. Left out of a stored result of scoring version 1
	NextGate []QuestionStep `json:"next_gate" validate:"optional"`
	// What most people on a heard side say that they do not know; null where the group is small. Left out of a stored result of scoring version 1
	NotKnown *NotKnown `json:"not_known" validate:"optional" extensions:"x-nullable"`
}

// Sure says how often, among organisations of that size, the rung is the one that
// asking everybody would give.
type Sure struct {
	// How many answered on the smaller heard side
	Responses string `json:"responses" enums:"3_to_4,5_to_9,10_to_14,15_to_29,30_or_more" example:"5_to_9"`
	// For how many of 10 it is the same rung
	SameRung int `json:"same_rung" minimum:"0" maximum:"10" example:"6"`
	// For how many of 10 it is at most one rung away
	WithinOne int `json:"within_one" minimum:"0" maximum:"10" example:"9"`
	// For how many of 10 it is the same of to, for and with
	SameStance int `json:"same_stance" minimum:"0" maximum:"10" example:"8"`
}

// NotKnown lists questions, in the instrument's order. A side that is not heard is
// left out.
type NotKnown struct {
	Lived  []string `json:"lived,omitzero" validate:"optional" example:"diversity-review"`
	Learnt []string `json:"learnt,omitzero" validate:"optional"`
}

// ResultInstrument names what was answered.
type ResultInstrument struct {
	ID      string `json:"id" example:"coproduction-ladder"`
	Version string `json:"version" example:"0.8.0"`
	Digest  string `json:"digest" example:"sha256:6b0c…"`
}

// Rung is a step of the ladder.
type Rung struct {
	Level  int    `json:"level" minimum:"1" maximum:"12" example:"4"`
	ID     string `json:"id" example:"consultation"`
	Title  string `json:"title" example:"Consultation"`
	Stance string `json:"stance" enums:"to,for,with" example:"for"`
}

// Limits are the four levels of which the overall rung is the lowest.
type Limits struct {
	Answers          int `json:"answers" minimum:"1" maximum:"12" example:"4"`
	WeakestPrinciple int `json:"weakest_principle" minimum:"1" maximum:"12" example:"4"`
	Gates            int `json:"gates" minimum:"1" maximum:"12" example:"5"`
	LivedVoice       int `json:"lived_voice" minimum:"1" maximum:"12" example:"7"`
}

// HeadCount is how many there are of a voice. A response without a single
// scored answer is not counted.
type HeadCount struct {
	Voice  string `json:"voice" enums:"lived,learnt" example:"lived"`
	People int    `json:"people" minimum:"0" example:"6"`
	// Null when the voice is not heard
	Responses *int `json:"responses" minimum:"0" extensions:"x-nullable" example:"6"`
	Heard     bool `json:"heard" example:"true"`
}

// Principle is where an organisation stands on one principle.
type Principle struct {
	Area
	// The smallest set of questions that lifts the rung by one; null at the top and without a rung
	NextStep *NextStep `json:"next_step" extensions:"x-nullable"`
}

// Area is where an organisation stands in one area.
type Area struct {
	ID    string `json:"id" example:"equality"`
	Title string `json:"title" example:"Equality"`
	// What both sides see; null when there is none, and then reason says why
	Rung   *Rung   `json:"rung" extensions:"x-nullable"`
	Index  *int    `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"73"`
	Reason *string `json:"reason" enums:"insufficient_answers,no_voice_heard" extensions:"x-nullable"`
	// The heard voices
	Voices []VoiceView `json:"voices"`
	Gap    *Gap        `json:"gap" extensions:"x-nullable"`
}

// VoiceView is where one heard voice sees the organisation.
type VoiceView struct {
	Voice string `json:"voice" enums:"lived,learnt" example:"lived"`
	Level *int   `json:"level" minimum:"1" maximum:"12" extensions:"x-nullable" example:"5"`
	Index *int   `json:"index" minimum:"0" maximum:"100" extensions:"x-nullable" example:"67"`
	// How many questions have a value
	Answered int `json:"answered" minimum:"0" maximum:"30" example:"4"`
}

// Gap is how much higher staff stand than people with lived experience.
type Gap struct {
	Rungs int `json:"rungs" minimum:"-11" maximum:"11" example:"1"`
	// Null where the group is small
	Points *int `json:"points" minimum:"-100" maximum:"100" extensions:"x-nullable" example:"13"`
	// Null when chance alone could have parted them as far
	Flag *string `json:"flag" enums:"discuss,priority" extensions:"x-nullable" example:"discuss"`
}

// NextStep is what lifts a principle one rung.
type NextStep struct {
	Level     int            `json:"level" minimum:"2" maximum:"12" example:"6"`
	Questions []QuestionStep `json:"questions"`
}

// QuestionStep is one question to bring up to a rung.
type QuestionStep struct {
	Question string `json:"question" example:"equality-culture"`
	// Null where the group is small, and of a gate that too few can answer
	From *int `json:"from" minimum:"1" maximum:"12" extensions:"x-nullable" example:"5"`
	To   int  `json:"to" minimum:"1" maximum:"12" example:"6"`
	// What that rung looks like
	Text string `json:"text"`
}

// Receipt is a digest that anyone can recompute.
type Receipt struct {
	Digest string `json:"digest" example:"sha256:9c1f…"`
	// inputs: the answers, of a score that was not stored; result: the numbers of a stored result
	Over string `json:"over" enums:"inputs,result" example:"inputs"`
}

// resultWriter puts a result into words.
type resultWriter struct {
	in    *instrument.Instrument
	words *instrument.Words
}

// NewResult says a result in JSON, in the words given.
func NewResult(scored *assessments.Scored, words *instrument.Words) *Result {
	w := resultWriter{scored.Instrument, words}
	in := scored.Instrument
	explanation := assessments.Explain(scored, words)
	return &Result{
		Instrument:      ResultInstrument{in.ID, in.Version, in.Digest()},
		ScoringVersion:  scoring.Version,
		Lang:            words.Lang,
		Variant:         string(words.Variant),
		Rung:            w.rung(scored.Rung),
		Index:           points(scored.Index),
		Provisional:     scored.Provisional,
		Limits:          (*Limits)(scored.Limits),
		LimitedBy:       texts(scored.LimitedBy),
		Flags:           texts(scored.Flags),
		Voices:          headCounts(scored.Result),
		Principles:      w.principles(scored.Result),
		Areas:           w.areas(scored.Result),
		SinceVersion2:   &SinceVersion2{(*Sure)(scored.Sure), w.nextGates(scored.Result), w.notKnown(scored.Result)},
		Explanation:     explanation.Sentences,
		ExplanationLang: explanation.Lang,
		Receipt:         Receipt{scored.Receipt, "inputs"},
	}
}

func headCounts(result *scoring.Result) []HeadCount {
	counts := make([]HeadCount, 0, len(scoring.Voices))
	for _, voice := range scoring.Voices {
		of := result.Voices[voice]
		count := HeadCount{Voice: voice.String(), People: of.People, Heard: of.Heard}
		if of.Heard {
			count.Responses = &of.Responses
		}
		counts = append(counts, count)
	}
	return counts
}

func (w resultWriter) principles(result *scoring.Result) []Principle {
	principles := make([]Principle, len(result.Principles))
	for i, profile := range result.Principles {
		title := w.words.Principles[profile.ID].Title
		principles[i] = Principle{w.profile(&profile, title, result), w.nextStep(profile.NextStep)}
	}
	return principles
}

func (w resultWriter) areas(result *scoring.Result) []Area {
	areas := make([]Area, len(result.Areas))
	for i, profile := range result.Areas {
		areas[i] = w.profile(&profile, w.words.Areas[profile.ID].Title, result)
	}
	return areas
}

func (w resultWriter) profile(profile *scoring.Profile, title string, result *scoring.Result) Area {
	out := Area{
		ID: profile.ID, Title: title, Rung: w.rung(profile.Rung), Index: points(profile.Index),
		Reason: text(profile.Reason), Voices: []VoiceView{}, Gap: newGap(profile.Gap),
	}
	for _, voice := range scoring.Voices {
		if result.Voices[voice].Heard {
			view := profile.Voices[voice]
			out.Voices = append(out.Voices, VoiceView{voice.String(), level(view.Rung), points(view.Index), view.Answered})
		}
	}
	return out
}

func (w resultWriter) rung(level int) *Rung {
	if level == 0 {
		return nil
	}
	rung := w.in.Rung(level)
	return &Rung{level, rung.ID, w.words.Rungs[rung.ID].Title, string(rung.Stance)}
}

func (w resultWriter) nextStep(step *scoring.NextStep) *NextStep {
	if step == nil {
		return nil
	}
	out := &NextStep{Level: step.Rung, Questions: make([]QuestionStep, 0, len(step.Raises))}
	for _, raise := range step.Raises {
		id := w.in.Questions[raise.Question].ID
		out.Questions = append(out.Questions, QuestionStep{id, level(raise.From), step.Rung, w.words.Choice(id, step.Rung)})
	}
	return out
}

func (w resultWriter) nextGates(result *scoring.Result) []QuestionStep {
	gates := result.NextGates()
	out := make([]QuestionStep, 0, len(gates))
	for _, gate := range gates {
		id := w.in.Questions[gate.Question].ID
		out = append(out, QuestionStep{id, level(gate.Agreed), w.in.Ceiling, w.words.Choice(id, w.in.Ceiling)})
	}
	return out
}

func (w resultWriter) notKnown(result *scoring.Result) *NotKnown {
	if result.NotKnown == nil {
		return nil
	}
	ids := func(voice scoring.Voice) []string {
		if !result.Voices[voice].Heard {
			return nil
		}
		ids := make([]string, 0, len(result.NotKnown[voice]))
		for _, question := range result.NotKnown[voice] {
			ids = append(ids, w.in.Questions[question].ID)
		}
		return ids
	}
	return &NotKnown{ids(scoring.Lived), ids(scoring.Learnt)}
}

func newGap(gap *scoring.Gap) *Gap {
	if gap == nil {
		return nil
	}
	return &Gap{gap.Rungs, points(gap.Points), text(gap.Flag)}
}

// points is an index as it is shown, or null.
func points(index scoring.Index) *int {
	if !index.Valid() {
		return nil
	}
	rounded := index.Rounded(1)
	return &rounded
}

func level(rung int) *int {
	if rung == 0 {
		return nil
	}
	return &rung
}

// text is a code, or null where there is none.
func text[T ~string](code T) *string {
	if code == "" {
		return nil
	}
	plain := string(code)
	return &plain
}

func texts[T ~string](codes []T) []string {
	out := make([]string, 0, len(codes))
	for _, code := range codes {
		out = append(out, string(code))
	}
	return out
}
