package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// several are processes that serve one database.
type several struct {
	start  func() *service
	chance *rand.Rand

	killing sync.Mutex
	mu      sync.Mutex
	all     []*service
}

func spawnSeveral(t *testing.T, n int, database string, settings ...string) *several {
	t.Helper()
	s := &several{
		start:  func() *service { return spawn(t, database, settings...) },
		chance: rand.New(rand.NewPCG(1, uint64(n))),
	}
	for range n {
		s.all = append(s.all, s.start())
	}
	return s
}

// any returns the address of one of them.
func (s *several) any() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[s.chance.IntN(len(s.all))].url
}

// killOne kills one of them, and starts it again.
func (s *several) killOne(t *testing.T) {
	t.Helper()
	s.killing.Lock()
	defer s.killing.Unlock()
	s.mu.Lock()
	i := s.chance.IntN(len(s.all))
	killed := s.all[i]
	s.mu.Unlock()
	if err := killed.stop(); err != nil {
		t.Error(err)
	}
	again := s.start()
	s.mu.Lock()
	s.all[i] = again
	s.mu.Unlock()
}

// knock asks for something that everybody may read, and tells whether it was let
// through. A process that was killed lets nobody through.
func knock(t *testing.T, url string) (letThrough bool) {
	t.Helper()
	answer, err := http.Get(url + "/v1/instruments")
	if err != nil {
		return false
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
		return true
	case http.StatusTooManyRequests:
		return false
	}
	t.Errorf("a knock is answered with %d", answer.StatusCode)
	return false
}

// knockTogether has many knock at once, wherever they come to, so often in all.
// Half-way, between is called. It returns how many were let through, and in
// which time.
func (s *several) knockTogether(t *testing.T, times int, between func()) (letThrough int, took time.Duration) {
	t.Helper()
	begun := time.Now()
	var left, through atomic.Int64
	left.Store(int64(times))
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for n := left.Add(-1); n >= 0; n = left.Add(-1) {
				if n == int64(times/2) {
					between()
				}
				if knock(t, s.any()) {
					through.Add(1)
				}
			}
		})
	}
	all.Wait()
	return int(through.Load()), time.Since(begun)
}

const (
	allowed = 200          // requests a minute
	portion = allowed / 20 // what a process may let through before it tells the others
)

// comesBack is how much of an allowance comes back in a time.
func comesBack(in time.Duration) int { return int(in.Seconds()*allowed/60) + 1 }

func TestProcessesShareOneAllowance(t *testing.T) {
	t.Parallel()
	three := spawnSeveral(t, 3, databasetest.Postgres(t, migrate), fmt.Sprint("SEVENRUNGS_RATE_LIMIT=", allowed))
	got, took := three.knockTogether(t, 4*allowed, func() { three.killOne(t) })
	const kills = 1
	most := allowed + (3+kills)*portion + comesBack(took)
	t.Logf("%d of %d were let through in %v", got, 4*allowed, took)
	if got < allowed || got > most {
		t.Errorf("%d were let through in %v, want %d to %d", got, took, allowed, most)
	}
}

// A database in which nobody can count shuts nobody out, and opens no limit.
func TestWhereNothingCanBeCountedTogetherEachProcessCountsAlone(t *testing.T) {
	t.Parallel()
	database := databasetest.Postgres(t, migrate)
	two := spawnSeveral(t, 2, database, fmt.Sprint("SEVENRUNGS_RATE_LIMIT=", allowed))
	databasetest.Alter(t, database, "ALTER TABLE used_allowances RENAME TO elsewhere")
	got, took := two.knockTogether(t, 5*allowed, func() {})
	t.Logf("%d of %d were let through in %v", got, 5*allowed, took)
	if most := 2 * (allowed + comesBack(took)); got < allowed || got > most {
		t.Errorf("%d were let through in %v, want %d to %d", got, took, allowed, most)
	}
	databasetest.Alter(t, database, "ALTER TABLE elsewhere RENAME TO used_allowances")
	// What each counted is told once it can be. So one that is new lets only a
	// portion through until it knows.
	for counted := time.Now().Add(time.Minute); time.Now().Before(counted); {
		if callersCounted(t, database) > 0 {
			break
		}
	}
	begun, fresh := time.Now(), two.start()
	got = 0
	for range 2 * portion {
		if knock(t, fresh.url) {
			got++
		}
	}
	if most := portion + comesBack(time.Since(begun)); got > most {
		t.Errorf("a new process lets %d through, want %d at most", got, most)
	}
}

// callersCounted is how many callers the ledger knows: in it is the server's clock, too.
func callersCounted(t *testing.T, database string) int {
	t.Helper()
	return databasetest.Rows(t, database, "used_allowances WHERE id NOT LIKE '-%'")
}

