package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"html"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/edge"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

func TestMain(m *testing.M) { os.Exit(databasetest.Main(m)) }

// migrate makes a database in which somebody is who can sign in, in each role. Every
// world begins with a copy of it.
func migrate(address string) error {
	store, err := gormstore.Open(context.Background(), address, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	catalogue, err := instrument.Published()
	if err != nil {
		return err
	}
	everybody, err := enrol(context.Background(), &assessments.Service{
		Store: store, Catalogue: catalogue, Now: func() time.Time { return began }, NewID: newID, Random: rand.Reader, Log: slog.New(slog.DiscardHandler),
	})
	enrolled.Store(databasetest.IsFile(address), everybody)
	return errors.Join(err, store.Close())
}

// accounts are the ids and keys of those who can sign in, by role.
type accounts struct{ ids, keys map[access.Role]string }

// enrolled are those of a migrated database, by whether it is an SQLite file.
var enrolled sync.Map

// enrol makes them.
func enrol(ctx context.Context, service *assessments.Service) (a accounts, err error) {
	a = accounts{map[access.Role]string{}, map[access.Role]string{}}
	if err := assessments.PinInstruments(ctx, service.Store, service.Catalogue); err != nil {
		return a, err
	}
	first, err := service.FirstOperatorKey(ctx, assessments.Secret{})
	if err != nil {
		return a, err
	}
	a.keys[operator] = first.Secret.Reveal()
	for _, role := range []access.Role{partner, funder} {
		account, err := service.CreateAccount(ctx, role, assessments.AccountInput{Name: "The " + string(role)}, nil)
		if err != nil {
			return a, err
		}
		caller, principal := access.Caller{Role: access.OperatorRole}, assessments.Principal{Role: role, ID: account.ID}
		key, err := service.CreateKey(ctx, caller, principal, assessments.KeyInput{Name: "Another"}, nil)
		if err != nil {
			return a, err
		}
		a.ids[role], a.keys[role] = account.ID, key.Secret.Reveal()
	}
	made, err := service.CreateOrganisation(ctx, access.Caller{}, assessments.ProfileInput{Name: "Anytown Council"}, nil)
	if err != nil {
		return a, err
	}
	a.ids[organisation], a.keys[organisation] = made.ID, made.Key.Secret.Reveal()
	return a, nil
}

// began is when every test begins.
var began = time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)

// ids counts the ids of all worlds, because two may share a database. They are others
// than those that assessmentstest and comparisonstest give.
var ids atomic.Int64

func newID() string { return assessmentstest.ID(int(50_000_000 + ids.Add(1))) }

// world is the pages on a database, with somebody to sign in as.
type world struct {
	address string // where they are served
	edge    *edge.Edge
	served  *server
	service *assessments.Service
	past    atomic.Int64 // what has gone by since the start
	log     *logged
	accounts
}

