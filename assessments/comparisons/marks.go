package comparisons

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Marks are what a database is marked with for ever.
type Marks interface {
	// DigestKey returns the key of the digests of contributions.
	DigestKey(ctx context.Context) ([]byte, error)
	// IsDemo tells whether the database was marked as one for a demonstration.
	IsDemo(ctx context.Context) (bool, error)
	// IsEmpty tells whether there is no organisation, account or key.
	IsEmpty(ctx context.Context) (bool, error)
	// AwaitsLook tells whether a backup was put back without its journal, and the
	// operator has not said that they looked.
	AwaitsLook(ctx context.Context) (bool, error)
}

// MarkWriter keeps marks. Each is kept once: kept again, it is an error.
type MarkWriter interface {
	// KeepDigestKey keeps the key of the digests of contributions.
	KeepDigestKey(ctx context.Context, key []byte) error
	// KeepDemo marks the database as one for a demonstration.
	KeepDemo(ctx context.Context) error
}

// keepDigestKey makes the key of the digests, the first time.
func (s *Service) keepDigestKey(ctx context.Context) error {
	key := make([]byte, 32)
	if _, err := io.ReadFull(s.Random, key); err != nil {
		return fmt.Errorf("make the key of the digests: %w", err)
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		if _, err := tx.DigestKey(ctx); fault.KindOf(err) != fault.NotFound {
			return err
		}
		return tx.KeepDigestKey(ctx, key)
	})
}

// MarkDemo tells whether the database is for a demonstration. Asked for, an
// empty database becomes one, for ever; any other is refused.
func (s *Service) MarkDemo(ctx context.Context, wanted bool) (bool, error) {
	demo, err := s.Store.IsDemo(ctx)
	if err != nil || demo || !wanted {
		return demo, err
	}
	return true, s.Store.Write(ctx, func(tx Tx) error {
		empty, err := tx.IsEmpty(ctx)
		if err != nil {
			return err
		}
		if !empty {
			return errors.New("SEVENRUNGS_DEMO needs an empty database, and this one is in use. Take another, or leave the setting out")
		}
		return tx.KeepDemo(ctx)
	})
}
