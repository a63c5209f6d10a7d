package gormstore

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"gorm.io/gorm"
)

// Some engines that spread rows over many machines speak as PostgreSQL does. They
// know no advisory locks, no triggers for a whole statement and no VACUUM, and they
// keep old versions of rows, so that nobody can promise that what is deleted is
// gone. See docs/scaling.md.

// spreadDatabase is a database of an engine that spreads rows.
type spreadDatabase struct{ *postgresServer }

// spreads tells by its version whether an engine spreads rows.
func spreads(version string) bool {
	return strings.HasPrefix(version, "CockroachDB") || strings.Contains(version, "-YB-")
}

// oldVersions is the setting of an address with which whoever runs the service says
// that old versions may stay.
const oldVersions = "old_versions"

// acceptsOldVersions tells whether an address has the setting [oldVersions], and takes it
// out: no engine knows it.
func acceptsOldVersions(config *pgx.ConnConfig) bool {
	said := config.RuntimeParams[oldVersions]
	delete(config.RuntimeParams, oldVersions)
	return said == "accept"
}

var errKeepsVersions = errors.New("its engine keeps old versions of what was deleted, so answers would not be deleted for good; use PostgreSQL, or add " + oldVersions + "=accept to the address")

// whoAnswers tells whether the engine at the address is one that spreads rows, and
// refuses it unless that was accepted.
func (p *postgresServer) whoAnswers(ctx context.Context, accepted bool, log *slog.Logger) (spread bool, err error) {
	var version string
	if err := begin(ctx, p.writer).Raw("SELECT version()").Take(&version).Error; err != nil || !spreads(version) {
		return false, err
	}
	if !accepted {
		return true, errKeepsVersions
	}
	log.WarnContext(ctx, "the database keeps old versions of rows: what is deleted is not gone for good", slog.String("engine", version))
	return true, nil
}

// spreadLayout is postgresLayout in the words that engines that spread rows know.
var spreadLayout = layout{
	dialect: goose.DialectPostgres,
	files:   portable{migrations},
	folder:  postgresLayout.folder,
	kind:    postgresLayout.kind,
}

// layoutFor returns the layout for an engine that spreads rows or not, and how one process
// keeps others from making it too.
func layoutFor(spread bool) (layout, goose.ProviderOption, error) {
	if spread {
		locker, err := lock.NewPostgresTableLocker(lock.WithTableLockTimeout(time.Second, 60), lock.WithTableUnlockTimeout(time.Second, 10))
		return spreadLayout, goose.WithLocker(locker), err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60), lock.WithUnlockTimeout(1, 10))
	return postgresLayout, goose.WithSessionLocker(locker), err
}

// portable are migrations for PostgreSQL, without what engines that spread rows do not
// know.
type portable struct{ fs.FS }

// rewrites are what is said in another way, or not at all. A trigger for each row
// stops the first row.
var rewrites = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`(?m)^LOCK TABLE [^;]*;$`), ""},
	{regexp.MustCompile(`CREATE UNLOGGED TABLE`), "CREATE TABLE"},
	{regexp.MustCompile(`(?m)^CREATE TRIGGER \w+ BEFORE TRUNCATE ON [^;]*;$`), ""},
	{regexp.MustCompile(` OR TRUNCATE ON `), " ON "},
	{regexp.MustCompile(` FOR EACH STATEMENT `), " FOR EACH ROW "},
}

// Open implements [fs.FS].
func (p portable) Open(name string) (fs.File, error) {
	file, err := p.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return file, err
	}
	text, err := io.ReadAll(file)
	for _, r := range rewrites {
		text = r.from.ReplaceAll(text, []byte(r.to))
	}
	return rewritten{file, strings.NewReader(string(text))}, err
}

// rewritten is a file with another text.
type rewritten struct {
	fs.File

	text *strings.Reader
}

// Read implements [fs.File].
func (r rewritten) Read(into []byte) (int, error) { return r.text.Read(into) }

// takeTurn keeps those who tell one after the other by a row that nobody changes.
func (s *spreadDatabase) takeTurn(db *gorm.DB, organisations []string) error {
	if err := countTurns(db, organisations); err != nil {
		return err
	}
	return db.Exec("SELECT 1 FROM goose_db_version WHERE version_id = 0 FOR UPDATE").Error
}

// wipe cannot be done: what was deleted stays owed.
func (s *spreadDatabase) wipe(context.Context, []int64) error { return errNeverGone }

var errNeverGone = errors.New("the database's engine keeps old versions of what was deleted, for as long as it likes")
