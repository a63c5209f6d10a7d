package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// Somebody who registers and goes on and on is stopped, and told by what.
func TestNobodyHasMoreThanTheirQuota(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		open := w.openAssessment(t, w.ids["organisations"])
		for _, tc := range []struct {
			what, who, path, body, says string
			most                        int
			end                         func(t *testing.T, location string) *apitest.Response
			fill                        func(t *testing.T, w *world) int // makes most of them, and says how many
		}{
			{
				"keys", owner, "/v1/organisations/{id}/keys", `{"name":"Another"}`,
				"There are 50 keys that work, which is as many as there may be. Revoke one that nobody uses first.", assessments.MaxLiveKeys,
				func(t *testing.T, location string) *apitest.Response {
					t.Helper()
					return w.as(t, owner).Delete(location)
				}, nil,
			},
			{
				"keys of a partner", partner, "/v1/partners/{id}/keys", `{"name":"Another"}`,
				"There are 50 keys that work, which is as many as there may be. Revoke one that nobody uses first.", assessments.MaxLiveKeys,
				func(t *testing.T, location string) *apitest.Response {
					t.Helper()
					return w.as(t, partner).Delete(location)
				}, nil,
			},
			{
				"invitations", owner, "/v1/assessments/" + open + "/invitations", `{}`,
				"This assessment has 20 invitations that hold, which is as many as it may have. Revoke one first, or make one for many people.", assessments.MaxLiveInvitations,
				func(t *testing.T, location string) *apitest.Response {
					t.Helper()
					return w.as(t, owner).Delete(location)
				}, nil,
			},
			{
				"assessments", owner, "/v1/assessments", `{"organisation_id":"{organisations}","instrument":"coproduction-ladder","title":"Again","scope":"service"}`,
				"This organisation has 200 open assessments, which is as many as it may have. Close or cancel one first.", assessments.MaxOpenAssessments,
				func(t *testing.T, location string) *apitest.Response {
					t.Helper()
					return w.as(t, owner).Post(location+"/cancel", nil)
				}, openManyAssessments,
			},
		} {
			most := tc.most
			if tc.fill != nil {
				most -= tc.fill(t, w)
			}
			path, body := w.fill(t, tc.path), []byte(w.fillBody(tc.body))
			location, made := "", 0
			for range most + 3 {
				got := w.as(t, tc.who).Post(path, body)
				if got.Status == http.StatusConflict {
					if p := requireProblem(t, got, http.StatusConflict); p.Detail != tc.says {
						t.Errorf("%s: %q, want %q", tc.what, p.Detail, tc.says)
					}
					break
				}
				made++
				location = got.Header.Get("Location")
			}
			if made == 0 || made >= most+3 {
				t.Fatalf("%s: %d were made", tc.what, made)
			}
			requireProblem(t, w.as(t, tc.who).Post(path, body), http.StatusConflict)
			if got := tc.end(t, location); got.Status >= http.StatusBadRequest {
				t.Fatalf("%s: ending one: %d %s", tc.what, got.Status, got.Body)
			}
			if got := w.as(t, tc.who).Post(path, body); got.Status != http.StatusCreated {
				t.Errorf("%s: after one ended: %d %s", tc.what, got.Status, got.Body)
			}
		}
		if got := w.as(t, stranger).Post(w.fill(t, "/v1/assessments/{id}/invitations"), []byte(`{}`)); got.Status != http.StatusNotFound {
			t.Errorf("a stranger is told of the quota: %d", got.Status)
		}
	})
}

// openManyAssessments opens nearly as many as there may be, all at once.
func openManyAssessments(t *testing.T, w *world) int {
	t.Helper()
	const opened = assessments.MaxOpenAssessments - 10
	w.write(t, func(ctx context.Context, tx assessments.Tx) error {
		one, err := tx.Assessment(ctx, w.ids["assessments"])
		for range opened {
			one.ID = w.service.NewID()
			err = errors.Join(err, tx.AddAssessment(ctx, one))
		}
		return err
	})
	return opened
}

// Whoever sends all at once gets no more.
func TestQuotasHoldForManyAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		path := "/v1/assessments/" + w.openAssessment(t, w.ids["organisations"]) + "/invitations"
		created := make([]bool, 2*assessments.MaxLiveInvitations)
		var all sync.WaitGroup
		for i := range created {
			all.Go(func() {
				r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("{}"))
				r.Header.Set("Authorization", "Bearer "+w.keyOf(owner))
				r.Header.Set("Content-Type", "application/json")
				created[i] = untilAnswered(t, w.handler, r).Code == http.StatusCreated
			})
		}
		all.Wait()
		made := 0
		for _, was := range created {
			if was {
				made++
			}
		}
		if made != assessments.MaxLiveInvitations {
			t.Errorf("%d at once made %d invitations", len(created), made)
		}
	})
}
