// Package delivery sends what happened to the receivers that partners name. Somebody
// else chooses where to, so each address is looked at in the moment it is dialled, and
// what comes back is neither followed nor believed.
package delivery

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/sevenrungs/sevenrungs/assessments/events"
)

const (
	// patience is how long one message may take, from the name to the end of the reply.
	patience = 10 * time.Second

	// maxReply is how much of a reply is read. What stands in it is thrown away.
	maxReply = 16 << 10
)

// Option changes how [New] builds a sender. There is none that comes from a setting:
// which addresses may be dialled is for the program to say.
type Option func(*guard, *tls.Config)

// Allowing lets a sender dial addresses that are inside. It is for tests, whose
// receivers are on this machine.
func Allowing(allowed func(netip.AddrPort) bool) Option {
	return func(g *guard, _ *tls.Config) { g.allowed = allowed }
}

// Resolving sets where names are looked up.
func Resolving(lookUp func(ctx context.Context, host string) ([]netip.Addr, error)) Option {
	return func(g *guard, _ *tls.Config) { g.lookUp = lookUp }
}

// Trusting sets whose certificates are taken, in place of those that the machine trusts.
func Trusting(config *tls.Config) Option {
	return func(_ *guard, c *tls.Config) { c.RootCAs = config.RootCAs }
}

// Sender is an [events.Sender] over HTTPS.
type Sender struct {
	guard  guard
	client *http.Client
}

var _ events.Sender = (*Sender)(nil)

// New returns a sender that dials addresses on the open internet alone.
func New(options ...Option) *Sender {
	s := &Sender{}
	s.guard.lookUp = func(ctx context.Context, host string) ([]netip.Addr, error) {
		return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	}
	secure := &tls.Config{MinVersion: tls.VersionTLS12}
	for _, option := range options {
		option(&s.guard, secure)
	}
	s.client = &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: s.guard.dial, TLSClientConfig: secure, TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience,
			MaxResponseHeaderBytes: maxReply, DisableCompression: true,
			DisableKeepAlives: true, // the address is looked at for each message
			// No proxy of the machine's: it would dial in our place.
		},
	}
	return s
}

// Check returns an error when the name of an address leads inside. A name that cannot be
// looked up now may lead outside later, and is looked at again then.
func (s *Sender) Check(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience/2)
	defer cancel()
	found, err := s.guard.find(ctx, u.Hostname())
	if err != nil {
		return nil
	}
	port, _ := strconv.ParseUint(u.Port(), 10, 16)
	for _, a := range found {
		if !s.guard.mayDial(netip.AddrPortFrom(a, uint16(port))) {
			return errInside
		}
	}
	return nil
}

// Send sends a message, signed as Standard Webhooks says.
func (s *Sender) Send(ctx context.Context, m events.Message) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := request(ctx, m)
	if err != nil {
		return 0, errors.New("the message could not be made")
	}
	reply, err := s.client.Do(req)
	if err != nil {
		return 0, plainly(err)
	}
	_, _ = io.CopyN(io.Discard, reply.Body, maxReply) // what stands in it is nobody's business
	_ = reply.Body.Close()
	return reply.StatusCode, nil
}

func request(ctx context.Context, m events.Message) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.URL, bytes.NewReader(m.Body))
	if err != nil {
		return nil, err
	}
	var signatures []string
	for _, secret := range m.Secrets {
		signer, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			return nil, err
		}
		signature, err := signer.Sign(m.ID, m.At, m.Body)
		if err != nil {
			return nil, err
		}
		signatures = append(signatures, signature)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "SevenRungs-Webhooks/1")
	req.Header.Set(standardwebhooks.HeaderWebhookID, m.ID)
	req.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(m.At.Unix(), 10))
	req.Header.Set(standardwebhooks.HeaderWebhookSignature, strings.Join(signatures, " "))
	return req, nil
}

// The failures that whoever has the webhook is told of. They say nothing of what is
// behind an address.
var (
	errInside  = errors.New("The address leads to a machine that is not on the open internet.") //nolint:staticcheck // a sentence for people
	errSlow    = errors.New("There was no reply within 10 seconds.")                            //nolint:staticcheck // as above
	errUnnamed = errors.New("The name of the receiver was not found.")                          //nolint:staticcheck // as above
	errTLS     = errors.New("The receiver's certificate is not one that can be trusted.")       //nolint:staticcheck // as above
	errNoReply = errors.New("The receiver could not be reached, or gave no reply.")             //nolint:staticcheck // as above
)

func plainly(err error) error {
	var untrusted *tls.CertificateVerificationError
	var unnamed *net.DNSError
	var slow net.Error
	switch {
	case errors.Is(err, errInside):
		return errInside
	case errors.As(err, &untrusted):
		return errTLS
	case errors.As(err, &slow) && slow.Timeout():
		return errSlow
	case errors.As(err, &unnamed):
		return errUnnamed
	}
	return errNoReply
}

// guard dials, and looks where to.
type guard struct {
	lookUp  func(ctx context.Context, host string) ([]netip.Addr, error)
	allowed func(netip.AddrPort) bool // of what is inside; nil for none
}

func (g *guard) mayDial(a netip.AddrPort) bool {
	return !events.Inside(a.Addr()) || g.allowed != nil && g.allowed(a)
}

func (g *guard) find(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	return g.lookUp(ctx, host)
}

// dial dials the addresses of a host one after the other. Each is looked at when its
// name was looked up, and once more when the socket is about to connect: what a name
// led to before tells nothing.
func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	found, err := g.find(ctx, host)
	if err != nil {
		return nil, err
	}
	dialer := net.Dialer{Timeout: patience / 2, Control: func(_, address string, _ syscall.RawConn) error {
		if a, err := netip.ParseAddrPort(address); err != nil || !g.mayDial(a) {
			return errInside
		}
		return nil
	}}
	err = errUnnamed
	for _, a := range found {
		var conn net.Conn
		if conn, err = dialer.DialContext(ctx, network, net.JoinHostPort(a.String(), port)); err == nil {
			return conn, nil
		}
	}
	return nil, err
}
