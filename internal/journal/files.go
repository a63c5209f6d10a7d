package journal

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// lines reads whole lines. One without an end was being written when the power went;
// what it says is still in the database.
func (f *Folder) lines(name string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(f.path, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	lines := strings.Split(string(text), "\n")
	return lines[:len(lines)-1], err
}

// append adds lines to a file, and returns once they are on the disk.
func (f *Folder) append(name string, lines []string) (err error) {
	path := filepath.Join(f.path, name)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	end, err := wholeLines(file)
	if err != nil {
		return err
	}
	if _, err := file.WriteAt([]byte(strings.Join(append(lines, ""), "\n")), end); err != nil {
		return errors.Join(err, file.Truncate(end)) // a full disk leaves no half a line
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if filepath.Dir(name) == answering {
		if err := f.hideTime(path); err != nil {
			return err
		}
	}
	if end == 0 {
		return syncFolder(filepath.Dir(path))
	}
	return nil
}

// hideTime keeps a file from telling more of when somebody took something back than the
// day.
func (f *Folder) hideTime(path string) error {
	day := f.now().UTC().Truncate(24 * time.Hour)
	return os.Chtimes(path, day, day)
}

// overwrite puts a text in place of one that is as long, and returns once it is on the
// disk. The folder itself does not tell when that was, as it would of [Folder.replace].
func (f *Folder) overwrite(name, text string) (err error) {
	path := filepath.Join(f.path, name)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.WriteAt([]byte(text), 0); err != nil {
		return err
	}
	return errors.Join(file.Sync(), f.hideTime(path))
}

// wholeLines returns where the last whole line of a file ends, and cuts off what is
// behind it.
func wholeLines(file *os.File) (int64, error) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil || size == 0 {
		return 0, err
	}
	const most = 64 << 10 // more than any line
	tail := make([]byte, min(size, most))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil {
		return 0, err
	}
	end := size - int64(len(tail)) + int64(bytes.LastIndexByte(tail, '\n')) + 1
	if end == size {
		return end, nil
	}
	return end, file.Truncate(end)
}

// replace writes a file anew: there is the old one or the new one, whole.
func (f *Folder) replace(name, text string) error {
	path := filepath.Join(f.path, name)
	file, err := os.CreateTemp(f.path, ".new-*")
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder has the names in a folder on the disk.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrInvalid) || errors.Is(err, fs.ErrPermission) {
		err = nil // not every system can; the file itself is there
	}
	return errors.Join(err, folder.Close())
}
