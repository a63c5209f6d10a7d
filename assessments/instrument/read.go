package instrument

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// IsFileName tells by its ending whether a file is meant to be an instrument:
// .yaml or .yml, in small letters or capitals.
func IsFileName(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".yaml" || ending == ".yml"
}

// ReadFile reads a file for [Parse]. It opens nothing but plain files, because
// reading from a device or a pipe may never end. Errors say in plain words
// what to do.
func ReadFile(folder fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(folder, name)
	switch {
	case err != nil:
		return nil, plainly(name, err)
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder. Name a file in it", name)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a plain file. Name one that is", name)
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, plainly(name, err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	return ReadAll(file)
}

// ReadAll reads what [Parse] needs: no more than shows that it is too large.
func ReadAll(r io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, MaxBytes+1))
}

func plainly(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s. Check its name and the folder", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be read. Ask its owner to let you", name)
	}
	return fmt.Errorf("%s cannot be read: %w", name, err)
}
