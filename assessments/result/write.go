package result

import (
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// Scored is a result and what it was worked out from.
type Scored struct {
	*scoring.Result
	Instrument     *instrument.Instrument
	ScoringVersion string
	Minimums       scoring.Minimums // how many people each voice needs
	Target         int              // the level of the rung that is aimed at; 0 for none
	Origins        *Origins         // nil of what is not stored, and of what was closed before form 3
	Receipt        Receipt
}

// Origins says of each voice how its responses came. Of one that is not heard it
// says nothing.
type Origins [len(scoring.Voices)]Origin

// Origin is how many of a voice's responses came in ways that a reader should
// know of.
type Origin struct {
	Entered int // by the organisation, or who acts for it
	Shared  int // started with an invitation of several uses, at most
}

// New says a result in the words given, and explains it in sentences.
func New(scored *Scored, words *instrument.Words, said *sentences.Sentences) *Document {
	document := newDocument(scored, words)
	document.explain(scored, words, said)
	return document
}

func (d *Document) explain(scored *Scored, words *instrument.Words, said *sentences.Sentences) {
	explanation := Explain(scored, words, said)
	d.Explanation = explanation.Texts()
	d.ExplanationLang, d.ExplanationLangs = explanation.languages()
}

// newDocument is a result that is not explained yet.
func newDocument(scored *Scored, words *instrument.Words) *Document {
	w := writer{scored.Instrument, words}
	return &Document{
		Instrument:     InstrumentOf(scored.Instrument),
		ScoringVersion: scored.ScoringVersion,
		Lang:           words.Lang,
		Variant:        string(words.Variant),
		Rung:           RungOf(scored.Instrument, words, scored.Rung),
		Index:          Points(scored.Index),
		Provisional:    scored.Provisional,
		Limits:         (*Limits)(scored.Limits),
		LimitedBy:      texts(scored.LimitedBy),
		Flags:          texts(scored.Flags),
		Voices:         scored.HeadCounts(),
		Principles:     w.principles(scored.Result),
		Areas:          w.areas(scored.Result),
		SinceVersion2:  w.sinceVersion2(scored),
		Receipt:        scored.Receipt,
	}
}

// NewStored says the result of a closed assessment in the words given, and explains
// it in sentences.
func NewStored(scored *Scored, of Assessment, words *instrument.Words, said *sentences.Sentences) *StoredDocument {
	document := newStored(scored, of, words)
	document.explain(scored, words, said)
	return document
}

// newStored is the result of a closed assessment that is not explained yet.
func newStored(scored *Scored, of Assessment, words *instrument.Words) *StoredDocument {
	out := &StoredDocument{Document: *newDocument(scored, words), Assessment: of, Guarded: scored.Guarded}
	if scored.Target > 0 {
		out.Target = &Target{scored.Target, scored.Rung >= scored.Target}
	}
	if scored.Guarded { // rather than voices of which nothing is shown
		for i := range out.Areas {
			out.Areas[i].Voices = []VoiceView{}
		}
	}
	return out
}

// InstrumentOf names an instrument.
func InstrumentOf(in *instrument.Instrument) Instrument {
	return Instrument{in.ID, in.Version, in.Digest()}
}

// RungOf is a rung by its level, with its title in the words given; nil when the
// level is 0, which is no rung.
func RungOf(in *instrument.Instrument, words *instrument.Words, level int) *Rung {
	if level == 0 {
		return nil
	}
	rung := in.Rung(level)
	return &Rung{level, rung.ID, words.Rungs[rung.ID].Title, string(rung.Stance)}
}

// HeadCounts is how many there are of each voice.
func (scored *Scored) HeadCounts() []HeadCount {
	counts := make([]HeadCount, 0, len(scoring.Voices))
	for _, voice := range scoring.Voices {
		of := scored.Voices[voice]
		count := HeadCount{Voice: voice.String(), People: of.People, Heard: of.Heard}
		if scored.Origins != nil {
			count.CameBy = &CameBy{}
		}
		if of.Heard {
			count.Responses = &of.Responses
			if scored.Origins != nil {
				origin := scored.Origins[voice]
				count.CameBy = &CameBy{&origin.Entered, &origin.Shared}
			}
		}
		counts = append(counts, count)
	}
	return counts
}

// Points is an index as it is shown, whole; nil when there is none.
func Points(index scoring.Index) *int {
	if !index.Valid() {
		return nil
	}
	rounded := index.Rounded(1)
	return &rounded
}

// writer puts the parts of a result into words.
type writer struct {
	in    *instrument.Instrument
	words *instrument.Words
}

func (w writer) principles(scored *scoring.Result) []Principle {
	principles := make([]Principle, len(scored.Principles))
	for i, profile := range scored.Principles {
		title := w.words.Principles[profile.ID].Title
		principles[i] = Principle{w.profile(&profile, title, scored), w.nextStep(profile.NextStep)}
	}
	return principles
}

func (w writer) areas(scored *scoring.Result) []Area {
	areas := make([]Area, len(scored.Areas))
	for i, profile := range scored.Areas {
		areas[i] = w.profile(&profile, w.words.Areas[profile.ID].Title, scored)
	}
	return areas
}

func (w writer) profile(profile *scoring.Profile, title string, scored *scoring.Result) Area {
	out := Area{
		ID: profile.ID, Title: title, Rung: RungOf(w.in, w.words, profile.Rung), Index: Points(profile.Index),
		Reason: orNull(string(profile.Reason)), Voices: []VoiceView{}, Gap: newGap(profile.Gap),
	}
	for _, voice := range scoring.Voices {
		if scored.Voices[voice].Heard {
			view := profile.Voices[voice]
			out.Voices = append(out.Voices, VoiceView{voice.String(), orNull(view.Rung), Points(view.Index), view.Answered})
		}
	}
	return out
}

func (w writer) nextStep(step *scoring.NextStep) *NextStep {
	if step == nil {
		return nil
	}
	out := &NextStep{Level: step.Rung, Questions: make([]QuestionStep, 0, len(step.Raises))}
	for _, raise := range step.Raises {
		id := w.in.Questions[raise.Question].ID
		out.Questions = append(out.Questions, QuestionStep{id, orNull(raise.From), step.Rung, w.words.Choice(id, step.Rung)})
	}
	return out
}

// sinceVersion2 is nil where version 1 scored.
func (w writer) sinceVersion2(scored *Scored) *SinceVersion2 {
	if scored.ScoringVersion == scoring.Version1().Version {
		return nil
	}
	return &SinceVersion2{(*Sure)(scored.Sure), w.nextGates(scored.Result), w.notKnown(scored.Result)}
}

func (w writer) nextGates(scored *scoring.Result) []QuestionStep {
	gates := scored.NextGates()
	out := make([]QuestionStep, 0, len(gates))
	for _, gate := range gates {
		id := w.in.Questions[gate.Question].ID
		out = append(out, QuestionStep{id, orNull(gate.Agreed), w.in.Ceiling, w.words.Choice(id, w.in.Ceiling)})
	}
	return out
}

func (w writer) notKnown(scored *scoring.Result) *NotKnown {
	if scored.NotKnown == nil {
		return nil
	}
	ids := func(voice scoring.Voice) []string {
		if !scored.Voices[voice].Heard {
			return nil
		}
		ids := make([]string, 0, len(scored.NotKnown[voice]))
		for _, question := range scored.NotKnown[voice] {
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
	return &Gap{gap.Rungs, Points(gap.Points), orNull(string(gap.Flag))}
}

// orNull is a value, or null where there is none.
func orNull[T comparable](value T) *T {
	if value == *new(T) {
		return nil
	}
	return &value
}

// texts is a list that is never null.
func texts[T ~string](codes []T) []string {
	out := make([]string, 0, len(codes))
	for _, code := range codes {
		out = append(out, string(code))
	}
	return out
}
