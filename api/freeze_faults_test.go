package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/release"
)

func TestAFreezeIsRefusedBeforeItsDay(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	freezing := func(period string) string {
		return requireProblem(t, f.as(t, operator).Post("/v1/periods/"+period+"/freeze", nil), http.StatusConflict).Detail
	}
	began := f.service.Now().Add(compared) // as the next period ends
	ends := began.Add(compared)
	day := ends.Add(time.Hour)
	body := `{"period":"later","opens_at":"` + began.Format(time.RFC3339) + `","closes_at":"` + ends.Format(time.RFC3339) + `","freeze_at":"` + day.Format(time.RFC3339) + `"}`
	if got := f.as(t, operator).Post("/v1/periods", []byte(body)); got.Status != http.StatusCreated {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	if output := freezing("later"); !strings.Contains(output, "is not over") {
		t.Errorf("before it is over: %s", output)
	}
	f.wait(2 * compared)
	if output := freezing("later"); !strings.Contains(output, "cannot be done before") {
		t.Errorf("before its day: %s", output)
	}
	f.freeze(t)
	if output := freezing(period); !strings.Contains(output, "is frozen") {
		t.Errorf("frozen again: %s", output)
	}
}

// A clock set back must not put a freeze in front of what the trail tells of.
func TestAFreezeIsRefusedWhileTheClockIsBack(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	freezing := "/v1/periods/" + period + "/freeze"
	f.wait(time.Hour)
	f.programme(t, f.ids["funders"], period) // which goes into the trail
	f.wait(-time.Minute)
	if output := requireProblem(t, f.as(t, operator).Post(freezing, nil), http.StatusConflict).Detail; !strings.Contains(output, "clock") {
		t.Errorf("it was refused for another reason: %s", output)
	}
	if err := f.comparing.FreezeDue(t.Context()); err == nil || !strings.Contains(err.Error(), "clock") {
		t.Errorf("by itself the operator is told %v", err)
	}
	requireProblem(t, f.release(t, whole), http.StatusNotFound) // nothing of it is left
	f.wait(time.Minute)
	f.freeze(t)
	if got := f.release(t, whole); got.Status != http.StatusOK {
		t.Errorf("with the clock set right: %d %s", got.Status, got.Body)
	}
}

func TestNobodySharesWithAProgrammeThatIsNotThere(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	m := f.members[25]
	for _, purpose := range []release.Purpose{release.InProgramme, release.ByName} {
		for _, code := range []string{"ZZZZ-ZZZZ-ZZZZ", "ZZZZ", f.programmes[whole].ID, ""} {
			got := requireProblem(t, askToShare(f.client.In(t).As(m.key), m.id, purpose, code), http.StatusUnprocessableEntity)
			if len(got.Errors) != 1 || got.Errors[0].Pointer != "/programme_code" {
				t.Errorf("%s with %q: %+v", purpose, code, got.Errors)
			}
		}
	}
}
