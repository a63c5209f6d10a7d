package cli

import (
	"errors"
	"net"
	"net/netip"
	"strings"
	"testing"
)

func TestPhonesAreToldOfWhereOnlyThisMachineIsReached(t *testing.T) {
	t.Parallel()
	of := func(addresses ...string) func() ([]net.Addr, error) {
		return func() ([]net.Addr, error) {
			var found []net.Addr
			for _, one := range addresses {
				prefix := netip.MustParsePrefix(one)
				found = append(found, &net.IPNet{IP: prefix.Addr().AsSlice(), Mask: net.CIDRMask(prefix.Bits(), prefix.Addr().BitLen())})
			}
			return found, nil
		}
	}
	failing := func() ([]net.Addr, error) { return nil, errors.New("no network") }
	for name, tc := range map[string]struct {
		addr, publicURL string
		own             func() ([]net.Addr, error)
		says            string // "" for nothing
	}{
		"everybody reaches it":       {"0.0.0.0:8080", "", of("192.168.1.5/24"), ""},
		"it has an address":          {"127.0.0.1:8080", "https://rungs.example.org", of("192.168.1.5/24"), ""},
		"a name":                     {"localhost:8080", "", of("192.168.1.5/24"), ""},
		"a home network":             {"127.0.0.1:8081", "", of("127.0.0.1/8", "fe80::1/64", "192.168.1.5/24"), "open http://192.168.1.5:8081 on"},
		"no address but a public":    {"127.0.0.1:8080", "", of("127.0.0.1/8", "203.0.113.5/24"), "open http://the address of this machine:8080 on"},
		"the network cannot be read": {"[::1]:8080", "", failing, "SEVENRUNGS_ADDR=0.0.0.0:8080 sevenrungs\n"},
	} {
		got := phones(tc.addr, tc.publicURL, "sevenrungs", tc.own)
		if tc.says == "" && got != "" || !strings.Contains(got, tc.says) {
			t.Errorf("%s: %q, want %q", name, got, tc.says)
		}
	}
}
