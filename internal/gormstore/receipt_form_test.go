package gormstore

import (
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// Results that were closed before receipts had forms are of form 1.
func TestAResultFromBeforeThereWereFormsIsOfForm1(t *testing.T) {
	t.Parallel()
	digest := "sha256:" + string(assessmentstest.Hash(1))
	path := fileUpTo(t, "0008", `INSERT INTO results (assessment_id, scoring_version, guarded, numbers, tallies, receipt) VALUES ('a', '1', FALSE, '{}', '{}', '`+digest+`')`)
	stored, err := openAt(t, path).Result(t.Context(), "a")
	if want := result.KeptReceipt(digest, 1); err != nil || stored.Receipt != want {
		t.Errorf("%v, the receipt is %+v, want %+v", err, stored.Receipt, want)
	}
}
