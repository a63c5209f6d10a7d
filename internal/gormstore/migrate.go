package gormstore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"

	"github.com/pressly/goose/v3"
	versions "github.com/pressly/goose/v3/database"
	"gorm.io/gorm"
)

//go:embed migrations
var migrations embed.FS

// A layout is how one kind of database gets its tables.
type layout struct {
	dialect goose.Dialect
	files   fs.FS
	folder  string // in files
	kind    kind
	part    bool // whether a copy that is not whole will do; see [Move]
}

// as is how a database gets its tables that is opened so.
func (l layout) as(how opening) layout {
	l.part = how.part
	return l
}

// newestLayout asks for the newest migration that was made.
const newestLayout = "SELECT max(version_id) FROM goose_db_version"

// migrate brings a database up to date with the numbered SQL files of this
// release and returns the number of the newest one. It looks on one way into the
// database, and makes what is missing on the way for what takes long.
func migrate(ctx context.Context, db, patient *gorm.DB, to layout, log *slog.Logger, opts ...goose.ProviderOption) (int64, error) {
	if err := errors.Join(refuseForeign(ctx, db, to.kind), refusePart(ctx, db, to)); err != nil {
		return 0, err
	}
	provider, err := to.provider(db, opts)
	if err != nil {
		return 0, err
	}
	switch have, known, err := provider.GetVersions(ctx); {
	case err != nil:
		return 0, err
	case have == known:
		return known, nil
	}
	if provider, err = to.provider(patient, opts); err != nil {
		return 0, err
	}
	return moveUp(ctx, provider, log)
}

// provider is what makes the tables of a database.
func (l layout) provider(db *gorm.DB, opts []goose.ProviderOption) (*goose.Provider, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	files, err := fs.Sub(l.files, l.folder)
	if err != nil {
		return nil, err
	}
	list, err := listOnce(l.dialect)
	if err != nil {
		return nil, err
	}
	opts = append(slices.Clone(opts), goose.WithDisableGlobalRegistry(true), goose.WithStore(list))
	return goose.NewProvider(goose.DialectCustom, pool, files, opts...)
}

// moveUp makes the migrations that are missing.
//
// Each migration is one transaction together with the row that says it was
// made. Of two processes that start at once on PostgreSQL, one waits for the
// other. On SQLite, for which goose has no lock, one makes it and the other fails
// and changes nothing, see [eachOnce]; so after a failure we look again, and give up
// only if nobody got any further.
func moveUp(ctx context.Context, provider *goose.Provider, log *slog.Logger) (int64, error) {
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
		created, err := provider.Up(ctx)
		if len(created) > 0 {
			log.InfoContext(ctx, "database layout updated", slog.Int64("from", have), slog.Int64("layout", created[len(created)-1].Source.Version))
		}
		if err == nil || have == last {
			return known, err
		}
		last = have
	}
}

// eachOnce is goose's list of the migrations that were made, in which each stands
// once. A process that read the list before another made a migration would make it
// again, if it can be made twice. Here the transaction of the second fails.
type eachOnce struct{ versions.StoreExtender }

func listOnce(dialect goose.Dialect) (eachOnce, error) {
	list, err := versions.NewStore(dialect, goose.DefaultTablename)
	if err != nil {
		return eachOnce{}, err
	}
	whole, can := list.(versions.StoreExtender)
	if !can {
		return eachOnce{}, fmt.Errorf("goose cannot look for its list on %s", dialect)
	}
	return eachOnce{whole}, nil
}

// Insert adds a migration to the list, or returns an error if it is there.
func (m eachOnce) Insert(ctx context.Context, tx versions.DBTxConn, made versions.InsertRequest) error {
	switch _, err := m.GetMigration(ctx, tx, made.Version); {
	case err == nil:
		return fmt.Errorf("migration %d was made by another process meanwhile", made.Version)
	case !errors.Is(err, versions.ErrVersionNotFound):
		return err
	}
	return m.StoreExtender.Insert(ctx, tx, made)
}

// errForeign says that a database is none of ours.
var errForeign = errors.New("it belongs to another program; choose another database")

// refuseForeign keeps us from adding tables to another program's database.
func refuseForeign(ctx context.Context, db *gorm.DB, asked kind) error {
	var foreign bool
	err := begin(ctx, db).Raw(asked.foreign).Take(&foreign).Error
	if err == nil && foreign {
		err = errForeign
	}
	return err
}

// refusePart keeps a copy that is not whole from being taken for all there is.
func refusePart(ctx context.Context, db *gorm.DB, to layout) error {
	if to.part {
		return nil
	}
	var part bool
	err := begin(ctx, db).Raw(to.kind.unfinished).Take(&part).Error
	if err == nil && part {
		err = errors.New("it holds a copy that is not whole: migrate-to was stopped. Do that again, and it goes on")
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