// logged is a log that may be written from everywhere.
type logged struct {
	sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(line []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.text.Write(line)
}

// newWorld serves the pages on an SQLite file.
func newWorld(t testing.TB, changes ...func(*edge.Options, *Options)) *world {
	t.Helper()
	return worldOn(t, databasetest.SQLite(t, migrate), changes...)
}

func worldOn(t testing.TB, database string, changes ...func(*edge.Options, *Options)) *world {
	t.Helper()
	all, _ := enrolled.Load(databasetest.IsFile(database))
	everybody, _ := all.(accounts)
	w := &world{log: new(logged), accounts: accounts{maps.Clone(everybody.ids), maps.Clone(everybody.keys)}}
	log := slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	store, err := gormstore.Open(t.Context(), database, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return began.Add(time.Duration(w.past.Load())) }
	w.service = &assessments.Service{Store: store, Catalogue: catalogue, Now: now, NewID: newID, Random: rand.Reader, Log: log}
	comparing := &comparisons.Service{
		Store: store.Comparisons(), Catalogue: catalogue, Now: now, NewID: newID, Random: rand.Reader, Log: log,
		Policy: release.Default(), Scoring: scoring.Version,
	}
	underneath := edge.Options{Log: log, Now: now, NewID: newID}
	pages := Options{Catalogue: catalogue, Service: w.service, Comparisons: comparing, Version: "test", OpenToAll: true, Ready: store.Ready}
	pages.Export = func(c *gin.Context, caller access.Caller, organisation string) error {
		c.String(http.StatusOK, "all of %s for %s", organisation, caller.PrincipalID)
		return nil
	}
	for _, change := range changes {
		change(&underneath, &pages)
	}
	underneath.Who = Who(w.service, underneath.PublicURL, func(*http.Request) (access.Caller, error) { return access.Caller{}, nil })
	if w.edge, err = edge.New(underneath); err != nil {
		t.Fatal(err)
	}
	if w.served, err = newServer(w.edge, pages); err != nil {
		t.Fatal(err)
	}
	w.edge.Page = w.served.problem
	w.served.routes()
	server := httptest.NewServer(w.edge.Handler())
	t.Cleanup(server.Close)
	w.address = server.URL
	return w
}

func (w *world) newOrganisation(t testing.TB, name string) (id, key string) {
	t.Helper()
	made, err := w.service.CreateOrganisation(t.Context(), access.Caller{}, assessments.ProfileInput{Name: name}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made.ID, made.Key.Secret.Reveal()
}

func (w *world) newKey(t testing.TB, role access.Role, id string) assessments.NewKey {
	t.Helper()
	caller, principal := access.Caller{Role: access.OperatorRole}, assessments.Principal{Role: role, ID: id}
	key, err := w.service.CreateKey(t.Context(), caller, principal, assessments.KeyInput{Name: "Another"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// wait lets time go by.
func (w *world) wait(d time.Duration) { w.past.Add(int64(d)) }

// browser is one person's, without JavaScript.
type browser struct {
	t        testing.TB
	address  string
	language string // as in Accept-Language; "" sends none
	client   *http.Client
	shown    *shown
}

// shown is the page that a browser shows.
type shown struct {
	status int
	header http.Header
	path   string // where it was led to
	body   string
}

// browser opens a browser. It follows no one elsewhere.
func (w *world) browser(t testing.TB) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, address: w.address, client: &http.Client{Jar: jar}}
}

// as opens a browser and signs in.
func (w *world) as(t testing.TB, role access.Role) *browser {
	t.Helper()
	b := w.browser(t)
	if role != nobody {
		b.signIn(w.keys[role])
	}
	return b
}

func (b *browser) signIn(key string) {
	b.t.Helper()
	b.open("/sign-in")
	b.send("/sign-in", "key", key)
	b.expect(http.StatusOK, "/home")
}

// open opens a page.
func (b *browser) open(path string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.address+path, http.NoBody)
	if err != nil {
		b.t.Fatal(err)
	}
	b.do(r)
}

// hidden is a field that a page fills in itself.
var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

// send sends the form with this action, that the browser shows, with what was
// typed into its fields: names and values in turn.
func (b *browser) send(action string, typed ...string) {
	b.t.Helper()
	b.sendWith(nil, action, typed...)
}

// sendWith sends a form with headers of its own.
func (b *browser) sendWith(header http.Header, action string, typed ...string) {
	b.t.Helper()
	_, after, found := strings.Cut(b.shown.body, ` action="`+html.EscapeString(action)+`"`)
	if !found {
		b.t.Fatalf("%s shows no form for %s:\n%s", b.shown.path, action, b.shown.body)
	}
	inside, _, _ := strings.Cut(after, "</form>")
	values := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(inside, -1) {
		values.Add(field[1], html.UnescapeString(field[2]))
	}
	for i := 0; i < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	b.post(header, action, values)
}

// post sends fields, whatever the page shows.
func (b *browser) post(header http.Header, path string, values url.Values) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.address+path, strings.NewReader(values.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	maps.Copy(r.Header, header)
	b.do(r)
}

func (b *browser) do(r *http.Request) {
	b.t.Helper()
	r.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	if b.language != "" {
		r.Header.Set("Accept-Language", b.language)
	}
	reply, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.shown = &shown{reply.StatusCode, reply.Header, reply.Request.URL.RequestURI(), string(body)}
	b.sound()
}

// sound holds every page to what holds for all.
func (b *browser) sound() {
	b.t.Helper()
	if !strings.HasPrefix(b.shown.header.Get("Content-Type"), "text/html") {
		return
	}
	if got := b.shown.header.Get("Content-Security-Policy"); got != policy {
		b.t.Errorf("%s: the policy is %q", b.shown.path, got)
	}
	if strings.Count(b.shown.body, "<h1>") != 1 || strings.Contains(b.shown.body, "ZgotmplZ") {
		b.t.Errorf("%s has no heading of its own, or something unsafe:\n%s", b.shown.path, b.shown.body)
	}
	if len(b.shown.body) > 100_000 {
		b.t.Errorf("%s has %d bytes", b.shown.path, len(b.shown.body))
	}
}

// expect checks what the browser shows: the status, where it was led to, and what
// it says.
func (b *browser) expect(status int, path string, says ...string) {
	b.t.Helper()
	if b.shown.status != status || b.shown.path != path {
		b.t.Errorf("%d at %s, want %d at %s:\n%s", b.shown.status, b.shown.path, status, path, b.shown.body)
	}
	for _, text := range says {
		if !strings.Contains(html.UnescapeString(b.shown.body), text) {
			b.t.Errorf("%s does not say %q:\n%s", b.shown.path, text, b.shown.body)
		}
	}
}

// refuses checks that the browser does not show something.
func (b *browser) refuses(text string) {
	b.t.Helper()
	if strings.Contains(html.UnescapeString(b.shown.body), text) {
		b.t.Errorf("%s says %q:\n%s", b.shown.path, text, b.shown.body)
	}
}
