package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// A listener reads what happens, a page for each time it is asked.
type listener struct {
	*apitest.Client

	cursor string
}

// listen begins to listen now.
func listen(t testing.TB, client *apitest.Client) *listener {
	t.Helper()
	l := &listener{Client: client}
	l.hear(t)
	return l
}

// hear returns what happened since the last time, as types and paths.
func (l *listener) hear(t testing.TB) (heard []string) {
	t.Helper()
	address := "/v1/events?limit=100"
	if l.cursor != "" {
		address += "&cursor=" + l.cursor
	}
	var page api.EventList
	requireStatus(t, l.Get(address), http.StatusOK).Decode(&page)
	l.cursor = page.Cursor
	for _, e := range page.Items {
		heard = append(heard, e.Type+" "+e.Subject.Path)
	}
	return heard
}

func (l *listener) expect(t testing.TB, when string, want ...string) {
	t.Helper()
	if got := l.hear(t); !slices.Equal(got, want) {
		t.Errorf("%s: heard %q, want %q", when, got, want)
	}
}

func TestWhatEventsAreAskedWrongly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	own := w.as(t, owner)
	var page api.EventList
	requireStatus(t, own.Get("/v1/events"), http.StatusOK).Decode(&page)
	for _, query := range []string{"snapshot=2", "snapshot=", "limit=0", "limit=101", "cursor=", "cursor=x", "cursor=" + page.Cursor + "x", "types=grant.created", "updated_since=2026-01-01T00:00:00Z"} {
		requireProblem(t, own.Get("/v1/events?"+query), http.StatusBadRequest)
	}
	requireProblem(t, own.Get("/v1/organisations?cursor="+page.Cursor), http.StatusBadRequest)

	w.wait(events.KeptFor)
	requireStatus(t, own.Get("/v1/events?cursor="+page.Cursor), http.StatusOK)
	w.wait(time.Millisecond)
	requireProblem(t, own.Get("/v1/events?cursor="+page.Cursor), http.StatusGone)
}

// TestACursorThatIsAskedWithNowAndThenNeverAges looks once a month at a feed in which
// nothing happens.
func TestACursorThatIsAskedWithNowAndThenNeverAges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	l := listen(t, w.as(t, owner))
	for range 6 {
		w.wait(30 * 24 * time.Hour)
		if err := w.service.Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		l.expect(t, "in a quiet month")
	}
	requireStatus(t, w.as(t, owner).Patch(w.fill(t, "/v1/organisations/{id}"), []byte(`{"region":"TLD"}`), "If-Match: *"), http.StatusOK)
	l.expect(t, "in the end", "organisation.changed "+w.fill(t, "/v1/organisations/{id}"))
}

func TestOldEventsAreForgotten(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		own := w.as(t, owner)
		w.wait(events.KeptFor + 25*time.Hour)
		if err := w.service.Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		found, err := eventsOf(t, w.service).Store.Events(t.Context(), events.Feed{Role: access.OrganisationRole, ID: w.ids["organisations"]}, events.Place{}, 100)
		if err != nil || len(found) > 0 {
			t.Errorf("%d events are kept, %v", len(found), err)
		}
		if heard := listen(t, own).hear(t); len(heard) > 0 {
			t.Errorf("heard %q", heard)
		}
	})
}

