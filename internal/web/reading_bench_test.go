package web

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"
)

// aimedAt is how long a page may take at the median, on an idle machine.
const aimedAt = 20 * time.Millisecond

// BenchmarkReadingEachPage reads every kind of page as everybody who comes there, from
// the real handler over a connection, on an SQLite file with something of everything:
//
//	go test -run '^$' -bench ReadingEachPage -benchtime 50x ./internal/web
//
// It reports the median of each, and fails when one is slower than it may be. It wants
// the machine to itself.
func BenchmarkReadingEachPage(b *testing.B) {
	w, everybody := settledWorld(b)
	var slowest time.Duration
	for _, who := range slices.Sorted(maps.Keys(everybody)) {
		reader := w.browser(b)
		everybody[who](reader)
		pages := reader.crawl(who, "/", "/home", "/answer", "/result")
		b.Run(who, func(b *testing.B) {
			for _, kind := range slices.Sorted(maps.Keys(pages)) {
				b.Run(kind[1:], func(b *testing.B) { slowest = max(slowest, timed(b, reader, pages[kind])) })
			}
		})
	}
	b.Logf("the slowest page takes %s at the median", slowest)
	if slowest > aimedAt {
		b.Errorf("that is more than %s", aimedAt)
	}
}

// timed reads a page again and again, and returns the median of how long that takes.
func timed(b *testing.B, reader *browser, address string) time.Duration {
	b.Helper()
	var all []time.Duration
	for b.Loop() {
		r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, reader.address+address, http.NoBody)
		if err != nil {
			b.Fatal(err)
		}
		r.Header.Set("Accept", "text/html")
		before := time.Now()
		reply, err := reader.client.Do(r)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, reply.Body); err != nil {
			b.Fatal(err)
		}
		all = append(all, time.Since(before))
		reply.Body.Close()
	}
	slices.Sort(all)
	median := all[len(all)/2]
	b.ReportMetric(float64(median.Microseconds())/1000, "ms-median")
	return median
}
