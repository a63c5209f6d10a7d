package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
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

// TestARowOfVersion1IsReadInAllFormats puts a result into the database as the first
// release kept it. Its figures, and the receipt that was given out then, are those
// of a result that was downloaded.
func TestARowOfVersion1IsReadInAllFormats(t *testing.T) {
	t.Parallel()
	downloaded := []byte(readText(t, "../assessments/result/testdata/form1/guarded.json"))
	var before result.StoredDocument
	if err := json.Unmarshal(downloaded, &before); err != nil {
		t.Fatal(err)
	}
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		path := w.rowOfVersion1(t, address, &before)
		got := requireStatus(t, w.as(t, owner).Get(path), http.StatusOK)
		if found, err := result.Verify(got.Body); err != nil || found.Receipt.Digest != before.Receipt.Digest {
			t.Errorf("%v, and what was given out is %s: %s", err, before.Receipt.Digest, got.Body)
		}
		for format, says := range map[string]string{"text/csv": "Consultation", "image/svg+xml": "Consultation"} {
			if got := requireStatus(t, w.as(t, owner).Get(path, "Accept: "+format), http.StatusOK); !strings.Contains(string(got.Body), says) {
				t.Errorf("%s does not say %s: %s", format, says, got.Body)
			}
		}
		counted := 0
		err := w.comparing.Store.EachContribution(t.Context(), []string{before.Assessment.ID}, func(string, release.Scores) { counted++ })
		if err != nil || counted > 0 {
			t.Errorf("%v, it puts %d into releases", err, counted)
		}
	})
}

// rowOfVersion1 adds the assessment of a result, and its row, and returns its address.
func (w *world) rowOfVersion1(t *testing.T, address string, of *result.StoredDocument) string {
	t.Helper()
	closed, err := time.Parse(time.RFC3339, of.Assessment.ClosedAt)
	if err != nil {
		t.Fatal(err)
	}
	o, _ := w.stored(w.ids["organisations"], closed.Add(-time.Hour), func(scoring.Voice, int) scoring.Answer { return 1 })
	o.Assessment.ID, o.Assessment.Title, o.Assessment.Version = of.Assessment.ID, of.Assessment.Title, of.Instrument.Version
	w.change(t, func(tx assessments.Tx) error { return tx.AddAssessment(t.Context(), o.Assessment) })
	databasetest.Alter(t, address, fmt.Sprintf(`INSERT INTO results (assessment_id, scoring_version, guarded, numbers, tallies, receipt, complete)
		VALUES ('%s', '1', TRUE, '%s', '{}', '%s', TRUE)`,
		of.Assessment.ID, strings.TrimSpace(readText(t, "testdata/version1-guarded.json")), of.Receipt.Digest))
	return "/v1/assessments/" + of.Assessment.ID + "/result"
}
