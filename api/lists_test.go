package api_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// comeBy are the lists of what comes with the program, with closing, with a freeze or
// with what others share.
var comeBy = []string{"/v1/events", "/v1/webhooks/{id}/deliveries", "/v1/instruments", "/v1/organisations/{id}/progress", "/v1/assessments/{id}/result/notes", "/v1/programmes/{id}/named", "/v1/benchmarks"}

// listing returns the rows that give a list in pages, and those that add to it.
func listing(t *testing.T) (lists, adds []row) {
	t.Helper()
	for _, r := range matrix {
		if !r.takes("cursor") {
			continue
		}
		if add, found := rowOf("POST " + r.path()); found {
			lists, adds = append(lists, r), append(adds, add)
		} else if !slices.Contains(comeBy, r.path()) {
			t.Errorf("%s lists what cannot be made", r.route)
		}
	}
	return lists, adds
}

func TestAListIsWholeWhateverTheSizeOfItsPages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		_, adds := listing(t)
		for _, r := range adds {
			want := w.everything(t, r, "100")
			for range 5 {
				created := w.as(t, r.somebody(t)).Do(w.request(t, r, r.somebody(t)))
				want = append(want, idOf(decodeFields(t, created)))
			}
			for _, limit := range []string{"1", "2", fmt.Sprint(len(want) - 1), fmt.Sprint(len(want)), "100"} {
				if diff := cmp.Diff(want, w.everything(t, r, limit)); diff != "" {
					t.Errorf("%s in pages of %s (-want +got):\n%s", r.path(), limit, diff)
				}
			}
		}
	})
}

func TestACursorIsForItsListAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	lists, adds := listing(t)
	cursors := map[string]string{}
	for i, r := range lists {
		if got := w.as(t, adds[i].somebody(t)).Do(w.request(t, adds[i], adds[i].somebody(t))); got.Status != http.StatusCreated {
			t.Fatalf("%s: %d %s", adds[i].route, got.Status, got.Body)
		}
		path := w.fill(t, r.path())
		next, _ := decodeFields(t, w.lister(t, r).Get(path+"?limit=1"))["next"].(string)
		if next == "" {
			t.Fatalf("%s has no second page", r.route)
		}
		cursors[r.route] = next
		if got := w.lister(t, r).Get(path + "?limit=7&cursor=" + next); got.Status != http.StatusOK {
			t.Errorf("%s: pages of another size: %d", r.route, got.Status)
		}
		text, _ := base64.RawURLEncoding.DecodeString(next)
		wrong := []string{next + "A", next + "%0A", next[1:], next[:len(next)-1], next + next, next + "=", base64.RawURLEncoding.EncodeToString([]byte(string(text) + " "))}
		for i := range next {
			wrong = append(wrong, next[:i]+anotherThan(next[i])+next[i+1:], next[:i]+successor(next[i])+next[i+1:])
		}
		for _, cursor := range wrong {
			requireProblem(t, w.lister(t, r).Get(path+"?cursor="+cursor), http.StatusBadRequest)
		}
		for _, limit := range []string{"0", "-1", "101", "ten", "1.5", "", "99999999999999999999", "1&limit=2"} {
			requireProblem(t, w.lister(t, r).Get(path+"?limit="+limit), http.StatusBadRequest)
		}
	}
	for route, cursor := range cursors {
		for _, r := range lists {
			if r.route != route {
				requireProblem(t, w.lister(t, r).Get(w.fill(t, r.path())+"?cursor="+cursor), http.StatusBadRequest)
			}
		}
	}
}

// lister returns a client that may see a list, of all there is where that may
// be.
func (w *world) lister(t testing.TB, r row) *apitest.Client {
	t.Helper()
	if r.status(t, operator) == http.StatusOK && r.path() != "/v1/webhooks" { // those are of whoever asks
		return w.as(t, operator)
	}
	return w.as(t, r.somebody(t))
}

// successor is the next letter of the alphabet of cursors, whose last letter
// holds fewer bits than it could.
func successor(letter byte) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(alphabet[(strings.IndexByte(alphabet, letter)+1)%len(alphabet)])
}

func TestACursorIsForItsFilterAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	client := w.as(t, operator)
	filter := "updated_since=" + url.QueryEscape(start.Add(-compared).Format(time.RFC3339))
	for _, from := range []string{"", filter} {
		next := decodeFields(t, client.Get("/v1/organisations?limit=1&"+from))["next"].(string)
		for _, to := range []string{"", filter, filter + "&external_id=x", "external_id=x", "updated_since=2026-01-01T00:00:00Z"} {
			got := client.Get("/v1/organisations?" + strings.Join([]string{"cursor=" + next, to}, "&"))
			if want := map[bool]int{true: http.StatusOK, false: http.StatusBadRequest}[from == to]; got.Status != want {
				t.Errorf("a cursor of %q used with %q: %d, want %d", from, to, got.Status, want)
			}
		}
	}
}

func TestWhatChangedSinceAndByWhichReference(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		client := w.as(t, operator)
		w.wait(time.Hour)
		created := client.Post("/v1/organisations", []byte(full))
		id := decodeFields(t, created)["id"].(string)
		find := func(query string) []string {
			t.Helper()
			got := client.Get("/v1/organisations?" + query)
			if got.Status != http.StatusOK {
				t.Fatalf("%s: %d %s", query, got.Status, got.Body)
			}
			var list struct{ Items []struct{ ID string } }
			var ids []string
			if err := json.Unmarshal(got.Body, &list); err != nil {
				t.Fatal(err)
			}
			for _, item := range list.Items {
				ids = append(ids, item.ID)
			}
			return ids
		}
		since := func(at time.Time) string { return "updated_since=" + url.QueryEscape(at.Format(time.RFC3339Nano)) }
		at := w.service.Now()
		for query, want := range map[string]bool{
			since(at): true, since(at.In(time.FixedZone("", 3600))): true, since(at.Add(time.Millisecond)): false, since(at.Add(-time.Minute)): true,
			"external_id=crm-4711": true, "external_id=CRM-4711": false, "external_id=crm%25": false, "external_id=nothing": false, "external_id=%00": false, "external_id=%ff": false,
			since(at) + "&external_id=crm-4711": true,
		} {
			if got := slices.Contains(find(query), id); got != want {
				t.Errorf("%s: found %v, want %v", query, got, want)
			}
		}
		w.wait(time.Hour)
		client.Patch("/v1/organisations/"+w.ids["organisations"], []byte(`{"name":"Changed"}`), "If-Match: *")
		if got := find(since(w.service.Now())); !slices.Equal(got, []string{w.ids["organisations"]}) {
			t.Errorf("changed since: %v", got)
		}
		for _, query := range []string{
			"updated_since=yesterday", "updated_since=2026-03-04", "updated_since=", "updated_since=2026-03-04T10:00:00", "updated_since=2026-03-04T10:00:00+01:00",
			"external_id=", "external_id=a&external_id=b",
		} {
			requireProblem(t, client.Get("/v1/organisations?"+query), http.StatusBadRequest)
		}
	})
}

func TestQueryParametersThatAreNotDocumentedAreRefusedEverywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if !strings.HasPrefix(r.path(), "/v1/") {
			continue
		}
		who := r.somebody(t)
		ask := func(query string) *apitest.Response {
			req := w.request(t, r, who)
			req.URL.RawQuery = query
			return w.as(t, who).Do(req)
		}
		for _, query := range []string{"colour=blue", "Limit=1", "=1", "x", "a%zz=1", "limit=1;cursor=2"} {
			requireProblem(t, ask(query), http.StatusBadRequest)
		}
		for _, p := range operations()[r.route].Parameters {
			if p.In == "query" {
				if output := requireProblem(t, ask(p.Name+"="), http.StatusBadRequest).Detail; !strings.Contains(output, "Give "+p.Name+" a value") {
					t.Errorf("%s does not know its own parameter %s: %s", r.route, p.Name, output)
				}
			}
		}
	}
}
