package api_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

// telltale is in every text that the tests below send.
const telltale = "TELLTALE"

// toldAnswers is how answers look in a statement that is made to fail.
const toldAnswers = "113,113,113"

// keyForm is how every key looks.
var keyForm = regexp.MustCompile("rung_[0-9A-Za-z]{39}")

// telling puts the telltale into every text of a body.
var telling = strings.NewReplacer("Hilltop", telltale, "New name", telltale, "Our app", telltale, "Short breaks", telltale, `"rejected"`, `"rejected","note":"`+telltale+`"`)

// logFile is a log that many may write to.
type logFile struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logFile) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// loggedWorld is a world whose store and edge write to one log, at its most
// talkative.
func loggedWorld(t *testing.T, address string) (*world, *logFile) {
	t.Helper()
	log := new(logFile)
	logger := slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w := newWorld(t, address, func(o *served) { o.Log = logger })
	store, err := gormstore.Open(t.Context(), address, logger)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() }) // it may be closed already
	w.service.Store, w.comparing.Store = store, store.Comparisons()
	return w, log
}

func TestNothingPersonalAndNoKeyIsLogged(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w, log := loggedWorld(t, address)
		var secrets []string
		sent := 0
		for n, r := range matrix {
			asking := r.askers(t, address, n)
			if !databasetest.IsFile(address) {
				if r.body == "" { // of which a statement holds nothing
					continue
				}
				asking = r.oneForEach(t, n)
			}
			r.body = telling.Replace(r.body)
			for i, who := range asking {
				req := w.request(t, r, who, "X-Note: "+telltale, fmt.Sprint("Idempotency-Key: ", telltale, i))
				if key := w.keyOf(who); key != "" {
					req.Header.Set("Authorization", "Bearer "+key)
					secrets = append(secrets, key)
				}
				got := w.sendAtOnce(t, req)[0]
				sent++
				secrets = append(secrets, keyForm.FindAllString(got.Body.String(), -1)...)
				w.goOn(t, r, got.Code)
			}
		}
		w.failingStatements(t)
		checkLog(t, log.text.String(), secrets, sent)
	})
}

// failingStatements has the store fail at writes that hold what is told, and at
// everything once it is closed.
func (w *world) failingStatements(t *testing.T) {
	t.Helper()
	ctx, open, closed := t.Context(), w.ids["assessments"], w.ids["closed"]
	for thing, add := range map[string]func(tx assessments.Tx) error{
		"partner": func(tx assessments.Tx) error {
			return tx.AddAccount(ctx, assessments.Account{ID: w.ids["partners"], Role: access.PartnerRole, Name: telltale, Revision: 1})
		},
		"assessment": func(tx assessments.Tx) error {
			again, err := tx.Assessment(ctx, open)
			again.Title = telltale
			return errors.Join(err, tx.AddAssessment(ctx, again))
		},
		"response": func(tx assessments.Tx) error {
			again, err := tx.Response(ctx, open, w.ids["assessments/responses"])
			again.Answers, again.Notes = []scoring.Answer{113, 113, 113}, map[string]string{"equality-culture": telltale}
			return errors.Join(err, tx.AddResponse(ctx, again))
		},
		"note": func(tx assessments.Tx) error {
			note := assessments.KeptNote{ID: open, Note: assessments.Note{Question: "equality-culture", Text: telltale}}
			return tx.AddNotes(ctx, closed, []assessments.KeptNote{note, note})
		},
		"plan": func(tx assessments.Tx) error {
			return tx.AddPlan(ctx, assessments.Plan{Assessment: closed, Revision: 1, Actions: []assessments.Action{{ID: open, Text: telltale, Owner: telltale}}})
		},
	} {
		if err := w.service.Store.Write(ctx, add); err == nil || strings.Contains(err.Error(), telltale) || strings.Contains(err.Error(), toldAnswers) {
			t.Errorf("the same %s twice: %v", thing, err)
		}
	}
	if err := w.service.Store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, r := range matrix {
		if r.body != "" && r.path() != "/v1/scores" {
			r.body = telling.Replace(r.body)
			r.body = strings.NewReplacer(newCode, "none", newClaim, "none").Replace(r.body)
			requireProblem(t, w.as(t, operator).Do(w.request(t, r, operator)), http.StatusInternalServerError)
		}
	}
}

