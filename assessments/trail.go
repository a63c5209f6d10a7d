package assessments

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
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
	ReleaseMade       Event = "release_made"
	ReleaseRead       Event = "release_read"
	NamedRead         Event = "named_read"
)

// hash is the SHA-256 of an entry's fields, each with its length in front.
func (e *Entry) hash() string {
	sum := sha256.New()
	for _, field := range []string{
		strconv.Itoa(e.Number), e.At.UTC().Format(time.RFC3339Nano), string(e.Event), e.Actor, e.Subject, e.Detail, e.Previous,
	} {
		fmt.Fprintf(sum, "%d:%s", len(field), field)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// errClock says that time went backwards.
var errClock = &Error{Kind: Conflict, Detail: "The clock of this server was set back: something in the trail is later than now. Set the clock right, then try again."}

// note adds an entry to the trail, in the transaction of what it tells of.
func (s *Service) note(ctx context.Context, tx Tx, caller Caller, event Event, subject, detail string) error {
	actor := "service"
	if !caller.Is(Nobody) {
		actor = strings.TrimSpace(string(caller.Role) + " " + caller.Owner)
	}
	last, err := tx.LastEntry(ctx)
	if err != nil {
		return err
	}
	now := s.Now()
	if now.Before(last.At) {
		return errClock
	}
	entry := Entry{Number: last.Number + 1, At: now, Event: event, Actor: actor, Subject: subject, Detail: detail, Previous: last.Hash}
	entry.Hash = entry.hash()
	return tx.AddEntry(ctx, entry)
}

// Audit is what was found when the trail was held against itself and against
// what is published.
type Audit struct {
	Entries  int
	Releases int
	Faults   []string // plain sentences; none when all is well
}

// Audit follows the trail from its first entry and holds every release and the
// ledger against it.
func (s *Service) Audit(ctx context.Context) (Audit, error) {
	var audit Audit
	fault := func(format string, args ...any) { audit.Faults = append(audit.Faults, fmt.Sprintf(format, args...)) }
	made := map[string]string{}
	previous := Entry{}
	err := s.eachEntry(ctx, func(e *Entry) {
		e.follow(&previous, fault)
		if e.Event == ReleaseMade {
			made[e.Subject] = e.Detail
		}
		previous = *e
		audit.Entries++
	})
	if err != nil {
		return Audit{}, err
	}
	if err := s.auditReleases(ctx, made, &audit, fault); err != nil {
		return Audit{}, err
	}
	spent, err := s.Store.MostSpent(ctx)
	if err != nil {
		return Audit{}, err
	}
	if spent > s.Policy.EpsilonCap {
		fault("The ledger passed its cap: %d thousandths of ε were spent in one period, and %d are allowed.", spent, s.Policy.EpsilonCap)
	}
	return audit, nil
}

// eachEntry calls do with every entry of the trail, in order.
func (s *Service) eachEntry(ctx context.Context, do func(*Entry)) error {
	for after := 0; ; {
		entries, err := s.Store.Entries(ctx, after, MaxPage)
		if err != nil {
			return err
		}
		for i := range entries {
			do(&entries[i])
			after = entries[i].Number
		}
		if len(entries) < MaxPage {
			return nil
		}
	}
}

// follow names what is wrong with an entry that comes after another.
func (e *Entry) follow(previous *Entry, fault func(string, ...any)) {
	switch {
	case e.Number != previous.Number+1:
		fault("Entry %d is missing.", previous.Number+1)
	case e.Previous != previous.Hash:
		fault("Entry %d does not follow entry %d: one of them was changed.", e.Number, previous.Number)
	}
	if e.Hash != e.hash() {
		fault("Entry %d was changed.", e.Number)
	}
	if e.At.Before(previous.At) {
		fault("Entry %d is earlier than the one before.", e.Number)
	}
}

// auditReleases holds every release against what the trail says was made.
func (s *Service) auditReleases(ctx context.Context, made map[string]string, audit *Audit, fault func(string, ...any)) error {
	err := s.Store.EachPublication(ctx, func(p *Publication) {
		audit.Releases++
		subject := p.subject()
		if digest, ok := made[subject]; !ok {
			fault("The release %s is not in the trail.", subject)
		} else if digest != p.digest() {
			fault("The release %s was changed.", subject)
		}
		delete(made, subject)
	})
	for subject := range made {
		fault("The release %s is gone.", subject)
	}
	return err
}
