package assessments

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

func TestDecisionsOnAVerification(t *testing.T) {
	t.Parallel()
	// What may be decided in each state; all else is a conflict.
	allowed := map[VerificationState][]VerificationState{
		Unverified: {Verified, Rejected},
		Verified:   {Verified, Revoked},
		Rejected:   {Verified, Rejected},
		Revoked:    {Verified, Rejected, Revoked},
	}
	for _, from := range []VerificationState{Unverified, Verified, Rejected, Revoked} {
		for _, to := range []VerificationState{Verified, Rejected, Revoked} {
			before := Organisation{ID: "one", Verification: Verification{State: from, Controller: "one", Note: "Before."}, UpdatedAt: noon, Revision: 4}
			want := before
			may := false
			for _, state := range allowed[from] {
				may = may || state == to
			}
			if may {
				want.Verification = Verification{State: to, Controller: "two", Note: "After.", DecidedAt: noon.Add(time.Hour)}
				want.UpdatedAt, want.Revision = noon.Add(time.Hour), 5
			}
			got := before
			err := got.decide(Verification{State: to, Controller: "two", Note: "After."}, noon.Add(time.Hour))
			if may != (err == nil) || err != nil && fault.KindOf(err) != fault.Conflict {
				t.Errorf("%s to %s: %v", from, to, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s to %s: want (-), got (+):\n%s", from, to, diff)
			}
		}
	}
}

func identifiers(t *testing.T, given ...string) []register.Identifier {
	t.Helper()
	var all []register.Identifier
	for _, text := range given {
		identifier, err := register.ParseIdentifier(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, identifier)
	}
	return all
}

func TestAnotherNameOrOtherIdentifiersAreNoLongerVerified(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		from   VerificationState
		called string
		given  []string
		want   VerificationState
	}{
		"the same":                  {Verified, "Old", []string{"GB-CHC-202918", "GB-COH-00612172"}, Verified},
		"the other way round":       {Verified, "Old", []string{"GB-COH-00612172", "GB-CHC-202918"}, Verified},
		"written in another way":    {Verified, "Old", []string{" gb-ccew-202918", "uk-coh-00612172"}, Verified},
		"one more":                  {Verified, "Old", []string{"GB-CHC-202918", "GB-COH-00612172", "GB-SC-SC009481"}, Unverified},
		"one less":                  {Verified, "Old", []string{"GB-CHC-202918"}, Unverified},
		"another":                   {Verified, "Old", []string{"GB-CHC-202919", "GB-COH-00612172"}, Unverified},
		"none":                      {Verified, "Old", nil, Unverified},
		"another name":              {Verified, "New", []string{"GB-CHC-202918", "GB-COH-00612172"}, Unverified},
		"a name in other letters":   {Verified, "OLD", []string{"GB-CHC-202918", "GB-COH-00612172"}, Unverified},
		"another name, before any":  {Unverified, "New", []string{"GB-CHC-202918", "GB-COH-00612172"}, Unverified},
		"another, after rejection":  {Rejected, "Old", []string{"GB-CHC-202919"}, Rejected},
		"another, after revocation": {Revoked, "Old", []string{"GB-CHC-202919"}, Revoked},
		"another, before any":       {Unverified, "Old", []string{"GB-CHC-202919"}, Unverified},
	} {
		before := Verification{State: tc.from, Controller: "one", Note: "As it was.", DecidedAt: noon}
		o := Organisation{
			ID: "one", Profile: Profile{Name: "Old", Identifiers: identifiers(t, "GB-CHC-202918", "GB-COH-00612172")},
			Verification: before, UpdatedAt: noon, Revision: 4,
		}
		profile := Profile{Name: tc.called, Identifiers: identifiers(t, tc.given...)}
		o.describe(profile, noon.Add(time.Hour))
		want := before
		if tc.want != tc.from {
			want = Verification{State: tc.want, Controller: "one", Note: "The name or the identifiers changed after they were checked."}
		}
		if diff := cmp.Diff(want, o.Verification); diff != "" {
			t.Errorf("%s: want (-), got (+):\n%s", name, diff)
		}
		if diff := cmp.Diff(profile, o.Profile); diff != "" || o.Revision != 5 || !o.UpdatedAt.Equal(noon.Add(time.Hour)) {
			t.Errorf("%s: revision %d at %s, and the profile:\n%s", name, o.Revision, o.UpdatedAt, diff)
		}
	}
}
