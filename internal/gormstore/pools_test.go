package gormstore

import (
	"context"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

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

func TestLogTellsOfASlowStatementForWhichSomebodyWaits(t *testing.T) {
	t.Parallel()
	store, lines := openLogging(t, databasetest.Postgres(t, migrateAt))
	server := store.database.(*postgresServer)
	slowly := func(on *gorm.DB) {
		if err := begin(t.Context(), on).Raw("SELECT length(pg_sleep(?)::text)", slowStatement.Seconds()+0.01).Take(new(int)).Error; err != nil {
			t.Fatal(err)
		}
	}
	slowly(server.patient)
	if lines.Len() > 0 {
		t.Errorf("nobody waits for it, and the log says %s", lines.String())
	}
	slowly(server.reader)
	if !strings.Contains(lines.String(), `"level":"WARN"`) || !strings.Contains(lines.String(), "pg_sleep") {
		t.Errorf("somebody waits for it, and the log says %q", lines.String())
	}
}
