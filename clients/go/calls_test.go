package sevenrungs_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	sevenrungs "github.com/sevenrungs/sevenrungs/clients/go"
)

func TestAListIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := w.register(t)
	for i := range 5 {
		if _, err := w.CreateOrganisationKey(t.Context(), own.ID, sevenrungs.KeyRequest{Name: "Key " + strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
	}
	w.proxy.forget()
	names := make(map[string]bool)
	for key, err := range w.AllOrganisationKeys(t.Context(), own.ID, sevenrungs.ListOrganisationKeysQuery{Limit: 2}) {
		if err != nil {
			t.Fatal(err)
		}
		names[key.Name] = true
	}
	if len(names) != 6 || len(w.proxy.heard()) != 3 {
		t.Errorf("%v in %d requests", names, len(w.proxy.heard()))
	}
	for range w.AllOrganisationKeys(t.Context(), own.ID, sevenrungs.ListOrganisationKeysQuery{Limit: 2}) {
		break // asks for no more pages
	}
	if len(w.proxy.heard()) != 4 {
		t.Errorf("%d requests", len(w.proxy.heard()))
	}
}

func TestAListThatCannotBeReadSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	seen := 0
	for _, err := range w.AllAssessments(t.Context(), sevenrungs.ListAssessmentsQuery{}) {
		seen++
		if problem := failure(t, err); problem.Family() != "key-needed" {
			t.Errorf("it is %v", problem)
		}
	}
	if seen != 1 {
		t.Errorf("said %d times", seen)
	}
}

func TestAnEditIsMadeToWhatSomebodyElseLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := w.register(t)
	var seen []string
	edited, err := edit(t.Context(), w, own.ID, func(present *sevenrungs.Organisation) (sevenrungs.OrganisationPatch, error) {
		contact := "Ask"
		if present.Contact != nil {
			contact = *present.Contact
		}
		seen = append(seen, contact)
		if len(seen) == 1 {
			_, err := edit(t.Context(), w, own.ID, func(*sevenrungs.Organisation) (sevenrungs.OrganisationPatch, error) {
				return sevenrungs.OrganisationPatch{Contact: new("Ask Ada")}, nil
			})
			return sevenrungs.OrganisationPatch{Contact: new("Ask Ben")}, err
		}
		return sevenrungs.OrganisationPatch{Contact: new(contact + " or Ben")}, nil
	})
	if err != nil || *edited.Data.Contact != "Ask Ada or Ben" || len(seen) != 2 {
		t.Fatalf("%+v, %v, having seen %v", edited, err, seen)
	}
	emptied, err := w.ChangeOrganisation(t.Context(), own.ID, edited.ETag, sevenrungs.OrganisationPatch{}, sevenrungs.WithNull("contact"))
	if err != nil || emptied.Data.Contact != nil {
		t.Errorf("%+v, %v", emptied, err)
	}
}

func TestAnEditThatSomebodyAlwaysGetsInBeforeFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := w.register(t)
	asked := 0
	_, err := edit(t.Context(), w, own.ID, func(*sevenrungs.Organisation) (sevenrungs.OrganisationPatch, error) {
		asked++
		_, err := w.ChangeOrganisation(t.Context(), own.ID, "*", sevenrungs.OrganisationPatch{Contact: new("Somebody " + strconv.Itoa(asked))})
		return sevenrungs.OrganisationPatch{Contact: new("Ask Ada")}, err
	})
	if problem := failure(t, err); problem.Family() != "changed-meanwhile" || asked != 3 {
		t.Errorf("%v, asked %d times", problem, asked)
	}
}

func edit(ctx context.Context, w *world, id string, how func(*sevenrungs.Organisation) (sevenrungs.OrganisationPatch, error)) (*sevenrungs.Reply[sevenrungs.Organisation], error) {
	return sevenrungs.Edit(ctx, w.ShowOrganisation, w.ChangeOrganisation, id, how)
}

func TestWhatHasNotChangedComesWithoutABody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := w.register(t)
	read, err := w.ShowOrganisation(t.Context(), own.ID)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.ShowOrganisation(t.Context(), own.ID, sevenrungs.WithIfChanged(read.ETag))
	if err != nil || again.Status != http.StatusNotModified || again.Data.ID != "" {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestAResultComesAsATableToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.register(t)
	made, err := w.CreateAssessment(t.Context(), sevenrungs.AssessmentRequest{Title: "Short breaks"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.CloseAssessment(t.Context(), made.Data.ID); err != nil {
		t.Fatal(err)
	}
	table, err := w.ShowResultAs(t.Context(), "text/csv", made.Data.ID, sevenrungs.ShowResultQuery{Variant: "easy_read"})
	if err != nil || !strings.Contains(string(table.Data), "sha256:") {
		t.Errorf("%s, %v", table.Data, err)
	}
}
