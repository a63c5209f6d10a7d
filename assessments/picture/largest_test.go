package picture_test

import (
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// With 20 principles, 40 areas and 12 rungs the picture is long, and all in it
// can still be read: nothing lies over anything or beyond the edge.
func TestTheLargestInstrumentIsDrawn(t *testing.T) {
	t.Parallel()
	in := instrumenttest.Largest(t)
	tallies := scoring.NewTallies(in)
	for i, who := range scoring.Voices {
		response := scoring.Response{Voice: who, People: 6, Answers: make([]scoring.Answer, len(in.Questions))}
		for q := range response.Answers {
			response.Answers[q] = scoring.Answer(1 + (q+i*4)%in.Top())
		}
		tallies.Add(&response)
	}
	result := scoring.Score(in, tallies, scoring.DefaultMinimums())
	view := picture.Of(in, &in.Words[0], result, picture.Options{Title: "The largest"}, said(&in.Words[0]))
	svg := parse(t, view.SVG(picture.Phone))
	svg.check(t)
	written, table := strings.Join(svg.texts(), " "), view.Tables()
	for _, want := range named(in, result) {
		if !strings.Contains(written, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	for _, id := range in.Areas {
		if title := in.Words[0].Areas[id].Title; !strings.Contains(table, title) {
			t.Errorf("the table does not say %q", title)
		}
	}
}
