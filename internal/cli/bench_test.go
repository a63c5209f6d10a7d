package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

const connections = 64

// BenchmarkScoresAgainstAConstant compares POST /v1/scores of the whole service,
// with one response of 16 answers, to a gin handler that answers a constant, over real connections
// and turn by turn in one run, so that a noisy machine is noisy for both. The
// client runs on the same cores, and is part of what both cost. It reports the
// rate of the one as a percentage of the other's.
//
//	go test ./internal/cli -run '^$' -bench ScoresAgainstAConstant -benchtime 5x
func BenchmarkScoresAgainstAConstant(b *testing.B) {
	scores := startService(b, filepath.Join(b.TempDir(), "bench.db"), "SEVENRUNGS_RATE_LIMIT=1000000")
	constant := httptest.NewServer(apitest.Constant())
	defer constant.Close()
	body := oneTeam(b)

	var ours, theirs float64
	for b.Loop() {
		theirs += rate(b, call{http.MethodPost, constant.URL + "/v1/scores", "", body, http.StatusOK})
		ours += rate(b, call{http.MethodPost, scores.url + "/v1/scores", "", body, http.StatusOK})
	}
	b.ReportMetric(ours/float64(b.N), "scores/s")
	b.ReportMetric(theirs/float64(b.N), "constants/s")
	b.ReportMetric(100*ours/theirs, "%ofconstant")
	b.ReportMetric(0, "ns/op")
	if err := scores.stop(); err != nil {
		b.Error(err)
	}
}

// BenchmarkServedScores is the service alone, to see what a request is spent on:
// of the time below net/http.(*conn).serve, how much is below package scoring.
//
//	go test ./internal/cli -run '^$' -bench ServedScores -benchtime 10x -cpuprofile cpu.out
//	go tool pprof -top -cum -focus 'conn..serve' cli.test cpu.out
func BenchmarkServedScores(b *testing.B) {
	scores := startService(b, filepath.Join(b.TempDir(), "bench.db"), "SEVENRUNGS_RATE_LIMIT=1000000")
	body := oneTeam(b)
	var ours float64
	for b.Loop() {
		ours += rate(b, call{http.MethodPost, scores.url + "/v1/scores", "", body, http.StatusOK})
	}
	b.ReportMetric(ours/float64(b.N), "scores/s")
	b.ReportMetric(0, "ns/op")
	if err := scores.stop(); err != nil {
		b.Error(err)
	}
}

// BenchmarkServedResponses is the service alone, taking responses that an
// organisation enters: each is authorised, checked and on the disk. How it
// compares to another is said by tools/benchmark.
//
//	go test ./internal/cli -run '^$' -bench ServedResponses -benchtime 10x -cpuprofile cpu.out
func BenchmarkServedResponses(b *testing.B) {
	service := startService(b, filepath.Join(b.TempDir(), "bench.db"), "SEVENRUNGS_RATE_LIMIT=0")
	var organisation, assessment struct{ ID, Key string }
	create(b, service.url+"/v1/organisations", "", map[string]any{"name": "Riverside Carers"}, &organisation)
	create(b, service.url+"/v1/assessments", organisation.Key, map[string]any{
		"organisation_id": organisation.ID, "instrument": "coproduction-ladder", "scope": "service", "title": "Short breaks",
	}, &assessment)
	body := encode(b, map[string]any{"voice": "lived", "state": "submitted", "answers": answers()})
	var ours float64
	for b.Loop() {
		ours += rate(b, call{http.MethodPost, service.url + "/v1/assessments/" + assessment.ID + "/responses", organisation.Key, body, http.StatusCreated})
	}
	b.ReportMetric(ours/float64(b.N), "responses/s")
	b.ReportMetric(0, "ns/op")
	if err := service.stop(); err != nil {
		b.Error(err)
	}
}

