package gormstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// An address may name several servers, of which one takes writes. When that
// fails, another is made the one, and all connections have to find it.

const (
	// connectTimeout is how long to wait for the one server to let us in.
	connectTimeout = 5 * time.Second

	// nextServerAfter is how long to wait for each, where there are more.
	nextServerAfter = time.Second

	// lostAfter is about how long a server may be silent that should answer, until
	// its connections are given up: a machine that lost its power says no goodbye.
	lostAfter = 5 * time.Second
)

// parseServer reads an address, and tells whether it says that old versions may stay: see
// [acceptsOldVersions].
func parseServer(address string) (config *pgx.ConnConfig, accepted bool, err error) {
	if config, err = pgx.ParseConfig(address); err != nil {
		// The cause is left out: it may hold the password.
		return nil, false, errors.New("its address cannot be read; write it as postgres://user:password@host:5432/name")
	}
	accepted = acceptsOldVersions(config)
	findServer(config)
	return config, accepted, nil
}

// findServer sets how a connection finds the server that takes writes, where the
// address does not say it.
func findServer(config *pgx.ConnConfig) {
	several := hasSeveral(config)
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
		if several {
			config.ConnectTimeout = nextServerAfter
		}
	}
	if several && config.ValidateConnect == nil {
		config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	dialer := &net.Dialer{
		Timeout:         config.ConnectTimeout,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: lostAfter / 2, Interval: time.Second, Count: 3},
		Control:         giveUpSending,
	}
	config.DialFunc = dialer.DialContext
}

func hasSeveral(config *pgx.ConnConfig) bool {
	for _, other := range config.Fallbacks { // one server may be there with and without TLS
		if other.Host != config.Host || other.Port != config.Port {
			return true
		}
	}
	return false
}

// onlyReading keeps a connection from writing. That comes once it is made: a
// server is asked before whether it takes writes.
var onlyReading = stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, "SET default_transaction_read_only = on")
	return err
})

var (
	// whileItWrites gives up a connection to a server that takes no writes any longer.
	whileItWrites = unless("in_hot_standby", "default_transaction_read_only")

	// whileItLeads gives up a connection to a server that has become a standby. It is for
	// connections that take no writes by a setting of their own.
	whileItLeads = unless("in_hot_standby")
)

// unless gives up a connection, before it is used again, when one of these settings is
// on. The server says by itself when one changes.
func unless(settings ...string) stdlib.OptionOpenDB {
	return stdlib.OptionResetSession(func(_ context.Context, conn *pgx.Conn) error {
		if slices.ContainsFunc(settings, func(setting string) bool { return conn.PgConn().ParameterStatus(setting) == "on" }) {
			return driver.ErrBadConn
		}
		return nil
	})
}
