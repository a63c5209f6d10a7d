//go:build unix

package journal

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// locked does something while no other process writes here.
func (f *Folder) locked(do func() error) (err error) {
	file, err := os.OpenFile(filepath.Join(f.path, lock), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }() // which lets go of it
	if err := flock(int(file.Fd())); err != nil {
		return err
	}
	return do()
}

func flock(file int) error {
	for {
		if err := syscall.Flock(file, syscall.LOCK_EX); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
