package gormstore

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
)

// openedFiles are those that a database was opened on. Somebody may delete one, rename it
// or its folder, or put another in its place. SQLite does not notice, and would go on
// writing where nobody reads again.
type openedFiles struct {
	files []openedFile
	log   *slog.Logger

	mu   sync.Mutex
	lost bool // whether one was not there when it was last looked
}

type openedFile struct {
	path   string
	info   fs.FileInfo // what was opened, to know it again
	advice string      // what helps when it is not what was opened
}

const (
	adviceOnData = "put it back where it was; if it was deleted, do not stop the service before you have read docs/restoring.md"

	// What is in the log is moved into the database when the service stops.
	adviceOnLog = "put it back where it was, or stop the service in the usual way and start it again"
)

// rememberFiles remembers the files of a database that is open: by then SQLite has
// made them all.
func rememberFiles(path string, log *slog.Logger) (*openedFiles, error) {
	files := []openedFile{{path: path, advice: adviceOnData}, {path: path + "-wal", advice: adviceOnLog}, {path: path + "-shm", advice: adviceOnLog}}
	for i := range files {
		var err error
		if files[i].info, err = os.Stat(files[i].path); err != nil {
			return nil, err
		}
	}
	return &openedFiles{files: files, log: log}, nil
}

// look returns an error while one of the files is not the one that was opened. By
// its path each is found through its folder, so that is looked at too.
func (o *openedFiles) look() error {
	var err error
	for _, file := range o.files {
		if err = file.look(); err != nil {
			err = passing{fmt.Errorf("%w; %s", err, file.advice)}
			break
		}
	}
	o.tell(err)
	return err
}

func (f openedFile) look() error {
	now, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the file %s is gone", f.path)
	case err != nil:
		return fmt.Errorf("the file %s cannot be looked at: %w", f.path, errors.Unwrap(err))
	case !os.SameFile(now, f.info):
		return fmt.Errorf("there is another file in the place of %s", f.path)
	}
	return nil
}

// tell says in the log what has changed.
func (o *openedFiles) tell(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch was := o.lost; {
	case err != nil && !was:
		o.log.Error("no writes are taken: the database is not where it was opened", slog.String("error", err.Error()))
	case err == nil && was:
		o.log.Info("writes are taken again: the database is back where it was opened")
	}
	o.lost = err != nil
}
