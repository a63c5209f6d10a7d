package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/cli"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

const chosenKey = "rung_0123456789abcdefghijABCDEFGHIJ01"

// disk is a database and its journal, each somewhere else.
type disk struct {
	database, journal string
	more              []string
}

// newDisk has a place for a data file, and one for its journal.
func newDisk(t *testing.T) disk {
	t.Helper()
	return disk{database: filepath.Join(t.TempDir(), "test.db"), journal: filepath.Join(t.TempDir(), "journal")}
}

func (d disk) settings() []string {
	return append([]string{"SEVENRUNGS_DATABASE=" + d.database, "SEVENRUNGS_JOURNAL=" + d.journal, "SEVENRUNGS_OPERATOR_KEY=" + chosenKey, "SEVENRUNGS_RATE_LIMIT=0"}, d.more...)
}

// run runs a command on it and returns all that it says.
func (d disk) run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var said bytes.Buffer
	err := cli.Run(t.Context(), cli.Process{Args: args, Environ: d.settings(), In: strings.NewReader(""), Out: &said, Err: &said, Version: "test"})
	return said.String(), err
}

// lose is what a broken disk leaves.
func (d disk) lose(t *testing.T) {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm", "-marker"} {
		if err := os.Remove(d.database + end); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

// holds tells which texts are in the files of the database.
func (d disk) holds(t *testing.T, texts ...string) (found []string) {
	t.Helper()
	var all []byte
	for _, end := range []string{"", "-wal", "-shm"} {
		content, err := os.ReadFile(d.database + end)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	for _, text := range texts {
		if bytes.Contains(all, []byte(text)) {
			found = append(found, text)
		}
	}
	return found
}

// send sends a request, again and again while it is put off, and returns its status and
// its answer.
func (s *service) send(t *testing.T, method, path, key, body string) (status int, answer map[string]any) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		status, answer = s.sendOnce(t, method, path, key, body)
		if status != http.StatusServiceUnavailable || time.Now().After(deadline) {
			return status, answer
		}
	}
}

func (s *service) sendOnce(t *testing.T, method, path, key, body string) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	if method == http.MethodDelete || method == http.MethodPatch {
		req.Header.Set("If-Match", "*")
	}
	got, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if len(text) > 0 {
		if err := json.Unmarshal(text, &answer); err != nil {
			t.Fatalf("%s %s: %d %s", method, path, got.StatusCode, text)
		}
	}
	return got.StatusCode, answer
}

// must sends what has to succeed.
func (s *service) must(t *testing.T, method, path, key, body string) map[string]any {
	t.Helper()
	status, answer := s.send(t, method, path, key, body)
	if status >= http.StatusBadRequest {
		t.Fatalf("%s %s: %d %v", method, path, status, answer)
	}
	return answer
}

func text(answer map[string]any, name string) string {
	found, _ := answer[name].(string)
	return found
}

// world is what there is when a backup is made, by what happens to it afterwards.
type world struct {
	council, gone                 *caller
	closed, open, linked          string // addresses of assessments
	revoked, partner              string // keys
	key, grant, share, link       string // addresses of what is revoked or withdrawn
	linkKey                       string
	withdrawn, replaced, entirely map[string]any // responses: the last one is left alone
	cursor                        string         // how far the council has read what happened
	after                         string         // the key that replaced another
}

const secretNote = "nobody-may-read-this-"

func (w *world) answer(t *testing.T, s *service, path, note string) map[string]any {
	t.Helper()
	invited := s.must(t, http.MethodPost, path+"/invitations", w.keyOf(path), `{"voice":"lived"}`)
	started := s.must(t, http.MethodPost, "/v1/invitations/redeem", "", `{"key":"`+text(invited, "key")+`"}`)
	body := `{"answers":{"equality-culture":"5"},"notes":{"equality-culture":"` + secretNote + note + `"},"private_notes":["equality-culture"]}`
	s.must(t, http.MethodPatch, path+"/responses/"+text(started, "response_id"), text(started, "response_key"), body)
	started["path"] = path + "/responses/" + text(started, "response_id")
	return started
}

func (w *world) keyOf(path string) string {
	if w.gone != nil && w.gone.last == path {
		return w.gone.key
	}
	return w.council.key
}

