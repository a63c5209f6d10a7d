//go:build unix

package gormstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// giveTo gives a file that root has made to whom another file belongs, or its folder
// where it is not there. Else whoever runs the service could not use it.
func giveTo(f *os.File, like string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(like) //nolint:gosec // G703: the path is the operator's own setting
	if errors.Is(err, fs.ErrNotExist) {
		info, err = os.Stat(filepath.Dir(like)) //nolint:gosec // G703: as above
	}
	if err != nil {
		return err
	}
	owner, known := info.Sys().(*syscall.Stat_t)
	if !known {
		return nil
	}
	return f.Chown(int(owner.Uid), int(owner.Gid))
}
