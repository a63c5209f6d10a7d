package result

// Document is where an organisation stands.
type Document struct {
	Instrument Instrument `json:"instrument"`
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
	ExplanationLang string `json:"explanation_lang" example:"en"`
	// The language of each sentence of the explanation, where not all of them are in one. Left out otherwise
	ExplanationLangs []string `json:"explanation_langs,omitempty" validate:"optional" example:"cy"`
	Receipt          Receipt  `json:"receipt"`
} // @name Result

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

// Instrument names what was answered.
type Instrument struct {
	ID      string `json:"id" example:"coproduction-ladder"`
	Version string `json:"version" example:"0.8.0"`
	Digest  string `json:"digest" example:"sha256:6b0c…"`
} // @name ResultInstrument

// Rung is a step of the ladder.
type Rung struct {
	Level  int    `json:"level" minimum:"1" maximum:"12" example:"4"`
	ID     string `json:"id" example:"consultation"`
	Title  string `json:"title" example:"Consultation"`
	Stance string `json:"stance" enums:"to,for,with" example:"for"`
}

// Limits are the four levels of which the overall rung is the lowest.
type Limits struct {
	Answers int `json:"answers" minimum:"1" maximum:"12" example:"4"`
	// By the lowest principle
	WeakestPrinciple int `json:"weakest_principle" minimum:"1" maximum:"12" example:"4"`
	// By the key questions
	Gates int `json:"gates" minimum:"1" maximum:"12" example:"5"`
	// By people with lived experience
	LivedVoice int `json:"lived_voice" minimum:"1" maximum:"12" example:"7"`
}

// HeadCount is how many there are of a voice. A response without a single
// scored answer is not counted.
type HeadCount struct {
	Voice  string `json:"voice" enums:"lived,learnt" example:"lived"`
	People int    `json:"people" minimum:"0" example:"6"`
	// Null when the voice is not heard
	Responses *int `json:"responses" minimum:"0" extensions:"x-nullable" example:"6"`
	// Whether enough people of the voice answered
	Heard bool `json:"heard" example:"true"`
	*CameBy
}

// CameBy is how the responses of a voice came. Only stored results tell it, from
// form 3 on.
type CameBy struct {
	// How many of the responses somebody entered for the organisation, a team's or those on paper; null when the voice is not heard. Only in a stored result, and left out of one that was closed with form 1 or 2
	Entered *int `json:"entered" validate:"optional" minimum:"0" extensions:"x-nullable" example:"1"`
	// How many of the responses, at most, were started with a link that people share: one person can use it more than once. It counts drafts and what was withdrawn, but no more than there are and nobody entered; null when the voice is not heard. Only in a stored result, and left out of one that was closed with form 1 or 2
	Shared *int `json:"shared" validate:"optional" minimum:"0" extensions:"x-nullable" example:"0"`
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
	// The rung that comes next
	To int `json:"to" minimum:"1" maximum:"12" example:"6"`
	// What that rung looks like
	Text string `json:"text"`
}

// StoredDocument is the result of a closed assessment. Its numbers never change.
type StoredDocument struct {
	Document
	Assessment Assessment `json:"assessment"`
	// The rung that was aimed at; null when none was
	Target *Target `json:"target" extensions:"x-nullable"`
	// True when a heard side has fewer than 10 responses: the index is to the nearest 5, that of a principle to the nearest 10, and much else is null
	Guarded bool `json:"guarded"`
} // @name StoredResult

// Assessment names what a result is of.
type Assessment struct {
	ID       string `json:"id" format:"uuid"`
	Title    string `json:"title" example:"Short breaks 2026"`
	Scope    string `json:"scope" enums:"individual,service,strategic" example:"service"`
	ClosedAt string `json:"closed_at" format:"date-time"`
} // @name ResultAssessment

// Target is the rung that was aimed at.
type Target struct {
	Level int `json:"level" minimum:"1" maximum:"12" example:"6"`
	// Whether the overall rung is there or higher
	Met bool `json:"met" example:"false"`
}

// Receipt is a digest that anyone can recompute.
type Receipt struct {
	Digest string `json:"digest" example:"sha256:9c1f…"`
	// inputs: the answers, of a score that was not stored; result: the numbers of a stored result
	Over string `json:"over" enums:"inputs,result" example:"inputs"`
	// Which list of members the digest of a stored result goes over; 1 when left out
	Form int `json:"form,omitzero" validate:"optional" minimum:"1" example:"2"`
}
