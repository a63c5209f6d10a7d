package edge

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// Base is where people reach the service, without a final slash, for links to
// send on. Links hold keys, so they lead where whoever runs the service said,
// and never to a name that only a request gives: a name of theirs, a name of
// this machine's own, or the very address that the request came to.
func (e *Edge) Base(c *gin.Context) string {
	if e.PublicURL != "" {
		return e.PublicURL
	}
	if host := strings.ToLower(c.Request.Host); slices.Contains(e.Hosts, host) || isOwn(host) {
		return "http://" + host
	}
	if address, is := c.Request.Context().Value(http.LocalAddrContextKey).(net.Addr); is {
		return "http://" + address.String()
	}
	return "http://localhost"
}

// isOwn tells whether a host can be no other machine than the reader's own.
func isOwn(host string) bool {
	at, err := netip.ParseAddrPort(host)
	if err == nil {
		return at.Addr().IsLoopback()
	}
	if name, port, err := net.SplitHostPort(host); err == nil && isPort(port) {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}

func isPort(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// Address is where a request comes from: an address, or the /64 network of an
// IPv6 address, since one household has all of it.
func Address(c *gin.Context) string {
	address, err := netip.ParseAddr(c.ClientIP())
	if err != nil {
		host, _, _ := net.SplitHostPort(c.Request.RemoteAddr)
		return host
	}
	if address.Is6() && !address.Is4In6() {
		network, _ := address.WithZone("").Prefix(64)
		return network.String()
	}
	return address.Unmap().String()
}
