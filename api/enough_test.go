package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// group is who joins a programme.
type group struct {
	alone      int   // organisations that decide for themselves
	controlled []int // of each of some controllers, so many organisations

	shown  int    // so many of them show a funder their results by name
	to     string // which funder
	undone bool   // and take that back at once
	tied   int    // the funder says that it is tied to so many

	enough bool
}

// groups are cohorts that have nothing in common, so that each is judged by
// itself.
var groups = map[string]group{
	"nobody":                                 {},
	"9 distinct":                             {alone: 9},
	"10 distinct":                            {alone: 10, enough: true},
	"20 of one parent":                       {controlled: []int{20}},
	"18 of 9 controllers":                    {controlled: []int{2, 2, 2, 2, 2, 2, 2, 2, 2}},
	"20 of 10 controllers":                   {controlled: []int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, enough: true},
	"9 distinct and 20 of one parent":        {alone: 9, controlled: []int{20}},
	"9 distinct and 3 of one parent":         {alone: 9, controlled: []int{3}, enough: true},
	"9 hidden and 5 shown by name":           {alone: 14, shown: 5, to: funder},
	"10 hidden and 5 shown by name":          {alone: 15, shown: 5, to: funder, enough: true},
	"9 hidden and 5 that were shown once":    {alone: 14, shown: 5, to: funder, undone: true},
	"9 hidden and 5 shown to another funder": {alone: 14, shown: 5, to: otherFunder, enough: true},
	"9 distinct and 5 that the funder runs":  {alone: 14, tied: 5},
	"10 distinct and 5 that the funder runs": {alone: 15, tied: 5, enough: true},
}

// Property 5, through the router: the operator decides who controls whom,
// organisations show their results, and the funder reads what comes of it.
func TestProperty5OnlyDistinctAndHiddenControllersCount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	w.settle(t)
	began := w.service.Now()
	over := began.Add(compared)
	in := comparisons.PeriodInput{Name: period, OpensAt: began, ClosesAt: over, FreezeAt: over}
	if _, err := w.comparing.CreatePeriod(t.Context(), byOperator, in, nil); err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{}
	for name, g := range groups {
		paths[name] = "/v1/programmes/" + w.gather(t, &g) + "/releases/" + period
	}
	w.wait(compared)
	if err := w.comparing.FreezeDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, g := range groups {
		got := w.as(t, funder).Get(paths[name])
		if _, err := release.Parse(got.Body); got.Status != http.StatusOK || (err == nil) != g.enough {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
}

// gather makes the organisations of a group, and the programme that they join,
// and returns its id.
func (w *world) gather(t *testing.T, g *group) string {
	t.Helper()
	var ids, parents []string
	for _, n := range append(slices.Repeat([]int{1}, g.alone), g.controlled...) {
		parent := w.service.NewID()
		for i := range n {
			id := parent
			if i > 0 {
				id = w.service.NewID()
			}
			ids, parents = append(ids, id), append(parents, parent)
		}
	}
	programme := w.declare(t, funder, ids[:g.tied])
	w.write(t, func(ctx context.Context, tx assessments.Tx) error { return w.enter(ctx, tx, ids) })
	w.writeCompared(t, func(ctx context.Context, tx comparisons.Tx) error { return w.join(ctx, tx, ids, programme.ID) })
	for i, id := range ids {
		if parents[i] == id {
			continue
		}
		body := fmt.Sprintf(`{"decision":"verified","controller_id":%q}`, parents[i])
		if got := w.as(t, operator).Post("/v1/organisations/"+id+"/verification", []byte(body), "If-Match: *"); got.Status != http.StatusOK {
			t.Fatalf("verify: %d %s", got.Status, got.Body)
		}
	}
	if g.shown == 0 {
		return programme.ID
	}
	to := programme
	if g.to != funder {
		to = w.declare(t, g.to, nil)
	}
	for _, id := range ids[:g.shown] {
		own := w.client.In(t).As(w.createKey(t, assessments.Principal{Role: access.OrganisationRole, ID: id}).Secret.Reveal())
		share := agree(t, own, id, release.ByName, *to.JoinCode)
		if g.undone {
			withdraw(t, own, id, share)
		}
	}
	return programme.ID
}

// declare makes a programme of a funder who is tied to some organisations.
func (w *world) declare(t *testing.T, who string, tied []string) (created api.Programme) {
	t.Helper()
	body, err := json.Marshal(api.ProgrammeRequest{
		Name: "Community grants", Scope: "service", Instrument: "coproduction-ladder", Periods: []string{period}, RelatedOrganisationIDs: tied,
	})
	if err != nil {
		t.Fatal(err)
	}
	got := w.as(t, who).Post("/v1/programmes", body)
	if got.Status != http.StatusCreated {
		t.Fatalf("declare: %d %s", got.Status, got.Body)
	}
	got.Decode(&created)
	return created
}

// enter registers organisations, verified, that assess themselves.
func (w *world) enter(ctx context.Context, tx assessments.Tx, ids []string) error {
	now := w.service.Now()
	for _, id := range ids {
		stored, tallies := w.stored(id, now, func(_ scoring.Voice, q int) scoring.Answer { return scoring.Answer(1 + q%release.Rungs) })
		err := tx.AddOrganisation(ctx, approveOrganisation(id, "D", now))
		if err == nil {
			err = keepResult(ctx, tx, &stored, tallies)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// join has organisations join a programme.
func (w *world) join(ctx context.Context, tx comparisons.Tx, ids []string, programme string) error {
	for _, id := range ids {
		err := tx.AddShare(ctx, comparisons.Share{
			ID: w.service.NewID(), Organisation: id, Purpose: release.InProgramme, Programme: programme,
			TextVersion: comparisons.ConsentVersion, GrantedAt: w.service.Now(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// approveOrganisation returns an organisation that the operator has verified, under a grant-maker
// that is invented.
func approveOrganisation(id, sector string, now time.Time) assessments.Organisation {
	identifier, _ := register.ParseIdentifier("360G-SevenRungsTest-" + id[len(id)-12:])
	return assessments.Organisation{
		ID:           id,
		Profile:      assessments.Profile{Name: "Organisation " + id, Sector: register.Sector(sector), Identifiers: []register.Identifier{identifier}},
		Verification: assessments.Verification{State: assessments.Verified, Controller: id, DecidedAt: now}, CreatedAt: now, UpdatedAt: now, Revision: 1,
	}
}

// agree has an organisation share something, and returns the share's id.
func agree(t testing.TB, own *apitest.Client, id string, purpose release.Purpose, code string) string {
	t.Helper()
	return decodeFields(t, requireStatus(t, askToShare(own, id, purpose, code), http.StatusCreated))["id"].(string)
}

// askToShare has an organisation ask to share something, whatever the answer.
func askToShare(own *apitest.Client, id string, purpose release.Purpose, code string) *apitest.Response {
	return own.Post("/v1/organisations/"+id+"/shares", []byte(`{"purpose":"`+string(purpose)+`","text_version":"`+comparisons.ConsentVersion+`","programme_code":"`+code+`"}`))
}

// withdraw has it take a share back.
func withdraw(t testing.TB, own *apitest.Client, id, share string) {
	t.Helper()
	if got := own.Delete("/v1/organisations/" + id + "/shares/" + share); got.Status != http.StatusNoContent {
		t.Fatalf("withdraw: %d %s", got.Status, got.Body)
	}
}
