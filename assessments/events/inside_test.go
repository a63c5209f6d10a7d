package events

import (
	"net/netip"
	"testing"
)

func TestWhoIsInside(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1",
		"fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1",
	} {
		if !Inside(netip.MustParseAddr(address)) {
			t.Errorf("%s may be dialled", address)
		}
	}
	if !Inside(netip.Addr{}) {
		t.Error("no address may be dialled")
	}
	for _, address := range []string{"1.1.1.1", "9.9.9.9", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "198.20.0.1", "223.255.255.254", "::ffff:9.9.9.9", "2606:4700::1111", "2a00:1450::1"} {
		if Inside(netip.MustParseAddr(address)) {
			t.Errorf("%s may not be dialled", address)
		}
	}
}
