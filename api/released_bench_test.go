package api_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
)

// BenchmarkReadingARelease reads releases through the router, with 1,000 and with
// 100,000 organisations behind them, in turns. The figures are the medians of what
// the same read takes with many and with few, one by the other. More than mostRatio
// is a failure. The reads of a programme write to the trail each time.
//
//	go test ./api -run '^$' -bench ReadingARelease -benchtime 1x -timeout 20m
func BenchmarkReadingARelease(b *testing.B) {
	const turns, mostRatio = 500, 1.2
	both := [2]released{newReleased(b, 1_000), newReleased(b, 100_000)}
	for b.Loop() { // each is measured once: filling takes long
		continue
	}
	for name := range both[0].reads {
		var took [2][]time.Duration
		for turn := range turns {
			for i := range took {
				at := (i + turn) % 2
				took[at] = append(took[at], both[at].read(b, name))
			}
		}
		var medians [2]time.Duration
		for i := range took {
			slices.Sort(took[i])
			medians[i] = took[i][turns/2]
		}
		ratio := float64(medians[1]) / float64(medians[0])
		b.ReportMetric(float64(medians[1].Microseconds()), "µs-"+name)
		b.ReportMetric(ratio, "x-"+name)
		if ratio > mostRatio {
			b.Errorf("%s takes %.2f times as long with many organisations, %v instead of %v", name, ratio, medians[1], medians[0])
		}
	}
}

// released is the service after a freeze.
type released struct {
	handler http.Handler
	reads   map[string]*http.Request // by who reads what
}

func newReleased(b *testing.B, organisations int) released {
	b.Helper()
	store := openStore(b, newFile(b))
	service, comparing := assessmentstest.Service(b, store, 1), comparisonstest.Service(b, store.Comparisons(), 1)
	programme := comparisonstest.AddCompared(b, comparisonstest.Stores{Store: comparing.Store, Assessments: store}, organisations, 1)[0]
	if _, err := comparing.Freeze(b.Context(), byOperator, comparisonstest.ComparedPeriod); err != nil {
		b.Fatal(err)
	}
	o := options(b)
	o.Service, o.Comparisons, o.Now = service, comparing, service.Now
	handler := o.handler(b)
	member := memberOf(b, comparing, programme.ID)
	key := map[access.Role]string{}
	for role, id := range map[access.Role]string{access.FunderRole: programme.Funder, access.OrganisationRole: member} {
		created, err := service.CreateKey(b.Context(), byOperator, assessments.Principal{Role: role, ID: id}, assessments.KeyInput{Name: "Ours"}, nil)
		if err != nil {
			b.Fatal(err)
		}
		key[role] = created.Secret.Reveal()
	}
	const period = "/" + comparisonstest.ComparedPeriod
	of := "/v1/programmes/" + programme.ID + "/releases" + period
	return released{handler, map[string]*http.Request{
		"national": readBy("/v1/benchmarks"+period, ""),
		"sector":   readBy("/v1/benchmarks"+period+"/sectors/D", ""),
		"funder":   readBy(of, key[access.FunderRole]),
		"member":   readBy(of, key[access.OrganisationRole]),
		"position": readBy("/v1/organisations/"+member+"/position"+period, key[access.OrganisationRole]),
	}}
}

// memberOf returns the first organisation that shares in a programme.
func memberOf(b *testing.B, service *comparisons.Service, programme string) string {
	b.Helper()
	for n := 1; ; n++ {
		shares, err := service.Store.SharesInForce(b.Context(), assessmentstest.ID(n), service.Now())
		if err != nil || len(shares) == 0 {
			b.Fatalf("none is a member: %v", err)
		}
		if slices.ContainsFunc(shares, func(s comparisons.Share) bool { return s.Programme == programme }) {
			return assessmentstest.ID(n)
		}
	}
}

func readBy(path, key string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	return r
}

// read returns how long a read takes that must find something published.
func (r *released) read(b *testing.B, name string) time.Duration {
	b.Helper()
	answer := httptest.NewRecorder()
	start := time.Now()
	r.handler.ServeHTTP(answer, r.reads[name])
	took := time.Since(start)
	if answer.Code != http.StatusOK || strings.Contains(answer.Body.String(), "not_released") || strings.Contains(answer.Body.String(), `"items":[]`) {
		b.Fatalf("%s: %d %s", name, answer.Code, answer.Body)
	}
	return took
}
