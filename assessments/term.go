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

// revoke ends it for good. Revoked again, it keeps the time it ended first.
func (t *Term) revoke(now time.Time) {
	if t.RevokedAt.IsZero() {
		t.RevokedAt = now
	}
}

// lastYear is the last that RFC 3339 can write.
const lastYear = 9999

// end reads when something ends, as it is kept: in UTC, to the millisecond. Zero
// is for never. What is left out has no end, or a usual one: that is for the
// caller to say.
func (l *faultList) end(path []any, given, now time.Time) time.Time {
	end := given.UTC().Truncate(time.Millisecond)
	switch {
	case given.IsZero():
	case !end.After(now):
		l.add(path, "This time has passed. Give one in the future, or leave it out.")
	case end.Year() > lastYear:
		l.add(path, "This time is too far off. Give an earlier one, or leave it out.")
	}
	return end
}
