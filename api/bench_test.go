package api_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/api"
)

const connections = 64

// BenchmarkScoresAgainstAConstant compares POST /v1/scores, with all that is
// around it, to a gin handler that answers a constant, over real connections
// and turn by turn in one run, so that a noisy machine is noisy for both. It
// reports the rate of the one as a percentage of the other's.
//
//	go test ./api -run '^$' -bench ScoresAgainstAConstant -benchtime 5x
func BenchmarkScoresAgainstAConstant(b *testing.B) {
	scores := httptest.NewServer(newHandler(b, func(o *api.Options) {
		o.Log = slog.New(slog.NewJSONHandler(io.Discard, nil)) //nolint:sloglint // the lines are written, as in service, and then dropped
		o.RateLimit = 1_000_000
		o.Now = time.Now
	}))
	defer scores.Close()
	constant := httptest.NewServer(constantHandler())
	defer constant.Close()
	body := oneResponse(b)

	var ours, theirs float64
	for b.Loop() {
		theirs += rate(b, constant.URL+"/v1/scores", body)
		ours += rate(b, scores.URL+"/v1/scores", body)
	}
	b.ReportMetric(ours/float64(b.N), "scores/s")
	b.ReportMetric(theirs/float64(b.N), "constants/s")
	b.ReportMetric(100*ours/theirs, "%ofconstant")
	b.ReportMetric(0, "ns/op")
}

func constantHandler() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.POST("/v1/scores", func(c *gin.Context) { c.Data(http.StatusOK, "application/json", []byte(`{"status":"ok"}`)) })
	return engine
}

// oneResponse is a request with one response that answers all 16 questions.
func oneResponse(tb testing.TB) []byte {
	tb.Helper()
	for _, tc := range goldenCases(tb) {
		if tc.Name == "the same staff as one team answer, nobody with lived experience" {
			return tc.Request
		}
	}
	tb.Fatal("the golden case with one response is gone")
	return nil
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

// BenchmarkScore is one request through the router without a network, to
// profile what it is spent on.
//
//	go test ./api -run '^$' -bench 'Score$' -cpuprofile cpu.out
func BenchmarkScore(b *testing.B) {
	handler := newHandler(b)
	body := oneResponse(b)
	b.ReportAllocs()
	for b.Loop() {
		if answer := post(handler, body, "", "", ""); answer.Code != http.StatusOK {
			b.Fatalf("status %d: %s", answer.Code, answer.Body)
		}
	}
}
