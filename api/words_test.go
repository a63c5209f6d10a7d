package api_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// What is agreed to, what is used of it, and what explains a result are there in Easy
// Read. The version of what is agreed to is one.
func TestSentencesComeInTheWordsAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	own := w.as(t, owner)
	for variant, says := range map[string]struct{ agreed, used string }{
		"standard":  {"You can say no. A funder must not make this a condition of a grant.", "That your organisation took part, as one of many."},
		"easy_read": {"You can say no. A funder must not say you get money only if you do this.", "That you took part, as one of many."},
	} {
		var texts api.ShareTexts
		requireStatus(t, own.Get("/v1/share-texts?variant="+variant), http.StatusOK).Decode(&texts)
		if last := texts.Texts[0].Sentences[4]; texts.Version != "2" || texts.Variant != variant || texts.Lang != "en" || last != says.agreed {
			t.Errorf("%s: %+v", variant, texts)
		}
		home := w.ids["organisations"]
		var share api.Share
		requireStatus(t, askToShare(own, home, "public_benchmark", ""), http.StatusCreated).Decode(&share)
		var preview api.SharePreview
		requireStatus(t, own.Get("/v1/organisations/"+home+"/shares/"+share.ID+"/preview?variant="+variant), http.StatusOK).Decode(&preview)
		if last := preview.Enters[len(preview.Enters)-1]; last != says.used {
			t.Errorf("%s: what is used is %q", variant, preview.Enters)
		}
		requireStatus(t, own.Delete("/v1/organisations/"+home+"/shares/"+share.ID), http.StatusNoContent)
	}
	requireProblem(t, own.Get("/v1/share-texts?variant=shouted"), http.StatusBadRequest)
}

// A program reads one kind of problem, whatever the person behind it reads.
func TestProblemsAreInStandardEnglish(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	reply := w.as(t, owner).Get("/v1/assessments/"+w.ids["assessments"]+"/result?variant=easy_read", "Accept-Language: tlh, cy")
	if p := requireProblem(t, reply, http.StatusConflict); p.Detail != "This assessment is still open. The result is there once it is closed." || reply.Header.Get("Content-Language") != "en" {
		t.Errorf("%q in %s", p.Detail, reply.Header.Get("Content-Language"))
	}
}

// A language that is there in part says which sentences are in another.
func TestAnExplanationSaysWhichLanguageItIsIn(t *testing.T) {
	t.Parallel()
	client := newClient(t, func(o *served) {
		said, err := sentences.Read(sentences.Files, fstest.MapFS{"tlh/explain.yaml": {Data: []byte("nobody_heard: pagh\nno_rung: pagh\n")}})
		if err != nil {
			t.Fatal(err)
		}
		o.Sentences = said
	})
	for wanted, tc := range map[string]struct{ lang, content, says string }{
		"tlh": {"tlh", "en, tlh", "pagh"},
		"en":  {"en", "en", "Too few people"},
		"fr":  {"en", "en", "Too few people"},
	} {
		reply := client.Post("/v1/scores", []byte(`{"instrument":"coproduction-ladder","responses":[]}`), "Accept-Language: "+wanted)
		var got result.Document
		requireStatus(t, reply, http.StatusOK).Decode(&got)
		if diff := cmp.Diff(tc.content, reply.Header.Get("Content-Language")); diff != "" || got.ExplanationLang != tc.lang || !strings.HasPrefix(got.Explanation[0], tc.says) || got.ExplanationLangs != nil {
			t.Errorf("%q: %+v %s", wanted, got, diff)
		}
	}
}
