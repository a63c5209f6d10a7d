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
