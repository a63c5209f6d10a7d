package cli_test

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// BenchmarkStart runs the real program on a fresh database. It reports how long
// it takes until /readyz says yes, and how much memory it holds then (Linux).
//
//	go test ./internal/cli -run '^$' -bench Start -benchtime 5x
func BenchmarkStart(b *testing.B) {
	program := filepath.Join(b.TempDir(), "sevenrungs")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", program, "../..").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	var took time.Duration
	var resident float64
	for b.Loop() {
		start := time.Now()
		cmd := exec.CommandContext(b.Context(), program)
		cmd.Env = append(os.Environ(), "SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DATABASE="+filepath.Join(b.TempDir(), "fresh.db"))
		out, err := cmd.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		url := greeting(b, out, new(bytes.Buffer))
		answer, err := http.Get(url + "/readyz")
		if err != nil || answer.StatusCode != http.StatusOK {
			b.Fatalf("not ready: %v, %v", answer, err)
		}
		_ = answer.Body.Close()
		took += time.Since(start)
		resident += residentMiB(cmd.Process.Pid)
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "ms-to-ready")
	b.ReportMetric(resident/float64(b.N), "MiB-resident")
	b.ReportMetric(0, "ns/op")
}

var residentLine = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

// residentMiB is 0 where the system does not say.
func residentMiB(pid int) float64 {
	status, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	found := residentLine.FindSubmatch(status)
	if found == nil {
		return 0
	}
	kib, _ := strconv.Atoi(string(found[1]))
	return float64(kib) / 1024
}