// assessed gives a club a result of a scope.
func (w *world) assessed(t *testing.T, c club, scope string) {
	t.Helper()
	created, err := w.service.CreateAssessment(t.Context(), actingFor(c.id), assessments.AssessmentInput{
		Organisation: c.id, Instrument: "coproduction-ladder", Scope: scope, SetupInput: assessments.SetupInput{Title: "Short breaks"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, voice := range scoring.Voices {
		for range created.Minimums[voice] {
			assessmentstest.Enter(t, w.service, created, voice, assessments.Submitted, assessmentstest.Answers(w.service, created, "5"))
		}
	}
	w.closeAssessment(t, c.id, created.ID)
}

func TestAFunderIsToldOfNoMoreThanItIsShownByName(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		c := w.register(t, "Riverside", "GB-CHC-1234567")
		requireStatus(t, c.Post(c.path("/grants"), []byte(`{"partner_id":"`+w.ids["partners"]+`"}`)), http.StatusCreated)
		p := w.programme(t, w.ids["funders"], w.ids["periods"])
		itself, helper, giver, other, boss := listen(t, c.Client), listen(t, w.as(t, partner)), listen(t, w.as(t, funder)), listen(t, w.as(t, otherFunder)), listen(t, w.as(t, operator))
		all := func(when string, want ...string) {
			t.Helper()
			giver.expect(t, when, want...)
			other.expect(t, when)
		}
		var share api.Share
		requireStatus(t, askToShare(c.Client, c.id, "named", p.JoinCode), http.StatusCreated).Decode(&share)
		requireStatus(t, askToShare(c.Client, c.id, "programme", p.JoinCode), http.StatusCreated)
		requireStatus(t, askToShare(c.Client, c.id, "public_benchmark", ""), http.StatusCreated)
		named := "/v1/programmes/" + p.ID + "/named/" + share.ID
		all("by one whom nobody verified")
		w.verify(t, c)
		all("verified", "share.granted "+named)
		w.assessed(t, c, "strategic")
		all("a result that is not shown there")
		w.assessed(t, c, "service")
		all("a result", "assessment.closed "+named)
		requireStatus(t, giver.Get(named), http.StatusOK)
		requireStatus(t, c.Patch(c.path(""), []byte(`{"region":"TLD","contact":"Sam"}`), "If-Match: *"), http.StatusOK)
		all("a change that is not shown")
		requireStatus(t, c.Patch(c.path(""), []byte(`{"name":"Hillside"}`), "If-Match: *"), http.StatusOK)
		all("no longer verified", "share.withdrawn "+named)
		requireProblem(t, giver.Get(named), http.StatusNotFound)
		w.verify(t, c)
		all("verified again", "share.granted "+named)
		requireStatus(t, c.Delete(c.path("/shares/"+share.ID)), http.StatusNoContent)
		all("withdrawn", "share.withdrawn "+named)
		requireProblem(t, giver.Get(named), http.StatusNotFound)
		for who, l := range map[string]*listener{"partner": helper, "operator": boss} {
			if heard := strings.Join(l.hear(t), " "); heard == "" || strings.Contains(heard, "share") {
				t.Errorf("the %s heard %q", who, heard)
			}
		}
		if heard := strings.Join(itself.hear(t), " "); strings.Count(heard, "share.granted") != 3 || strings.Count(heard, "share.withdrawn") != 1 {
			t.Errorf("the club heard %q", heard)
		}
		requireStatus(t, c.Delete(c.path(""), "If-Match: *"), http.StatusNoContent)
		all("erased", "organisation.deleted "+c.path(""))
		for who, l := range map[string]*listener{"partner": helper, "operator": boss} {
			// Where they were is gone with it, so some may come twice.
			if heard := l.hear(t); len(heard) == 0 || heard[len(heard)-1] != "organisation.deleted "+c.path("") {
				t.Errorf("the %s heard %q when it was erased", who, heard)
			}
		}
	})
}

// A name that changes hides for a while what a funder is shown. That is not yet the end of
// the share.
func TestAShareThatExpiresIsToldAlsoAfterItWasHidden(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		c := w.register(t, "Riverside", "GB-CHC-1234567")
		p := w.programme(t, w.ids["funders"], w.ids["periods"])
		w.verify(t, c)
		itself, giver := listen(t, c.Client), listen(t, w.as(t, funder))
		var share api.Share
		body := fmt.Sprintf(`{"purpose":"named","programme_code":%q,"text_version":%q,"expires_at":%q}`,
			p.JoinCode, comparisons.ConsentVersion, w.service.Now().Add(time.Hour).Format(time.RFC3339))
		requireStatus(t, c.Post(c.path("/shares"), []byte(body)), http.StatusCreated).Decode(&share)
		named := "/v1/programmes/" + p.ID + "/named/" + share.ID
		giver.expect(t, "agreed", "share.granted "+named)
		requireStatus(t, c.Patch(c.path(""), []byte(`{"name":"Hillside"}`), "If-Match: *"), http.StatusOK)
		giver.expect(t, "no longer verified", "share.withdrawn "+named)
		w.verify(t, c)
		giver.expect(t, "verified again", "share.granted "+named)
		itself.hear(t)
		w.wait(2 * time.Hour)
		for range 2 {
			if err := w.service.Maintain(t.Context(), w.comparing.TellExpired); err != nil {
				t.Fatal(err)
			}
		}
		giver.expect(t, "expired", "share.withdrawn "+named)
		itself.expect(t, "expired", "share.withdrawn "+c.path("/shares/"+share.ID))
	})
}

