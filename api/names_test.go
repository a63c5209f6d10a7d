package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// club is an organisation that registered itself, with its key.
type club struct {
	*apitest.Client

	id string
}

// path is where something of the club is.
func (c club) path(rest string) string { return "/v1/organisations/" + c.id + rest }

// register has somebody register under a name with identifiers.
func (w *world) register(t testing.TB, name string, identifiers ...string) club {
	t.Helper()
	made, err := w.service.CreateOrganisation(t.Context(), access.Caller{}, assessments.ProfileInput{Name: name, Identifiers: identifiers}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return club{w.client.In(t).As(made.Key.Secret.Reveal()), made.ID}
}

// verify has the operator verify a club, and returns who it may be as well.
func (w *world) verify(t testing.TB, c club) map[string]string {
	t.Helper()
	got := w.as(t, operator).Post(c.path("/verification"), []byte(`{"decision":"verified"}`))
	var decided api.OrganisationDecided
	requireStatus(t, got, http.StatusOK).Decode(&decided)
	why := map[string]string{}
	for _, other := range decided.Alike {
		why[other.OrganisationID] = other.Why
	}
	return why
}

// stands says whether a club is verified.
func (w *world) stands(t testing.TB, c club) string {
	t.Helper()
	var o api.Organisation
	requireStatus(t, w.as(t, operator).Get(c.path("")), http.StatusOK).Decode(&o)
	return o.Verification.State
}

const famous = "Save the Children Fund"

func TestNobodyStandsInAFundersListAsSomebodyElse(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		f := newField(t, address)
		named := func() []api.NamedResult {
			var list api.NamedList
			requireStatus(t, f.as(t, funder).Get("/v1/programmes/"+f.programmes[whole].ID+"/named?limit=1"), http.StatusOK).Decode(&list)
			return list.Items
		}
		// Impostors fill a page of the list. None is verified.
		for i := range 3 {
			impostor := f.members[i]
			f.rename(t, impostor.id, famous, assessments.Unverified)
			requireStatus(t, askToShare(f.client.In(t).As(impostor.key), impostor.id, "named", f.programmes[whole].JoinCode), http.StatusCreated)
		}
		if got := named(); len(got) != 0 {
			t.Errorf("an organisation that nobody verified is listed: %+v", got)
		}
		// A member that is verified stands there with its name and identifiers.
		m := f.members[3]
		f.rename(t, m.id, "Riverside Carers", assessments.Verified, "GB-CHC-1173575")
		own := f.client.In(t).As(m.key)
		requireStatus(t, askToShare(own, m.id, "named", f.programmes[whole].JoinCode), http.StatusCreated)
		if got := named(); len(got) != 1 || got[0].Organisation != "Riverside Carers" || !slices.Equal(got[0].Identifiers, []string{"GB-CHC-1173575"}) {
			t.Fatalf("a verified one: %+v", got)
		}
		// It takes another name, and is out of the list.
		requireStatus(t, own.Patch("/v1/organisations/"+m.id, []byte(`{"name":"`+famous+`"}`), "If-Match: *"), http.StatusOK)
		if got := named(); len(got) != 0 {
			t.Errorf("once it has another name: %+v", got)
		}
	})
}

func TestAVerifiedNameIsChangedWithTheOwnKeyAloneAndOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		home := club{w.as(t, owner), w.ids["organisations"]}
		requireStatus(t, home.Patch(home.path(""), []byte(`{"identifiers":["GB-CHC-1173575"]}`), "If-Match: *"), http.StatusOK)
		for _, change := range []string{`{"name":"` + famous + `"}`, `{"identifiers":["GB-CHC-213890"]}`, `{"identifiers":null}`} {
			w.verify(t, home)
			for _, who := range []string{partner, operator} {
				requireProblem(t, w.as(t, who).Patch(home.path(""), []byte(change), "If-Match: *"), http.StatusForbidden)
				requireStatus(t, w.as(t, who).Patch(home.path(""), []byte(`{"region":"TLD"}`), "If-Match: *"), http.StatusOK)
			}
			if got := w.stands(t, home); got != "verified" {
				t.Errorf("%s by others: %s", change, got)
			}
			requireStatus(t, home.Patch(home.path(""), []byte(change), "If-Match: *"), http.StatusOK)
			if got := w.stands(t, home); got != "unverified" {
				t.Errorf("%s with the own key: %s", change, got)
			}
			requireStatus(t, w.as(t, partner).Patch(home.path(""), []byte(`{"name":"Riverside Carers","identifiers":["GB-CHC-1173575"]}`), "If-Match: *"), http.StatusOK)
		}
	})
}

