package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// The names of the contenders.
const (
	pocketBaseCreates = "PocketBase: create"
	rungsEnters       = "Seven Rungs: an organisation enters a response"
	rungsAnswers      = "Seven Rungs: a person answers, with three calls"
	pocketBaseReads   = "PocketBase: read by id"
	rungsReads        = "Seven Rungs: read a closed result"
	rungsScores       = "Seven Rungs: score, and store nothing"
)

// A promise holds one contender against another.
type promise struct {
	says     string
	of, than string
	value    func(a, b rate) float64
	least    float64
}

func faster(a, b rate) float64  { return a.second / b.second }
func quieter(a, b rate) float64 { return b.slow / a.slow }

var promises = []promise{
	{"Storing a response that somebody may send, on the disk", rungsEnters, pocketBaseCreates, faster, 4.5},
	{"The slowest in a hundred of those, how many times as fast", rungsEnters, pocketBaseCreates, quieter, 5},
	{"The three calls of a person, to one create", rungsAnswers, pocketBaseCreates, faster, 1.5},
	{"Reading a closed result, to one read by id", rungsReads, pocketBaseReads, faster, 3},
}

// report prints the medians, and returns an error when a promise is not kept. A rate is
// held against that of another in the same round, so that a machine that is fast for a
// while is so for both.
func report(out io.Writer, contenders []contender, rates map[string][]rate) error {
	fmt.Fprint(out, "| | in a second | one in a hundred takes, ms | processor time of one, µs | calls for one |\n|---|---:|---:|---:|---:|\n")
	for _, c := range contenders {
		of := rates[c.name]
		fmt.Fprintf(out, "| %s | %.0f | %.1f | %.0f | %d |\n", c.name, median(each(of, func(r rate) float64 { return r.second })),
			median(each(of, func(r rate) float64 { return r.slow })), median(each(of, func(r rate) float64 { return r.cost })), c.requests)
	}
	fmt.Fprint(out, "\n| times PocketBase | promised | measured |\n|---|---:|---:|\n")
	var errs []error
	for _, p := range promises {
		measured := median(ratios(rates[p.of], rates[p.than], p.value))
		fmt.Fprintf(out, "| %s | %.1f | %.2f |\n", p.says, p.least, measured)
		if measured < p.least {
			errs = append(errs, fmt.Errorf("%s: %.2f, promised %.1f", p.says, measured, p.least))
		}
	}
	fmt.Fprintln(out)
	return errors.Join(errs...)
}

// readLists has the lists measured, and prints their tables.
func readLists(ctx context.Context, out io.Writer) error {
	bench := exec.CommandContext(ctx, "go", "test", "-vet=off", "-run", "^$", "-bench", "Growth", "-benchtime", "1x", "-timeout", "30m", "./internal/gormstore")
	bench.Dir = "../.."
	said, err := bench.CombinedOutput()
	for line := range strings.Lines(string(said)) {
		if at := strings.IndexByte(line, '|'); at >= 0 {
			fmt.Fprint(out, line[at:])
		}
	}
	if err != nil {
		return fmt.Errorf("the lists: %w\n%s", err, said)
	}
	return nil
}

// ratios are those of rates to others, round by round.
func ratios(rates, others []rate, value func(a, b rate) float64) []float64 {
	out := make([]float64, len(rates))
	for i := range rates {
		out[i] = value(rates[i], others[i])
	}
	return out
}

func each(rates []rate, of func(rate) float64) []float64 {
	out := make([]float64, len(rates))
	for i, rate := range rates {
		out[i] = of(rate)
	}
	return out
}

func median(values []float64) float64 {
	values = slices.Sorted(slices.Values(values))
	return values[len(values)/2]
}
