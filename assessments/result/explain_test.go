package result_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

func explain(scored *result.Scored) []string {
	words := scored.Instrument.WordsIn("en", instrument.Standard)
	explanation := result.Explain(scored, words, said(words))
	return explanation.Texts()
}

// said returns the sentences that stand beside words.
func said(words *instrument.Words) *sentences.Sentences {
	written, err := sentences.Written()
	if err != nil {
		panic(err)
	}
	return written.Beside(words)
}

func TestNothingIsSaidOfMovingPastATarget(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "0.8.0")
	scored := score(in,
		team{"lived", 9, answers(in, "4", nil)},
		team{"learnt", 9, answers(in, "5", nil)})
	stand, move := "You do things for people. Your nearest rung is Consultation.", "To move up, three in four of each side's answers must reach Engagement."
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
	stem := func(question string) string { return in.Words[0].Questions[question].Lived }
	const unsure = "Fewer than 3 people or teams answered on one side, so nobody can say how sure this rung is."
	nine := func(voice, code string, but map[string]string) team { return team{voice, 9, answers(in, code, but)} }
	for _, tc := range []struct {
		name      string
		responses []team
		want      []string
	}{
		{"nobody answered", nil, []string{"Too few people have answered so far. There is nothing to show yet."}},
		{
			"the top",
			[]team{nine("lived", "7", nil), nine("learnt", "7", nil)},
			[]string{"You do things with people. Your nearest rung is Co-production.", unsure, "This is the top rung. Ask both sides again next year."},
		},
		{
			"the top with a principle below it",
			[]team{nine("lived", "7", map[string]string{"equality-c": "6", "equality-p": "6"}), nine("learnt", "7", nil)},
			[]string{"You do things with people. Your nearest rung is Co-production.", unsure, "This is the top rung. Ask both sides again next year."},
		},
		{
			"one weak principle seen differently",
			[]team{nine("lived", "5", map[string]string{"reciprocity": "3"}), nine("learnt", "5", nil)},
			[]string{
				"You do things for people. Your nearest rung is Consultation.",
				unsure,
				"Reciprocity holds you: people with lived experience see Informing, staff see Engagement.",
				"Talk first about Reciprocity. The two sides see it very differently.",
				"Work on Reciprocity. The next rung there is Consultation. It looks like this:",
				step("reciprocity-culture", 4), step("reciprocity-structure", 4), step("reciprocity-practice", 4),
			},
		},
		{
			"a staff view",
			[]team{nine("learnt", "7", nil), {"lived", 2, answers(in, "5", nil)}},
			[]string{
				"This is a staff view only. People with lived experience still missing: 3. A staff view is not used to compare.",
				"Staff say that you do things for people. The rung they see is Engagement.",
				"You cannot pass Engagement yet. Too few people with lived experience have answered.",
				"Ask more people with lived experience to answer.",
			},
		},
		{
			"gates below and unanswered",
			[]team{nine("lived", "6", map[string]string{"equality-structure": "4", "reciprocity-structure": "dont_know"})},
			[]string{
				"You do things for people. Your nearest rung is Engagement.",
				unsure,
				"A key question holds you (Equality, Structure). It is on Consultation and needs Engagement.",
				"A key question holds you (Reciprocity, Structure). Too few people could answer it.",
				"Too few staff have answered. Only people with lived experience speak here.",
				"Most people with lived experience do not know the answer to this:", stem("reciprocity-structure"), "Tell people, then ask again.",
				"Work on the key question (Equality, Structure). It needs to look like this:", step("equality-structure", 5),
				"Work on the key question (Reciprocity, Structure). It needs to look like this:", step("reciprocity-structure", 5),
			},
		},
		{
			"too few answers on two principles",
			[]team{nine("lived", "5", map[string]string{"equality": "dont_know", "diversity": "not_applicable"})},
			[]string{
				"There is no overall rung yet.", "Equality needs more answers.", "Diversity needs more answers.",
				"Too few staff have answered. Only people with lived experience speak here.",
				"Most people with lived experience do not know the answer to this:",
				stem("equality-culture"), stem("equality-structure"), stem("equality-practice"),
				"Other questions that most do not know the answer to: 1.", "Tell people, then ask again.",
			},
		},
		{
			"a gate before all else that holds",
			append(alone("lived", 5, answers(in, "5", map[string]string{"equality-structure": "4"})), alone("learnt", 5, answers(in, "5", nil))...),
			[]string{
				"You do things for people. Your nearest rung is Engagement.",
				"Few people answered. This rung is right for about 7 in 10 organisations like you, and nearly right for 9. More answers make it surer.",
				"A key question holds you (Equality, Structure). It is on Consultation and needs Engagement.",
				"Most answers are there.",
				"Work on the key question (Equality, Structure). It needs to look like this:", step("equality-structure", 5),
				"To move up, three in four of each side's answers must reach Co-design.",
			},
		},
		{
			"many answers",
			append(alone("lived", 15, answers(in, "7", nil)), alone("learnt", 30, answers(in, "7", map[string]string{"diversity-r": "dont_know"}))...),
			[]string{
				"You do things with people. You stand on Co-production.",
				"This rung is right for about 8 in 10 organisations like you, and nearly right for 9.",
				"This is the top rung. Ask both sides again next year.",
				"Most staff do not know the answer to this:", in.Words[0].Questions["diversity-review"].Learnt, "Find out together, then ask again.",
			},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := explain(score(in, tc.responses...))
			if !slices.Equal(got, tc.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tc.want, "\n  "))
			}
		})
	}
}

