package assessmentstest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Digests of the right shape, each of another content.
var (
	digestA = "sha256:" + strings.Repeat("a", 64)
	digestB = "sha256:" + strings.Repeat("b", 64)
)

const (
	instrumentID = "coproduction-ladder"
	version      = "1.0.0"

	anotherVersion = "1.1.0"
)

var ofInstruments = tests{
	"a version seen again with another digest is a conflict": otherDigestConflicts,
	"a conflict changes nothing":                             conflictChangesNothing,
	"a version seen again with the same digest is fine":      sameDigestAgain,
	"versions and instruments are pinned apart":              versionsApart,
	"of many digests pinned at once one wins for good":       oneDigestWins,
	"the same digest pinned by many at once is fine for all": sameDigestAtOnce,
	"a cancelled context pins nothing":                       cancelledPinsNothing,
	"a cancelled context is not ready":                       cancelledNotReady,
	"an open store is ready, and asking leaves it as it was": readyWhenOpen,
	"a closed store is not ready and pins nothing":           closedIsNotReady,
}

func pin(t *testing.T, store assessments.Store, id, version, digest string) {
	t.Helper()
	if err := store.PinInstrument(t.Context(), id, version, digest); err != nil {
		t.Fatalf("pinning %s %s to %.10s…: %v", id, version, digest, err)
	}
}

func refuse(t *testing.T, store assessments.Store, id, version, digest string) {
	t.Helper()
	err := store.PinInstrument(t.Context(), id, version, digest)
	if got := fault.KindOf(err); got != fault.Conflict {
		t.Fatalf("pinning %s %s to %.10s…: kind %q (%v), want %q", id, version, digest, got, err, fault.Conflict)
	}
}

func otherDigestConflicts(t *testing.T, store assessments.Store) {
	pin(t, store, instrumentID, version, digestA)
	refuse(t, store, instrumentID, version, digestB)
}

func conflictChangesNothing(t *testing.T, store assessments.Store) {
	pin(t, store, instrumentID, version, digestA)
	refuse(t, store, instrumentID, version, digestB)
	pin(t, store, instrumentID, version, digestA)
	refuse(t, store, instrumentID, version, digestB)
}

func sameDigestAgain(t *testing.T, store assessments.Store) {
	for range 3 {
		pin(t, store, instrumentID, version, digestA)
	}
}

func versionsApart(t *testing.T, store assessments.Store) {
	pin(t, store, instrumentID, version, digestA)
	pin(t, store, instrumentID, "1.0.1", digestB)
	pin(t, store, "another-ladder", version, digestB)
	refuse(t, store, instrumentID, version, digestB)
	refuse(t, store, instrumentID, "1.0.1", digestA)
	refuse(t, store, "another-ladder", version, digestA)
}

// pinAtOnce pins digests[i] from goroutine i, all at once, and returns what
// each of them got.
func pinAtOnce(ctx context.Context, store assessments.Store, digests []string) []error {
	errs := make([]error, len(digests))
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i, digest := range digests {
		wg.Go(func() {
			<-start
			errs[i] = store.PinInstrument(ctx, instrumentID, version, digest)
		})
	}
	close(start)
	wg.Wait()
	return errs
}

func oneDigestWins(t *testing.T, store assessments.Store) {
	digests := make([]string, 32)
	for i := range digests {
		digests[i] = "sha256:" + strings.Repeat("0123456789abcdef"[i%16:i%16+1], 64)
	}
	errs := pinAtOnce(t.Context(), store, digests)

	won := ""
	for i, err := range errs {
		switch {
		case err == nil && won == "":
			won = digests[i]
		case err == nil && digests[i] != won:
			t.Fatalf("both %.10s… and %.10s… were pinned", won, digests[i])
		case err != nil && fault.KindOf(err) != fault.Conflict:
			t.Errorf("goroutine %d: %v, want nil or a conflict", i, err)
		}
	}
	if won == "" {
		t.Fatal("no digest was pinned")
	}
	for i, digest := range digests {
		if (errs[i] == nil) != (digest == won) {
			t.Errorf("goroutine %d with %.10s… got %v, but %.10s… won", i, digest, errs[i], won)
		}
	}
	pin(t, store, instrumentID, version, won)
}

func sameDigestAtOnce(t *testing.T, store assessments.Store) {
	digests := make([]string, 32)
	for i := range digests {
		digests[i] = digestA
	}
	for i, err := range pinAtOnce(t.Context(), store, digests) {
		if err != nil {
			t.Errorf("goroutine %d: %v", i, err)
		}
	}
}

func cancelledPinsNothing(t *testing.T, store assessments.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.PinInstrument(ctx, instrumentID, version, digestA); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want %v", err, context.Canceled)
	}
	pin(t, store, instrumentID, version, digestB)
}

func cancelledNotReady(t *testing.T, store assessments.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.Ready(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want %v", err, context.Canceled)
	}
}

func readyWhenOpen(t *testing.T, store assessments.Store) {
	pin(t, store, instrumentID, version, digestA)
	for range 3 {
		if err := store.Ready(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	refuse(t, store, instrumentID, version, digestB)
}

func closedIsNotReady(t *testing.T, store assessments.Store) {
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Ready(t.Context()); err == nil {
		t.Error("a closed store says it is ready")
	}
	if err := store.PinInstrument(t.Context(), instrumentID, version, digestA); err == nil {
		t.Error("a closed store says it pinned")
	}
}
