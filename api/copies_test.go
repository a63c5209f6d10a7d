package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// A copied world is one in which things happen at random, and everybody keeps a copy.
type copied struct {
	*world

	chance    *rand.Rand
	partners  map[string]string // their ids, by who they are
	clubs     []club
	programme string
	code      string
	keepers   map[string]*keeper
}

// TestACopyKeptFromEventsAloneIsWhatTheListsSay has things happen at random. Every
// now and then it holds the copies of all against the lists: those kept from the
// beginning, read in pages of any length, and ones that start afresh. Things happen
// one after the other here, so one seed is enough where the server is another. With any
// one type of event not told, these seeds fail.
func TestACopyKeptFromEventsAloneIsWhatTheListsSay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) { happenAtRandom(t, address, 1) })
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", 2+seed), func(t *testing.T) {
			t.Parallel()
			happenAtRandom(t, newFile(t), 2+seed)
		})
	}
}

func happenAtRandom(t *testing.T, address string, seed uint64) {
	t.Helper()
	w := &copied{world: newWorld(t, address), chance: rand.New(rand.NewPCG(seed, 1)), keepers: map[string]*keeper{}}
	w.begin(t)
	for step := range 100 {
		w.goOn(t)
		if step%25 == 24 {
			w.compareAll(t)
		}
		if t.Failed() {
			t.Fatalf("at step %d", step)
		}
	}
}

// goOn has something happen, and some read a page.
func (w *copied) goOn(t *testing.T) {
	t.Helper()
	happenings[w.chance.IntN(len(happenings))](w, t)
	w.wait(time.Duration(w.chance.IntN(50)) * time.Minute)
	for _, who := range slices.Sorted(maps.Keys(w.keepers)) {
		if w.chance.IntN(12) == 0 {
			w.keepers[who].read(t, 1+w.chance.IntN(5))
		}
	}
}

func (w *copied) begin(t *testing.T) {
	t.Helper()
	w.partners = map[string]string{partner: w.ids["partners"]}
	w.keys[outsider], w.partners[outsider] = w.createAccount(t, access.PartnerRole)
	p := w.world.programme(t, w.ids["funders"], w.ids["periods"])
	w.programme, w.code = p.ID, p.JoinCode
	for _, who := range []string{operator, partner, outsider, funder} {
		w.keepers[who] = newKeeper(w.as(t, who))
	}
	for range 3 {
		w.registers(t)
	}
}

// compareAll has the service do what is due, and everybody catch up.
func (w *copied) compareAll(t *testing.T) {
	t.Helper()
	if err := w.service.Maintain(t.Context(), w.comparing.TellExpired); err != nil {
		t.Fatal(err)
	}
	for _, who := range slices.Sorted(maps.Keys(w.keepers)) {
		k := w.keepers[who]
		fresh := newKeeper(k.Client)
		k.catchUp(t, 1+w.chance.IntN(100))
		fresh.catchUp(t, 1+w.chance.IntN(100))
		lists := w.listsOf(who)
		k.compare(t, who, lists...)
		fresh.compare(t, who+" afresh", lists...)
	}
}

func (w *copied) listsOf(who string) []string {
	switch who {
	case operator:
		return []string{"/v1/organisations"}
	case partner, outsider:
		return []string{"/v1/organisations", "/v1/assessments"}
	case funder:
		return []string{"/v1/programmes/" + w.programme + "/named"}
	}
	return []string{"/v1/organisations", "/v1/assessments", "/v1/organisations/" + who + "/grants", "/v1/organisations/" + who + "/shares"}
}

// happenings are what can happen.
var happenings = []func(*copied, *testing.T){
	(*copied).registers, (*copied).isMade, (*copied).renames, (*copied).isVerified, (*copied).isVerified, (*copied).letsIn, (*copied).letsIn,
	(*copied).revokes, (*copied).opens, (*copied).opens, (*copied).opens, (*copied).changes, (*copied).changes, (*copied).changes, (*copied).closes, (*copied).closes, (*copied).cancels,
	(*copied).shares, (*copied).shares, (*copied).withdraws, (*copied).erases, (*copied).daysPass,
}

// one returns a club that is there: often the first, so that much happens to it.
func (w *copied) one() club {
	return w.clubs[max(0, w.chance.IntN(2*len(w.clubs))-len(w.clubs))]
}

func (w *copied) registers(t *testing.T) {
	t.Helper()
	if len(w.clubs) >= 6 {
		return
	}
	name := fmt.Sprintf("Club %d", w.chance.IntN(1000))
	c := w.register(t, name, fmt.Sprintf("GB-CHC-%07d", 1000000+w.chance.IntN(8000000)))
	w.clubs = append(w.clubs, c)
	w.keepers[c.id] = newKeeper(c.Client)
}

func (w *copied) isMade(t *testing.T) {
	t.Helper()
	who := []string{operator, partner, outsider}[w.chance.IntN(3)]
	requireStatus(t, w.as(t, who).Post("/v1/organisations", []byte(`{"name":"Valley Club"}`)), http.StatusCreated)
}

func (w *copied) renames(t *testing.T) {
	t.Helper()
	c := w.one()
	body := []string{`{"region":"TLD"}`, `{"name":"Another name"}`, `{"contact":"Sam"}`, `{"contact":"Kim"}`}[w.chance.IntN(4)]
	w.trySend(t, []*apitest.Client{c.Client, w.as(t, partner)}, "PATCH", c.path(""), body)
}

func (w *copied) isVerified(t *testing.T) {
	t.Helper()
	decision := "verified"
	if w.chance.IntN(4) == 0 {
		decision = "revoked"
	}
	w.trySend(t, []*apitest.Client{w.as(t, operator)}, "POST", w.one().path("/verification"), `{"decision":"`+decision+`"}`)
}

