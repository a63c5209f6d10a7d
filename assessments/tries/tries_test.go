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

// TestChecks runs under the settings of the whole process.
func TestChecks(t *testing.T) {
	t.Parallel()
	want, err := strconv.Atoi(flag.Lookup("rapid.checks").Value.String())
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		want /= 5 // so rapid does
	}
	held, all := 0, 0
	Check(t, func(*rapid.T) { held++ })
	CheckAll(t, func(*rapid.T) { all++ })
	if held != want || all != want*step() || step() > 1 && all < checks && want == (checks+2)/every {
		t.Errorf("held against %d and %d, want %d of them and %d", held, all, want, want*step())
	}
}
