package assessments

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func TestTermStates(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		term Term
		want TermState
	}{
		"without an end":                    {Term{}, Active},
		"just before its end":               {Term{ExpiresAt: noon.Add(1)}, Active},
		"at its end":                        {Term{ExpiresAt: noon}, Expired},
		"after its end":                     {Term{ExpiresAt: noon.Add(-time.Hour)}, Expired},
		"revoked":                           {Term{RevokedAt: noon.Add(-time.Hour)}, Ended},
		"revoked, by a clock that is ahead": {Term{RevokedAt: noon.Add(time.Hour)}, Ended},
		"revoked, and past its end":         {Term{ExpiresAt: noon.Add(-time.Hour), RevokedAt: noon}, Ended},
		"revoked after its end":             {Term{ExpiresAt: noon.Add(-2 * time.Hour), RevokedAt: noon.Add(-time.Hour)}, Ended},
		"in another time zone":              {Term{ExpiresAt: noon.In(time.FixedZone("elsewhere", 7200))}, Expired},
	} {
		if got := tc.term.State(noon); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestRevokingAgainKeepsTheFirstTime(t *testing.T) {
	t.Parallel()
	var term Term
	term.revoke(noon)
	term.revoke(noon.Add(time.Hour))
	if !term.RevokedAt.Equal(noon) {
		t.Errorf("revoked at %s, want %s", term.RevokedAt, noon)
	}
}

func TestAnEndLiesAheadAndIsKeptToTheMillisecond(t *testing.T) {
	t.Parallel()
	elsewhere := time.FixedZone("elsewhere", 7200)
	for name, tc := range map[string]struct {
		given, want time.Time
		faults      int
	}{
		"never":                     {time.Time{}, time.Time{}, 0},
		"a millisecond ahead":       {noon.Add(time.Millisecond), noon.Add(time.Millisecond), 0},
		"finer than that":           {noon.Add(time.Hour + 999_999), noon.Add(time.Hour), 0},
		"in another time zone":      {noon.Add(time.Hour).In(elsewhere), noon.Add(time.Hour), 0},
		"less than a millisecond":   {noon.Add(999_999), noon, 1},
		"now":                       {noon, noon, 1},
		"an hour ago":               {noon.Add(-time.Hour), noon.Add(-time.Hour), 1},
		"the last that is accepted": {time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), 0},
		"too far off to be written": {time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), 1},
	} {
		var faults faultList
		got := faults.end(at("expires_at"), tc.given, noon)
		if faults.count != tc.faults || got != tc.want {
			t.Errorf("%s: %s with %d faults, want %s with %d", name, got, faults.count, tc.want, tc.faults)
		}
	}
}
