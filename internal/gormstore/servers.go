package gormstore

import (
	"context"
	"database/sql/driver"
	"net"
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

// whileItWrites gives up a connection to a server that takes no writes any longer.
// The server says so by itself.
var whileItWrites = stdlib.OptionResetSession(func(_ context.Context, conn *pgx.Conn) error {
	if conn.PgConn().ParameterStatus("in_hot_standby") == "on" || conn.PgConn().ParameterStatus("default_transaction_read_only") == "on" {
		return driver.ErrBadConn
	}
	return nil
})

// whileItLeads is as whileItWrites, for connections that only read by themselves.
var whileItLeads = stdlib.OptionResetSession(func(_ context.Context, conn *pgx.Conn) error {
	if conn.PgConn().ParameterStatus("in_hot_standby") == "on" {
		return driver.ErrBadConn
	}
	return nil
})