func TestVerifyingNamesWhoMayBeTheSame(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		charity := w.register(t, "Riverside Carers", "GB-CHC-1173575")
		company := w.register(t, "Bank Side Ltd", "GB-COH-00294860")
		byName := w.register(t, "The RIVERSIDE Carers C.I.O.", "GB-SC-SC042386")
		apart := w.register(t, "Hilltop Club", "GB-NIC-100019")
		liar := w.register(t, "Liar", "GB-NIC-100019", "GB-COH-00294860")
		between := w.register(t, "Somebody", "GB-CHC-1173575", "GB-EDU-100000")
		w.register(t, "Somebody else", "GB-EDU-100000", "GB-COH-00294860")
		requireStatus(t, w.as(t, operator).Post(liar.path("/verification"), []byte(`{"decision":"rejected"}`)), http.StatusOK)
		for _, c := range []club{charity, apart, byName} {
			w.verify(t, c)
		}
		// One charity as GB-CHC and as GB-COH, which others list beside a third number.
		if got := w.verify(t, company); len(got) != 1 || got[charity.id] != "linked_identifier" {
			t.Errorf("the company is like %v", got)
		}
		if got := w.verify(t, charity); len(got) != 2 || got[company.id] != "linked_identifier" || got[byName.id] != "same_name" {
			t.Errorf("the charity is like %v", got)
		}
		if got := w.verify(t, apart); len(got) != 0 { // the operator rejected who says otherwise
			t.Errorf("the club is like %v", got)
		}
		requireProblem(t, w.as(t, operator).Post(between.path("/verification"), []byte(`{"decision":"verified"}`)), http.StatusConflict)
	})
}

func TestAnOrganisationLearnsWhoseCodeItHolds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	programme := w.programme(t, w.ids["funders"], w.ids["periods"])
	want := api.Offer{
		Programme: api.OfferedProgramme{ID: programme.ID, Name: "Community grants", Scope: "service", Instrument: "coproduction-ladder", Periods: []string{w.ids["periods"]}},
		Funder:    api.OfferingFunder{Name: "Community Apps"},
	}
	for _, code := range []string{programme.JoinCode, strings.ToLower(programme.JoinCode), strings.ReplaceAll(programme.JoinCode, "-", "")} {
		var got api.Offer
		requireStatus(t, w.as(t, stranger).Get("/v1/programme-codes/"+code), http.StatusOK).Decode(&got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the code %s (-want +got):\n%s", code, diff)
		}
	}
	for _, code := range []string{"0000-0000-0000", "nonsense", programme.ID, "%00"} {
		requireProblem(t, w.as(t, stranger).Get("/v1/programme-codes/"+code), http.StatusNotFound)
	}
	made := askToShare(w.as(t, owner), w.ids["organisations"], "programme", programme.JoinCode)
	var created api.Share
	requireStatus(t, made, http.StatusCreated).Decode(&created)
	var list api.ShareList
	requireStatus(t, w.as(t, owner).Get(w.fill(t, "/v1/organisations/{id}/shares?limit=100")), http.StatusOK).Decode(&list)
	for where, share := range map[string]api.Share{"when it is made": created, "in the list": list.Items[len(list.Items)-1]} {
		if share.Programme == nil || share.Funder == nil || share.ID != created.ID {
			t.Fatalf("%s: %+v", where, share)
		}
		if diff := cmp.Diff(want, api.Offer{Programme: *share.Programme, Funder: *share.Funder}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", where, diff)
		}
	}
}

// TestNothingEndsInThePast sends the year 1 as every time of every body: it is the
// zero of a program's clock, and was once taken for never.
func TestNothingEndsInThePast(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	tried := 0
	for _, r := range matrix {
		for _, name := range timesIn(t, r) {
			for _, past := range []string{"0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", start.Add(-time.Second).Format(time.RFC3339)} {
				tried++
				changed := r
				changed.body = withMember(t, r.body, name, past)
				who := r.somebody(t)
				got := w.as(t, who).Do(w.request(t, changed, who))
				if strings.Contains(r.route, "/periods") && name != "freeze_at" && past != "0001-01-01T00:00:00Z" { // a period may begin before it is made
					continue
				}
				if got.Status != http.StatusUnprocessableEntity || !strings.Contains(string(got.Body), `"/`+name+`"`) && !strings.Contains(r.route, "/periods") {
					t.Errorf("%s with %s %s: %d %s", r.route, name, past, got.Status, got.Body)
				}
			}
		}
	}
	if tried < 3*8 {
		t.Errorf("only %d tried", tried)
	}
}

func TestWhereOneStandsIsForItsOwnKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	path := w.fill(t, "/v1/organisations/{id}/position/{period}")
	requireStatus(t, w.as(t, owner).Get(path), http.StatusOK)
	for _, who := range []string{partner, operator} {
		requireProblem(t, w.as(t, who).Get(path), http.StatusForbidden)
	}
	requireProblem(t, w.as(t, stranger).Get(path), http.StatusNotFound)
}

func TestTheOperatorIsWarnedOfOneFunderWithTwoAccounts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		period := w.ids["periods"]
		open := func(name, contact string) (key, id string) {
			var account api.Account
			requireStatus(t, w.as(t, operator).Post("/v1/funders", []byte(`{"name":"`+name+`","contact":"`+contact+`"}`)), http.StatusCreated).Decode(&account)
			return w.createKey(t, assessments.Principal{Role: access.FunderRole, ID: account.ID}).Secret.Reveal(), account.ID
		}
		key, id := open("Bridge Fund", "Ada Okafor, 020 7946 0123")
		_, sameName := open("The BRIDGE Fund Ltd", "")
		_, sameContact := open("Other Trust", "ada okafor – 020-7946-0123")
		_, apart := open("Another Trust", "")
		of := w.programme(t, id, period)
		var list api.ProgrammeList
		requireStatus(t, w.as(t, operator).Get("/v1/programmes?limit=100"), http.StatusOK).Decode(&list)
		i := slices.IndexFunc(list.Items, func(p api.Programme) bool { return p.ID == of.ID })
		if i < 0 || list.Items[i].Funder == nil || list.Items[i].Funder.ID != id {
			t.Fatalf("%+v", list.Items)
		}
		found := map[string][2]bool{}
		for _, f := range list.Items[i].FundersAlike {
			found[f.ID] = [2]bool{f.SameName, f.SameContact}
		}
		if len(found) != 2 || found[sameName] != [2]bool{true, false} || found[sameContact] != [2]bool{false, true} || found[apart] != [2]bool{} {
			t.Errorf("alike: %v", found)
		}
		if got := string(w.client.In(t).As(key).Get("/v1/programmes").Body); strings.Contains(got, "BRIDGE") || strings.Contains(got, "Other Trust") {
			t.Errorf("a funder learns of others: %s", got)
		}
	})
}

// rename writes a name, and whether it is verified, as if both had always been so.
func (f *field) rename(t testing.TB, id, name string, state assessments.VerificationState, identifiers ...string) {
	t.Helper()
	err := f.service.Store.Write(t.Context(), func(tx assessments.Tx) error {
		o, err := tx.Organisation(t.Context(), id)
		if err != nil {
			return err
		}
		o.Name, o.Verification.State, o.Identifiers = name, state, nil
		for _, given := range identifiers {
			identifier, err := register.ParseIdentifier(given)
			if err != nil {
				return err
			}
			o.Identifiers = append(o.Identifiers, identifier)
		}
		return tx.SaveOrganisation(t.Context(), o)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// timesIn returns the members of a row's body that are times.
func timesIn(t *testing.T, r row) (names []string) {
	t.Helper()
	document, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range document.Paths[r.path()][strings.ToLower(r.method())].RequestBody.Content {
		schema := document.Components.Schemas[content.Schema.Ref[strings.LastIndex(content.Schema.Ref, "/")+1:]]
		for name, property := range schema.Properties {
			if property.Format == "date-time" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// formatted is what the document says of the formats of what is sent.
type formatted struct {
	Paths map[string]map[string]struct {
		RequestBody struct {
			Content map[string]struct {
				Schema struct {
					Ref string `json:"$ref"`
				}
			}
		}
	}
	Components struct {
		Schemas map[string]struct {
			Properties map[string]struct{ Format string }
		}
	}
}

var formats = sync.OnceValues(func() (document formatted, err error) {
	err = json.Unmarshal(docs.OpenAPI, &document)
	return document, err
})

// withMember returns the body of a row with another value for a member.
func withMember(t *testing.T, body, name, value string) string {
	t.Helper()
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(body), &members); err != nil {
		t.Fatal(err)
	}
	members[name] = json.RawMessage(strconv.Quote(value))
	changed, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	return string(changed)
}
