package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// BenchmarkFlows is each call of the main flows through the router without a network, on a
// real file, to profile what it is spent on. One caller asks: so what a commit waits for the
// disk counts in full, and time of the processor is what to look at.
//
//	go test ./api -run '^$' -bench Flows/patch -cpuprofile cpu.out
func BenchmarkFlows(b *testing.B) {
	w := newWorld(b, newFile(b))
	organisation, key := w.ids["organisations"], w.scene.keys[owner]
	open := "/v1/assessments/" + w.openAssessment(b, organisation)
	closed := w.openAssessment(b, organisation)
	w.addResponse(b, organisation, closed, "submitted")
	w.closeAssessment(b, organisation, closed)
	invitation, _ := w.createInvitation(b, organisation, open[len("/v1/assessments/"):], time.Time{})
	f := &flow{b, w.handler}
	begin := func() (path, key string) {
		var begun struct {
			ID  string `json:"response_id"`
			Key string `json:"response_key"`
		}
		f.ask(http.MethodPost, "/v1/invitations/redeem", "", fmt.Sprintf(`{"key":%q}`, invitation), http.StatusCreated, &begun)
		return open + "/responses/" + begun.ID, begun.Key
	}
	draft, author := begin()
	for name, call := range map[string]func(){
		"register": func() {
			f.ask(http.MethodPost, "/v1/organisations", "", `{"name":"Riverside Carers"}`, http.StatusCreated, nil)
		},
		"invite": func() { f.ask(http.MethodPost, open+"/invitations", key, `{"voice":"lived"}`, http.StatusCreated, nil) },
		"redeem": func() { begin() },
		"patch": func() {
			f.ask(http.MethodPatch, draft, author, `{"answers":{"equality-culture":"5","equality-structure":"4"}}`, http.StatusOK, nil)
		},
		"result": func() { f.ask(http.MethodGet, "/v1/assessments/"+closed+"/result", key, "", http.StatusOK, nil) },
		"list":   func() { f.ask(http.MethodGet, "/v1/assessments?limit=100", key, "", http.StatusOK, nil) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				if name == "redeem" && n%5000 == 4999 || name == "invite" && n%20 == 19 {
					b.StopTimer()
					open = "/v1/assessments/" + w.openAssessment(b, organisation)
					invitation, _ = w.createInvitation(b, organisation, open[len("/v1/assessments/"):], time.Time{})
					b.StartTimer()
				}
				call()
			}
		})
	}
}

// flow asks a router.
type flow struct {
	testing.TB
	handler http.Handler
}

func (f *flow) ask(method, path, key, body string, status int, into any) {
	f.Helper()
	r := httptest.NewRequestWithContext(f.Context(), method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	if method == http.MethodPatch {
		r.Header.Set("If-Match", "*")
	}
	answer := httptest.NewRecorder()
	f.handler.ServeHTTP(answer, r)
	if answer.Code != status {
		f.Fatalf("%s %s: %d %s", method, path, answer.Code, answer.Body)
	}
	if into != nil {
		if err := json.Unmarshal(answer.Body.Bytes(), into); err != nil {
			f.Fatal(err)
		}
	}
}
