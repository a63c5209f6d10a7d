package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// diskAt names the variable that tells the program where to have a disk of its own.
const diskAt = "MAIN_TEST_DISK_AT"

// diskSize holds a new database and its journal, and not much more.
const diskSize = "8m"

// mountDisk makes the disk, if the program is to have one: in memory, and in a world of
// the program's own, where it may do so and nobody else sees it.
func mountDisk() {
	at := os.Getenv(diskAt)
	if at == "" {
		return
	}
	if err := syscall.Mount("none", at, "tmpfs", 0, "size="+diskSize); err != nil {
		fmt.Fprintln(os.Stderr, "the disk cannot be made:", err)
		os.Exit(1)
	}
}

// startOnDisk starts the program on a small disk, and returns where that is seen from
// outside.
func startOnDisk(t *testing.T) (service program, disk string) {
	t.Helper()
	folder := t.TempDir()
	cmd := command(t, folder, diskAt+"="+folder, "SEVENRUNGS_RATE_LIMIT=0")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	service = begin(t, cmd)
	return service, fmt.Sprintf("/proc/%d/root%s", service.Process.Pid, folder)
}

// mayHaveWorlds says whether this system lets a program have a world of its own.
func mayHaveWorlds(t *testing.T) bool {
	t.Helper()
	most, err := os.ReadFile("/proc/sys/user/max_user_namespaces")
	return err == nil && strings.TrimSpace(string(most)) != "0"
}

// A disk that is really full takes nothing more, and loses nothing that was answered for.
// Whoever asks is told to come back, and can once there is room.
func TestAFullDisk(t *testing.T) {
	t.Parallel()
	if !mayHaveWorlds(t) {
		t.Skip("this system gives a program no disk of its own")
	}
	service, disk := startOnDisk(t)
	url := says(t, service.out, `listens on (\S+)`)
	requireStatus(t, url+"/readyz", http.StatusOK)

	filler := filepath.Join(disk, "filler")
	fill(t, filler)
	kept := registerUntilRefused(t, url)
	says(t, service.log, `the disk is full`)
	untilReady(t, url, http.StatusServiceUnavailable)
	requireStatus(t, url+"/v1/instruments", http.StatusOK)
	requireKept(t, url, kept)

	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	untilReady(t, url, http.StatusOK)
	requireKept(t, url, kept)
	if status, _ := register(t, http.DefaultClient, url); status != http.StatusCreated {
		t.Errorf("with room again registering is %d", status)
	}
}

// fill writes a file until the disk takes no more of it.
func fill(t *testing.T, name string) {
	t.Helper()
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = file.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

// A registered organisation is one that the program answered for.
type registered struct{ ID, Key string }

// registerUntilRefused makes organisations, and returns those before the first that
// found no room.
func registerUntilRefused(t *testing.T, url string) (made []registered) {
	t.Helper()
	const enough = 20_000
	for range enough {
		answer, err := http.Post(url+"/v1/organisations", "application/json", strings.NewReader(`{"name":"Riverside Carers"}`))
		if err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		switch {
		case err != nil:
			t.Fatal(err)
		case answer.StatusCode == http.StatusServiceUnavailable && answer.Header.Get("Retry-After") != "":
			return made
		case answer.StatusCode != http.StatusCreated:
			t.Fatalf("registering is %d: %s", answer.StatusCode, said)
		}
		var one registered
		if err := json.Unmarshal(said, &one); err != nil {
			t.Fatal(err)
		}
		made = append(made, one)
	}
	t.Fatalf("a full disk took %d organisations", enough)
	return nil
}

// requireKept reads what was made, each with its own key.
func requireKept(t *testing.T, url string, made []registered) {
	t.Helper()
	for _, one := range made {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/v1/organisations/"+one.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+one.Key)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("reading what was answered for is %d", answer.StatusCode)
		}
	}
}
