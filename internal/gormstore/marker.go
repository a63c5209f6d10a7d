package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/mattn/go-sqlite3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// markerEnd is what the name of a marker ends with, after that of the database.
const markerEnd = "-marker"

// A marker is a small file beside a database that says what is there. So a
// database that is gone, or has lost its newest part, is not made anew.
type marker struct {
	About    string `json:"about"`
	Database int32  `json:"database"` // a number that was drawn for it once, and is in it
	Layout   int64  `json:"layout"`
}

const aboutMarkers = "Seven Rungs keeps this file beside its database. With it, it notices when the database is gone or another one. Keep the two together."

// markerBeside returns the marker of the database at path, and whether there is
// one. One that says nothing still says that there was a database.
func markerBeside(path string) (m marker, there bool, err error) {
	text, err := os.ReadFile(path + markerEnd) //nolint:gosec // G703: the path is the operator's own setting
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return m, false, nil
	case err != nil:
		return m, false, fmt.Errorf("the file %s cannot be read: %w", path+markerEnd, errors.Unwrap(err))
	case json.Unmarshal(text, &m) != nil:
		m = marker{}
	}
	m.Layout = max(m.Layout, 1)
	return m, true, nil
}

// markerIn returns the marker that a database ought to have.
func markerIn(ctx context.Context, db *gorm.DB) (m marker, err error) {
	m.About = aboutMarkers
	if err := begin(ctx, db).Raw("PRAGMA user_version").Take(&m.Database).Error; err != nil {
		return m, err
	}
	var tables int64
	err = begin(ctx, db).Raw("SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'").Take(&tables).Error
	if err == nil && tables > 0 {
		err = begin(ctx, db).Raw("SELECT coalesce((" + newestLayout + "), 0)").Take(&m.Layout).Error
	}
	return m, err
}

// refuseWrongFile refuses a file that is not the one that was at its path, by what is
// beside it. It is asked before anybody opens the file in the usual way: SQLite would
// first move a log, which a killed service left, into whatever the file is, or delete it
// beside an empty one. Of processes that make a database at once none is refused: what is
// beside it comes later, so that is looked at first.
func refuseWrongFile(ctx context.Context, path string) error {
	want, marked, err := markerBeside(path)
	if err == nil {
		err = refuseLost(path, marked)
	}
	if err != nil || !marked {
		return err
	}
	other, err := isOtherFile(ctx, path, want.Database)
	if err == nil && other {
		err = otherError{path}
	}
	return err
}

// refuseLost refuses a database that is gone or empty, when something beside it
// says that it was there.
func refuseLost(path string, marked bool) error {
	log, logErr := os.Stat(path + "-wal") //nolint:gosec // G703: as above
	switch info, err := os.Stat(path); {  //nolint:gosec // G703: as above
	case err == nil && info.Size() > 0, err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil // what is wrong with it, others say
	case marked:
		return fmt.Errorf("it is gone or empty, and %s says that there was one here. Put it back, or put a backup back with sevenrungs restore. If you want a new one, delete %[1]s and start again", path+markerEnd)
	case logErr == nil && log.Size() > 0:
		return fmt.Errorf("it is gone or empty, and %s beside it holds what was written last. Put back the file that belongs to it. To put a backup back with sevenrungs restore, or to start with a new database, move %[1]s away first", path+"-wal")
	}
	return nil
}

// adviceOnOther is what to do about a file that is not the one a marker tells of.
const adviceOnOther = "Put the right file back, or put a backup back with sevenrungs restore. If you put this one here on purpose, delete %s and start again"

// otherError says that another database is at a path than the one that was there.
type otherError struct{ path string }

func (e otherError) Error() string {
	return fmt.Sprintf("it is another database than the one that was here. "+adviceOnOther, e.path+markerEnd)
}

// isOther tells whether the numbers of two databases differ. A database has none, which is
// 0, until it has its tables; then it is in the log before it is in the file.
func isOther(one, two int32) bool { return one != two && one != 0 && two != 0 }

// isOtherFile tells whether a file holds another database than the one with a number,
// without what is in the log: to SQLite the file is one that never changes, so it looks
// for no log and takes no locks. What is damaged may be the one, as a kill leaves it while
// a log is moved. To read the file without SQLite would let go of the locks that this
// process has on it.
func isOtherFile(ctx context.Context, path string, number int32) (other bool, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return false, err
	}
	address := url.URL{Scheme: "file", Path: slashed(path), RawQuery: "mode=ro&immutable=1"}
	db, err := sql.Open(sqlite.DriverName, address.String())
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var has int32
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&has)
	if err == nil && has == 0 {
		err = db.QueryRowContext(ctx, sqliteKind.foreign).Scan(&other)
	}
	if cause, ok := errors.AsType[sqlite3.Error](err); ok && isDamage(err) {
		return cause.Code == sqlite3.ErrNotADB, nil
	}
	return other || isOther(has, number), err
}

// refuseOther refuses a database that is not the one its marker tells of.
func refuseOther(ctx context.Context, db *gorm.DB, path string) error {
	want, marked, err := markerBeside(path)
	if err != nil || !marked {
		return err
	}
	have, err := markerIn(ctx, db)
	switch {
	case err != nil:
		return err
	case have.Layout < want.Layout:
		return fmt.Errorf("it is older than the one that was here, or part of it is lost: its layout is %d and was %d. "+adviceOnOther, have.Layout, want.Layout, path+markerEnd)
	case isOther(have.Database, want.Database):
		return otherError{path}
	}
	return nil
}

// keepMarker gives a database its number, if it has none, and writes its marker unless
// that is there.
func keepMarker(ctx context.Context, db *gorm.DB, path string) error {
	if err := giveNumber(ctx, db); err != nil {
		return err
	}
	want, err := markerIn(ctx, db)
	if err != nil {
		return err
	}
	if have, _, err := markerBeside(path); err != nil || have == want {
		return err
	}
	return want.write(path)
}

// giveNumber draws a number for a database, if it has none.
func giveNumber(ctx context.Context, db *gorm.DB) error {
	return begin(ctx, db).Transaction(func(tx *gorm.DB) error {
		var has int32
		if err := begin(ctx, tx).Raw("PRAGMA user_version").Take(&has).Error; err != nil || has != 0 {
			return err
		}
		drawn := 1 + rand.Int32N(math.MaxInt32) //nolint:gosec // G404: it tells databases apart, and keeps nobody out
		return begin(ctx, tx).Exec(fmt.Sprintf("PRAGMA user_version = %d", drawn)).Error
	})
}

// write writes a marker beside the database at path, whole or not at all.
func (m marker) write(path string) (err error) {
	text, err := json.Marshal(m, jsontext.Multiline(true))
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, filepath.Base(path)+markerEnd+".")
	if err != nil {
		return fmt.Errorf("a file cannot be made in the folder %s: %w", folder, errors.Unwrap(err))
	}
	if err = giveTo(f, path); err == nil {
		_, err = f.Write(append(text, '\n'))
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path+markerEnd)
	}
	if err != nil {
		return fmt.Errorf("the file %s cannot be written: %w", path+markerEnd, errors.Join(err, os.Remove(f.Name())))
	}
	return namesOnDisk(folder)
}