func checkLog(t *testing.T, text string, secrets []string, sent int) {
	t.Helper()
	for _, word := range append(secrets, telltale, toldAnswers, "Riverside", "Community Apps", "Our website", "Short breaks", "asked first", "equality-", "192.0.2.1", "rung_") {
		if at := strings.Index(text, word); word != "" && at >= 0 {
			t.Errorf("the log holds %q: %s", word, text[max(0, at-200):min(len(text), at+200)])
		}
	}
	if !strings.Contains(text, `"msg":"request failed"`) || strings.Count(text, `"msg":"request"`) < sent || sent < len(matrix)/2 {
		t.Errorf("the log says too little of %d requests for them to have been tried", sent)
	}
}

func TestErrorsDoNotHoldWhatWasSent(t *testing.T) {
	t.Parallel()
	w, log := loggedWorld(t, newFile(t))
	name := strings.Repeat(telltale, 100) // longer than the table takes
	err := w.service.Store.Write(t.Context(), func(tx assessments.Tx) error {
		return tx.AddAccount(t.Context(), assessments.Account{ID: strings.Repeat("0", 36), Role: access.PartnerRole, Name: name, Revision: 1})
	})
	if err == nil || errors.Is(err, t.Context().Err()) || strings.Contains(err.Error(), telltale) || strings.Contains(log.text.String(), telltale) {
		t.Errorf("the error is %v, the log %s", err, log.text.String())
	}
}

func TestTheExportHoldsAllThatWasPutIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		id := w.ids["organisations"]
		path := "/v1/organisations/" + id
		if got := w.as(t, owner).Patch(path, []byte(full), "If-Match: *"); got.Status != http.StatusOK {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		if got := w.as(t, operator).Post(path+"/verification", []byte(`{"decision":"verified","note":"Seen"}`)); got.Status != http.StatusOK {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		for range 100 { // with those that are there, more than a page
			principal := assessments.Principal{Role: access.OrganisationRole, ID: id}
			if err := w.service.RevokeKey(t.Context(), byOperator, principal, w.createKey(t, principal).ID); err != nil {
				t.Fatal(err)
			}
		}
		got := w.as(t, owner).Get(path + "/export")
		var export api.Export
		got.Decode(&export)
		if want := `attachment; filename="sevenrungs-` + id + `.json"`; got.Header.Get("Content-Disposition") != want {
			t.Errorf("Content-Disposition is %s", got.Header.Get("Content-Disposition"))
		}
		var shown api.Organisation
		w.as(t, owner).Get(path).Decode(&shown)
		if diff := cmp.Diff(shown, export.Organisation); diff != "" || export.Organisation.Verification.Note == nil {
			t.Errorf("the organisation (-shown +exported):\n%s", diff)
		}
		var keys, grants []string
		for _, key := range export.Keys {
			keys = append(keys, key.ID)
		}
		for _, grant := range export.Grants {
			grants = append(grants, grant.ID)
		}
		keyRow, _ := rowOf("POST /v1/organisations/{id}/keys")
		grantRow, _ := rowOf("POST /v1/organisations/{id}/grants")
		if diff := cmp.Diff(w.everything(t, keyRow, "100"), keys) + cmp.Diff(w.everything(t, grantRow, "100"), grants); diff != "" {
			t.Errorf("keys and grants (-shown +exported):\n%s", diff)
		}
		if strings.Contains(string(got.Body), "rung_") {
			t.Error("the export holds a key")
		}
	})
}