func TestAReleaseIsToldToThoseWhoMayReadIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		f := newField(t, address)
		as := func(m member) *listener { return listen(t, f.client.In(t).As(m.key)) }
		counted, refused, neither := as(f.members[0]), as(f.members[31]), as(f.members[70])
		giver, other, helper := listen(t, f.as(t, funder)), listen(t, f.as(t, otherFunder)), listen(t, f.as(t, partner))
		requireStatus(t, f.as(t, operator).Post("/v1/periods/"+period+"/freeze", nil), http.StatusOK)
		told := func(name string) string {
			return "release.published /v1/programmes/" + f.programmes[name].ID + "/releases/" + period
		}
		const benchmark = "release.published /v1/benchmarks/" + period
		for who, tc := range map[string]struct {
			*listener

			want []string
		}{
			"who was counted":           {counted, []string{told(whole), benchmark}},
			"who shared where it fails": {refused, []string{told(few), benchmark}},
			"who shared another":        {neither, []string{told(dominated), benchmark}},
			"the funder":                {giver, []string{told(whole), told(nine), told(few), told(dominated), told(single), told(nobodyIn), benchmark}},
			"another funder":            {other, []string{benchmark}},
			"a partner":                 {helper, []string{benchmark}},
		} {
			got, want := slices.Sorted(slices.Values(tc.hear(t))), slices.Sorted(slices.Values(tc.want))
			if !slices.Equal(got, want) {
				t.Errorf("%s heard %q, want %q", who, got, want)
			}
			for _, told := range got {
				requireStatus(t, tc.Get(strings.TrimPrefix(told, "release.published ")), http.StatusOK)
			}
		}
	})
}

// TestNothingOfResponsesIsTold has people answer, submit and withdraw, and answers on
// paper typed in.
func TestNothingOfResponsesIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	l := listen(t, w.as(t, owner))
	key, _ := w.createInvitation(t, w.ids["organisations"], w.ids["assessments"], time.Time{})
	for range 6 {
		w.startResponse(t, key)
		w.addResponse(t, w.ids["organisations"], w.ids["assessments"], assessments.Submitted)
	}
	l.expect(t, "when people answered")
	requireStatus(t, w.as(t, partner).Post(w.importing(t), []byte("voice,equality-culture\nlived,6\nlearnt,4\n"), asTable), http.StatusCreated)
	l.expect(t, "when a file of answers was read")
}

