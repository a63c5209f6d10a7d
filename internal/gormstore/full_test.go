package gormstore

import (
	"testing"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

func TestAnAssessmentTakesAsManyResponsesAsItTakes(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		service := assessmentstest.Service(t, store, 1)
		full, other := assessmentstest.OpenAssessment(t, service), assessmentstest.OpenAssessment(t, service)
		err := store.write(t.Context(), func(tx *gorm.DB) error {
			return tx.Exec("UPDATE response_counts SET responses = ? WHERE assessment_id = ?", assessments.MaxAssessmentResponses-1, full.ID).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		startResponses(t, service, full, 1)
		_, err = service.EnterResponse(t.Context(), assessmentstest.Owner(full.Organisation), full.ID,
			assessments.EnteredResponse{Voice: "lived", ResponseText: assessmentstest.Answers(service, full, "1")}, nil)
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("one too many: %v, want a conflict", err)
		}
		startResponses(t, service, other, 1)
	})
}
