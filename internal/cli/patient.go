package cli

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Whoever calls the API and is put off is told when to come back. A command has nobody who
// would: so its writes come back by themselves, as often as somebody would wait for.
const (
	comesBackAfter = time.Second
	comesBack      = 60
)

// comeBack does something again while it is put off: then nothing was written.
func comeBack(ctx context.Context, do func() error) error {
	for try := 0; ; try++ {
		err := do()
		if fault.KindOf(err) != fault.Unavailable || try == comesBack {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(comesBackAfter):
		}
	}
}

// patientStore is a store for a command.
type patientStore struct{ assessments.Store }

// Write implements [assessments.Store].
func (p patientStore) Write(ctx context.Context, fn func(tx assessments.Tx) error) error {
	return comeBack(ctx, func() error { return p.Store.Write(ctx, fn) })
}

// WriteBeside implements [assessments.Store].
func (p patientStore) WriteBeside(ctx context.Context, fn func(tx assessments.Tx) error) error {
	return comeBack(ctx, func() error { return p.Store.WriteBeside(ctx, fn) })
}

// patientComparisons is a store of what is compared, for a command.
type patientComparisons struct{ comparisons.Store }

// Write implements [comparisons.Store].
func (p patientComparisons) Write(ctx context.Context, fn func(tx comparisons.Tx) error) error {
	return comeBack(ctx, func() error { return p.Store.Write(ctx, fn) })
}
