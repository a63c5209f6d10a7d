package gormstore

import (
	"strings"
	"syscall"
)

// tcpUserTimeout is TCP_USER_TIMEOUT, in milliseconds: how long what was sent may
// be without an answer. See tcp(7).
const tcpUserTimeout = 18

// giveUpSending has a connection end that sends into the void. Keep-alive begins
// only where nothing waits to be sent.
func giveUpSending(network, _ string, conn syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return nil
	}
	var refused error
	err := conn.Control(func(fd uintptr) {
		refused = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(lostAfter.Milliseconds()))
	})
	if err != nil {
		return err
	}
	return refused
}
