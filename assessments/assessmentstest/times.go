package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
)

var ofTimes = tests{
	"none is there at first":                noTimeAtFirst,
	"the last takes the place of the other": timeReplaced,
}

func noTimeAtFirst(t *testing.T, store assessments.Store) {
	got, err := store.LastTime(t.Context())
	Check(t, got, err, time.Time{})
}

// timeReplaced keeps an earlier one too: the other may have been wrong.
func timeReplaced(t *testing.T, store assessments.Store) {
	for _, at := range []time.Time{Noon, Noon.Add(time.Hour), Noon.Add(-time.Hour)} {
		write(t, store, func(tx assessments.Tx) error { return tx.KeepTime(t.Context(), at) })
		got, err := store.LastTime(t.Context())
		Check(t, got, err, at)
	}
}
