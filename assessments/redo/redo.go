// Package redo says what must be done again when an older backup is put back: what
// was closed, erased, revoked, withdrawn, replaced and frozen since it was made.
//
// Who made a promise good must not find it broken because a disk was lost. So each
// such thing leaves a [Fact], in the transaction in which it is done. A fact holds
// ids, and a time where it needs one. It holds no answer, note or name, and of a key
// no more than its hash. Of what was deleted with all that was known of it, it holds
// a [Trace] in place of the id: that finds it in an older backup, and says nothing to
// whoever has none. What was said of it before, such as that an assessment ended,
// keeps its ids until no backup needs it. Whoever has all facts knows less than whoever has the database.
//
// A fact may be done again any number of times, and facts in any order: what is
// already so stays so. So nothing need be known of what a backup holds already, and
// facts about people who answer can be kept in an order that does not tell who came
// when.
package redo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind is what a fact is about.
type Kind string

// The kinds.
const (
	AssessmentEnded   Kind = "assessment_ended"  // closed or cancelled
	AssessmentGone    Kind = "assessment_gone"   // ID: a trace; it went with its organisation
	OrganisationGone  Kind = "organisation_gone" // ID: a trace
	Unverified        Kind = "unverified"        // At: an organisation was no longer verified from then on
	AccountGone       Kind = "account_gone"      // ID: a trace; Of: the role
	KeyRevoked        Kind = "key_revoked"
	GrantRevoked      Kind = "grant_revoked" // Of: the organisation
	InvitationRevoked Kind = "invitation_revoked"
	LinkRevoked       Kind = "link_revoked"
	ClaimsOver        Kind = "claims_over" // ID: the organisation; At: those made until then
	WebhookGone       Kind = "webhook_gone"
	ShareWithdrawn    Kind = "share_withdrawn"    // Of: the organisation
	PeriodFrozen      Kind = "period_frozen"      // ID: its name; At: when; More: see package comparisons
	ResponseWithdrawn Kind = "response_withdrawn" // Of: the assessment
	KeyReplaced       Kind = "key_replaced"       // ID: the response; Of: the assessment; More: the label of the old key's hash, the new hash
)

var kinds = []Kind{
	AssessmentEnded, AssessmentGone, OrganisationGone, Unverified, AccountGone, KeyRevoked, GrantRevoked, InvitationRevoked, LinkRevoked, ClaimsOver,
	WebhookGone, ShareWithdrawn, PeriodFrozen, ResponseWithdrawn, KeyReplaced,
}

// A Fact is one thing that was done for good.
type Fact struct {
	Kind Kind
	ID   string
	Of   string    // what it belongs to; "" where nobody needs that
	At   time.Time // zero where nobody needs it
	More []string
}

// Assessment is whose response a fact is about; "" for none. No time is kept of
// these, and they are dropped when the assessment ends.
func (f Fact) Assessment() string {
	if f.Kind == ResponseWithdrawn || f.Kind == KeyReplaced {
		return f.Of
	}
	return ""
}

// Trace is what an id is found by that is not kept. Ids are drawn from too many for
// anybody to try them all.
func Trace(id string) string {
	const kept = 16 // bytes: enough that no two are the same
	sum := sha256.Sum256([]byte("trace of " + id))
	return hex.EncodeToString(sum[:kept])
}

// none stands for nothing in a line.
const none = "-"

// String is the fact as a line, without its end.
func (f Fact) String() string {
	at := none
	if !f.At.IsZero() {
		at = strconv.FormatInt(f.At.UnixMilli(), 10)
	}
	return strings.Join(append([]string{string(f.Kind), orNone(f.ID), orNone(f.Of), at}, f.More...), " ")
}

func orNone(word string) string {
	if word == "" {
		return none
	}
	return word
}

// Parse reads a line that [Fact.String] wrote.
func Parse(line string) (Fact, error) {
	words := strings.Split(line, " ")
	if len(words) < 4 || !slices.Contains(kinds, Kind(words[0])) || slices.Contains(words, "") {
		return Fact{}, fmt.Errorf("a line of the journal that nobody can read: %.200q", line)
	}
	f := Fact{Kind: Kind(words[0]), ID: words[1], Of: strings.TrimPrefix(words[2], none), More: words[4:]}
	if words[3] == none {
		return f, nil
	}
	at, err := strconv.ParseInt(words[3], 10, 64)
	f.At = time.UnixMilli(at).UTC()
	return f, err
}

// Journal keeps facts outside the database.
type Journal interface {
	// Keep returns once facts are safe on the disk, and with them how often the database
	// gave some, unless more is known there. Of an assessment that ended it drops what it
	// knew of responses.
	Keep(facts []Fact, moves int64) error
	// Tend puts facts of people who answer into an order that tells nothing, and drops
	// what no backup needs any more.
	Tend() error
}
