// Command benchmark stores and reads the same in Seven Rungs and in PocketBase, a
// well-known backend in one Go binary, and has Seven Rungs score a response without storing
// it. Each runs as a process of its own, as it comes, on a real file, with its log on. All
// are asked over the same 64 connections, in short rounds that take turns, so that a noisy
// machine is noisy for all; the one who asks runs on the same cores and is part of what
// each costs. Then it has every list read among 1,000 and among 1,000,000 organisations.
//
// It prints what docs/performance.md shows, as Markdown, and fails when Seven Rungs is
// slower than is promised there. It comes as a module of its own, so that the service does
// not depend on what it is compared to:
//
//	cd tools/benchmark && go run .
//
// The two do not promise the same. Seven Rungs answers when the response is on the disk,
// and the response survives a power cut. PocketBase leaves SQLite's synchronous at NORMAL:
// its newest answers may not.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// A contender is asked for one thing, again and again.
type contender struct {
	*service
	name     string
	requests int // for one
	// prepare makes what a round needs, and returns what asks once.
	prepare func() (send, error)
}

// send asks for one thing, and may be called by many at once.
type send func() error

func main() {
	if len(os.Args) > 1 && os.Args[1] == "serve" { // started by ourselves
		exit(servePocketBase())
	}
	rounds := flag.Int("rounds", 21, "how often each has its turn")
	span := flag.Duration("span", 700*time.Millisecond, "how long a turn takes")
	lists := flag.Bool("lists", true, "read the lists as well, which takes some minutes and needs PostgreSQL's programs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Stdout, *rounds, *span)
	if *lists {
		err = errors.Join(err, readLists(ctx, os.Stdout))
	}
	exit(err)
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// run starts both, lets the contenders take turns, and prints what came of it.
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

	contenders := []contender{base.creates(), rungs.enters(), rungs.answers(), base.reads(), rungs.reads(), rungs.scores()}
	rates := map[string][]rate{}
	for range rounds {
		for i := range contenders {
			rate, err := contenders[i].measure(ctx, span)
			if err != nil {
				return fmt.Errorf("%s: %w", contenders[i].name, err)
			}
			rates[contenders[i].name] = append(rates[contenders[i].name], rate)
		}
	}
	return report(out, contenders, rates)
}
