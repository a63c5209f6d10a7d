package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// limit sets how much of something the program may have, from now on, and returns
// what it was.
func (p program) limit(t *testing.T, what int, most uint64) (before uint64) {
	t.Helper()
	var old syscall.Rlimit
	ask := func(set, get *syscall.Rlimit) {
		if _, _, failed := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(p.Process.Pid), uintptr(what), uintptr(unsafe.Pointer(set)), uintptr(unsafe.Pointer(get)), 0, 0); failed != 0 {
			t.Fatal(failed)
		}
	}
	ask(nil, &old)
	ask(&syscall.Rlimit{Cur: most, Max: old.Max}, nil)
	return old.Cur
}

// register makes an organisation, and returns the status and when to try again.
func register(t *testing.T, client *http.Client, url string) (status int, after string) {
	t.Helper()
	answer, err := client.Post(url+"/v1/organisations", "application/json", strings.NewReader(`{"name":"Riverside Carers"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, answer.Header.Get("Retry-After")
}

// untilReady asks until /readyz says this.
func untilReady(t *testing.T, url string, want int) {
	t.Helper()
	for tick := time.NewTicker(50 * time.Millisecond); ; <-tick.C {
		answer, err := http.Get(url + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode == want {
			tick.Stop()
			return
		}
	}
}

// A file that may not grow is for SQLite as a disk that cannot be written: its
// write-ahead log is open, and takes nothing.
func TestAWriteAheadLogThatTakesNothing(t *testing.T) {
	t.Parallel()
	service := start(t)
	url := says(t, service.out, `listens on (\S+)`)
	requireStatus(t, url+"/readyz", http.StatusOK)

	before := service.limit(t, syscall.RLIMIT_FSIZE, 0)
	untilReady(t, url, http.StatusServiceUnavailable) // before anybody has written
	for range 3 {
		if status, after := register(t, http.DefaultClient, url); status != http.StatusServiceUnavailable || after == "" {
			t.Errorf("registering is %d, to try again after %q", status, after)
		}
	}
	requireStatus(t, url+"/v1/instruments", http.StatusOK)
	says(t, service.log, `the disk could not be read or written`)

	service.limit(t, syscall.RLIMIT_FSIZE, before)
	untilReady(t, url, http.StatusOK)
	if status, _ := register(t, http.DefaultClient, url); status != http.StatusCreated {
		t.Errorf("afterwards registering is %d", status)
	}
}

// Without a file that it may open, the service goes on with what it has open: each call is
// answered, or put off. Who connects meanwhile is answered once there are files again.
func TestNoFileThatMayBeOpened(t *testing.T) {
	t.Parallel()
	service := start(t, "SEVENRUNGS_RATE_LIMIT=0")
	url := says(t, service.out, `listens on (\S+)`)
	const people = 16 // more than there are connections to the database
	var connected [people]*http.Client
	for n := range connected {
		connected[n] = &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}
		if status, _ := register(t, connected[n], url); status != http.StatusCreated {
			t.Fatalf("before it registering is %d", status)
		}
	}

	before := service.limit(t, syscall.RLIMIT_NOFILE, 3)
	waiting := make(chan error, 1)
	go func() {
		answer, err := (&http.Client{Transport: &http.Transport{}}).Get(url + "/livez")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				err = errors.New(answer.Status)
			}
		}
		waiting <- err
	}()
	says(t, service.log, `too many open files`)
	go func() { _, _ = io.Copy(io.Discard, service.log) }() // or it would wait for us
	var calling sync.WaitGroup
	var answered, putOff atomic.Int64
	for _, client := range connected {
		calling.Go(func() {
			for range 20 { // after the first few each of them is put off
				switch status, after := register(t, client, url); {
				case status == http.StatusCreated:
					answered.Add(1)
				case status == http.StatusServiceUnavailable && after != "":
					putOff.Add(1)
				default:
					t.Errorf("registering is %d, to try again after %q", status, after)
				}
			}
		})
	}
	calling.Wait()
	t.Logf("%d were answered, %d put off", answered.Load(), putOff.Load())

	service.limit(t, syscall.RLIMIT_NOFILE, before)
	if err := <-waiting; err != nil {
		t.Errorf("who connected meanwhile: %v", err)
	}
	untilReady(t, url, http.StatusOK)
	if status, _ := register(t, &http.Client{Transport: &http.Transport{}}, url); status != http.StatusCreated {
		t.Errorf("afterwards registering is %d", status)
	}
}

// Many who connect and say nothing, or little, are in nobody's way.
func TestManyIdleAndSlowConnections(t *testing.T) {
	t.Parallel()
	service := start(t, "SEVENRUNGS_RATE_LIMIT=0")
	url := says(t, service.out, `listens on (\S+)`)
	address := strings.TrimPrefix(url, "http://")
	const each = 1000
	for n := range 2 * each {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if n%2 == 0 {
			_, err = fmt.Fprint(conn, "POST /v1/organisations HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for range 10 {
		if status, _ := register(t, client, url); status != http.StatusCreated {
			t.Errorf("registering is %d", status)
		}
	}
	requireStatus(t, url+"/readyz", http.StatusOK)
}

// mostMemory is how many bytes the service may need at most, with 256 connections,
// also after 2,000 others.
const mostMemory = 150 << 20

// BenchmarkMemory says how much memory the service has after so many connections did
// something. It fails above mostMemory.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		service := start(b, "SEVENRUNGS_RATE_LIMIT=0")
		url := says(b, service.out, `listens on (\S+)`)
		go func() { _, _ = io.Copy(io.Discard, service.log) }() // or it would wait for us
		for _, step := range []struct {
			connections int
			unit        string
		}{{256, "MiB/256"}, {2000, "MiB/2000"}, {256, "MiB/256-again"}} {
			hammer(b, url, step.connections)
			has := service.has(b)
			b.ReportMetric(float64(has)/(1<<20), step.unit)
			if has > mostMemory {
				b.Errorf("after %d connections it has %d MiB", step.connections, has>>20)
			}
		}
	}
}

// hammer has so many score and register at once, each on a connection of its own
// that ends after some calls.
func hammer(b *testing.B, url string, connections int) {
	b.Helper()
	const calls = 20
	done := make(chan error, connections)
	for range connections {
		go func() {
			client := &http.Client{Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for n := range calls {
				path, body := "/v1/scores", `{"instrument":"coproduction-ladder","responses":[{"voice":"lived","answers":{"equality-culture":"6"}}]}`
				if n%4 == 0 {
					path, body = "/v1/organisations", `{"name":"Riverside Carers"}`
				}
				answer, err := client.Post(url+path, "application/json", strings.NewReader(body))
				if err != nil {
					done <- err
					return
				}
				_, _ = io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
			}
			done <- nil
		}()
	}
	for range connections {
		if err := <-done; err != nil {
			b.Error(err)
		}
	}
}

// has returns how much memory the program has, in bytes.
func (p program) has(b *testing.B) (bytes uint64) {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &bytes); err == nil {
			return bytes << 10
		}
	}
	b.Fatal("the system does not say how much")
	return 0
}
