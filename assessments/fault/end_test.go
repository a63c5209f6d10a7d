package fault_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

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
		var faults fault.List
		got := faults.End(fault.At("expires_at"), tc.given, noon)
		var want []string
		if tc.fault != "" {
			want = []string{"/expires_at " + tc.fault}
		}
		var found []string
		for _, one := range faults.Faults {
			found = append(found, one.Pointer+" "+one.Detail)
		}
		if diff := cmp.Diff(want, found); diff != "" || got != tc.want {
			t.Errorf("%s: %s, want %s, faults (-want +got):\n%s", name, got, tc.want, diff)
		}
	}
}
