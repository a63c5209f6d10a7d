package cli_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/cli"
)

// register tries to make an organisation, and returns how that was answered.
func (s *service) register(t *testing.T) (status int, header http.Header) {
	t.Helper()
	answer, err := http.Post(s.url+"/v1/organisations", "application/json", strings.NewReader(`{"name": "Riverside"}`))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode, answer.Header
}

func TestAServiceWhoseFileIsDeletedTakesNoWritesAndIsNotStartedOverIt(t *testing.T) {
	t.Parallel()
	database := filepath.Join(t.TempDir(), "test.db")
	service := startService(t, database)
	if status, _ := service.register(t); status != http.StatusCreated {
		t.Fatalf("with its file: %d", status)
	}
	if err := os.Remove(database); err != nil {
		t.Fatal(err)
	}
	if status, header := service.register(t); status != http.StatusServiceUnavailable || header.Get("Retry-After") == "" {
		t.Errorf("without its file: %d, %v", status, header)
	}
	answer, err := http.Get(service.url + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("ready: %d", answer.StatusCode)
	}
	_ = service.stop()
	if !strings.Contains(service.log.String(), "no writes are taken") {
		t.Errorf("the log does not tell: %s", service.log)
	}
	err = cli.Run(t.Context(), cli.Process{
		Environ: []string{"SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DATABASE=" + database}, Out: io.Discard, Err: io.Discard,
	})
	if err == nil || !strings.Contains(err.Error(), "test.db-marker") {
		t.Errorf("it starts over it: %v", err)
	}
}
