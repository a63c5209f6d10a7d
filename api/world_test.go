package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

func TestMain(m *testing.M) { os.Exit(databasetest.Main(m)) }

// newFile returns an empty database where one kind is enough.
func newFile(t testing.TB) string {
	t.Helper()
	return databasetest.SQLite(t, makeTables)
}

// newServed returns a database on a server, for a world.
func newServed(t testing.TB) string {
	t.Helper()
	return databasetest.Postgres(t, makeFirst(t))
}

// makeFirst makes what the other databases of one kind are copies of: in a file the
// tables, and on a server the first world too, since a copy takes much longer there.
func makeFirst(t testing.TB) databasetest.Migrate {
	t.Helper()
	return func(address string) error {
		if databasetest.IsFile(address) {
			return makeTables(address)
		}
		firstOnServer = moveIn(t, address)
		return nil
	}
}

// makeTables makes the tables of a new database.
func makeTables(address string) error {
	store, err := gormstore.Open(context.Background(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return store.Close()
}

// onBoth runs a test on a new database of each kind, for a world.
func onBoth(t *testing.T, test func(t *testing.T, address string)) {
	t.Helper()
	databasetest.OnBoth(t, makeFirst(t), test)
}

// Who asks. The first come with a sound key of the platform, or none; the next
// answer or read a result; the others have a key that opens nothing.
const (
	anybody     = "nobody"
	operator    = "operator"
	owner       = "owner"    // an organisation's own key
	stranger    = "stranger" // another organisation's
	partner     = "partner"  // with a grant of the owner's
	outsider    = "outsider" // a partner without
	funder      = "funder"
	otherFunder = "other funder"

	invited     = "invited"      // to the open assessment
	author      = "author"       // of the response that is asked for
	colleague   = "colleague"    // wrote another response to the same assessment
	otherAuthor = "other author" // wrote one to another assessment
	participant = "participant"  // answered the assessment that is closed
	reader      = "reader"       // has a link to its result
	otherReader = "other reader" // has one to another result

	expired  = "expired"
	revoked  = "revoked"
	mistyped = "mistyped" // one character is not as it should be
	notAKey  = "malformed"

	lateGuest    = "late guest"    // was invited until it was too late
	unwanted     = "unwanted"      // was invited until that was revoked
	lateReader   = "late reader"   // had a link until it expired
	formerReader = "former reader" // had one until it was revoked
	withdrawn    = "withdrawn"     // took its response back before closing
)

var (
	callers      = []string{anybody, operator, owner, stranger, partner, outsider, funder, otherFunder}
	participants = []string{invited, author, colleague, otherAuthor, participant, reader, otherReader}
	badKeys      = []string{expired, revoked, mistyped, notAKey, lateGuest, unwanted, lateReader, formerReader, withdrawn}
	everybody    = slices.Concat(callers, participants, badKeys)
)

// world is the service on a database, with somebody in every role.
type world struct {
	service   *assessments.Service
	comparing *comparisons.Service
	hooks     *events.Webhooks
	handler   http.Handler
	client    *apitest.Client
	past      *atomic.Int64             // what has gone by since the start
	fresh     fresh                     // what can be made once only
	keys      map[string]string         // of those who stay as they are, by who they are
	newKeys   map[assessments.Hash]bool // of the scene's response, those that countThings saw
	frozen    string                    // the period that is frozen in every scene
	drawn     *drawn
	scene     // of those whose things are acted on
}

// scene is an organisation, a partner with a grant of it, and a funder. One is
// as good as another, so that a test may delete what is in it.
type scene struct {
	keys map[string]string // by who they are
	ids  map[string]string // by the words that stand before an id in a path
}

// byOperator is the operator, for what is done without a request.
var byOperator = access.Caller{Role: access.OperatorRole}

// newWorld makes a world in a new database.
func newWorld(t testing.TB, address string, changes ...func(*served)) *world {
	t.Helper()
	w := firstWorld(t, address).again()
	w.open(t, address, changes...)
	return w
}

// open has a world be served from its database until t ends.
func (w *world) open(t testing.TB, address string, changes ...func(*served)) {
	t.Helper()
	o := w.on(t, openStore(t, address))
	for _, change := range changes {
		change(&o)
	}
	w.handler = o.handler(t)
	w.client = apitest.New(t, w.handler, docs.OpenAPI)
}

// on has the services of the world keep their things in a store.
func (w *world) on(t testing.TB, store *gormstore.Store) served {
	t.Helper()
	now := func() time.Time { return start.Add(time.Duration(w.past.Load())) }
	w.service, w.comparing = servicesOn(t, store, w.drawn)
	w.service.Now, w.comparing.Now = now, now
	w.hooks = hooksOf(t, w.service)
	o := optionsOf(t, w.service, w.comparing)
	o.Now, o.Webhooks = now, w.hooks
	return o
}

// settleIn has somebody in every role move in.
func (w *world) settleIn(t testing.TB) {
	t.Helper()
	if err := assessments.PinInstruments(t.Context(), w.service.Store, w.service.Catalogue); err != nil {
		t.Fatal(err)
	}
	key, err := w.service.FirstOperatorKey(t.Context(), assessments.Secret{})
	if err != nil {
		t.Fatal(err)
	}
	w.keys[operator] = key.Secret.Reveal()
	w.wait(-compared) // what goes by in the first scene
	w.keys[outsider], _ = w.createAccount(t, access.PartnerRole)
	w.keys[otherFunder], _ = w.createAccount(t, access.FunderRole)
	w.renew(t)
	w.addBadKeys(t)
}

// wait lets time go by.
func (w *world) wait(d time.Duration) { w.past.Add(int64(d)) }

// addBadKeys makes keys that were good once, or nearly are.
func (w *world) addBadKeys(t testing.TB) {
	t.Helper()
	other := w.createOrganisation(t)
	principal := assessments.Principal{Role: access.OrganisationRole, ID: other.ID}
	w.keys[stranger] = other.Key.Secret.Reveal()
	w.keys[mistyped] = w.keys[stranger][:20] + anotherThan(w.keys[stranger][20]) + w.keys[stranger][21:]
	ended := w.createKey(t, principal)
	if err := w.service.RevokeKey(t.Context(), byOperator, principal, ended.ID); err != nil {
		t.Fatal(err)
	}
	w.keys[revoked] = ended.Secret.Reveal()
	w.addBadAnswerers(t, other.ID)
	brief, err := w.service.CreateKey(t.Context(), byOperator, principal, assessments.KeyInput{Name: "Brief", ExpiresAt: w.service.Now().Add(time.Second)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.keys[expired] = brief.Secret.Reveal()
	w.wait(time.Second)
}

// anotherThan returns another letter.
func anotherThan(letter byte) string {
	if letter == 'A' {
		return "B"
	}
	return "A"
}

// renew makes a new scene.
func (w *world) renew(t testing.TB) {
	t.Helper()
	home := w.createOrganisation(t)
	w.scene = scene{map[string]string{owner: home.Key.Secret.Reveal()}, map[string]string{
		"organisations": home.ID, "instruments": "coproduction-ladder", "instruments/versions": "0.9.0",
	}}
	w.scene.keys[partner], w.ids["partners"] = w.createAccount(t, access.PartnerRole)
	w.scene.keys[funder], w.ids["funders"] = w.createAccount(t, access.FunderRole)
	grant, err := w.service.CreateGrant(t.Context(), access.Caller{Role: access.OrganisationRole, PrincipalID: home.ID}, home.ID, assessments.GrantInput{Partner: w.ids["partners"]}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.ids["organisations/grants"] = grant.ID
	for _, things := range []string{"organisations", "partners", "funders"} {
		w.addKey(t, things)
	}
	w.hook(t)
	w.compare(t)
	w.assess(t)
}

// addKey adds to the scene a key of one of its principals.
func (w *world) addKey(t testing.TB, things string) {
	t.Helper()
	role := map[string]access.Role{"organisations": access.OrganisationRole, "partners": access.PartnerRole, "funders": access.FunderRole}[things]
	w.ids[things+"/keys"] = w.createKey(t, assessments.Principal{Role: role, ID: w.ids[things]}).ID
}

func (w *world) createOrganisation(t testing.TB) assessments.NewOrganisation {
	t.Helper()
	created, err := w.service.CreateOrganisation(t.Context(), access.Caller{}, assessments.ProfileInput{Name: "Riverside Carers"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func (w *world) createAccount(t testing.TB, role access.Role) (key, id string) {
	t.Helper()
	created, err := w.service.CreateAccount(t.Context(), role, assessments.AccountInput{Name: "Community Apps"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.createKey(t, assessments.Principal{Role: role, ID: created.ID}).Secret.Reveal(), created.ID
}

func (w *world) createKey(t testing.TB, principal assessments.Principal) assessments.NewKey {
	t.Helper()
	by := byOperator
	if principal.Role == access.OrganisationRole { // what it made itself agrees to shares at once
		by = actingFor(principal.ID)
	}
	created, err := w.service.CreateKey(t.Context(), by, principal, assessments.KeyInput{Name: "Our website"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created
}

// keyOf returns the key of whoever that is; "" for nobody.
func (w *world) keyOf(who string) string { return w.keys[who] + w.scene.keys[who] }

// as returns a client with the key of whoever that is.
func (w *world) as(t testing.TB, who string) *apitest.Client {
	t.Helper()
	return w.client.In(t).As(w.keyOf(who))
}

// fill puts the ids of the scene into a path of the document: {id} in
// /v1/organisations/{id}/keys is that of the organisation. There are results and
// plans of the closed assessment only.
func (w *world) fill(t testing.TB, path string) string {
	t.Helper()
	var words []string
	steps := strings.Split(path, "/")
	for i, step := range steps {
		switch {
		case strings.HasPrefix(step, "{"):
			thing := strings.Join(words, "/")
			if thing == "assessments" && slices.ContainsFunc([]string{"result", "plan", "closing.ics"}, func(of string) bool { return slices.Contains(steps, of) }) {
				thing = "closed"
			}
			id, found := w.ids[thing]
			if !found {
				t.Fatalf("%s: the world has no id for %s", path, thing)
			}
			steps[i] = id
		case step != "" && step != "v1":
			words = append(words, step)
		}
	}
	return strings.Join(steps, "/")
}

// fillBody puts the ids and the keys of the scene into a body.
func (w *world) fillBody(body string) string {
	for name, id := range w.ids {
		body = strings.ReplaceAll(body, "{"+name+"}", id)
	}
	for who, key := range w.scene.keys {
		body = strings.ReplaceAll(body, "{"+who+"}", key)
	}
	return body
}
