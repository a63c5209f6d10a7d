package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// The server that takes writes is killed while many write, and the one that
// follows it takes over. Nobody does anything to the service.
func TestAFailoverLosesNothingAndNeedsNobody(t *testing.T) {
	t.Parallel()
	pair := databasetest.NewPair(t)
	two := spawnSeveral(t, 2, pair.Address(), "SEVENRUNGS_RATE_LIMIT=0")
	const writers, before, after = 4, 40, 40
	var acknowledged, stopped atomic.Int64
	var mu sync.Mutex
	var clubs []made
	var begun, back atomic.Int64 // when it was killed, and when a write that began later was acknowledged
	enough := make(chan struct{})
	var writing sync.WaitGroup
	for writer := range writers {
		writing.Go(func() {
			for n := 0; stopped.Load() == 0; n++ {
				name, start := fmt.Sprintf("Club %d-%d", writer, n), time.Now().UnixNano()
				o, ok := registerAt(t, two.any(), name)
				if !ok { // a client asks again later; one that does not keeps the servers from changing over
					time.Sleep(5 * time.Millisecond)
					continue
				}
				mu.Lock()
				clubs = append(clubs, o)
				mu.Unlock()
				if acknowledged.Add(1) == before {
					close(enough)
				}
				if killed := begun.Load(); killed > 0 && start > killed {
					back.CompareAndSwap(0, time.Now().UnixNano())
				}
			}
		})
	}
	<-enough
	begun.Store(time.Now().UnixNano())
	pair.FailOver(t)
	atPromotion := acknowledged.Load()
	for deadline := time.Now().Add(time.Minute); acknowledged.Load() < atPromotion+after && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	stopped.Store(1)
	writing.Wait()
	if back.Load() == 0 {
		t.Fatal("it does not come back")
	}
	t.Logf("back %v after the server was killed; %d writes were acknowledged", time.Duration(back.Load()-begun.Load()), len(clubs))
	for _, o := range clubs {
		two.request(t, http.MethodGet, "/v1/organisations/"+o.ID, o.Key, "", "", &o)
	}
}

// registerAt makes an organisation, and tells whether that was acknowledged.
func registerAt(t *testing.T, url, name string) (o made, acknowledged bool) {
	t.Helper()
	answer, err := http.Post(url+"/v1/organisations", "application/json", strings.NewReader(`{"name": "`+name+`"}`))
	if err != nil {
		t.Errorf("a process of the service is gone: %v", err)
		return o, false
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	switch {
	case err != nil || answer.StatusCode == http.StatusServiceUnavailable:
		return o, false
	case answer.StatusCode != http.StatusCreated:
		t.Errorf("registering is answered with %d: %s", answer.StatusCode, text)
		return o, false
	}
	if err := json.Unmarshal(text, &o); err != nil {
		t.Error(err)
		return o, false
	}
	return o, true
}
