package api_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// TestFourOfFiveWhoPoolTheirsKnowTheFifthsRoughly has nobody plant anything:
// four colleagues tell each other what they said.
func TestFourOfFiveWhoPoolTheirsKnowTheFifthsRoughly(t *testing.T) {
	t.Parallel()
	in := latest(t)
	answered := []string{"3", "4", "5", "6"}
	fifth := []string{"2", "5", "7", "4"} // on the four questions of each principle
	r := newCouncil(t, newWorld(t, newFile(t)).client.In(t)).open(t, "")
	for _, code := range answered {
		s := &answerSheet{Voice: "lived", Answers: map[string]string{}}
		for i := range in.Questions {
			s.Answers[in.Questions[i].ID] = code
		}
		r.submitResponse(t, s)
	}
	i := 0
	last := someone(in, grid{"7777", "7777", "7777", "7777"}, "", func(int) string { i++; return fifth[(i-1)%4] })
	r.submitResponse(t, &last.answerSheet)
	r.close(t)
	shown := getDecoded[result.StoredDocument](r.own, r.path+"/result")

	could := candidates(in, answered, &shown.Principles[0].Area)
	all := 7 * 7 * 7 * 7
	if len(could) == 0 || len(could) > all/2 || !slices.Contains(could, strings.Join(fifth, "")) {
		t.Errorf("of %d possible answers, %d are left, and the true one is among them: %v. docs/privacy.md says that they know roughly",
			all, len(could), slices.Contains(could, strings.Join(fifth, "")))
	}
	for question := range 4 {
		left := map[byte]bool{}
		for _, codes := range could {
			left[codes[question]] = true
		}
		if len(left) < 2 {
			t.Errorf("question %d is known exactly: %v", question, left)
		}
	}
}

// candidates lists what the fifth may have said on the first principle, given
// what four said and what is shown. Nobody else is heard, so that the index of the
// principle is that of the voice.
func candidates(in *instrument.Instrument, answered []string, shown *result.Area) []string {
	var could []string
	for n := range 7 * 7 * 7 * 7 {
		codes := []byte{'1' + byte(n%7), '1' + byte(n/7%7), '1' + byte(n/49%7), '1' + byte(n/343%7)}
		tallies := scoring.NewTallies(in)
		for _, code := range append(slices.Clone(answered), string(codes)) {
			response := scoring.Response{Voice: scoring.Lived, People: 1, Answers: make([]scoring.Answer, len(in.Questions))}
			for i := range 4 {
				response.Answers[i], _ = scoring.ParseAnswer(in, code[min(i, len(code)-1):][:1])
			}
			tallies.Add(&response)
		}
		scored := scoring.Score(in, tallies, scoring.DefaultMinimums()).Shown(true)
		got := scored.Principles[0]
		if got.Voices[scoring.Lived].Rung == *livedOn(shown).Level && got.Index.Rounded(1) == *shown.Index {
			could = append(could, string(codes))
		}
	}
	return could
}
