package cli_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

func TestAtTheStartTheClockIsHeldAgainstTheDatabase(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		databasetest.Alter(t, database, fmt.Sprintf("INSERT INTO last_time (id, at) VALUES (1, %d)", time.Now().Add(time.Hour).UnixMilli()))
		s := startService(t, database)
		if _, ready := curl(t, s, []string{"/readyz", "", "", "/readyz"}); !strings.Contains(ready, `"clock_stepped"`) {
			t.Errorf("/readyz says %s", ready)
		}
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		if said := strings.Count(s.log.String(), "the clock jumped"); said != 1 {
			t.Errorf("the log says it %d times:\n%s", said, s.log)
		}
	})
}