// A server whose clock is put back by an hour finds all that it wrote an hour ahead. It
// keeps out nobody who was there before.
func TestAServerWhoseClockIsPutBackKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	database := databasetest.Postgres(t, migrate)
	service := startService(t, database, fmt.Sprint("SEVENRUNGS_RATE_LIMIT=", allowed))
	register(t, service)
	for soon := time.Now().Add(time.Minute); callersCounted(t, database) < 2; time.Sleep(20 * time.Millisecond) { // of asking, and of registering
		if time.Now().After(soon) {
			t.Fatal("nothing is counted")
		}
	}
	databasetest.Alter(t, database, "UPDATE used_allowances SET whole_at = whole_at + 3600000000")
	for range 3 * portion { // so that the ledger is asked in between
		if !knock(t, service.url) {
			t.Fatal("who was there before is kept out")
		}
	}
	for range 2 {
		register(t, service)
	}
	if err := service.stop(); err != nil {
		t.Error(err)
	}
}

// request sends something until a process answers it, and returns the answer. It
// is the same request each time.
func (s *several) request(t *testing.T, method, path, key, once, body string, into any) {
	t.Helper()
	for range 200 {
		req, err := http.NewRequestWithContext(t.Context(), method, s.any()+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		if key != "" {
			req.Header.Set("Authorization", "Bearer "+key)
		}
		if once != "" {
			req.Header.Set("Idempotency-Key", once)
		}
		answer, err := http.DefaultClient.Do(req)
		if err != nil {
			continue // it was killed
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		switch {
		case err != nil || answer.StatusCode == http.StatusServiceUnavailable || bytes.Contains(text, []byte("still under way")):
			continue
		case answer.StatusCode > 299:
			t.Errorf("%s %s is answered with %d: %s", method, path, answer.StatusCode, text)
		case into != nil:
			if err := json.NewDecoder(bytes.NewReader(text)).Decode(into); err != nil {
				t.Errorf("%s %s: %v: %s", method, path, err, text)
			}
		}
		return
	}
	t.Errorf("%s %s is never answered", method, path)
}

type made struct {
	ID  string `json:"id"`
	Key string `json:"key"`
}

// Three processes are killed at random while people work. What is sent again is
// done once, and nothing that was acknowledged is lost.
func TestProcessesKilledAtRandomLoseNothingAndDoNothingTwice(t *testing.T) {
	t.Parallel()
	three := spawnSeveral(t, 3, databasetest.Postgres(t, migrate), "SEVENRUNGS_RATE_LIMIT=0")
	var council made
	three.request(t, http.MethodPost, "/v1/organisations", "", "council", `{"name": "Riverside Council"}`, &council)
	const workers, each, kills = 4, 3, 3
	var working sync.WaitGroup
	for worker := range workers {
		working.Go(func() {
			for n := range each {
				three.assess(t, council, fmt.Sprintf("%d-%d", worker, n))
			}
		})
	}
	done := make(chan struct{})
	go func() { working.Wait(); close(done) }()
	for range kills {
		select {
		case <-done:
		default:
			three.killOne(t)
		}
	}
	<-done
	var list struct{ Items []made }
	three.request(t, http.MethodGet, "/v1/assessments?limit=100", council.Key, "", "", &list)
	if len(list.Items) != workers*each {
		t.Errorf("%d assessments are there, want %d", len(list.Items), workers*each)
	}
	three.checkTold(t, council, workers*each)
}

// assess has one assessment made, answered and closed, in which everything but
// reading is sent by two at once.
func (s *several) assess(t *testing.T, by made, name string) {
	t.Helper()
	twice := func(path, once, body string, into any) {
		t.Helper()
		var other sync.WaitGroup
		other.Go(func() { s.request(t, http.MethodPost, path, by.Key, once, body, nil) })
		s.request(t, http.MethodPost, path, by.Key, once, body, into)
		other.Wait()
	}
	var a made
	twice("/v1/assessments", "open-"+name, `{"organisation_id": "`+by.ID+`", "instrument": "coproduction-ladder", "scope": "service", "title": "`+name+`"}`, &a)
	const people = 5
	for n := range people {
		twice("/v1/assessments/"+a.ID+"/responses", fmt.Sprintf("answer-%s-%d", name, n), `{"voice": "lived", "state": "submitted", "answers": {"equality-culture": "5"}}`, nil)
	}
	twice("/v1/assessments/"+a.ID+"/close", "", "", nil)
	var result struct {
		Voices []struct {
			Voice     string `json:"voice"`
			Responses int    `json:"responses"`
		} `json:"voices"`
	}
	s.request(t, http.MethodGet, "/v1/assessments/"+a.ID+"/result", by.Key, "", "", &result)
	if len(result.Voices) == 0 || result.Voices[0].Responses != people {
		t.Errorf("%s: %+v are in the result, want %d responses of %s", name, result.Voices, people, "lived experience")
	}
}

// checkTold checks that each closing was told once.
func (s *several) checkTold(t *testing.T, to made, closed int) {
	t.Helper()
	var told struct {
		Items []struct {
			Type    string         `json:"type"`
			Subject map[string]any `json:"subject"`
		} `json:"items"`
	}
	s.request(t, http.MethodGet, "/v1/events?limit=100", to.Key, "", "", &told)
	times := map[any]int{}
	for _, e := range told.Items {
		if e.Type == "assessment.closed" {
			times[e.Subject["id"]]++
		}
	}
	for id, n := range times {
		if n != 1 {
			t.Errorf("that %v was closed is told %d times", id, n)
		}
	}
	if len(times) != closed {
		t.Errorf("%d closings were told, want %d", len(times), closed)
	}
}
