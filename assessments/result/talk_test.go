package result_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

func TestThreeThingsToTalkAbout(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "0.8.0")
	nine := func(voice, code string, but map[string]string) team { return team{voice, 9, answers(in, code, but)} }
	gate := map[string]string{in.Questions[in.Gates()[0]].ID: "4"}
	for name, tc := range map[string]struct {
		responses []team
		want      []string
	}{
		"nobody answered":      {nil, []string{"missing lived", "unheard", "next"}},
		"staff alone":          {[]team{nine("learnt", "5", nil)}, []string{"missing lived", "even", "unheard"}},
		"lived alone":          {[]team{nine("lived", "5", nil)}, []string{"missing learnt", "even", "unheard"}},
		"all is the same":      {[]team{nine("lived", "7", nil), nine("learnt", "7", nil)}, []string{"even", "unheard", "next"}},
		"one side sees more":   {[]team{nine("lived", "3", nil), nine("learnt", "5", nil)}, []string{"gap equality", "even", "unheard"}},
		"the widest gap first": {[]team{nine("lived", "5", map[string]string{"div": "2"}), nine("learnt", "6", nil)}, []string{"gap diversity", "lowest diversity", "highest equality"}},
		"what nobody knows": {
			[]team{nine("lived", "5", map[string]string{"accessibility-r": "dont_know"}), nine("learnt", "5", nil)},
			[]string{"even", "not_known lived accessibility-review", "unheard"},
		},
		"a key question": {[]team{nine("lived", "6", gate), nine("learnt", "6", gate)}, []string{"even", "gate", "unheard"}},
		"a strength":     {[]team{nine("lived", "6", map[string]string{"rec": "5", "equality": "7"}), nine("learnt", "6", map[string]string{"rec": "5", "equality": "7"})}, []string{"lowest reciprocity", "highest equality", "unheard"}},
	} {
		scored := score(in, tc.responses...)
		var got []string
		for _, one := range scored.Together() {
			text := []string{string(one.Topic), one.Principle}
			if one.Topic == result.TopicMissing || one.Topic == result.TopicUnknown {
				text = append(text, one.Voice.String())
			}
			if one.Topic == result.TopicUnknown {
				text = append(text, in.Questions[one.Question].ID)
			}
			got = append(got, strings.Join(slices.DeleteFunc(text, func(s string) bool { return s == "" }), " "))
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestTheWholeExplanationIsInItsParts(t *testing.T) {
	t.Parallel()
	in := published(t).Find("coproduction-ladder", "0.8.0")
	for _, teams := range [][]team{
		nil, {{"learnt", 9, answers(in, "5", nil)}}, {{"lived", 9, answers(in, "2", map[string]string{"div": "dont_know"})}, {"learnt", 9, answers(in, "6", nil)}},
	} {
		for _, variant := range instrument.Variants {
			words := in.WordsIn("en", variant)
			whole := result.Explain(score(in, teams...), words, said(words))
			var joined []sentences.Said
			for _, part := range []result.Part{result.View, result.Standing, result.HowSure, result.Came, result.Holds, result.Missing, result.Gaps, result.Unknown, result.Moves} {
				joined = append(joined, whole.Parts[part]...)
			}
			if !slices.Equal(joined, whole.Sentences) {
				t.Errorf("the parts say %q, the whole %q", joined, whole.Sentences)
			}
		}
	}
}
