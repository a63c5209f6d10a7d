package scoring_test

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// BenchmarkGrowth shows how the work grows from 1,000 to 10,000 responses.
// Adding up must be linear; scoring what was added up must not care how many
// there were. Both are ratios within one run.
//
//	go test ./assessments/scoring -run '^$' -bench Growth
func BenchmarkGrowth(b *testing.B) {
	catalogue, err := instrument.Published()
	if err != nil {
		b.Fatal(err)
	}
	in := catalogue.Find("coproduction-ladder", "")
	few, many := someResponses(in, 1_000), someResponses(in, 10_000)
	fewTallies, manyTallies := tally(in, few), tally(in, many)
	var addFew, addMany, scoreFew, scoreMany time.Duration
	for b.Loop() {
		addFew += timed(func() { tally(in, few) })
		addMany += timed(func() { tally(in, many) })
		scoreFew += timed(func() { scoreOften(in, fewTallies) })
		scoreMany += timed(func() { scoreOften(in, manyTallies) })
	}
	b.ReportMetric(float64(addMany)/float64(addFew), "x-to-add-10x")
	b.ReportMetric(float64(scoreMany)/float64(scoreFew), "x-to-score-10x")
}

func timed(work func()) time.Duration {
	start := time.Now()
	work()
	return time.Since(start)
}

func scoreOften(in *instrument.Instrument, tallies *scoring.Tallies) {
	for range 100 {
		scoring.Score(in, tallies, scoring.DefaultMinimums())
	}
}

// someResponses spreads answers over the rungs, the same each time.
func someResponses(in *instrument.Instrument, n int) []scoring.Response {
	responses := make([]scoring.Response, n)
	for i := range responses {
		answers := make([]scoring.Answer, len(in.Questions))
		for q := range answers {
			answers[q] = scoring.Answer((i*7+q*3)%in.Top() + 1)
		}
		responses[i] = scoring.Response{Voice: scoring.Voices[i%2], People: 1, Answers: answers}
	}
	return responses
}
