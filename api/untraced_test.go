package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// A witness is a store that tells which answers were kept.
type witness struct {
	assessments.Store

	kept *[]access.KeptReplay
}

type watchedTx struct {
	assessments.Tx

	kept *[]access.KeptReplay
}

func (w witness) Write(ctx context.Context, fn func(assessments.Tx) error) error {
	return w.Store.Write(ctx, func(tx assessments.Tx) error { return fn(watchedTx{tx, w.kept}) })
}

func (w watchedTx) KeepReplay(ctx context.Context, a access.KeptReplay) error {
	*w.kept = append(*w.kept, a)
	return w.Tx.KeepReplay(ctx, a)
}

// untracedRows returns the two addresses that start responses.
func untracedRows(t *testing.T) []row {
	t.Helper()
	redeem, _ := rowOf("POST " + redeeming)
	enter, _ := rowOf("POST /v1/assessments/{id}/responses")
	return []row{redeem, enter}
}

func TestWhatIsKeptOfAnAnswerTellsNobodyWhoSentIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	var kept []access.KeptReplay
	w.service.Store = witness{w.service.Store, &kept}
	ids := map[string]bool{}
	for _, r := range untracedRows(t) {
		for _, who := range []string{owner, partner} {
			requireStatus(t, w.send(t, r, who, "same"), http.StatusCreated)
		}
		if len(kept) != 2 {
			t.Fatalf("%s: %d answers kept of what two sent", r.route, len(kept))
		}
		for _, one := range kept {
			ids[one.ID] = true
			text := one.ID + string(one.Body) + one.Location
			for _, secret := range []string{w.keyOf(invited), w.ids["assessments/invitations"], w.ids["organisations"], w.ids["partners"], "rung_", "New name", "equality-culture"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s: the answer that is kept holds %q: %s", r.route, secret, text)
				}
			}
			if one.Digest != "" || one.Organisation != "" {
				t.Errorf("%s: kept with a digest %q, for %q", r.route, one.Digest, one.Organisation)
			}
		}
		kept = nil
	}
	if len(ids) != 4 {
		t.Error("two who sent, or an invitation and a response, share what is kept")
	}
}

// One caller redeems an invitation to another assessment with a key that is used up.
func TestAnAnswerSentAgainIsForItsAssessmentAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	r, _ := rowOf("POST " + redeeming)
	requireStatus(t, w.send(t, r, operator, "same"), http.StatusCreated)
	w.renew(t)
	before := w.countThings(t, r)
	requireProblem(t, w.send(t, r, operator, "same"), http.StatusUnprocessableEntity)
	if after := w.countThings(t, r); after != before {
		t.Errorf("%d before, %d after", before, after)
	}
}

func TestWhatWasKeptOfAnswersGoesWithThem(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for end, want := range map[string][]int{"/close": {http.StatusConflict, http.StatusConflict}, "/cancel": {http.StatusConflict, http.StatusConflict}} {
			for i, r := range untracedRows(t) {
				w.assess(t)
				first := requireStatus(t, w.send(t, r, owner, "before-"+end[1:]), http.StatusCreated)
				requireStatus(t, w.as(t, owner).Post("/v1/assessments/"+w.ids["assessments"]+end, nil), http.StatusOK)
				requireProblem(t, w.send(t, r, owner, "before-"+end[1:]), want[i])
				key := decodeFields(t, first)["response_key"].(string)
				requireProblem(t, w.client.As(key).Get(first.Header.Get("Location")), map[string]int{"/close": 404, "/cancel": 401}[end])
			}
		}
	})
}

func TestAnAnswerSentAgainShowsNoKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range untracedRows(t) {
		first := decodeFields(t, w.send(t, r, owner, "once"))
		w.wait(access.ReplayFor / 2)
		r.body = strings.Replace(r.body, `{`, `{ `, 1)
		again := decodeFields(t, w.send(t, r, owner, "once"))
		if first["key_shown"] != false || first["response_key"] == nil || again["key_shown"] != true || again["response_key"] != nil {
			t.Errorf("%s: first %v, again %v", r.route, first, again)
		}
		delete(first, "response_key")
		delete(again, "response_key")
		first["key_shown"] = true
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("%s (-first +again):\n%s", r.route, diff)
		}
	}
}
