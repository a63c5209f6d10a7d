package cli_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/cli"
)

var metricsAt = regexp.MustCompile(`Metrics are at (http://\S+/metrics)\n`)

// TestMetricsHaveAnAddressOfTheirOwn holds the program to the wiring: what it counts
// is on the other address only, and nothing listens unless somebody asks for it.
func TestMetricsHaveAnAddressOfTheirOwn(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		service := startService(t, database, "SEVENRUNGS_METRICS_ADDR=127.0.0.1:0")
		get := func(url string) (status int, body string) {
			t.Helper()
			answer, err := http.Get(url)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			text, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Fatal(err)
			}
			return answer.StatusCode, string(text)
		}
		if status, _ := get(service.url + "/metrics"); status != http.StatusNotFound {
			t.Errorf("/metrics of the service itself is %d", status)
		}
		if status, _ := get(service.url + "/readyz"); status != http.StatusOK {
			t.Fatalf("not ready: %d", status)
		}
		found := metricsAt.FindStringSubmatch(service.greeted)
		if found == nil {
			t.Fatal("it does not say where its metrics are")
		}
		status, text := get(found[1])
		for _, want := range []string{
			"sevenrungs_ready 1\n", "sevenrungs_assessments_open 0\n", "sevenrungs_wipes_owed 0\n",
			`sevenrungs_requests_total{method="read",route="/readyz",status="200"} `, `sevenrungs_build_info{commit=`,
			"sevenrungs_people_request_duration_seconds_count 0\n", "sevenrungs_write_duration_seconds_count ",
		} {
			if status != http.StatusOK || !strings.Contains(text, want) {
				t.Errorf("there is no %q in what is given out: %d\n%s", want, status, text)
			}
		}
		if status, _ := get(strings.TrimSuffix(found[1], "metrics")); status != http.StatusNotFound {
			t.Errorf("there is something else at the address of metrics: %d", status)
		}
		if err := service.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestAnAddressOfTracesThatMakesNoSenseStopsTheStart(t *testing.T) {
	t.Parallel()
	err := cli.Run(context.Background(), cli.Process{
		Environ: []string{"SEVENRUNGS_DATABASE=" + t.TempDir() + "/a.db", "OTEL_EXPORTER_OTLP_ENDPOINT=here"},
		Out:     new(bytes.Buffer), Err: new(bytes.Buffer),
	})
	if err == nil || !strings.Contains(err.Error(), "OTEL_EXPORTER_OTLP_ENDPOINT cannot be read") {
		t.Errorf("it started: %v", err)
	}
}
