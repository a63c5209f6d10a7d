package instrumenttest

import (
	"fmt"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Largest is an instrument at its limits: as many principles, areas and rungs
// as there may be. The principles have from 30 questions down, so that the
// fractions of their indexes have as little in common as they can.
func Largest(t testing.TB) *instrument.Instrument {
	t.Helper()
	in := &instrument.Instrument{
		ID: "largest", Version: "1.0.0", Minutes: instrument.MaxMinutes, Ceiling: instrument.MaxRungs - 1,
		Sources:    []instrument.Source{{Name: "Us", URL: "https://example.org", Credit: "Made up."}},
		Principles: ids("principle", instrument.MaxPrinciples),
		Areas:      ids("area", instrument.MaxAreas),
	}
	for level := 1; level <= instrument.MaxRungs; level++ {
		in.Rungs = append(in.Rungs, instrument.Rung{Level: level, ID: fmt.Sprintf("rung-%d", level), Stance: instrument.With})
	}
	for p, principle := range in.Principles {
		for range instrument.MaxTogether - p {
			n := len(in.Questions)
			in.Questions = append(in.Questions, instrument.Question{
				ID: fmt.Sprintf("question-%d", n+1), Principle: principle, Area: in.Areas[n%len(in.Areas)], Gate: n%50 == 0,
			})
		}
	}
	in.Words = []instrument.Words{words(in)}
	data, err := yaml.Dump(in)
	if err != nil {
		t.Fatalf("write the instrument: %v", err)
	}
	largest, err := instrument.Parse("largest.yaml", data)
	if err != nil {
		t.Fatalf("the largest instrument is refused: %v", err)
	}
	return largest
}
