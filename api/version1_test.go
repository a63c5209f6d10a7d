package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// A result of scoring version 1 keeps its form, so that its receipt still holds.

func TestAStoredResultOfVersion1IsShownInItsForm(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		o, tallies := w.stored(w.ids["organisations"], start, func(_ scoring.Voice, q int) scoring.Answer { return scoring.Answer(1 + q%7) })
		o.Instrument = w.service.Catalogue.Find(o.Assessment.Instrument, o.Assessment.Version)
		o.Sure, o.NotKnown, o.ScoringVersion = nil, nil, scoring.Version1().Version
		o.Receipt = result.OverResult(&o.Scored, o.Named())
		w.change(t, func(tx assessments.Tx) error { return keepResult(t.Context(), tx, &o, tallies) })

		path := "/v1/assessments/" + o.Assessment.ID + "/result"
		got := requireStatus(t, w.as(t, owner).Get(path), http.StatusOK)
		if _, err := result.Verify(got.Body); err != nil {
			t.Error(err)
		}
		var members map[string]any
		if err := json.Unmarshal(got.Body, &members); err != nil {
			t.Fatal(err)
		}
		if members["scoring_version"] != "1" {
			t.Errorf("its scoring version is %v", members["scoring_version"])
		}
		for _, since := range []string{"sure", "next_gate", "not_known"} {
			if value, there := members[since]; there {
				t.Errorf("it says %s: %v, which its receipt does not know", since, value)
			}
		}
		for _, format := range []string{"text/csv", "image/svg+xml"} {
			requireStatus(t, w.as(t, owner).Get(path, "Accept: "+format), http.StatusOK)
		}
	})
}
