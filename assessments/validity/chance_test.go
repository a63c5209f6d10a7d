package validity

import "testing"

func TestScatterIsABellOfTheWidthAskedFor(t *testing.T) {
	t.Parallel()
	const n, deviation = 100_000, 900
	c := newChance("a bell", 1)
	sum, squares, within := 0, 0, 0
	for range n {
		x := c.scatter(deviation)
		if x > 6*deviation || x < -6*deviation-1 {
			t.Fatalf("drew %d, beyond six deviations", x)
		}
		sum += x
		squares += x * x
		within += one(-deviation <= x && x <= deviation)
	}
	if mean := sum / n; mean < -10 || mean > 10 {
		t.Errorf("the mean is %d, want about 0", mean)
	}
	if variance := squares / n; variance < 795_000 || variance > 825_000 {
		t.Errorf("the variance is %d, want about %d", variance, deviation*deviation)
	}
	if share := 1000 * within / n; share < 675 || share > 690 {
		t.Errorf("%d of 1,000 are within one deviation, want 683", share)
	}
}

func TestBetweenReachesBothEndsEvenly(t *testing.T) {
	t.Parallel()
	c := newChance("even", 1)
	var counts [7]int
	for range 70_000 {
		n := c.between(3, 9)
		if n < 3 || n > 9 {
			t.Fatalf("drew %d, want 3 to 9", n)
		}
		counts[n-3]++
	}
	for i, n := range counts {
		if n < 9_600 || n > 10_400 {
			t.Errorf("%d came %d times, want about 10,000", i+3, n)
		}
	}
	if c.between(4, 4) != 4 {
		t.Error("between 4 and 4 there is only 4")
	}
}

// The draws are part of the report: another draw is another report.
func TestChanceIsTheSameEverywhere(t *testing.T) {
	t.Parallel()
	c := newChance("usual", 7)
	got := [4]int{c.scatter(1000), c.scatter(1000), c.between(0, 999_999), c.between(0, 999_999)}
	want := [4]int{-641, -123, 167038, 785359}
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if a, b := newChance("usual", 8), newChance("usuaL", 7); a.Uint64() == b.Uint64() {
		t.Error("another name or number draws the same")
	}
}
