package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// An organisation enters a draft and passes its key on, to read what the person
// writes.
func TestWhatIsEnteredForOthersHidesNothingAndSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	open := w.openAssessmentFor(t, "")
	entered := requireStatus(t, w.as(t, owner).Post(open+"/responses", []byte(`{"voice":"lived","notes":{"equality-culture":"x"}}`)), http.StatusCreated)
	writer, path := w.client.In(t).As(decodeFields(t, entered)["response_key"].(string)), entered.Header.Get("Location")
	private := []byte(`{"notes":{"equality-culture":"They never listen."},"private_notes":["equality-culture"]}`)
	for what, got := range map[string]*apitest.Response{
		"entered":  w.as(t, owner).Post(open+"/responses", []byte(`{"voice":"lived","private_notes":["equality-culture"]}`)),
		"replaced": writer.Put(path, private, "If-Match: *"),
		"changed":  writer.Patch(path, private, "If-Match: *"),
	} {
		p := requireProblem(t, got, http.StatusUnprocessableEntity)
		if len(p.Errors) != 1 || p.Errors[0].Pointer != "/private_notes" {
			t.Errorf("%s: %+v", what, p)
		}
	}
	person, own := w.answer(t, w.invite(t, open), "lived", `,"private_notes":["equality-culture"]`)
	requireStatus(t, writer.Patch(path, []byte(`{"answers":{"equality-culture":"5"}}`), "If-Match: *"), http.StatusOK)
	for range 2 { // a draft, and once it is sent off
		requireOrigin(t, writer, path, "entered")
		requireOrigin(t, person, own, "invited")
		requireStatus(t, writer.Post(path+"/submit", nil), http.StatusOK)
		requireStatus(t, person.Post(own+"/submit", nil), http.StatusOK)
	}
}

func requireOrigin(t *testing.T, who *apitest.Client, path, want string) {
	t.Helper()
	var response api.Response
	var asked api.Asked
	who.Get(path).Decode(&response)
	who.Get(path + "/asked").Decode(&asked)
	if response.Origin != want || asked.Origin != want {
		t.Errorf("its origin is %q, and as what is asked %q, want %q", response.Origin, asked.Origin, want)
	}
}

// Of those entered only such count that count at all, and only of heard voices.
func TestAResultSaysHowManyWereEntered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	open := w.openAssessmentFor(t, `"minimum_people":{"lived":3}`)
	for range 2 {
		w.enterResponse(t, open, "lived")
		w.enterResponse(t, open, "learnt")
	}
	for _, idle := range []string{`{"voice":"lived","answers":{"equality-culture":"5"}}`, `{"voice":"lived","state":"submitted","answers":{"equality-culture":"dont_know"}}`} {
		requireStatus(t, w.as(t, owner).Post(open+"/responses", []byte(idle)), http.StatusCreated)
	}
	withdrawn, path := w.enterResponse(t, open, "lived")
	requireStatus(t, withdrawn.Delete(path, "If-Match: *"), http.StatusNoContent)
	invitation := w.invite(t, open)
	for range 3 {
		author, own := w.answer(t, invitation, "lived", "")
		requireStatus(t, author.Post(own+"/submit", nil), http.StatusOK)
	}
	requireStatus(t, w.as(t, owner).Post(open+"/close", nil), http.StatusOK)
	var stored result.StoredDocument
	w.as(t, owner).Get(open + "/result").Decode(&stored)
	lived, learnt := stored.Voices[0], stored.Voices[1]
	if *lived.Responses != 5 || *lived.Entered != 2 || learnt.Entered != nil {
		t.Errorf("of %d, %d were entered, and of those not heard %v", *lived.Responses, *lived.Entered, learnt.Entered)
	}
	if told := strings.Join(stored.Explanation, " "); !strings.Contains(told, "Answers that the organisation typed in for people with lived experience: 2 of 5.") {
		t.Errorf("it is not said in words: %s", told)
	}
}

// An organisation redeems its own invitation and passes the response's key on.
func TestWhoPassedAKeyOnIsLockedOutOnceItIsReplaced(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		open := w.openAssessmentFor(t, "")
		copied, path := w.answer(t, w.invite(t, open), "lived", "")
		before := copied.Get(path)
		replaced := requireStatus(t, copied.Post(path+"/key", nil), http.StatusCreated)
		var renewed api.ResponseKey
		replaced.Decode(&renewed)
		if !strings.HasSuffix(path, renewed.ID) || renewed.KeyShown || replaced.Header.Get("Location") != path || replaced.Header.Get("ETag") != before.Header.Get("ETag") {
			t.Errorf("%+v, %v", renewed, replaced.Header)
		}
		requireStatus(t, copied.Get(path), http.StatusOK) // the reply may have been lost

		person := w.client.In(t).As(*renewed.ResponseKey)
		after := requireStatus(t, person.Patch(path, []byte(`{"notes":{"equality-culture":"They never listen."},"private_notes":["equality-culture"]}`),
			"If-Match: "+before.Header.Get("ETag")), http.StatusOK) // the state is the one that was read
		for _, got := range []*apitest.Response{
			copied.Get(path), copied.Get(path + "/asked"), copied.Put(path, []byte(`{}`), "If-Match: *"), copied.Patch(path, []byte(`{}`), "If-Match: *"),
			copied.Post(path+"/submit", nil), copied.Post(path+"/key", nil), copied.Delete(path, "If-Match: *"), copied.Get("/v1/instruments"),
		} {
			if p := requireProblem(t, got, http.StatusUnauthorized); strings.Contains(p.Detail, "listen") {
				t.Error(p.Detail)
			}
		}
		if now := requireStatus(t, person.Get(path), http.StatusOK); now.Header.Get("ETag") != after.Header.Get("ETag") {
			t.Error("somebody changed it")
		}
		requireStatus(t, person.Post(path+"/submit", nil), http.StatusOK)
		requireStatus(t, w.as(t, owner).Post(open+"/close", nil), http.StatusOK)
		requireProblem(t, copied.Get(open+"/result"), http.StatusUnauthorized)
		requireStatus(t, person.Get(open+"/result"), http.StatusOK)
		requireProblem(t, person.Post(path+"/key", nil), http.StatusConflict)
	})
}

// Many may call their requests alike: what one of them gets is not another's.
func TestAReplacedKeyIsReplayedToItsOwnHolderAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	invitation := w.invite(t, w.openAssessmentFor(t, ""))
	shown := map[string]bool{}
	for i := range 2 {
		author, path := w.answer(t, invitation, "lived", "")
		first := author.Post(path+"/key", nil, "Idempotency-Key: 1")
		again := author.Post(path+"/key", nil, "Idempotency-Key: 1")
		var renewed, replay api.ResponseKey
		requireStatus(t, first, http.StatusCreated).Decode(&renewed)
		requireStatus(t, again, http.StatusCreated).Decode(&replay)
		if replayed(first) || !replayed(again) || replay.ResponseKey != nil || !replay.KeyShown || replay.ID != renewed.ID {
			t.Errorf("the %s person gets %+v, then %+v", []string{"first", "second"}[i], renewed, replay)
		}
		shown[fmt.Sprint(*renewed.ResponseKey)] = true
	}
	if len(shown) != 2 {
		t.Error("two people have one key")
	}
}
