package gormstore

import (
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// References of grant-makers were compared in capitals once. Each is compared as
// it would be if it were sent today.
func TestReferencesOfGrantMakersGetTheirCapitalsBack(t *testing.T) {
	t.Parallel()
	id := assessmentstest.ID(1)
	given := []string{" 360g-XYZFunder-ABC-corp\n", "gb-coh-09506232"}
	path := fileUpTo(t, "0010", `
		INSERT INTO organisations (id, name, country, region, sector, external_id, verification, verification_note, controller_id, created_at, updated_at, revision)
			VALUES ('`+id+`', 'Riverside Carers', '', '', '', '', 'unverified', '', '`+id+`', 0, 0, 1);
		INSERT INTO organisation_identifiers VALUES
			('`+id+`', 0, '`+given[0]+`', '360G-XYZFUNDER-ABC-CORP', '360G', 0),
			('`+id+`', 1, '`+given[1]+`', 'GB-COH-09506232', 'GB-COH', 0)`)
	stored, err := openAt(t, path).Organisation(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range given {
		if want, err := register.ParseIdentifier(text); err != nil || stored.Identifiers[i] != want {
			t.Errorf("%q is kept as %+v, want %+v", text, stored.Identifiers[i], want)
		}
	}
}