// TestWhatWasEnteredIsSaid has nothing said of a side where nobody entered
// anything, and nothing of one that is not heard.
func TestWhatWasEnteredIsSaid(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "")
	lived, learnt := "Answers that the organisation typed in for people with lived experience: 2 of 5.", "Answers that the organisation typed in for staff: 5 of 5."
	for name, tc := range map[string]struct {
		learnt  int
		origins *result.Origins
		want    []string
	}{
		"closed before":  {5, nil, nil},
		"nothing":        {5, &result.Origins{}, nil},
		"of one side":    {5, &result.Origins{{Entered: 2}, {}}, []string{lived}},
		"of both sides":  {5, &result.Origins{{Entered: 2}, {Entered: 5}}, []string{lived, learnt}},
		"of one unheard": {0, &result.Origins{{}, {Entered: 5}}, nil},
	} {
		scored := score(in, append(alone("lived", 5, answers(in, "5", nil)), alone("learnt", tc.learnt, answers(in, "6", nil))...)...)
		scored.Origins = tc.origins
		got := slices.DeleteFunc(explain(scored), func(sentence string) bool { return !strings.Contains(sentence, "typed in") })
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestWhatCameBySharedLinksIsSaid has nothing said of a side that had none, and
// nothing of one that is not heard.
func TestWhatCameBySharedLinksIsSaid(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "")
	lived := "People with lived experience may have shared one link to answer. That is so for up to 2 of 5 answers. One person can use such a link more than once."
	learnt := "Staff may have shared one link to answer. That is so for up to 5 of 5 answers. One person can use such a link more than once."
	for name, tc := range map[string]struct {
		learnt  int
		origins *result.Origins
		want    []string
	}{
		"closed before":  {5, nil, nil},
		"none":           {5, &result.Origins{{Entered: 3}, {}}, nil},
		"of one side":    {5, &result.Origins{{Shared: 2}, {}}, []string{lived}},
		"of both sides":  {5, &result.Origins{{Shared: 2}, {Shared: 5}}, []string{lived, learnt}},
		"of one unheard": {0, &result.Origins{{}, {Shared: 5}}, nil},
	} {
		scored := score(in, append(alone("lived", 5, answers(in, "5", nil)), alone("learnt", tc.learnt, answers(in, "6", nil))...)...)
		scored.Origins = tc.origins
		got := slices.DeleteFunc(explain(scored), func(sentence string) bool { return !strings.Contains(sentence, "shared") })
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestEveryExplanationIsPlain(t *testing.T) {
	t.Parallel()
	rules := map[instrument.Variant]plainwords.Rule{instrument.Standard: plainwords.Standard, instrument.EasyRead: plainwords.EasyRead}
	catalogue := published(t)
	tries.Check(t, func(t *rapid.T) {
		in := rapid.SampledFrom(catalogue.All()).Draw(t, "instrument")
		words := &in.Words[rapid.IntRange(0, len(in.Words)-1).Draw(t, "words")]
		explanation := result.Explain(&result.Scored{
			Result: drawResult(t, in), Instrument: in, ScoringVersion: scoring.Version, Minimums: scoring.DefaultMinimums(),
			Target: rapid.IntRange(0, in.Top()).Draw(t, "target"), Origins: drawOrigins(t),
		}, words, said(words))
		sentences := explanation.Texts()
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
	for range rapid.IntRange(0, 40).Draw(t, "responses") {
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

// drawOrigins says how responses came, of some results.
func drawOrigins(t *rapid.T) *result.Origins {
	if !rapid.Bool().Draw(t, "origins") {
		return nil
	}
	number := func(name string) int { return rapid.IntRange(0, 40).Draw(t, name) }
	return &result.Origins{{Entered: number("entered"), Shared: number("shared")}, {Entered: number("entered"), Shared: number("shared")}}
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
