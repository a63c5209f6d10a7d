package cli_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/cli"
)

var shownKey = regexp.MustCompile(`The operator's key is (rung_k[0-9A-Za-z]{38})\n`)

// ask asks for what only the operator may see, and returns the status.
func (s *service) ask(t *testing.T, key string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/v1/partners", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+key)
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

// newOperatorKey runs the command and returns the key that it shows.
func newOperatorKey(t *testing.T, database string) string {
	t.Helper()
	var out bytes.Buffer
	err := cli.Run(t.Context(), cli.Process{
		Args: []string{"operator-key"}, Environ: []string{"SEVENRUNGS_DATABASE=" + database}, Out: &out, Err: io.Discard,
	})
	shown := shownKey.FindStringSubmatch(out.String())
	if err != nil || shown == nil {
		t.Fatalf("operator-key said %q: %v", out.String(), err)
	}
	return shown[1]
}

func (s *service) end(t *testing.T) (output string) {
	t.Helper()
	if err := s.stop(); err != nil {
		t.Fatalf("stopping: %v", err)
	}
	return s.out.String()
}

func TestTheOperatorsKeyIsShownAtTheFirstStartOnly(t *testing.T) {
	t.Parallel()
	database := filepath.Join(t.TempDir(), "test.db")
	first := startService(t, database)
	output := first.end(t)
	shown := shownKey.FindStringSubmatch(output)
	if shown == nil || !strings.Contains(output, "It is shown only now.") {
		t.Fatalf("the first start said %q", output)
	}
	second := startService(t, database)
	if status := second.ask(t, shown[1]); status != http.StatusOK {
		t.Errorf("the key opens nothing: %d", status)
	}
	if output := second.end(t); strings.Contains(output, "rung_") {
		t.Errorf("the second start said %q", output)
	}
	if log := first.log.String() + second.log.String(); strings.Contains(log, "rung_") {
		t.Errorf("the log holds a key: %s", log)
	}
}

func TestAKeyTheOperatorChoseIsTakenAndNeverShown(t *testing.T) {
	t.Parallel()
	const chosen = "rung_0123456789abcdefghijABCDEFGHIJ01"
	database := filepath.Join(t.TempDir(), "test.db")
	for _, key := range []string{chosen, chosen + "other"} { // the second comes too late
		service := startService(t, database, "SEVENRUNGS_OPERATOR_KEY="+key)
		if status := service.ask(t, chosen); status != http.StatusOK {
			t.Errorf("the chosen key opens nothing: %d", status)
		}
		if status := service.ask(t, chosen+"other"); status != http.StatusUnauthorized {
			t.Errorf("a key chosen once there is one: %d", status)
		}
		if output := service.end(t) + service.log.String(); strings.Contains(output, "rung_") {
			t.Errorf("the key was shown: %s", output)
		}
	}
}

func TestOperatorKeyRevokesTheOldOnesWhileTheServiceRuns(t *testing.T) {
	t.Parallel()
	const chosen = "rung_0123456789abcdefghijABCDEFGHIJ01"
	database := filepath.Join(t.TempDir(), "test.db")
	service := startService(t, database, "SEVENRUNGS_OPERATOR_KEY="+chosen)
	keys := []string{chosen}
	for range 2 {
		keys = append(keys, newOperatorKey(t, database))
		for i, key := range keys {
			want := http.StatusUnauthorized
			if i == len(keys)-1 {
				want = http.StatusOK
			}
			if status := service.ask(t, key); status != want {
				t.Errorf("key %d of %d: %d, want %d", i+1, len(keys), status, want)
			}
		}
	}
	service.end(t)
}

func TestWhatNeedsADatabaseInUseMakesNone(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"operator-key", "audit"} {
		output, err := command(t, filepath.Join(folder, "mistyped.db"), name)
		if err == nil || !strings.Contains(err.Error(), "there is no such file") || !strings.Contains(err.Error(), "mistyped.db") {
			t.Errorf("%s says %q, %v", name, output, err)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("they left %v, %v", left, err)
	}
}
