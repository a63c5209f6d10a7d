// Package instrumenttest draws instruments at random, so that rules are tested
// on any valid questionnaire and not just on the one we publish.
package instrumenttest

import (
	"fmt"
	"sync"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Random draws a valid instrument. It goes through YAML and [instrument.Parse],
// as every instrument does.
func Random(t *rapid.T) *instrument.Instrument {
	data, err := yaml.Dump(Draft(t))
	if err != nil {
		t.Fatalf("write the instrument: %v", err)
	}
	in, err := instrument.Parse("random.yaml", data)
	if err != nil {
		t.Fatalf("a drawn instrument is refused: %v\n%s", err, data)
	}
	return in
}

// drawn are a hundred of them, made once in a process: to write one as YAML and read it
// back takes longer than all that most tests do with it.
var drawn = sync.OnceValue(func() []*instrument.Instrument {
	all := make([]*instrument.Instrument, 100)
	for i := range all {
		all[i] = rapid.Custom(Random).Example(i)
	}
	return all
})

// Drawn draws one of a hundred valid instruments. They are the same each time, and
// nobody changes them.
func Drawn(t *rapid.T) *instrument.Instrument {
	return rapid.SampledFrom(drawn()).Draw(t, "instrument")
}

// Draft draws what a valid instrument file holds.
func Draft(t *rapid.T) *instrument.Instrument {
	in := &instrument.Instrument{
		ID: "random", Version: "1.2.3", Minutes: 5,
		Sources: []instrument.Source{{Name: "Us", URL: "https://example.org", Credit: "Drawn at random."}},
	}
	drawLadder(t, in)
	in.Principles = ids("principle", rapid.IntRange(1, 4).Draw(t, "principles"))
	in.Areas = ids("area", rapid.IntRange(1, 4).Draw(t, "areas"))
	drawQuestions(t, in)
	in.Words = []instrument.Words{words(in)}
	return in
}

func drawLadder(t *rapid.T, in *instrument.Instrument) {
	top := rapid.IntRange(instrument.MinRungs, instrument.MaxRungs).Draw(t, "rungs")
	in.Ceiling = rapid.IntRange(1, top).Draw(t, "ceiling")
	toEnds := rapid.IntRange(0, top).Draw(t, "to ends")
	forEnds := rapid.IntRange(toEnds, top).Draw(t, "for ends")
	for i := range top {
		stance := instrument.With
		switch {
		case i < toEnds:
			stance = instrument.To
		case i < forEnds:
			stance = instrument.For
		}
		in.Rungs = append(in.Rungs, instrument.Rung{Level: i + 1, ID: fmt.Sprintf("rung-%d", i+1), Stance: stance})
	}
}

// drawQuestions gives every principle and every area at least one question.
func drawQuestions(t *rapid.T, in *instrument.Instrument) {
	n := rapid.IntRange(max(len(in.Principles), len(in.Areas)), 16).Draw(t, "questions")
	for i := range n {
		p, a := i, i
		if i >= len(in.Principles) {
			p = rapid.IntRange(0, len(in.Principles)-1).Draw(t, "principle")
		}
		if i >= len(in.Areas) {
			a = rapid.IntRange(0, len(in.Areas)-1).Draw(t, "area")
		}
		in.Questions = append(in.Questions, instrument.Question{
			ID:        fmt.Sprintf("question-%d", i+1),
			Principle: in.Principles[p],
			Area:      in.Areas[a],
			Gate:      rapid.IntRange(0, 5).Draw(t, "gate") == 0,
		})
	}
}

func ids(name string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s-%d", name, i+1)
	}
	return out
}

// words says something, different each time, wherever words are needed.
func words(in *instrument.Instrument) instrument.Words {
	w := instrument.Words{
		Lang: "en", Variant: instrument.Standard, Title: "Random", Summary: "Drawn.", Privacy: "Nothing is kept.",
		Rungs: map[string]instrument.Titled{}, Principles: titled(in.Principles), Areas: titled(in.Areas),
		Groups: map[instrument.Stance]string{}, Unscored: map[string]string{}, Questions: map[string]instrument.QuestionWords{},
	}
	for _, rung := range in.Rungs {
		w.Rungs[rung.ID] = instrument.Titled{Title: "The " + rung.ID, Description: "Rung " + rung.ID + "."}
		w.Groups[rung.Stance] = "Things are done " + string(rung.Stance) + " people."
	}
	for _, code := range instrument.Unscored {
		w.Unscored[code] = "The answer " + code + "."
	}
	for _, q := range in.Questions {
		text := instrument.QuestionWords{
			Lived: "You and " + q.ID + "?", Learnt: "People and " + q.ID + "?", Help: "Think of " + q.ID + ".",
			Choices: map[int]string{},
		}
		for level := range in.Rungs {
			text.Choices[level+1] = fmt.Sprintf("%s at %d.", q.ID, level+1)
		}
		w.Questions[q.ID] = text
	}
	return w
}

func titled(ids []string) map[string]instrument.Titled {
	out := map[string]instrument.Titled{}
	for _, id := range ids {
		out[id] = instrument.Titled{Title: "The " + id, Description: "About " + id + "."}
	}
	return out
}
