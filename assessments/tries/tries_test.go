package tries

import (
	"flag"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestAmong(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		all, step int
		want      []int
	}{
		{0, 3, nil}, {1, 3, []int{0}}, {7, 3, []int{0, 3, 6}}, {4, 1, []int{0, 1, 2, 3}},
	} {
		if got := slices.Collect(among(tc.all, tc.step)); !slices.Equal(got, tc.want) {
			t.Errorf("every %d below %d: %v, want %v", tc.step, tc.all, got, tc.want)
		}
	}
	for n := range Among(100) {
		if n > 0 {
			t.Fatal("it goes on when it is told to stop")
		}
		break
	}
}

// TestCheck runs under the settings of the whole process.
func TestCheck(t *testing.T) {
	t.Parallel()
	want := strconv.Itoa((100 + step() - 1) / step())
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() != checks.DefValue {
		want = checks.Value.String()
	}
	held := 0
	Check(t, func(*rapid.T) { held++ })
	if strconv.Itoa(held) != want {
		t.Errorf("it was held against %d, want %s", held, want)
	}
}
