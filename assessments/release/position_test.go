package release

import "testing"

func TestAPositionIsReadFromThePublishedTable(t *testing.T) {
	t.Parallel()
	r := &Release{Principles: [...]int{50, 50, 50, 50}, Rounding: 5, Margin95: 8}
	got := r.Place(&Figures{Principles: [...]int{41, 42, 58, 59}, Rung: 4})
	if want := [...]Standing{Below, Near, Near, Above}; got.Principles != want || got.Quarter != 0 {
		t.Errorf("with a margin of 8: %+v", got)
	}
	r.Margin95 = 4 // the rounding counts for more
	got = r.Place(&Figures{Principles: [...]int{44, 45, 55, 56}, Rung: 4})
	if want := [...]Standing{Below, Near, Near, Above}; got.Principles != want {
		t.Errorf("with a margin of 4: %+v", got)
	}
	// 10, 10, 20, 20, 20, 10 and 10 per cent: the middles are at 5, 15, 30, 50, 70, 85 and 95.
	r.Rungs = &[...]int{10, 10, 20, 20, 20, 10, 10}
	for rung, want := range map[int]int{1: 1, 2: 1, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4} {
		if got := r.Place(&Figures{Rung: rung}).Quarter; got != want {
			t.Errorf("rung %d: quarter %d, want %d", rung, got, want)
		}
	}
}
