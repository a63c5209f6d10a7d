package gormstore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

//go:embed migrations/sqlite/*.sql
var embedded embed.FS

// migrations returns the numbered SQL files of this release.
func migrations() (fs.FS, error) { return fs.Sub(embedded, "migrations/sqlite") }

// migrate brings the layout up to date with files and returns the newest one
// among them.
//
// Each migration is one transaction together with the row that says it was
// made. Of two processes that start at once, one makes it and the other fails
// and changes nothing; so after a failure we look again, and give up only if
// nobody got any further.
func migrate(ctx context.Context, db *gorm.DB, files fs.FS, log *slog.Logger) (int64, error) {
	if err := refuseForeign(ctx, db); err != nil {
		return 0, err
	}
	pool, err := db.DB()
	if err != nil {
		return 0, err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, pool, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, err
	}
	for last := int64(-1); ; {
		have, known, err := provider.GetVersions(ctx)
		switch {
		case err != nil:
			return 0, err
		case have > known:
			return 0, layoutError{have: have, known: known}
		case have == known:
			return known, nil
		}
		made, err := provider.Up(ctx)
		for _, m := range made {
			log.InfoContext(ctx, "database layout updated", slog.Int64("layout", m.Source.Version))
		}
		if err == nil || have == last {
			return known, err
		}
		last = have
	}
}

// refuseForeign keeps us from adding tables to another program's database.
func refuseForeign(ctx context.Context, db *gorm.DB) error {
	var foreign bool
	err := db.WithContext(ctx).Raw(`SELECT count(*) > 0 AND sum(name = ?) = 0 FROM sqlite_schema`,
		goose.DefaultTablename).Scan(&foreign).Error
	if err == nil && foreign {
		err = errors.New("it belongs to another program; choose another path")
	}
	return err
}

// layoutError says that a file's layout is not the one this release knows.
type layoutError struct {
	have, known int64
}

func (e layoutError) Error() string {
	if e.have > e.known {
		return fmt.Sprintf("it was made by a newer release: its layout is %d and this release knows up to %d; use the newer release", e.have, e.known)
	}
	return fmt.Sprintf("its layout is %d and this release needs %d; stop and start the service to update it", e.have, e.known)
}