// TestOrganisationsMadeOfAFileAreToldAsThoseMadeOneByOne holds what is told of each row
// of a file against what is told of one that is made alone, to all who hear of it.
func TestOrganisationsMadeOfAFileAreToldAsThoseMadeOneByOne(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		const file = "/v1/organisations/import"
		three := []byte("name,external_id\nOne,a\nTwo,b\nThree,c\n")
		for _, who := range []string{operator, partner} {
			listeners := map[string]*listener{operator: listen(t, w.as(t, operator)), partner: listen(t, w.as(t, partner)), outsider: listen(t, w.as(t, outsider))}
			quiet := func(when string) {
				t.Helper()
				for name, l := range listeners {
					l.expect(t, who+" "+when+", told to "+name)
				}
			}
			var alone api.OrganisationCreated
			requireStatus(t, w.as(t, who).Post("/v1/organisations", []byte(`{"name":"Alone"}`)), http.StatusCreated).Decode(&alone)
			want := map[string][]string{}
			for name, l := range listeners {
				want[name] = namelessly(l.hear(t), alone.ID)
			}
			requireProblem(t, w.as(t, who).Post(file, []byte("name\nOne\n\"\"\n,\n"+strings.Repeat("x", 300)+"\n"), asTable), http.StatusUnprocessableEntity)
			quiet("a file with faults")
			requireStatus(t, w.as(t, who).Post(file+"?dry_run=true", three, asTable), http.StatusOK)
			quiet("a file that is checked")
			var made api.OrganisationsImported
			requireStatus(t, w.as(t, who).Post(file, three, asTable, "Idempotency-Key: three"), http.StatusCreated).Decode(&made)
			for name, l := range listeners {
				heard := l.hear(t)
				for i, one := range made.Organisations {
					each := len(want[name])
					if len(heard) != each*len(made.Organisations) || !slices.Equal(namelessly(heard[i*each:(i+1)*each], one.ID), want[name]) {
						t.Errorf("%s made three: the %s heard %q, want %q of each", who, name, heard, want[name])
						break
					}
				}
			}
			for _, one := range made.Organisations {
				if got, want := w.toldOrganisation(t, one.ID), w.toldOrganisation(t, alone.ID); !slices.Equal(got, want) || !slices.Contains(want, events.OrganisationChanged) {
					t.Errorf("%s made it: it is told %q, want %q", who, got, want)
				}
			}
			requireStatus(t, w.as(t, who).Post(file, three, asTable, "Idempotency-Key: three"), http.StatusCreated)
			quiet("a file that is sent again")
		}
	})
}

// namelessly returns what was heard without the id of an organisation.
func namelessly(heard []string, id string) (without []string) {
	for _, one := range heard {
		without = append(without, strings.ReplaceAll(one, id, "{id}"))
	}
	return without
}

// toldOrganisation returns which types of events an organisation is told.
func (w *world) toldOrganisation(t *testing.T, id string) (types []events.Type) {
	t.Helper()
	found, err := eventsOf(t, w.service).Store.Events(t.Context(), events.Feed{Role: access.OrganisationRole, ID: id}, events.Place{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		types = append(types, e.Type)
	}
	return types
}

// TestAGrantThatEndsTakesBackWhatItTold looks at what is left for a partner, and for
// one that has another grant.
func TestAGrantThatEndsTakesBackWhatItTold(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		c := w.register(t, "Riverside")
		w.openAssessment(t, c.id)
		key, outside := w.createAccount(t, access.PartnerRole)
		l := listen(t, w.client.In(t).As(key))
		grant := func(until string) string {
			var made api.Grant
			requireStatus(t, c.Post(c.path("/grants"), []byte(`{"partner_id":"`+outside+`"`+until+`}`)), http.StatusCreated).Decode(&made)
			return made.ID
		}
		first, second := grant(""), grant(`,"expires_at":"`+w.service.Now().Add(time.Hour).Format(time.RFC3339)+`"`)
		if heard := l.hear(t); len(heard) != 6 {
			t.Errorf("two grants: heard %q", heard)
		}
		requireStatus(t, c.Delete(c.path("/grants/"+first)), http.StatusNoContent)
		l.expect(t, "one of two revoked", "grant.revoked "+c.path(""))
		requireStatus(t, l.Get(c.path("")), http.StatusOK)
		w.wait(2 * time.Hour)
		for range 2 {
			if err := w.service.Maintain(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		l.expect(t, "the other expired", "grant.revoked "+c.path(""))
		requireProblem(t, l.Get(c.path("")), http.StatusNotFound)
		requireStatus(t, c.Delete(c.path("/grants/"+second)), http.StatusNoContent) // which had ended
		w.openAssessment(t, c.id)
		if heard := (&listener{Client: l.Client}).hear(t); strings.Contains(strings.Join(heard, " "), "assessment") {
			t.Errorf("a partner without a grant still reads %q", heard)
		}
	})
}
