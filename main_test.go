//go:build unix

package main

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// actAsProgram names the variable that turns the test binary into the program.
const actAsProgram = "MAIN_TEST_ACT_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(actAsProgram) != "" {
		mountDisk()
		main()
		return
	}
	os.Exit(m.Run())
}

// program is the program as a process of its own.
type program struct {
	*exec.Cmd
	out, log *bufio.Reader
}

func start(t testing.TB, settings ...string) program {
	t.Helper()
	return begin(t, command(t, t.TempDir(), settings...))
}

// command is the program, with its database in a folder.
func command(t testing.TB, folder string, settings ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(settings, actAsProgram+"=1", "SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DATABASE="+filepath.Join(folder, "test.db"))
	return cmd
}

func begin(t testing.TB, cmd *exec.Cmd) program {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return program{cmd, bufio.NewReader(out), bufio.NewReader(log)}
}

func (p program) signal(t *testing.T, sig os.Signal) {
	t.Helper()
	if err := p.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
}

// says reads lines until one holds what is wanted, and returns the part of it in
// brackets.
func says(t testing.TB, lines *bufio.Reader, want string) string {
	t.Helper()
	wanted := regexp.MustCompile(want + `()`)
	for {
		line, err := lines.ReadString('\n')
		if found := wanted.FindStringSubmatch(line); found != nil {
			return found[1]
		}
		if err != nil {
			t.Fatalf("the program never said %q: %v", want, err)
		}
	}
}

// requireStatus asks, and again while it is put off and told when to come back, as a good
// caller does.
func requireStatus(t *testing.T, url string, want int) {
	t.Helper()
	for begun := time.Now(); ; {
		answer, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode == want {
			return
		}
		after, err := strconv.Atoi(answer.Header.Get("Retry-After"))
		if err != nil || answer.StatusCode != http.StatusServiceUnavailable || time.Since(begun) > time.Minute {
			t.Errorf("GET %s is %d, want %d", url, answer.StatusCode, want)
			return
		}
		time.Sleep(time.Duration(after) * time.Second)
	}
}

// SIGHUP does no harm. SIGTERM is told to load balancers at once, and nothing
// else changes for as long as it is set. A second one does not wait.
func TestSignals(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		service := start(t, "SEVENRUNGS_DRAIN=300")
		url := says(t, service.out, `listens on (\S+)`)
		service.signal(t, syscall.SIGHUP)
		says(t, service.log, "SIGHUP changes nothing")
		requireStatus(t, url+"/readyz", http.StatusOK)

		service.signal(t, sig)
		says(t, service.out, "is stopping")
		requireStatus(t, url+"/readyz", http.StatusServiceUnavailable)
		requireStatus(t, url+"/livez", http.StatusOK)
		requireStatus(t, url+"/v1/instruments", http.StatusOK)

		service.signal(t, sig)
		_, _ = io.Copy(io.Discard, service.out)
		_, _ = io.Copy(io.Discard, service.log)
		ended, ok := errors.AsType[*exec.ExitError](service.Wait())
		if !ok || ended.Sys().(syscall.WaitStatus).Signal() != sig {
			t.Errorf("after a second %v it ended with %v", sig, ended)
		}
	}
}

// With nothing to wait for, the first signal ends it, and all is in order.
func TestASignalEndsIt(t *testing.T) {
	t.Parallel()
	service := start(t, "SEVENRUNGS_DRAIN=0")
	says(t, service.out, `listens on (\S+)`)
	service.signal(t, syscall.SIGTERM)
	says(t, service.out, "has stopped")
	_, _ = io.Copy(io.Discard, service.log)
	if err := service.Wait(); err != nil {
		t.Error(err)
	}
}
