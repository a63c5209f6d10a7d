package api_test

import (
	"context"
	"errors"
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
	itsYear   = "{its year}"   // a year of its own, since periods never overlap
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
		return strings.NewReplacer(word, was.word, itsYear, "4"+was.word[max(0, len(was.word)-3):]).Replace(r.body)
	}
	return r.body
}

// settle freezes what waits of an earlier scene.
func (w *world) settle(t testing.TB) {
	t.Helper()
	if err := w.comparing.FreezeDue(t.Context()); err != nil {
		t.Fatal(err)
	}
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
// Freezes lie far apart, so all scenes have the same frozen period.
func (w *world) compare(t testing.TB) {
	t.Helper()
	if w.frozen == "" {
		w.frozen = w.overPeriod(t)
		programme := w.programme(t, w.ids["funders"], w.frozen)
		w.ids["programmes"], w.ids["programme-codes"] = programme.ID, programme.JoinCode
		w.ids["organisations/shares"] = w.share(t, w.ids["organisations"], programme.JoinCode).ID
		w.settle(t)
		w.wait(compared)
		w.ids["programmes/readiness"] = w.frozen
	} else {
		w.compareLater(t)
	}
	for _, things := range []string{"benchmarks", "programmes/releases", "organisations/position"} {
		w.ids[things] = w.frozen
	}
	w.ids["benchmarks/sectors"] = "D"
	w.ids["programmes/named"] = w.ids["organisations/shares"] // not one by name, so it shows nothing
	w.ids["periods"] = w.overPeriod(t)
}

// compareLater keeps what would have been kept if the scene had been there when
// the period was frozen.
func (w *world) compareLater(t testing.TB) {
	t.Helper()
	waits := w.overPeriod(t)
	programme := w.programme(t, w.ids["funders"], waits)
	w.ids["programmes"], w.ids["organisations/shares"], w.ids["programmes/readiness"] = w.service.NewID(), w.service.NewID(), waits
	cohort := release.Cohort{Kind: release.ProgrammeCohort, ID: w.ids["programmes"]}
	w.ids["programme-codes"] = programme.JoinCode
	w.writeCompared(t, func(ctx context.Context, tx comparisons.Tx) error {
		frozen, err := tx.Period(ctx, w.frozen)
		if err != nil {
			return err
		}
		programme.ID, programme.JoinCode, programme.DeclaredAt = cohort.ID, "0000-"+programme.JoinCode[5:], frozen.OpensAt
		programme.Periods = append(programme.Periods, w.frozen)
		share := comparisons.Share{
			ID: w.ids["organisations/shares"], Organisation: w.ids["organisations"], Purpose: release.InProgramme, Programme: programme.ID,
			TextVersion: comparisons.ConsentVersion, GrantedAt: frozen.OpensAt,
		}
		refused := comparisons.Publication{Period: w.frozen, Cohort: cohort, Body: release.Refused(cohort.ID, w.frozen), PublishedAt: frozen.FrozenAt}
		return errors.Join(tx.AddProgramme(ctx, programme), tx.AddShare(ctx, share), tx.AddPublication(ctx, refused),
			tx.KeepForecast(ctx, waits, map[string]bool{programme.ID: false}, w.service.Now()))
	})
}
