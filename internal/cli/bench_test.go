package cli_test

import (
	"bytes"
	"encoding/json"
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
	scores := serve(b, filepath.Join(b.TempDir(), "bench.db"), "SEVENRUNGS_RATE_LIMIT=1000000")
	constant := httptest.NewServer(apitest.Constant())
	defer constant.Close()
	body := oneTeam(b)

	var ours, theirs float64
	for b.Loop() {
		theirs += rate(b, constant.URL+"/v1/scores", body)
		ours += rate(b, scores.url+"/v1/scores", body)
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
	scores := serve(b, filepath.Join(b.TempDir(), "bench.db"), "SEVENRUNGS_RATE_LIMIT=1000000")
	body := oneTeam(b)
	var ours float64
	for b.Loop() {
		ours += rate(b, scores.url+"/v1/scores", body)
	}
	b.ReportMetric(ours/float64(b.N), "scores/s")
	b.ReportMetric(0, "ns/op")
	if err := scores.stop(); err != nil {
		b.Error(err)
	}
}

// oneTeam is a request with one response that answers all 16 questions.
func oneTeam(b *testing.B) []byte {
	b.Helper()
	answers := map[string]string{}
	for _, principle := range []string{"equality", "diversity", "accessibility", "reciprocity"} {
		for at, area := range []string{"culture", "structure", "practice", "review"} {
			answers[principle+"-"+area] = strconv.Itoa(at + 3)
		}
	}
	body, err := json.Marshal(map[string]any{
		"instrument": "coproduction-ladder",
		"responses":  []any{map[string]any{"voice": "learnt", "people": 9, "answers": answers}},
	})
	if err != nil {
		b.Fatal(err)
	}
	return body
}

// rate posts a body over 64 connections for half a second, after a warm-up, and
// returns how many answers came in a second.
func rate(b *testing.B, url string, body []byte) float64 {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	hammer(b, client, url, body, 50*time.Millisecond)
	const span = 500 * time.Millisecond
	return float64(hammer(b, client, url, body, span)) / span.Seconds()
}

func hammer(b *testing.B, client *http.Client, url string, body []byte, span time.Duration) int64 {
	b.Helper()
	var done atomic.Int64
	var clients sync.WaitGroup
	until := time.Now().Add(span)
	for range connections {
		clients.Go(func() {
			for time.Now().Before(until) {
				answer, err := client.Post(url, "application/json", bytes.NewReader(body))
				if err != nil {
					b.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, answer.Body)
				_ = answer.Body.Close()
				if answer.StatusCode != http.StatusOK {
					b.Errorf("status %d", answer.StatusCode)
					return
				}
				done.Add(1)
			}
		})
	}
	clients.Wait()
	return done.Load()
}