func TestWhatIsErasedIsNowhere(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		created := w.client.Post("/v1/organisations", []byte(strings.Replace(full, "Riverside", telltale, 1)), "Idempotency-Key: mine")
		key, id := decodeFields(t, created)["key"].(string), decodeFields(t, created)["id"].(string)
		own := w.client.As(key)
		path := created.Header.Get("Location")
		own.Post(path+"/keys", []byte(`{"name":"`+telltale+`"}`), "Idempotency-Key: mine")
		own.Post(path+"/grants", []byte(`{"partner_id":"`+w.ids["partners"]+`"}`), "Idempotency-Key: mine")
		w.as(t, operator).Post(path+"/verification", []byte(`{"decision":"rejected","note":"`+telltale+`"}`))
		if got := own.Delete(path, "If-Match: *"); got.Status != http.StatusNoContent {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		requireProblem(t, own.Get(path), http.StatusUnauthorized)
		w.ids["organisations"] = id
		for n, r := range matrix {
			if r.method() != http.MethodGet {
				continue
			}
			who := callers
			if !databasetest.IsFile(address) { // whoever could see it, and the others by their turns
				who = []string{operator, partner, callers[n%len(callers)]}
			}
			for _, who := range who {
				got := w.as(t, who).Do(w.request(t, r, who))
				body := string(got.Body)
				if r.route == "GET /v1/events" && (who == operator || who == partner) { // they could see it, and are told once that it is gone
					body = strings.Replace(body, `"type":"organisation.deleted"`, "", 1)
					body = strings.Replace(body, `"organisation_id":"`+id+`","subject":{"type":"organisation","id":"`+id+`","path":"/v1/organisations/`+id+`"}`, "", 1)
				}
				if strings.Contains(body, telltale) || strings.Contains(body, id) {
					t.Errorf("%s as %s still shows it: %s", r.route, who, body)
				}
			}
		}
		if again := w.client.Post("/v1/organisations", []byte(strings.Replace(full, "Riverside", telltale, 1)), "Idempotency-Key: mine"); replayed(again) {
			t.Error("the answer that was kept outlived what it is about")
		}
	})
}

func TestWhatIsErasedIsNotInTheFiles(t *testing.T) {
	t.Parallel()
	address := newFile(t)
	w := newWorld(t, address)
	created := w.client.Post("/v1/organisations", []byte(strings.Replace(full, "Riverside", telltale, 1)), "Idempotency-Key: mine")
	own := w.client.As(decodeFields(t, created)["key"].(string))
	path := created.Header.Get("Location")
	own.Post(path+"/keys", []byte(`{"name":"`+telltale+`"}`), "Idempotency-Key: mine")
	own.Patch(path, []byte(`{"external_id":"`+telltale+`"}`), "If-Match: *")
	if !searchFiles(t, address, telltale) {
		t.Fatal("the files do not hold what was kept, so this test shows nothing")
	}
	if got := own.Delete(path, "If-Match: *"); got.Status != http.StatusNoContent {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	for _, word := range []string{telltale, "crm-4711", "1234567"} { // its id stays where it is told that it is erased
		if searchFiles(t, address, word) {
			t.Errorf("%q is still in the files", word)
		}
	}
}

func TestErasingIsFinishedWhenTheCallerHasGone(t *testing.T) {
	t.Parallel()
	for _, point := range points[1:] {
		address := newFile(t)
		w := newWorld(t, address)
		w.as(t, owner).Patch(w.fill(t, "/v1/organisations/{id}"), []byte(`{"name":"`+telltale+`"}`), "If-Match: *")
		erase, _ := rowOf("DELETE /v1/organisations/{id}")
		w.hangUp(t, erase, owner, "unused", point)
		if searchFiles(t, address, telltale) {
			t.Errorf("hung up %s: it is still in the files", point)
		}
	}
}

func TestKeptAnswersGoAfterADay(t *testing.T) {
	t.Parallel()
	address := newFile(t)
	w := newWorld(t, address)
	client := w.as(t, operator)
	created := client.Post("/v1/partners", []byte(`{"name":"`+telltale+`"}`), "Idempotency-Key: first")
	if got := client.Delete(created.Header.Get("Location"), "If-Match: *"); got.Status != http.StatusNoContent {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	for _, kept := range []bool{true, false} {
		if err := w.service.Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		client.Post("/v1/partners", []byte(`{"name":"Another"}`), "Idempotency-Key: another")
		going := w.createOrganisation(t) // with it, all is wiped that is gone
		if got := w.client.In(t).As(going.Key.Secret.Reveal()).Delete("/v1/organisations/"+going.ID, "If-Match: *"); got.Status != http.StatusNoContent {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		if searchFiles(t, address, telltale) != kept {
			t.Errorf("the answer is kept: %v, want %v", !kept, kept)
		}
		w.wait(access.ReplayFor)
	}
}

// searchFiles tells whether a text is in the database's files, whose names begin as
// its own does.
func searchFiles(t *testing.T, address, text string) bool {
	t.Helper()
	files, err := filepath.Glob(address + "*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	return slices.ContainsFunc(files, func(file string) bool {
		content, err := os.ReadFile(file)
		return err != nil || bytes.Contains(content, []byte(text))
	})
}