// trySend sends a request as one of several. It may be refused.
func (w *copied) trySend(t *testing.T, clients []*apitest.Client, method, path, body string) {
	t.Helper()
	headers := []string{"Content-Type: application/json"}
	if method == http.MethodPatch {
		headers = append(headers, "If-Match: *")
	}
	if got := clients[w.chance.IntN(len(clients))].Send(method, path, []byte(body), headers...); got.Status >= http.StatusInternalServerError || got.Status == http.StatusBadRequest {
		t.Errorf("%s %s: %d %s", method, path, got.Status, got.Body)
	}
}

// soon is an end that comes, or none.
func (w *copied) soon(member string) string {
	if w.chance.IntN(3) > 0 {
		return ""
	}
	return fmt.Sprintf(`,%q:%q`, member, w.service.Now().Add(time.Duration(1+w.chance.IntN(48))*time.Hour).Format(time.RFC3339))
}

func (w *copied) letsIn(t *testing.T) {
	t.Helper()
	c := w.one()
	who := []string{partner, outsider}[w.chance.IntN(2)]
	w.trySend(t, []*apitest.Client{c.Client}, "POST", c.path("/grants"), `{"partner_id":"`+w.partners[who]+`"`+w.soon("expires_at")+`}`)
}

// anyOf returns the id of something that a club lists, or "".
func (w *copied) anyOf(t *testing.T, c club, list string) string {
	t.Helper()
	k := newKeeper(c.Client)
	items := k.all(t, list)
	if len(items) == 0 {
		return ""
	}
	var thing struct{ ID string }
	if err := json.Unmarshal(items[w.chance.IntN(len(items))], &thing); err != nil {
		t.Fatal(err)
	}
	return thing.ID
}

func (w *copied) revokes(t *testing.T) {
	t.Helper()
	c := w.one()
	if id := w.anyOf(t, c, c.path("/grants")); id != "" {
		requireStatus(t, c.Delete(c.path("/grants/"+id)), http.StatusNoContent)
	}
}

func (w *copied) opens(t *testing.T) {
	t.Helper()
	c := w.one()
	body := `{"organisation_id":"` + c.id + `","instrument":"coproduction-ladder","scope":"service","title":"Short breaks"` + w.soon("closes_at") + `}`
	w.trySend(t, []*apitest.Client{c.Client, w.as(t, partner)}, "POST", "/v1/assessments", body)
}

func (w *copied) changes(t *testing.T) {
	t.Helper()
	c := w.one()
	if id := w.anyOf(t, c, "/v1/assessments?state=open"); id != "" {
		w.trySend(t, []*apitest.Client{c.Client}, "PATCH", "/v1/assessments/"+id, fmt.Sprintf(`{"title":"Title %d"}`, w.chance.IntN(1000)))
	}
}

// closes closes an assessment that often has a result fit to be shown.
func (w *copied) closes(t *testing.T) {
	t.Helper()
	c := w.one()
	id := w.anyOf(t, c, "/v1/assessments?state=open")
	if id == "" {
		return
	}
	a, err := w.service.Assessment(t.Context(), actingFor(c.id), id)
	if err != nil {
		t.Fatal(err)
	}
	if a.State == assessments.Open && w.chance.IntN(3) > 0 {
		text := assessmentstest.Answers(w.service, a, "5")
		for _, voice := range scoring.Voices {
			for range a.Minimums[voice] {
				assessmentstest.Enter(t, w.service, a, voice, assessments.Submitted, text)
			}
		}
	}
	w.trySend(t, []*apitest.Client{c.Client}, "POST", "/v1/assessments/"+id+"/close", "")
}

func (w *copied) cancels(t *testing.T) {
	t.Helper()
	c := w.one()
	if id := w.anyOf(t, c, "/v1/assessments?state=open"); id != "" {
		w.trySend(t, []*apitest.Client{c.Client}, "POST", "/v1/assessments/"+id+"/cancel", "")
	}
}

func (w *copied) shares(t *testing.T) {
	t.Helper()
	c := w.one()
	purpose := []string{"named", "named", "programme", "public_benchmark"}[w.chance.IntN(4)]
	code := ""
	if purpose != "public_benchmark" {
		code = `,"programme_code":"` + w.code + `"`
	}
	w.trySend(t, []*apitest.Client{c.Client}, "POST", c.path("/shares"), `{"purpose":"`+purpose+`","text_version":"2"`+code+w.soon("expires_at")+`}`)
}

func (w *copied) withdraws(t *testing.T) {
	t.Helper()
	c := w.one()
	if id := w.anyOf(t, c, c.path("/shares")); id != "" {
		requireStatus(t, c.Delete(c.path("/shares/"+id)), http.StatusNoContent)
	}
}

func (w *copied) erases(t *testing.T) {
	t.Helper()
	if len(w.clubs) < 3 {
		return
	}
	c := w.one()
	requireStatus(t, w.as(t, operator).Delete(c.path(""), "If-Match: *"), http.StatusNoContent)
	w.clubs = slices.DeleteFunc(w.clubs, func(other club) bool { return other.id == c.id })
	delete(w.keepers, c.id)
}

func (w *copied) daysPass(t *testing.T) {
	t.Helper()
	w.wait(time.Duration(w.chance.IntN(40)) * time.Hour)
	if w.chance.IntN(2) == 0 {
		if err := w.service.Maintain(t.Context(), w.comparing.TellExpired); err != nil {
			t.Fatal(err)
		}
	}
}
