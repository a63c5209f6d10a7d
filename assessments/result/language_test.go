package result_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// A language that is there in part explains what it can. Each sentence says which
// language it is in, and so does the document.
func TestAnExplanationInAnotherLanguage(t *testing.T) {
	t.Parallel()
	said, err := sentences.Read(sentences.Files, fstest.MapFS{"tlh/explain.yaml": {Data: []byte("nearest: pIm {rung} {stance}\nsure_unknown: Sovbe'\n")}})
	if err != nil {
		t.Fatal(err)
	}
	in := published(t).Find("coproduction-ladder", "0.8.0")
	scored := score(in, team{"lived", 9, answers(in, "7", nil)}, team{"learnt", 9, answers(in, "7", nil)})
	words := in.WordsFor(nil, instrument.Standard)
	for name, tc := range map[string]struct {
		wanted      []language.Tag
		explanation []string
		lang        string
		langs       []string
	}{
		"in part": {
			[]language.Tag{language.Make("tlh")},
			[]string{"pIm Co-production with", "Sovbe'", "This is the top rung. Ask both sides again next year."},
			"tlh",
			[]string{"tlh", "tlh", "en"},
		},
		"in the own one": {
			nil,
			[]string{
				"You do things with people. Your nearest rung is Co-production.",
				"Fewer than 3 people or teams answered on one side, so nobody can say how sure this rung is.",
				"This is the top rung. Ask both sides again next year.",
			},
			"en",
			nil,
		},
	} {
		document := result.New(scored, words, said.Beside(words, tc.wanted...))
		if diff := cmp.Diff(tc.explanation, document.Explanation); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
		if diff := cmp.Diff(tc.langs, document.ExplanationLangs); diff != "" || document.ExplanationLang != tc.lang {
			t.Errorf("%s: in %q, -want +got:\n%s", name, document.ExplanationLang, diff)
		}
	}
}
