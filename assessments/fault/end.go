package fault

import "time"

// lastYear is the last that RFC 3339 can write.
const lastYear = 9999

// End reads when something ends, as it is kept: in UTC, to the millisecond. Zero
// is for never. What is left out has no end, or a usual one: that is for the
// caller to say.
func (l *List) End(path []any, given, now time.Time) time.Time {
	end := given.UTC().Truncate(time.Millisecond)
	switch {
	case given.IsZero():
	case !end.After(now):
		l.Say(path, "refusal.passed")
	case end.Year() > lastYear:
		l.Say(path, "refusal.too_far")
	}
	return end
}
