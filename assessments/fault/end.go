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
		l.Add(path, "This time has passed. Give one in the future, or leave it out.")
	case end.Year() > lastYear:
		l.Add(path, "This time is too far off. Give an earlier one, or leave it out.")
	}
	return end
}
