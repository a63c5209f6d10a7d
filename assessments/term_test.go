package assessments

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
	const passed = "This time has passed. Give one in the future, or leave it out."
	for name, tc := range map[string]struct {
		given, want time.Time
		fault       string
	}{
		"never":                     {time.Time{}, time.Time{}, ""},
		"a millisecond ahead":       {noon.Add(time.Millisecond), noon.Add(time.Millisecond), ""},
		"finer than that":           {noon.Add(time.Hour + 999_999), noon.Add(time.Hour), ""},
		"in another time zone":      {noon.Add(time.Hour).In(elsewhere), noon.Add(time.Hour), ""},
		"less than a millisecond":   {noon.Add(999_999), noon, passed},
		"now":                       {noon, noon, passed},
		"an hour ago":               {noon.Add(-time.Hour), noon.Add(-time.Hour), passed},
		"the last that is accepted": {time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), ""},
		"too far off to be written": {time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), "This time is too far off. Give an earlier one, or leave it out."},
	} {
		var faults faultList
		got := faults.end(at("expires_at"), tc.given, noon)
		var want []Fault
		if tc.fault != "" {
			want = []Fault{{"/expires_at", tc.fault}}
		}
		if diff := cmp.Diff(want, faults.faults); diff != "" || got != tc.want {
			t.Errorf("%s: %s, want %s, faults (-want +got):\n%s", name, got, tc.want, diff)
		}
	}
}
