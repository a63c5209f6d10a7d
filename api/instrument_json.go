package api

import (
	"slices"
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// InstrumentList is one page of instruments.
type InstrumentList struct {
	Items []InstrumentSummary `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// languages lists the languages of the texts on the page.
func (l InstrumentList) languages() []string {
	var langs []string
	for _, item := range l.Items {
		if !slices.Contains(langs, item.Lang) {
			langs = append(langs, item.Lang)
		}
	}
	return langs
}

// InstrumentHead is what an instrument is, in one language and variant.
type InstrumentHead struct {
	ID      string `json:"id" example:"coproduction-ladder"`
	Version string `json:"version" example:"0.8.0"`
	// Versions of one series ask the same, whatever their numbers: their results are compared over time
	Series string `json:"series" example:"coproduction-ladder-0"`
	// Changes when any word or rule does
	Digest  string `json:"digest" example:"sha256:6b0c…"`
	Title   string `json:"title"`
	Summary string `json:"summary"`
	// How long one person needs
	Minutes   int      `json:"minutes" minimum:"1" maximum:"240" example:"20"`
	Languages []string `json:"languages" example:"en"`
	Variants  []string `json:"variants" example:"standard"`
	// The language of the texts here
	Lang string `json:"lang" example:"en"`
	// The variant of the texts here
	Variant string `json:"variant" enums:"standard,easy_read" example:"standard"`
}

// InstrumentSummary is an instrument without its questions.
type InstrumentSummary struct {
	InstrumentHead
	// All versions, the oldest first
	Versions []string `json:"versions" example:"0.8.0"`
}

// Instrument is a questionnaire in one language and variant.
type Instrument struct {
	InstrumentHead
	// What happens to the answers, in a sentence
	Privacy string       `json:"privacy"`
	Rungs   []LadderRung `json:"rungs"`
	// The highest rung that is reached while a key question is not
	Ceiling    int         `json:"ceiling" minimum:"1" maximum:"12" example:"5"`
	Principles []Dimension `json:"principles"`
	Areas      []Dimension `json:"areas"`
	// What the choices of each stance have in common
	Groups []Group `json:"groups"`
	// Answers that count for no rung, such as not knowing
	Unscored  []Choice   `json:"unscored"`
	Questions []Question `json:"questions"`
	// What it rests on
	Sources []Source `json:"sources"`
}

// LadderRung is one step of the ladder.
type LadderRung struct {
	Level       int    `json:"level" minimum:"1" maximum:"12" example:"4"`
	ID          string `json:"id" example:"consultation"`
	Title       string `json:"title" example:"Consultation"`
	Stance      string `json:"stance" enums:"to,for,with" example:"for"`
	Description string `json:"description"`
}

// Dimension is a principle or an area.
type Dimension struct {
	ID          string `json:"id" example:"equality"`
	Title       string `json:"title" example:"Equality"`
	Description string `json:"description"`
}

// Group is one plain sentence for the choices of a stance.
type Group struct {
	Stance string `json:"stance" enums:"to,for,with" example:"with"`
	Text   string `json:"text"`
}

// Choice is an answer that can be given.
type Choice struct {
	// What is sent as the answer
	Code string `json:"code" example:"1"`
	Text string `json:"text"`
}

// Question is one question with its choices, the lowest rung first.
type Question struct {
	ID        string `json:"id" example:"equality-culture"`
	Principle string `json:"principle" example:"equality"`
	Area      string `json:"area" example:"culture"`
	// Whether it is a key question: a low answer keeps the whole below the ceiling
	Gate bool         `json:"gate"`
	Text QuestionText `json:"text"`
	// What the question means
	Help string `json:"help"`
	// What an answer could look like
	Example string `json:"example,omitempty"`
	// A link to the question spoken
	Audio string `json:"audio,omitempty" format:"uri"`
	// A link to the question in British Sign Language
	BSL     string   `json:"bsl,omitempty" format:"uri"`
	Choices []Choice `json:"choices"`
}

// QuestionText asks each voice in its own words.
type QuestionText struct {
	Lived  string `json:"lived"`
	Learnt string `json:"learnt"`
}

// Source is what an instrument rests on, and whose it is.
type Source struct {
	Name string `json:"name"`
	URL  string `json:"url" format:"uri"`
	// Whose it is
	Credit string `json:"credit"`
}

func newInstrumentHead(in *instrument.Instrument, words *instrument.Words) InstrumentHead {
	return InstrumentHead{
		ID: in.ID, Version: in.Version, Series: in.Series, Digest: in.Digest(),
		Title: words.Title, Summary: words.Summary, Minutes: in.Minutes,
		Languages: in.Languages(), Variants: texts(in.Variants()), Lang: words.Lang, Variant: string(words.Variant),
	}
}

func newInstrument(in *instrument.Instrument, words *instrument.Words) *Instrument {
	out := &Instrument{
		InstrumentHead: newInstrumentHead(in, words),

		Privacy:    words.Privacy,
		Ceiling:    in.Ceiling,
		Principles: dimensions(in.Principles, words.Principles),
		Areas:      dimensions(in.Areas, words.Areas),
	}
	for _, rung := range in.Rungs {
		text := words.Rungs[rung.ID]
		out.Rungs = append(out.Rungs, LadderRung{rung.Level, rung.ID, text.Title, string(rung.Stance), text.Description})
	}
	for _, stance := range instrument.Stances {
		if text, used := words.Groups[stance]; used {
			out.Groups = append(out.Groups, Group{string(stance), text})
		}
	}
	for _, code := range instrument.Unscored {
		out.Unscored = append(out.Unscored, Choice{code, words.Unscored[code]})
	}
	for _, q := range in.Questions {
		out.Questions = append(out.Questions, newQuestion(q, words.Questions[q.ID]))
	}
	for _, source := range in.Sources {
		out.Sources = append(out.Sources, Source(source))
	}
	return out
}

func newQuestion(q instrument.Question, text instrument.QuestionWords) Question {
	out := Question{
		ID: q.ID, Principle: q.Principle, Area: q.Area, Gate: q.Gate,
		Text: QuestionText{text.Lived, text.Learnt},
		Help: text.Help, Example: text.Example, Audio: text.Audio, BSL: text.BSL,
	}
	for level := 1; level <= len(text.Choices); level++ {
		out.Choices = append(out.Choices, Choice{strconv.Itoa(level), text.Choices[level]})
	}
	return out
}

func dimensions(ids []string, titled map[string]instrument.Titled) []Dimension {
	out := make([]Dimension, 0, len(ids))
	for _, id := range ids {
		out = append(out, Dimension{id, titled[id].Title, titled[id].Description})
	}
	return out
}

// texts is a list of codes, which is never null.
func texts[T ~string](codes []T) []string {
	out := make([]string, 0, len(codes))
	for _, code := range codes {
		out = append(out, string(code))
	}
	return out
}
