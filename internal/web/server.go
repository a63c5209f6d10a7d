package web

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Options is what the pages need from outside. All fields are needed, but for
// those that say so.
type Options struct {
	Catalogue   *instrument.Catalogue
	Service     *assessments.Service
	Comparisons *comparisons.Service
	Version     string // what is running

	Ready  func(context.Context) error // nil when requests can be served
	Export Exporter                    // gives out all that is kept of an organisation

	OpenToAll bool   // whether organisations may register themselves
	Contact   string // who runs this: an e-mail address or a web address; "" when not told
}

// server holds what handlers share. It never changes after Mount.
type server struct {
	*edge.Edge
	Options
	sentences *sentences.Catalogue
	templates *templates
	assets    map[string]asset
	elsewhere *http.CrossOriginProtection
	signIns   *edge.Allowance
	secure    bool // whether people come over TLS
}

// maxSignIns is how many keys may be tried from one address in ten minutes. They
// cannot be guessed. But who tries may as well be slowed down.
const maxSignIns = 60

// Mount adds the pages to an edge.
func Mount(e *edge.Edge, o Options) error {
	s, err := newServer(e, o)
	if err != nil {
		return err
	}
	e.Page = s.problem
	s.routes()
	return nil
}

// pages are what the program brings with it to make pages of. They never change.
type pages struct {
	sentences *sentences.Catalogue
	assets    map[string]asset
	templates *templates
}

// embedded reads them, once for all servers of a process: there are many, and in
// two variants.
var embedded = sync.OnceValues(func() (*pages, error) {
	said, err := sentences.Written()
	if err != nil {
		return nil, fmt.Errorf("sentences: %w", err)
	}
	read := &pages{sentences: said, assets: readAssets()}
	read.templates, err = readTemplates(said, read.assets)
	return read, err
})

func newServer(e *edge.Edge, o Options) (*server, error) {
	read, err := embedded()
	if err != nil {
		return nil, err
	}
	s := &server{Edge: e, Options: o, sentences: read.sentences, assets: read.assets, templates: read.templates, elsewhere: http.NewCrossOriginProtection()}
	if e.PublicURL != "" { // a proxy may give us another host than the browser sees
		s.secure = isTLS(e.PublicURL)
		if err := s.elsewhere.AddTrustedOrigin(e.PublicURL); err != nil {
			return nil, fmt.Errorf("public address: %w", err)
		}
	}
	if s.signIns, err = e.Allow("sign-in", maxSignIns, 10*time.Minute, "Somebody tried too many keys from where you are. Wait ten minutes, then try again."); err != nil {
		return nil, fmt.Errorf("rate limit: %w", err)
	}
	return s, nil
}
