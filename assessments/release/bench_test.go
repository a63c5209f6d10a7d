package release

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// BenchmarkGrowth shows how planning and drawing grow from 1,000 to 100,000
// organisations in 10 programmes each joined by many, and from 10 to 500
// programmes. The figures are microseconds an organisation, and their ratio.
//
//	go test ./assessments/release -run '^$' -bench Growth
func BenchmarkGrowth(b *testing.B) {
	few := timePlan(b, 1_000, 10)
	many := timePlan(b, 100_000, 10)
	wide := timePlan(b, 100_000, 500)
	for b.Loop() { // each is measured once: the largest takes seconds
		continue
	}
	b.ReportMetric(few, "µs/org-1k-10")
	b.ReportMetric(many, "µs/org-100k-10")
	b.ReportMetric(wide, "µs/org-100k-500")
	b.ReportMetric(many/few, "x-organisations")
}

func timePlan(b *testing.B, organisations, programmes int) float64 {
	b.Helper()
	c := bigCensus(organisations, programmes)
	runs := max(1, 100_000/organisations)
	runtime.GC()
	start := time.Now()
	for range runs {
		plan, err := Decide(Default(), c)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := plan.Draw(seeded(1), flat(middling), purse{}); err != nil {
			b.Fatal(err)
		}
	}
	return float64(time.Since(start).Microseconds()) / float64(runs*organisations)
}

// bigCensus lets every organisation join up to three programmes at random, of which two count.
func bigCensus(organisations, programmes int) *Census {
	random := rand.New(rand.NewPCG(1, 2))
	sectors := make([]string, 12)
	for i := range sectors {
		sectors[i] = fmt.Sprintf("s%02d", i)
	}
	var all []Organisation
	for i := range organisations {
		var joins []string
		for range random.IntN(4) {
			joins = append(joins, fmt.Sprint("p", random.IntN(programmes)))
		}
		o := organisation(fmt.Sprintf("o%06d", i), joins...)
		all = append(all, public(sectors[random.IntN(len(sectors))], []Organisation{o})...)
	}
	c := census(all)
	c.Sectors = sectors
	for i := range programmes {
		c.Programmes = append(c.Programmes, Programme{
			ID: fmt.Sprint("p", i), Funder: fmt.Sprint("f", i/5), Declared: freeze - 40*day + Instant(i), Measure: strategic,
		})
	}
	return c
}
