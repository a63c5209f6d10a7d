package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// The words in the body of a row for what can be made or used once only.
const (
	newPeriod = "{new period}" // a name
	newCode   = "{new code}"   // of a programme that nobody has joined
	newClaim  = "{new claim}"  // of an organisation without a key
)

// fresh is what was given out so far of what can be used once. A request sent
// again with its Idempotency-Key gets the same for as long as its answer is kept.
type fresh struct {
	made  int
	given map[string]given
}

type given struct {
	word  string
	until time.Time
}

// fillNew puts something new into the body of a row that asks for it.
func (w *world) fillNew(t testing.TB, r row, headers []string) string {
	t.Helper()
	for word, get := range map[string]func(testing.TB) string{newPeriod: w.nextPeriod, newCode: w.nextCode, newClaim: w.nextClaim} {
		if !strings.Contains(r.body, word) {
			continue
		}
		request := r.route + strings.Join(headers, " ")
		now := w.service.Now()
		was, known := w.fresh.given[request]
		if !known || !now.Before(was.until) || !strings.Contains(request, "Idempotency-Key") {
			was = given{get(t), now.Add(access.ReplayFor)}
			w.fresh.given[request] = was
		}
		return strings.ReplaceAll(r.body, word, was.word)
	}
	return r.body
}

// nextPeriod returns a name after all that were given.
func (w *world) nextPeriod(testing.TB) string {
	w.fresh.made++
	return fmt.Sprintf("P%05d", w.fresh.made)
}

// nextCode declares another programme of the scene's funder.
func (w *world) nextCode(t testing.TB) string {
	t.Helper()
	return w.programme(t, w.ids["funders"], w.ids["periods"]).JoinCode
}

// nextClaim makes another organisation that has no key, and a claim link for it.
func (w *world) nextClaim(t testing.TB) string {
	t.Helper()
	made, err := w.service.CreateOrganisation(t.Context(), byOperator, assessments.ProfileInput{Name: "Valley Club"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	link, err := w.service.CreateClaim(t.Context(), byOperator, made.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	return link.Secret.Reveal()
}

// overPeriod adds a period that is over and waits for its freeze.
func (w *world) overPeriod(t testing.TB) string {
	t.Helper()
	now := w.service.Now()
	p := comparisons.Period{Name: w.nextPeriod(t), OpensAt: now.AddDate(0, -6, 0), ClosesAt: now, FreezeAt: now}
	if err := w.comparing.Store.Write(t.Context(), func(tx comparisons.Tx) error { return tx.AddPeriod(t.Context(), p) }); err != nil {
		t.Fatal(err)
	}
	return p.Name
}

func (w *world) programme(t testing.TB, funder string, periods ...string) comparisons.Programme {
	t.Helper()
	created, err := w.comparing.CreateProgramme(t.Context(), byFunder(funder), comparisons.ProgrammeInput{
		Name: "Community grants", Scope: "service", Instrument: "coproduction-ladder", Periods: periods,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created
}

// byFunder is who acts for a funder without a request.
func byFunder(id string) access.Caller {
	return access.Caller{Role: access.FunderRole, PrincipalID: id}
}

func (w *world) share(t testing.TB, organisation, code string) comparisons.Share {
	t.Helper()
	created, err := w.comparing.CreateShare(t.Context(), actingFor(organisation), organisation, comparisons.ShareInput{
		Purpose: string(release.InProgramme), Code: code, TextVersion: comparisons.ConsentVersion,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created
}

// compare adds to the scene a programme of its funder that its organisation
// joined, in a period that is frozen, and a period that waits for its freeze.
func (w *world) compare(t testing.TB) {
	t.Helper()
	frozen := w.overPeriod(t)
	programme := w.programme(t, w.ids["funders"], frozen)
	w.ids["organisations/shares"] = w.share(t, w.ids["organisations"], programme.JoinCode).ID
	if err := w.comparing.FreezeDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.ids["programmes"], w.ids["programme-codes"] = programme.ID, programme.JoinCode
	for _, things := range []string{"benchmarks", "programmes/releases", "programmes/readiness", "organisations/position"} {
		w.ids[things] = frozen
	}
	w.ids["benchmarks/sectors"] = "D"
	w.ids["periods"] = w.overPeriod(t)
}
