package api_test

import (
	"net/http"
	"testing"
)

// BenchmarkScore is one request through the router without a network, to
// profile what it is spent on.
//
//	go test ./api -run '^$' -bench 'Score$' -cpuprofile cpu.out
func BenchmarkScore(b *testing.B) {
	handler := newHandler(b)
	body := readOneResponse(b)
	b.ReportAllocs()
	for b.Loop() {
		if answer := postScores(handler, body, "", "", ""); answer.Code != http.StatusOK {
			b.Fatalf("status %d: %s", answer.Code, answer.Body)
		}
	}
}

// readOneResponse returns a request with one response that answers all 16 questions.
func readOneResponse(tb testing.TB) []byte {
	tb.Helper()
	for _, tc := range goldenCases(tb) {
		if tc.Name == "the same staff as one team answer, nobody with lived experience" {
			return tc.Request
		}
	}
	tb.Fatal("the golden case with one response is gone")
	return nil
}
