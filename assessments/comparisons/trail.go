package comparisons

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Entry is one line of the trail: who declared, froze and read what is compared.
// Each names the one before by its hash, so that none can be changed or taken
// out unseen.
type Entry struct {
	Number   int // 1 for the first
	At       time.Time
	Event    Event
	Actor    string // the role, and the id where it has one; "service" for what happens by itself
	Subject  string // the period or programme
	Detail   string // what else an auditor needs, such as the digest of a body
	Previous string // the hash of the entry before; "" for the first
	Hash     string
}

// Event is what a trail tells of.
type Event string

// The events.
const (
	PeriodMade        Event = "period_made"
	ProgrammeDeclared Event = "programme_declared"
	PeriodFroze       Event = "period_frozen"
	PeriodMoved       Event = "period_moved" // its freeze was put off
	ReleaseMade       Event = "release_made"
	ReleaseRead       Event = "release_read"
	NamedRead         Event = "named_read"
	Restored          Event = "restored" // a backup was put back
)

// Trail reads the trail.
type Trail interface {
	// LastEntry returns the last entry of the trail; the zero Entry when there
	// is none.
	LastEntry(ctx context.Context) (Entry, error)
	// Entries returns at most limit entries after a number, in order.
	Entries(ctx context.Context, after, limit int) ([]Entry, error)
	// HasEntry tells whether there is an entry of this event, actor and subject
	// from one time to another, both included.
	HasEntry(ctx context.Context, event Event, actor, subject string, from, to time.Time) (bool, error)
}

// TrailWriter adds to the trail. An entry is never changed.
type TrailWriter interface {
	// AddEntry is an error when another entry has its number or its hash.
	AddEntry(ctx context.Context, e Entry) error
}

// hash is over all of an entry's fields.
func (e *Entry) hash() string {
	return hashOf(strconv.Itoa(e.Number), e.At.UTC().Format(time.RFC3339Nano), string(e.Event), e.Actor, e.Subject, e.Detail, e.Previous)
}

// hashOf is the SHA-256 of some texts, each with its length in front.
func hashOf(fields ...string) string {
	sum := sha256.New()
	for _, field := range fields {
		fmt.Fprintf(sum, "%d:%s", len(field), field)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// errClock says that time went backwards.
var errClock = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.Conflict, "refusal.clock") })

// actorOf names who does something, as a trail names them.
func actorOf(caller access.Caller) string {
	if caller.Is(access.Nobody) {
		return "service"
	}
	return strings.TrimSpace(string(caller.Role) + " " + caller.PrincipalID)
}

// recordRead adds to the trail that somebody read something, unless it says so
// already for this day (in UTC): reading again tells an auditor nothing, and must
// not fill the database.
func (s *Service) recordRead(ctx context.Context, caller access.Caller, event Event, subject string) error {
	now := s.Now()
	today := now.UTC().Truncate(24 * time.Hour)
	there, err := s.Store.HasEntry(ctx, event, actorOf(caller), subject, today, now)
	if there || err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		// Asked again: another reading may have been recorded meanwhile.
		there, err := tx.HasEntry(ctx, event, actorOf(caller), subject, today, now)
		if there || err != nil {
			return err
		}
		return s.record(ctx, tx, caller, event, subject, "")
	})
}

// record adds an entry to the trail, in the transaction of what it tells of.
func (s *Service) record(ctx context.Context, tx Tx, caller access.Caller, event Event, subject, detail string) error {
	last, err := tx.LastEntry(ctx)
	if err != nil {
		return err
	}
	now := s.Now()
	if now.Before(last.At) {
		return errClock()
	}
	entry := Entry{Number: last.Number + 1, At: now, Event: event, Actor: actorOf(caller), Subject: subject, Detail: detail, Previous: last.Hash}
	entry.Hash = entry.hash()
	return tx.AddEntry(ctx, entry)
}

// Audit is what was found when the trail was held against itself and against
// what is published.
type Audit struct {
	Entries  int
	Last     string // the hash of the last entry: kept elsewhere, it shows later that none was taken off the end
	Releases int
	Faults   []string // plain sentences; none when all is well
}

func (a *Audit) fault(format string, args ...any) {
	a.Faults = append(a.Faults, fmt.Sprintf(format, args...))
}

// Audit follows the trail from its first entry and holds every release against
// it, and the periods and the ledger against their rules, all as they are at one
// moment.
func (s *Service) Audit(ctx context.Context) (Audit, error) {
	ctx = access.TakingLong(ctx)
	audit, err := access.Within(ctx, s.Store.Snapshot, func(r Reader) (Audit, error) {
		var audit Audit
		created, err := audit.follow(ctx, r)
		if err != nil {
			return Audit{}, err
		}
		if err := audit.compare(ctx, r, created); err != nil {
			return Audit{}, err
		}
		return audit, s.auditPeriods(ctx, r, &audit)
	})
	if err != nil {
		return Audit{}, fmt.Errorf("audit the trail: %w", err)
	}
	return audit, nil
}

// follow holds each entry against itself and the one before, and returns the
// digest of every release that was made.
func (a *Audit) follow(ctx context.Context, r Reader) (created map[string]string, err error) {
	created = map[string]string{}
	var previous Entry
	for {
		entries, err := r.Entries(ctx, previous.Number, access.MaxPage)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			a.check(&e, &previous)
			if e.Event == ReleaseMade {
				created[e.Subject] = e.Detail
			}
			previous = e
		}
		a.Entries += len(entries)
		if len(entries) < access.MaxPage {
			a.Last = previous.Hash
			return created, nil
		}
	}
}

func (a *Audit) check(e, previous *Entry) {
	switch {
	case e.Number == previous.Number+2:
		a.fault("Entry %d is missing.", previous.Number+1)
	case e.Number != previous.Number+1:
		a.fault("Entries %d to %d are missing.", previous.Number+1, e.Number-1)
	case e.Previous != previous.Hash:
		a.fault("Entry %d does not follow entry %d: one of them was changed.", e.Number, previous.Number)
	}
	if e.Hash != e.hash() {
		a.fault("Entry %d was changed.", e.Number)
	}
	if e.At.Before(previous.At) {
		a.fault("Entry %d is earlier than the one before.", e.Number)
	}
}

// compare holds every release against what the trail says was made.
func (a *Audit) compare(ctx context.Context, r Reader, created map[string]string) error {
	err := r.EachPublication(ctx, func(p *Publication) {
		a.Releases++
		subject := p.subject()
		if digest, ok := created[subject]; !ok {
			a.fault("The release %s is not in the trail.", subject)
		} else if digest != p.digest() {
			a.fault("The release %s was changed.", subject)
		}
		delete(created, subject)
	})
	for _, subject := range slices.Sorted(maps.Keys(created)) {
		a.fault("The release %s is gone.", subject)
	}
	return err
}
