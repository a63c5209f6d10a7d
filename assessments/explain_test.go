package assessments_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

func published(t interface{ Fatal(...any) }) *instrument.Catalogue {
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// answers gives the same answer to every question, but for those named.
func answers(in *instrument.Instrument, code string, but map[string]string) map[string]string {
	all := map[string]string{}
	for _, q := range in.Questions {
		all[q.ID] = code
		for part, other := range but {
			if strings.HasPrefix(q.ID, part) {
				all[q.ID] = other
			}
		}
	}
	return all
}

func score(t *testing.T, responses ...assessments.ResponseInput) *assessments.Scored {
	t.Helper()
	scored, err := assessments.Score(published(t), &assessments.ScoreRequest{
		Instrument: "coproduction-ladder", Version: "0.8.0", Minimums: scoring.DefaultMinimums(), Responses: responses,
	})
	if err != nil {
		t.Fatal(err)
	}
	return scored
}

func explain(scored *assessments.Scored) []string {
	return assessments.Explain(scored, scored.Instrument.WordsIn("en", instrument.Standard)).Sentences
}

func TestNothingIsSaidOfMovingPastATarget(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "0.8.0")
	scored := score(t,
		assessments.ResponseInput{Voice: "lived", People: 9, Answers: answers(in, "4", nil)},
		assessments.ResponseInput{Voice: "learnt", People: 9, Answers: answers(in, "5", nil)})
	stand, move := "You stand on Consultation.", "To move up, three in four of each side's answers must reach Engagement."
	for target := range in.Top() + 1 {
		scored.Target = target
		output := explain(scored)
		if aims := target == 0 || target > 4; !slices.Contains(output, stand) || slices.Contains(output, move) != aims {
			t.Errorf("aiming at %d: %q", target, output)
		}
	}
}

func TestExplanations(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "0.8.0")
	step := func(question string, level int) string { return in.Words[0].Choice(question, level) }
	team := func(voice, code string, but map[string]string) assessments.ResponseInput {
		return assessments.ResponseInput{Voice: voice, People: 9, Answers: answers(in, code, but)}
	}
	for _, tc := range []struct {
		name      string
		responses []assessments.ResponseInput
		want      []string
	}{
		{"nobody answered", nil, []string{"Too few people have answered so far. There is nothing to show yet."}},
		{
			"the top",
			[]assessments.ResponseInput{team("lived", "7", nil), team("learnt", "7", nil)},
			[]string{"You stand on Co-production.", "This is the top rung. Ask both sides again next year."},
		},
		{
			"the top with a principle below it",
			[]assessments.ResponseInput{team("lived", "7", map[string]string{"equality-c": "6", "equality-p": "6"}), team("learnt", "7", nil)},
			[]string{"You stand on Co-production.", "This is the top rung. Ask both sides again next year."},
		},
		{
			"one weak principle seen differently",
			[]assessments.ResponseInput{team("lived", "5", map[string]string{"reciprocity": "3"}), team("learnt", "5", nil)},
			[]string{
				"You stand on Consultation.",
				"Reciprocity holds you: people with lived experience see Informing, staff see Engagement.",
				"Talk first about Reciprocity. The two sides see it very differently.",
				"Work on Reciprocity. The next rung there is Consultation. It looks like this:",
				step("reciprocity-culture", 4), step("reciprocity-structure", 4), step("reciprocity-practice", 4),
			},
		},
		{
			"a staff view",
			[]assessments.ResponseInput{team("learnt", "7", nil)},
			[]string{
				"You stand on Engagement.",
				"You cannot pass Engagement yet. Too few people with lived experience have answered.",
				"This is a staff view only. It is not used to compare.",
				"Ask more people with lived experience to answer.",
			},
		},
		{
			"gates below and unanswered",
			[]assessments.ResponseInput{team("lived", "6", map[string]string{"equality-structure": "4", "reciprocity-structure": "dont_know"})},
			[]string{
				"You stand on Engagement.",
				"A key question holds you (Equality, Structure). It is on Consultation and needs Engagement.",
				"A key question holds you (Reciprocity, Structure). Too few people could answer it.",
				"Too few staff have answered. Only people with lived experience speak here.",
				"Work on the key question (Equality, Structure). It needs to look like this:", step("equality-structure", 5),
				"Work on the key question (Reciprocity, Structure). It needs to look like this:", step("reciprocity-structure", 5),
			},
		},
		{
			"too few answers on two principles",
			[]assessments.ResponseInput{team("lived", "5", map[string]string{"equality": "dont_know", "diversity": "not_applicable"})},
			[]string{"There is no overall rung yet.", "Equality needs more answers.", "Diversity needs more answers.", "Too few staff have answered. Only people with lived experience speak here."},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := explain(score(t, tc.responses...))
			if !slices.Equal(got, tc.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tc.want, "\n  "))
			}
		})
	}
}

func TestEveryExplanationIsPlain(t *testing.T) {
	t.Parallel()
	rules := map[instrument.Variant]plainwords.Rule{instrument.Standard: plainwords.Standard, instrument.EasyRead: plainwords.EasyRead}
	catalogue := published(t)
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SampledFrom(catalogue.All()).Draw(t, "instrument")
		words := &in.Words[rapid.IntRange(0, len(in.Words)-1).Draw(t, "words")]
		sentences := assessments.Explain(&assessments.Scored{Result: drawResult(t, in), Instrument: in, Target: rapid.IntRange(0, in.Top()).Draw(t, "target")}, words).Sentences
		if len(sentences) == 0 {
			t.Fatal("nothing is explained")
		}
		for _, sentence := range sentences {
			if strings.Contains(sentence, "%!") || strings.Contains(sentence, "  ") {
				t.Fatalf("a title is missing in %q", sentence)
			}
		}
		// The titles of rungs and principles are names: they are not counted.
		for _, fault := range plainwords.Check(rules[words.Variant], withoutTitles(words, sentences)...) {
			t.Fatalf("%s: %v", words.Variant, fault)
		}
	})
}

func drawResult(t *rapid.T, in *instrument.Instrument) *scoring.Result {
	tallies := scoring.NewTallies(in)
	for range rapid.IntRange(0, 4).Draw(t, "responses") {
		response := scoring.Response{
			Voice:   rapid.SampledFrom(scoring.Voices[:]).Draw(t, "voice"),
			People:  rapid.SampledFrom([]int{1, 6}).Draw(t, "people"),
			Answers: make([]scoring.Answer, len(in.Questions)),
		}
		for q := range response.Answers {
			response.Answers[q] = scoring.Answer(rapid.IntRange(-1, in.Top()).Draw(t, "answer"))
		}
		tallies.Add(&response)
	}
	return scoring.Score(in, tallies, scoring.DefaultMinimums())
}

func withoutTitles(words *instrument.Words, sentences []string) []string {
	var pairs []string
	for _, titled := range []map[string]instrument.Titled{words.Rungs, words.Principles, words.Areas} {
		for _, t := range titled {
			pairs = append(pairs, t.Title, "this")
		}
	}
	replacer := strings.NewReplacer(pairs...)
	out := make([]string, len(sentences))
	for i, sentence := range sentences {
		out[i] = replacer.Replace(sentence)
	}
	return out
}