// build makes all that.
func build(t *testing.T, s *service) *world {
	t.Helper()
	w := &world{council: register(t, s)}
	c := w.council
	at := "/v1/organisations/" + c.id
	second := s.must(t, http.MethodPost, at+"/keys", c.key, `{"name":"Second"}`)
	w.revoked, w.key = text(second, "key"), at+"/keys/"+text(second, "id")
	partner := s.must(t, http.MethodPost, "/v1/partners", chosenKey, `{"name":"Apps"}`)
	w.partner = text(s.must(t, http.MethodPost, "/v1/partners/"+text(partner, "id")+"/keys", chosenKey, `{"name":"Server"}`), "key")
	w.grant = at + "/grants/" + text(s.must(t, http.MethodPost, at+"/grants", c.key, `{"partner_id":"`+text(partner, "id")+`"}`), "id")
	version := text(s.must(t, http.MethodGet, "/v1/share-texts", "", ""), "version")
	w.share = at + "/shares/" + text(s.must(t, http.MethodPost, at+"/shares", c.key, `{"purpose":"public_benchmark","text_version":"`+version+`"}`), "id")

	w.linked = c.open(t, `"title":"Done"`)
	s.must(t, http.MethodPost, w.linked+"/close", c.key, "")
	link := s.must(t, http.MethodPost, w.linked+"/result/links", c.key, `{}`)
	w.linkKey, w.link = text(link, "key"), w.linked+"/result/links/"+text(link, "id")

	w.closed, w.open = c.open(t, `"title":"To be closed"`), c.open(t, `"title":"Goes on"`)
	w.answer(t, s, w.closed, "closed")
	w.withdrawn, w.replaced, w.entirely = w.answer(t, s, w.open, "withdrawn"), w.answer(t, s, w.open, "replaced"), w.answer(t, s, w.open, "kept")

	w.gone = register(t, s)
	w.gone.last = w.gone.open(t, `"title":"Of one that is erased"`)
	w.answer(t, s, w.gone.last, "erased")

	now := time.Now()
	s.must(t, http.MethodPost, "/v1/periods", chosenKey, fmt.Sprintf(`{"period":"first","opens_at":%q,"closes_at":%q,"freeze_at":%q}`,
		now.AddDate(0, -2, 0).Format(time.RFC3339), now.AddDate(0, -1, 0).Format(time.RFC3339), now.AddDate(0, 0, 1).Format(time.RFC3339)))
	return w
}

// freeze has a period frozen, whose day has come. The service may do it by itself.
func (d disk) freeze(t *testing.T, s *service) {
	t.Helper()
	databasetest.Alter(t, d.database, fmt.Sprintf("UPDATE periods SET freeze_at = %d WHERE frozen_at IS NULL", time.Now().Add(-time.Hour).UnixMilli()))
	status, answer := s.send(t, http.MethodPost, "/v1/periods/first/freeze", chosenKey, "")
	if status != http.StatusOK && !strings.Contains(text(answer, "detail"), "is frozen") {
		t.Errorf("a freeze: %d %v", status, answer)
	}
}

// goOn does what must not come undone.
func (w *world) goOn(t *testing.T, s *service) {
	t.Helper()
	for _, path := range []string{w.key, w.grant, w.share, w.link} {
		s.must(t, http.MethodDelete, path, w.council.key, "")
	}
	s.must(t, http.MethodDelete, text(w.withdrawn, "path"), text(w.withdrawn, "response_key"), "")
	w.after = text(s.must(t, http.MethodPost, text(w.replaced, "path")+"/key", text(w.replaced, "response_key"), ""), "response_key")
	s.must(t, http.MethodGet, text(w.replaced, "path"), w.after, "") // the first use ends the other
	s.must(t, http.MethodPost, w.closed+"/close", w.council.key, "")
	w.cursor = text(s.must(t, http.MethodGet, "/v1/events", w.council.key, ""), "cursor")
	s.must(t, http.MethodDelete, "/v1/organisations/"+w.gone.id, w.gone.key, "")
}

// check holds that nothing of it came undone.
func (w *world) check(t *testing.T, s *service) {
	t.Helper()
	for what, test := range map[string]struct {
		method, path, key string
		want              int
	}{
		"a revoked key":                 {http.MethodGet, "/v1/organisations/" + w.council.id, w.revoked, http.StatusUnauthorized},
		"the key of an erased one":      {http.MethodGet, "/v1/organisations/" + w.gone.id, w.gone.key, http.StatusUnauthorized},
		"a revoked link":                {http.MethodGet, w.linked + "/result", w.linkKey, http.StatusUnauthorized},
		"a revoked grant":               {http.MethodGet, "/v1/organisations/" + w.council.id, w.partner, http.StatusNotFound},
		"a key that was replaced":       {http.MethodGet, text(w.replaced, "path"), text(w.replaced, "response_key"), http.StatusUnauthorized},
		"the key that replaced it":      {http.MethodGet, text(w.replaced, "path"), w.after, http.StatusOK},
		"a response that was let alone": {http.MethodGet, text(w.entirely, "path"), text(w.entirely, "response_key"), http.StatusOK},
		"what was read of events":       {http.MethodGet, "/v1/events?cursor=" + w.cursor, w.council.key, http.StatusGone},
		"a second freeze":               {http.MethodPost, "/v1/periods/first/freeze", chosenKey, http.StatusConflict},
		"what was published":            {http.MethodGet, "/v1/benchmarks/first", "", http.StatusOK},
	} {
		if status, answer := s.send(t, test.method, test.path, test.key, ""); status != test.want {
			t.Errorf("%s: %d %v, want %d", what, status, answer, test.want)
		}
	}
	for path, test := range map[string]struct{ key, want string }{
		w.closed:                  {w.council.key, "cancelled"},
		w.open:                    {w.council.key, "open"},
		w.share:                   {w.council.key, "withdrawn"},
		text(w.withdrawn, "path"): {text(w.withdrawn, "response_key"), "withdrawn"},
		"/v1/periods/first":       {chosenKey, "frozen"},
	} {
		if status, answer := s.send(t, http.MethodGet, path, test.key, ""); text(answer, "state") != test.want {
			t.Errorf("%s: %d %v, want %s", path, status, answer, test.want)
		}
	}
	if answer := s.must(t, http.MethodGet, "/v1/benchmarks/first", "", ""); text(answer, "status") != "not_released" {
		t.Errorf("what was released is drawn again: %v", answer)
	}
}
