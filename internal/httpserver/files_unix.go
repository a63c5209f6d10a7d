//go:build unix

package httpserver

import "syscall"

// files is how many files this process may have open; 0 when the system does not
// say.
func files() uint64 {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) != nil {
		return 0
	}
	return uint64(limit.Cur) //nolint:unconvert // it has a sign on some systems
}
