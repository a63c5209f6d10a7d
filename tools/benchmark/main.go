// Command benchmark stores the same response in Seven Rungs and in PocketBase,
// a well-known backend in one Go binary, and has Seven Rungs score it without
// storing. Each runs as a process of its own, as it comes, on a real file, with
// its log on. All are asked over the same 64 connections, in short rounds that
// take turns, so that a noisy machine is noisy for all; the one who asks runs on
// the same cores and is part of what each costs. It prints how many responses a
// second each took, and fails when Seven Rungs is slower than it promises to be.
//
// It comes as a module of its own, so that the service does not depend on what
// it is compared to:
//
//	cd tools/benchmark && go run .
//
// The two do not promise the same. Seven Rungs answers when the response is on
// the disk, and the response survives a power cut. PocketBase leaves SQLite's
// synchronous at NORMAL: its newest answers may not.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"
)

// What is promised of responses that an organisation enters.
const (
	timesPocketBase = 4.0
	ofScores        = 0.6
)

// A contender is asked to take responses.
type contender struct {
	*service
	name     string
	requests int // for one response
	// prepare makes what a round needs, and returns what sends one response.
	prepare func(ctx context.Context) (send, error)
}

// send has one response taken, and may be called by many at once.
type send func(ctx context.Context) error

func main() {
	if len(os.Args) > 1 && os.Args[1] == "serve" { // started by ourselves
		exit(servePocketBase())
	}
	rounds := flag.Int("rounds", 21, "how often each has its turn")
	span := flag.Duration("span", 700*time.Millisecond, "how long a turn takes")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	exit(run(ctx, os.Stdout, *rounds, *span))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// run starts both, lets the contenders take turns, and prints the table.
func run(ctx context.Context, out io.Writer, rounds int, span time.Duration) error {
	folder, err := os.MkdirTemp("", "benchmark")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	base, err := startPocketBase(ctx, filepath.Join(folder, "pocketbase"))
	if err != nil {
		return err
	}
	defer base.stop()
	rungs, err := startSevenRungs(ctx, folder)
	if err != nil {
		return err
	}
	defer rungs.stop()

	contenders := []contender{base.creates(), rungs.enters(), rungs.answers(), rungs.scores()}
	rates := make([][]rate, len(contenders))
	for range rounds {
		for i := range contenders {
			rate, err := contenders[i].measure(ctx, span)
			if err != nil {
				return fmt.Errorf("%s: %w", contenders[i].name, err)
			}
			rates[i] = append(rates[i], rate)
		}
	}
	return report(out, contenders, rates)
}

// report prints the medians, and returns an error when a promise is not kept. A
// rate is held against that of another in the same round, so that a machine that
// is fast for a while is so for both.
func report(out io.Writer, contenders []contender, rates [][]rate) error {
	second := func(r rate) float64 { return r.second }
	base, scores := rates[0], rates[len(rates)-1]
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "responses/s\tx PocketBase\t% of scores\tCPU of one (µs)\trequests for one\t")
	for i, contender := range contenders {
		fmt.Fprintf(table, "%.0f\t%.2f\t%.0f\t%.0f\t%d\t  %s\n", median(each(rates[i], second)), median(ratios(rates[i], base)),
			100*median(ratios(rates[i], scores)), median(each(rates[i], func(r rate) float64 { return r.cost })), contender.requests, contender.name)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if enters := rates[1]; median(ratios(enters, base)) < timesPocketBase || median(ratios(enters, scores)) < ofScores {
		return fmt.Errorf("to enter a response is promised at %.0f times PocketBase and %.0f%% of scores", timesPocketBase, 100*ofScores)
	}
	return nil
}

// ratios are those of rates to others, round by round.
func ratios(rates, others []rate) []float64 {
	out := make([]float64, len(rates))
	for i := range rates {
		out[i] = rates[i].second / others[i].second
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
	slices.Sort(values)
	return values[len(values)/2]
}
