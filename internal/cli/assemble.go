package cli

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync/atomic"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/delivery"
	"github.com/sevenrungs/sevenrungs/internal/edge"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
	"github.com/sevenrungs/sevenrungs/internal/web"
)

// parts are what a service that runs is made of.
type parts struct {
	cfg            config.Config
	log            *slog.Logger
	questionnaires *instrument.Catalogue
	at             *clock.Clock
	store          *gormstore.Store
	seen           observing
}

// serving is a service that is about to run, or runs.
type serving struct {
	Process
	parts
	service     *assessments.Service
	comparing   *comparisons.Service
	happened    *events.Service
	hooks       *events.Webhooks
	operatorKey assessments.NewKey // the first one, when it was made just now
	draining    atomic.Bool
}

// assemble checks the instruments against a database, and puts the services on it.
func (p Process) assemble(ctx context.Context, of parts) (*serving, error) {
	if err := assessments.PinInstruments(ctx, of.store, of.questionnaires); err != nil {
		return nil, err
	}
	s := &serving{
		Process: p, parts: of,
		service:   newService(of.store, of.questionnaires, of.log),
		comparing: newComparisons(of.store, of.questionnaires, of.log),
		happened:  &events.Service{Store: of.store.Events(), Now: of.at.Now, NewID: of.at.NewID},
		hooks:     newWebhooks(of.store, of.log, of.at),
	}
	s.service.Now, s.service.NewID, s.service.Unsteady = of.at.Now, of.at.NewID, of.at.Unsteady
	s.comparing.Now, s.comparing.NewID = of.at.Now, of.at.NewID
	demo, err := s.comparing.MarkDemo(ctx, of.cfg.Demo)
	if err != nil {
		return nil, err
	}
	if s.comparing.Policy, err = readPolicy(of.cfg.Policy, demo); err != nil {
		return nil, err
	}
	s.operatorKey, err = s.service.FirstOperatorKey(ctx, assessments.ParseSecret(of.cfg.OperatorKey))
	return s, err
}

// edge returns all that is served: the API and the pages, on one edge.
func (s *serving) edge() (*edge.Edge, error) {
	options := edge.Options{
		Log:            s.log,
		Now:            s.at.Now,
		Running:        s.at.Running,
		NewID:          s.at.NewID,
		Who:            web.Who(s.service, s.cfg.PublicURL, api.Who(s.service)),
		RateLimit:      s.cfg.RateLimit,
		Ledger:         ledgerOf(s.store),
		BodyRoom:       int64(s.cfg.BodyMemory) << 20,
		PublicURL:      s.cfg.PublicURL,
		Hosts:          s.cfg.Hosts,
		CORSOrigins:    s.cfg.CORSOrigins,
		TrustedProxies: s.cfg.TrustedProxies,
	}
	if s.seen.Observer != nil {
		options.Watch = s.seen
	}
	e, err := edge.New(options)
	if err != nil {
		return nil, err
	}
	return e, s.mount(e)
}

// mount puts the API and the pages on an edge.
func (s *serving) mount(e *edge.Edge) error {
	said, err := sentences.Written()
	if err != nil {
		return err
	}
	export := api.Mount(e, api.Options{
		Catalogue:   s.questionnaires,
		Sentences:   said,
		Service:     s.service,
		Comparisons: s.comparing,
		Events:      s.happened,
		Webhooks:    s.hooks,
		Ready:       s.store.Ready,
		Warnings:    s.warnings,
		Stopping:    s.draining.Load,
		About:       api.Version{Name: product, Version: s.Version, Commit: s.Commit, ScoringVersion: scoring.Version},
		OpenToAll:   s.cfg.OpenToAll,
		Contact:     s.cfg.Contact,
	})
	return web.Mount(e, web.Options{
		Catalogue:   s.questionnaires,
		Service:     s.service,
		Comparisons: s.comparing,
		Ready:       s.store.Ready,
		Export:      web.Exporter(export),
		Version:     s.Version,
		OpenToAll:   s.cfg.OpenToAll,
		Contact:     s.cfg.Contact,
	})
}

// warnings returns what will soon be in the way of requests.
func (s *serving) warnings() []string { return append(s.store.Warnings(), s.at.Warnings()...) }

// ledgerOf returns where several processes count together, or nil where there is
// one process.
func ledgerOf(store *gormstore.Store) edge.Ledger {
	if ledger, found := store.Ledger(); found {
		return ledger
	}
	return nil
}

// newWebhooks returns what sends events to those who asked for it.
func newWebhooks(store *gormstore.Store, log *slog.Logger, at *clock.Clock) *events.Webhooks {
	return &events.Webhooks{
		Store: store.Webhooks(), Sender: delivery.New(), Render: api.RenderEvent, Now: at.Now, NewID: at.NewID, Random: rand.Reader,
		Tell: func(paused *events.Webhook) { // its address may hold a secret
			log.Warn("webhook paused: nothing got through for three days, or its receiver is gone",
				slog.String("webhook", paused.ID), slog.String("role", string(paused.Feed.Role)), slog.String("holder", paused.Feed.ID))
		},
	}
}
