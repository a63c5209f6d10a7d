package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// hinderWiping keeps what is deleted from being wiped until it is called off.
func hinderWiping(t *testing.T, address string) (callOff func()) {
	t.Helper()
	hinder, help := "CREATE TRIGGER hinder BEFORE DELETE ON owed_wipes BEGIN SELECT RAISE(ABORT, 'not now'); END", "DROP TRIGGER hinder"
	if strings.Contains(address, "://") {
		hinder, help = "ALTER TABLE share_withdrawals RENAME TO away", "ALTER TABLE away RENAME TO share_withdrawals"
	}
	databasetest.Alter(t, address, hinder)
	return func() { databasetest.Alter(t, address, help) }
}

// ends are the two ways in which an assessment ends.
var ends = []string{"close", "cancel"}

func TestWhatIsDoneButForWipingIsAccepted(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		t.Helper()
		w := newWorld(t, address)
		own := w.as(t, owner)
		callOff := hinderWiping(t, address)
		tags := map[string]string{}
		for _, end := range ends {
			one := w.openAssessmentFor(t, "")
			w.enterResponse(t, one, "lived")
			for range 2 {
				requireOwed(t, requireStatus(t, own.Post(one+"/"+end, nil), http.StatusAccepted))
			}
			shown := requireStatus(t, own.Get(one), http.StatusOK)
			requireOwed(t, shown)
			tags[one] = shown.Header.Get("ETag")
			requireStatus(t, own.Get(one, "If-None-Match: "+tags[one]), http.StatusNotModified)
		}
		gone := w.createOrganisation(t)
		leaving := w.client.In(t).As(gone.Key.Secret.Reveal())
		requireStatus(t, leaving.Delete("/v1/organisations/"+gone.ID, "If-Match: *"), http.StatusAccepted)
		requireStatus(t, leaving.Get("/v1/organisations/"+gone.ID), http.StatusUnauthorized)

		callOff()
		w.wait(time.Minute)
		wiped := start.Add(time.Duration(w.past.Load())).Format(time.RFC3339)
		if err := w.service.Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for one, before := range tags {
			shown := requireStatus(t, own.Get(one, "If-None-Match: "+before), http.StatusOK)
			if got := decodeFields(t, shown); got["wiped_at"] != wiped || got["updated_at"] != wiped {
				t.Errorf("it says that it was wiped at %v and changed at %v, want %s", got["wiped_at"], got["updated_at"], wiped)
			}
		}
		listed := requireStatus(t, own.Get("/v1/assessments?updated_since="+wiped), http.StatusOK)
		if got := strings.Count(string(listed.Body), `"wiped_at":"`+wiped); got != len(tags) {
			t.Errorf("%d are listed as wiped since then, want %d: %s", got, len(tags), listed.Body)
		}
		told := requireStatus(t, own.Get("/v1/events?limit=100"), http.StatusOK)
		for one := range tags {
			id := one[strings.LastIndex(one, "/")+1:]
			if got := toldOf(t, told, id); got[len(got)-1] != "assessment.changed" {
				t.Errorf("of what was wiped is told: %q, want that it changed at last", got)
			}
		}
	})
}

// requireOwed checks that an assessment says that wiping is owed.
func requireOwed(t *testing.T, got *apitest.Response) {
	t.Helper()
	fields := decodeFields(t, got)
	if at, there := fields["wiped_at"]; at != nil || !there || fields["state"] == "open" {
		t.Errorf("it is %v and was wiped at %v, want it over, and null", fields["state"], at)
	}
}

// toldOf lists the types of what is told of one thing.
func toldOf(t *testing.T, told *apitest.Response, id string) (types []string) {
	t.Helper()
	for _, item := range decodeFields(t, told)["items"].([]any) {
		event := item.(map[string]any)
		if subject := event["subject"].(map[string]any); subject["id"] == id {
			types = append(types, event["type"].(string))
		}
	}
	return types
}

func TestWhatIsWipedSaysWhen(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		t.Helper()
		w := newWorld(t, address)
		own := w.as(t, owner)
		for _, end := range ends {
			for _, answered := range []bool{false, true} {
				one := w.openAssessmentFor(t, "")
				if answered {
					w.enterResponse(t, one, "lived")
				}
				if open := decodeFields(t, own.Get(one)); open["wiped_at"] != nil {
					t.Errorf("an open one was wiped at %v", open["wiped_at"])
				}
				first := requireStatus(t, own.Post(one+"/"+end, nil), http.StatusOK)
				if decodeFields(t, first)["wiped_at"] == nil {
					t.Errorf("%s (answered: %t) does not say when it was wiped", end, answered)
				}
				w.wait(time.Minute)
				again := requireStatus(t, own.Post(one+"/"+end, nil), http.StatusOK)
				if string(again.Body) != string(first.Body) || again.Header.Get("ETag") != first.Header.Get("ETag") {
					t.Errorf("done again, it answers %s, want %s", again.Body, first.Body)
				}
			}
		}
	})
}
