package sevenrungs_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// When a line drops: before the service hears, when it has done what was asked,
// or half-way through its reply.
const (
	dropsBefore  = "before"
	dropsAfter   = "after"
	dropsHalfWay = "half-way"
)

// fault is one reply that goes wrong: a status that the service never hears of,
// or a line that drops.
type fault struct {
	status      int
	after, body string // Retry-After, and what comes
	drops       string
}

type heard struct{ method, path, key string }

// faulty is a proxy before the service. It takes its faults in order, one a
// request; then all is well.
type faulty struct {
	url     string
	service http.Handler

	mu     sync.Mutex
	faults []fault
	seen   []heard
}

func newFaulty(t *testing.T, service string) *faulty {
	t.Helper()
	address, err := url.Parse(service)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &faulty{service: httputil.NewSingleHostReverseProxy(address)}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	proxy.url = server.URL
	return proxy
}

func (p *faulty) fail(faults ...fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, faults...)
}

func (p *faulty) heard() []heard {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.seen)
}

func (p *faulty) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen = nil
}

func (p *faulty) next(req *http.Request) fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen = append(p.seen, heard{req.Method, req.URL.Path, req.Header.Get("Idempotency-Key")})
	if len(p.faults) == 0 {
		return fault{}
	}
	first := p.faults[0]
	p.faults = p.faults[1:]
	return first
}

func (p *faulty) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	now := p.next(req)
	body, err := io.ReadAll(req.Body)
	if err != nil || now.drops == dropsBefore {
		panic(http.ErrAbortHandler)
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	if now.status != 0 {
		if now.after != "" {
			w.Header().Set("Retry-After", now.after)
		}
		w.WriteHeader(now.status)
		_, _ = io.WriteString(w, now.body)
		return
	}
	if now.drops == "" {
		p.service.ServeHTTP(w, req)
		return
	}
	reply := httptest.NewRecorder()
	p.service.ServeHTTP(reply, req)
	if now.drops == dropsHalfWay {
		w.Header().Set("Content-Length", reply.Header().Get("Content-Length"))
		w.WriteHeader(reply.Code)
		_, _ = w.Write(reply.Body.Bytes()[:reply.Body.Len()/2])
	}
	panic(http.ErrAbortHandler)
}
