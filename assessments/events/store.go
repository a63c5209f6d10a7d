package events

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Store keeps what happened.
type Store interface {
	Reader

	// Snapshot runs fn on one and the same state of what is committed.
	Snapshot(ctx context.Context, fn func(r Reader) error) error
}

// Reader reads what happened, and what there is.
type Reader interface {
	// Events returns at most limit events of a feed, everybody's among them, in
	// the order of their commits: those after a place.
	Events(ctx context.Context, feed Feed, after Place, limit int) ([]Event, error)
	// Newest returns the id of the newest event of a feed, everybody's among them,
	// or "" for none.
	Newest(ctx context.Context, feed Feed) (string, error)
	// LastRestored returns when a backup was last put back; zero for never.
	LastRestored(ctx context.Context) (time.Time, error)
	// Standing returns, as events, what there is of one kind that a feed may see at
	// this time, in the order of subjects.
	Standing(ctx context.Context, feed Feed, kind Kind, at time.Time, page access.Page) ([]Event, error)
}

// Audience says who may see what happens.
type Audience interface {
	// PartnersOf returns the ids of the partners that may act for an organisation at
	// this time.
	PartnersOf(ctx context.Context, organisation string, at time.Time) ([]string, error)
	// SharedByName returns the shares of an organisation by name that are in force
	// at this time.
	SharedByName(ctx context.Context, organisation string, at time.Time) ([]NamedShare, error)
	// Told returns all feeds that hold an event about an organisation.
	Told(ctx context.Context, organisation string) ([]Feed, error)
}

// Writer tells what happens.
type Writer interface {
	Audience

	// Tell puts events into feeds. They get their places when the transaction
	// commits, and not before: so whoever has read a feed up to a place has read all
	// that will ever stand before it.
	Tell(ctx context.Context, told []Told) error
	// EndView deletes from a feed all about an organisation.
	EndView(ctx context.Context, feed Feed, organisation string) error
	// Untell deletes all about an organisation from every feed.
	Untell(ctx context.Context, organisation string) error
}

// Keeper forgets what was kept long enough.
type Keeper interface {
	// DropEvents deletes the events that happened before this time.
	DropEvents(ctx context.Context, before time.Time) error
	// DropFeed deletes a feed.
	DropFeed(ctx context.Context, feed Feed) error
}
