package gormstore

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// asTwo names a server that is not there before the one of an address.
func asTwo(t *testing.T, address, more string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	settings := u.Query()
	settings.Set("host", "/nowhere,"+settings.Get("host"))
	u.RawQuery = settings.Encode() + more
	return u.String()
}

func TestOfSeveralServersTheOneThatTakesWritesIsFound(t *testing.T) {
	t.Parallel()
	for _, more := range []string{"", "&target_session_attrs=read-write", "&target_session_attrs=primary"} {
		store := openAt(t, asTwo(t, databasetest.Postgres(t, migrateAt), more))
		if err := store.write(t.Context(), insert("found")); err != nil {
			t.Errorf("%q: %v", more, err)
		}
		if err := store.read().Exec("DELETE FROM instrument_versions").Error; err == nil {
			t.Errorf("%q: the reader wrote", more)
		}
		checkIDs(t, store, "found")
	}
}

func TestOfSeveralServersOneThatOnlyReadsIsNotTaken(t *testing.T) {
	t.Parallel()
	address := databasetest.Postgres(t, migrateAt)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Alter(t, address, "ALTER DATABASE "+strings.Trim(u.Path, "/")+" SET default_transaction_read_only = on")
	openBad(t, asTwo(t, address, ""), "cannot be written")
}

// A server that is made to only read says so to its connections. They are given
// up, and new ones find the server that takes writes now.
func TestAConnectionToAServerThatOnlyReadsIsGivenUp(t *testing.T) {
	t.Parallel()
	store := openAt(t, databasetest.Postgres(t, migrateAt))
	if err := postgresOf(t, store).writer.Exec("SET default_transaction_read_only = on").Error; err != nil {
		t.Fatal(err)
	}
	if err := store.write(t.Context(), insert("after")); err != nil {
		t.Error(err)
	}
	checkIDs(t, store, "after")
}

func TestHowLongAServerIsWaitedFor(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]time.Duration{
		"postgres://ann@one/rungs":                              connectTimeout,
		"postgres://ann@one/rungs?sslmode=verify-full":          connectTimeout,
		"postgres://ann@one,two/rungs":                          nextServerAfter,
		"postgres://ann@one:1,one:2/rungs":                      nextServerAfter,
		"postgres://ann@one,two/rungs?connect_timeout=7":        7 * time.Second,
		"postgres:///rungs?user=ann&host=one,two&port=1,2":      nextServerAfter,
		"postgres:///rungs?user=ann&host=one&connect_timeout=7": 7 * time.Second,
	} {
		config, err := pgx.ParseConfig(address)
		if err != nil {
			t.Fatal(err)
		}
		if findServer(config); config.ConnectTimeout != want {
			t.Errorf("%s: %v, want %v", address, config.ConnectTimeout, want)
		}
	}
}
