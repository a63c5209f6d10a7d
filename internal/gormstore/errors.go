package gormstore

import (
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// plain says in plain words what SQLite's result codes mean for whoever runs
// the service. Source: https://www.sqlite.org/rescode.html
var plain = map[sqlite3.ErrNo]string{
	sqlite3.ErrNotADB:   "it is not a database; choose another path",
	sqlite3.ErrCorrupt:  "it is damaged; put a backup in its place",
	sqlite3.ErrCantOpen: "it cannot be opened; check the path, and that the service may write to the file and its folder",
	sqlite3.ErrReadonly: "it cannot be written; check that the service may write to the file and its folder",
	sqlite3.ErrPerm:     "it cannot be written; check that the service may write to the file and its folder",
	sqlite3.ErrBusy:     "another program is holding it; stop that program or try again",
	sqlite3.ErrFull:     "the disk is full",
	sqlite3.ErrIoErr:    "the disk could not be read or written",
}

// translate puts plain words before an error of SQLite's that has them, and
// keeps the error itself in the chain. Others it returns as they are.
func translate(err error) error {
	if cause, ok := errors.AsType[sqlite3.Error](err); ok {
		if words, ok := plain[cause.Code]; ok {
			return fmt.Errorf("%s: %w", words, err)
		}
	}
	return err
}

// isBusy reports whether err means that another connection holds a lock.
func isBusy(err error) bool {
	cause, ok := errors.AsType[sqlite3.Error](err)
	return ok && cause.Code == sqlite3.ErrBusy
}
