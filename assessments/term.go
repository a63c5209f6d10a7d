package assessments

import "time"

// Term is how long something holds: until it expires or is revoked.
type Term struct {
	ExpiresAt time.Time // zero for never
	RevokedAt time.Time // zero for not revoked
}

// TermState says whether something holds.
type TermState string

// The states of what has a [Term].
const (
	Active  TermState = "active"
	Expired TermState = "expired"
	Ended   TermState = "revoked"
)

// State says whether it holds at this time. What is revoked stays so, also when
// it would have expired since.
func (t *Term) State(now time.Time) TermState {
	switch {
	case !t.RevokedAt.IsZero():
		return Ended
	case !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt):
		return Expired
	}
	return Active
}

// endBy has it end then at the latest; the zero time changes nothing.
func (t *Term) endBy(then time.Time) {
	if !then.IsZero() && (t.ExpiresAt.IsZero() || then.Before(t.ExpiresAt)) {
		t.ExpiresAt = then
	}
}

// revoke ends it for good. Revoked again, it keeps the time it ended first.
func (t *Term) revoke(now time.Time) {
	if t.RevokedAt.IsZero() {
		t.RevokedAt = now
	}
}
