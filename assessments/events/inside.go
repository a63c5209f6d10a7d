package events

import (
	"net/netip"
	"net/url"
	"strings"
)

// special are the blocks that are no one's on the open internet, but for those that
// [netip.Addr] knows. Source: the IANA registries of special-purpose addresses.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("3fff::/20"),
}

// global is where all open IPv6 addresses are. What stands for an IPv4 address, as NAT64
// does, is elsewhere.
var global = netip.MustParsePrefix("2000::/3")

// Inside tells whether nobody on the open internet has an address: a machine that
// asked it would ask itself or its neighbours.
func Inside(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && !global.Contains(a) {
		return true
	}
	for _, block := range special {
		if block.Contains(a) {
			return true
		}
	}
	return false
}

const maxURL = 500

const (
	noURL     = "Give the whole address of your receiver, such as https://example.org/hooks. At most 500 letters, without a name, password or # in it."
	insideURL = "This address leads to a machine that is not on the open internet. Give one that is."
)

// refuseURL says why nothing is ever sent to an address; "" for an address that may do.
func refuseURL(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil || len(text) > maxURL || u.Host == "" || u.Hostname() == "" || u.User != nil || u.Fragment != "" || strings.ContainsAny(text, " \t\r\n"):
		return noURL
	case u.Scheme != "https":
		return "The address must begin with https://, so that nobody on the way can read or change what is sent."
	case insideName(u.Hostname()):
		return insideURL
	}
	return ""
}

// insideName tells whether a host is plainly inside: a number that is, in whatever
// spelling, or a name that nobody outside has.
func insideName(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return Inside(a)
	}
	labels := strings.Split(strings.TrimSuffix(strings.ToLower(host), "."), ".")
	last := labels[len(labels)-1]
	if len(labels) == 1 || strings.IndexFunc(last, func(r rune) bool { return r < 'a' || r > 'z' }) == 0 {
		return true
	}
	switch last {
	case "localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa":
		return true
	}
	return false
}