// BenchmarkServedAnswers is the service alone, and people with an invitation who each
// start a response, answer all questions, and submit: three calls.
//
//	go test ./internal/cli -run '^$' -bench ServedAnswers -benchtime 10x -cpuprofile cpu.out
func BenchmarkServedAnswers(b *testing.B) {
	service := startService(b, filepath.Join(b.TempDir(), "bench.db"), "SEVENRUNGS_RATE_LIMIT=0")
	var organisation struct{ ID, Key string }
	create(b, service.url+"/v1/organisations", "", map[string]any{"name": "Riverside Carers"}, &organisation)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	patch := encode(b, map[string]any{"answers": answers()})
	var done int64
	var took time.Duration
	for b.Loop() {
		const invitations, span = 10, 500 * time.Millisecond
		var assessment struct{ ID string }
		create(b, service.url+"/v1/assessments", organisation.Key, map[string]any{
			"organisation_id": organisation.ID, "instrument": "coproduction-ladder", "scope": "service", "title": "Short breaks",
		}, &assessment)
		at := service.url + "/v1/assessments/" + assessment.ID
		var keys [invitations]struct{ Key string }
		for i := range keys {
			create(b, at+"/invitations", organisation.Key, map[string]any{"voice": "lived", "uses": 10_000}, &keys[i])
		}
		var person atomic.Int64
		start := time.Now()
		done += hammer(b, span, func() error {
			return onePerson(b, client, service.url, at, keys[person.Add(1)%invitations].Key, patch)
		})
		took += time.Since(start)
	}
	b.ReportMetric(float64(done)/took.Seconds(), "people/s")
	b.ReportMetric(0, "ns/op")
	if err := service.stop(); err != nil {
		b.Error(err)
	}
}

// onePerson starts a response, answers, and submits.
func onePerson(b *testing.B, client *http.Client, service, assessment, invitation string, patch []byte) error {
	b.Helper()
	var begun struct {
		ID  string `json:"response_id"`
		Key string `json:"response_key"`
	}
	said, err := call{http.MethodPost, service + "/v1/invitations/redeem", "", encode(b, map[string]any{"key": invitation}), http.StatusCreated}.send(b, client)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(said, &begun); err != nil {
		return err
	}
	at := assessment + "/responses/" + begun.ID
	if _, err := (call{http.MethodPatch, at, begun.Key, patch, http.StatusOK}).send(b, client); err != nil {
		return err
	}
	_, err = call{http.MethodPost, at + "/submit", begun.Key, nil, http.StatusOK}.send(b, client)
	return err
}

// A call is what is sent, and how it is answered.
type call struct {
	method, url, key string // key is "" for none
	body             []byte
	status           int
}

// create posts one thing and reads the answer.
func create(b *testing.B, url, key string, body, into any) {
	b.Helper()
	answer, err := call{http.MethodPost, url, key, encode(b, body), http.StatusCreated}.send(b, http.DefaultClient)
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		b.Fatal(err)
	}
}

func encode(b *testing.B, value any) []byte {
	b.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		b.Fatal(err)
	}
	return body
}

// answers are to all 16 questions.
func answers() map[string]string {
	answers := map[string]string{}
	for _, principle := range []string{"equality", "diversity", "accessibility", "reciprocity"} {
		for at, area := range []string{"culture", "structure", "practice", "review"} {
			answers[principle+"-"+area] = strconv.Itoa(at + 3)
		}
	}
	return answers
}

// oneTeam is a request with one response that answers all 16 questions.
func oneTeam(b *testing.B) []byte {
	b.Helper()
	return encode(b, map[string]any{
		"instrument": "coproduction-ladder",
		"responses":  []any{map[string]any{"voice": "learnt", "people": 9, "answers": answers()}},
	})
}

// rate posts a call over 64 connections for half a second, after a warm-up, and
// returns how many answers came in a second.
func rate(b *testing.B, call call) float64 {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	once := func() error {
		_, err := call.send(b, client)
		return err
	}
	hammer(b, 50*time.Millisecond, once)
	const span = 500 * time.Millisecond
	return float64(hammer(b, span, once)) / span.Seconds()
}

// hammer has as many as there are connections do something for a while, and counts.
func hammer(b *testing.B, span time.Duration, once func() error) int64 {
	b.Helper()
	var done atomic.Int64
	var clients sync.WaitGroup
	until := time.Now().Add(span)
	for range connections {
		clients.Go(func() {
			for time.Now().Before(until) {
				if err := once(); err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	clients.Wait()
	return done.Load()
}

// send returns the answer's body. An answer of another status is an error.
func (c call) send(b *testing.B, client *http.Client) ([]byte, error) {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), c.method, c.url, bytes.NewReader(c.body))
	if err != nil {
		return nil, err
	}
	if c.body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.method == http.MethodPatch {
		request.Header.Set("If-Match", "*")
	}
	if c.key != "" {
		request.Header.Set("Authorization", "Bearer "+c.key)
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != c.status {
		err = fmt.Errorf("status %d: %s", answer.StatusCode, body)
	}
	return body, err
}
