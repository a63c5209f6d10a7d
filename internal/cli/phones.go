package cli

import (
	"fmt"
	"net"
	"net/netip"
)

// phones says how phones in the same network can reach a service that only this
// machine reaches, for a trial. It is "" for one that others reach already. command
// is how it is started.
func phones(addr, publicURL, command string, own func() ([]net.Addr, error)) string {
	listening, err := netip.ParseAddrPort(addr)
	if err != nil || publicURL != "" || !listening.Addr().IsLoopback() {
		return ""
	}
	here := "the address of this machine"
	if found, err := own(); err == nil {
		for _, one := range found {
			network, err := netip.ParsePrefix(one.String())
			if err == nil && network.Addr().Is4() && network.Addr().IsPrivate() {
				here = network.Addr().String()
				break
			}
		}
	}
	return fmt.Sprintf(`Only this machine can reach it. To try it with phones in the same network, start it with

  SEVENRUNGS_ADDR=0.0.0.0:%d %s

and open http://%s:%d on all of them, and here too. Links then lead there.
Do so for a trial only: anybody in that network could read along.
`, listening.Port(), command, here, listening.Port())
}
