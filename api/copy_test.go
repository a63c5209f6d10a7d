package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// A keeper keeps a copy of all that its key may see, from events alone, as
// docs/api.md says how.
type keeper struct {
	*apitest.Client

	cursor string            // where to go on; "" for a fresh start
	things map[string]string // what is there, by its path
	whose  map[string]string // the organisation that each thing belongs to
}

func newKeeper(client *apitest.Client) *keeper {
	return &keeper{Client: client, things: map[string]string{}, whose: map[string]string{}}
}

// read reads a page, and takes in what it tells. It says whether there is more.
func (k *keeper) read(t testing.TB, limit int) bool {
	t.Helper()
	address := fmt.Sprintf("/v1/events?limit=%d&snapshot=1", limit)
	if k.cursor != "" {
		address = fmt.Sprintf("/v1/events?limit=%d&cursor=%s", limit, url.QueryEscape(k.cursor))
	}
	var page api.EventList
	requireStatus(t, k.Get(address), http.StatusOK).Decode(&page)
	for _, e := range page.Items {
		k.take(t, e)
	}
	k.cursor = page.Cursor
	if page.Next != "" && page.Next != page.Cursor {
		t.Errorf("next is not cursor: %s", address)
	}
	return page.Next != ""
}

// catchUp reads to the end.
func (k *keeper) catchUp(t testing.TB, limit int) {
	t.Helper()
	for k.read(t, limit) {
	}
}

// take has the copy follow an event.
func (k *keeper) take(t testing.TB, e api.Event) {
	t.Helper()
	organisation := ""
	if e.OrganisationID != nil {
		organisation = *e.OrganisationID
	}
	if e.Type == "organisation.deleted" {
		k.forget(organisation)
		return
	}
	got := k.Get(e.Subject.Path)
	switch got.Status {
	case http.StatusOK:
		k.things[e.Subject.Path], k.whose[e.Subject.Path] = string(got.Body), organisation
	case http.StatusNotFound:
		delete(k.things, e.Subject.Path)
		if e.Subject.Path == "/v1/organisations/"+organisation {
			k.forget(organisation)
		}
	default:
		t.Errorf("%s of %s: %d %s", e.Type, e.Subject.Path, got.Status, got.Body)
	}
}

// forget forgets all of an organisation.
func (k *keeper) forget(organisation string) {
	for path, whose := range k.whose {
		if whose == organisation {
			delete(k.things, path)
			delete(k.whose, path)
		}
	}
}

// compare holds the copy against lists. Each is said with what stands before an id
// there. Of results by name the copy alone knows the shares.
func (k *keeper) compare(t testing.TB, who string, lists ...string) {
	t.Helper()
	want, got := map[string]bool{}, map[string]bool{}
	for _, list := range lists {
		for _, item := range k.all(t, list) {
			want[plainly(t, item)] = true
		}
	}
	for path, thing := range k.things {
		if !strings.Contains(path, "/releases/") && !strings.Contains(path, "/benchmarks/") {
			got[plainly(t, []byte(thing))] = true
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the lists (-) and the copy (+) differ:\n%s", who, diff)
	}
}

// all returns all items of a list, which may be narrowed already.
func (k *keeper) all(t testing.TB, list string) (items []json.RawMessage) {
	t.Helper()
	joint := "?"
	if strings.Contains(list, joint) {
		joint = "&"
	}
	list += joint + "limit=100"
	for address := list; ; {
		var page struct {
			Items []json.RawMessage `json:"items"`
			Next  string            `json:"next"`
		}
		got := k.Get(address)
		if got.Status == http.StatusUnauthorized { // an erased organisation has no lists
			return nil
		}
		if err := json.Unmarshal(requireStatus(t, got, http.StatusOK).Body, &page); err != nil {
			t.Fatal(err)
		}
		items = append(items, page.Items...)
		if page.Next == "" {
			return items
		}
		address = list + "&cursor=" + url.QueryEscape(page.Next)
	}
}

// plainly is JSON in one spelling.
func plainly(t testing.TB, thing []byte) string {
	t.Helper()
	var read map[string]any
	if err := json.Unmarshal(thing, &read); err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}
