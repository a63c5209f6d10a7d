package databasetest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
)

const (
	// inMemory is where Linux keeps files in memory. Nothing here tests what a
	// power cut leaves, so no test needs a disk, and a commit there waits for
	// none.
	inMemory = "/dev/shm"

	// roomNeeded is how much must be free there, in bytes.
	roomNeeded = 2 << 30

	// roomName begins the name of the folder of one process. Its number follows.
	roomName = "sevenrungs-tests-"

	// collectAt is how far the heap may grow before garbage is collected, in
	// percent, as in the service itself. Little is kept between tests.
	collectAt = 400
)

// settle makes the tests of this process quick: their temporary files are in
// memory where there is room, and garbage waits. It returns what gives the room
// back. Whoever set TMPDIR or GOGC has said better.
func settle() (leave func() error, err error) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	leave = func() error { return nil }
	if os.Getenv("TMPDIR") != "" || freeInMemory() < roomNeeded {
		return leave, nil
	}
	sweep()
	folder := filepath.Join(inMemory, roomName+strconv.Itoa(os.Getpid()))
	if err := errors.Join(os.Mkdir(folder, 0o700), os.Setenv("TMPDIR", folder)); err != nil {
		return leave, fmt.Errorf("room for the tests: %w", err)
	}
	return func() error { return os.RemoveAll(folder) }, nil
}

// freeInMemory is how many bytes are free there; 0 where there is no such place.
func freeInMemory() uint64 {
	var room syscall.Statfs_t
	if syscall.Statfs(inMemory, &room) != nil {
		return 0
	}
	return room.Bavail * uint64(room.Bsize) //nolint:gosec // G115: a block's size is no negative number
}

// sweep removes what processes left that were killed.
func sweep() {
	left, _ := filepath.Glob(filepath.Join(inMemory, roomName+"*")) // the pattern is sound
	for _, folder := range left {
		number, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(folder), roomName))
		if err == nil && errors.Is(syscall.Kill(number, 0), syscall.ESRCH) {
			_ = os.RemoveAll(folder) // it may be another's, and is in nobody's way
		}
	}
}
