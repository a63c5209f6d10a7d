package gormstore

import (
	"context"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// Whoever waits no longer knows why, or is told by who answers for it. It is no failure of
// the database.
func TestLogHoldsNoStatementForWhichNobodyWaits(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		store, lines := openLogging(t, address)
		for name, within := range map[string]time.Duration{"before it begins": 0, "while it runs": slowStatement + 50*time.Millisecond} {
			ctx, cancel := context.WithTimeout(t.Context(), within)
			err := begin(ctx, store.read()).Raw(countingUp, 1<<30, "text").Take(new(int)).Error
			cancel()
			if err == nil || lines.Len() > 0 {
				t.Errorf("over %s: %v, and the log says %s", name, err, lines.String())
			}
			lines.Reset()
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if err := begin(gone, store.read()).Take(&instrumentVersion{}).Error; err == nil || lines.Len() > 0 {
			t.Errorf("hung up: %v, and the log says %s", err, lines.String())
		}
	})
}
