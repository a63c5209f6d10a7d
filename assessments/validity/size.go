package validity

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Size is how many people answer on each side.
type Size struct{ Lived, Learnt int }

// MaxSide is how many people a side may have at most. A rung hardly changes any
// more long before.
const MaxSide = 1000

// everybody is what the true rung is found by.
var everybody = Size{200, 200}

// Sizes returns the sizes of the report, the smallest first.
func Sizes() []Size {
	return []Size{
		{3, 3},
		{4, 4},
		{5, 1},
		{5, 5},
		{5, 15},
		{7, 7},
		{9, 9},
		{10, 10},
		{12, 12},
		{14, 14},
		{15, 15},
		{20, 20},
		{25, 25},
		{30, 30},
		{60, 60},
	}
}

// ParseSize reads people with lived experience and people of the staff's side,
// such as 5/5.
func ParseSize(text string) (Size, error) {
	lived, learnt, found := strings.Cut(text, "/")
	var size Size
	for _, side := range []struct {
		text string
		to   *int
		from int
	}{{lived, &size.Lived, scoring.MinLivedPeople}, {learnt, &size.Learnt, scoring.MinLearnt}} {
		n, err := strconv.Atoi(side.text)
		if !found || err != nil || n < side.from || n > MaxSide {
			return Size{}, fmt.Errorf("%q is no size: give %d to %d people with lived experience and %d to %d staff, such as 5/5",
				text, scoring.MinLivedPeople, MaxSide, scoring.MinLearnt, MaxSide)
		}
		*side.to = n
	}
	return size, nil
}

// String returns what [ParseSize] reads.
func (s Size) String() string { return fmt.Sprintf("%d/%d", s.Lived, s.Learnt) }

func (s Size) of(v scoring.Voice) int {
	if v == scoring.Lived {
		return s.Lived
	}
	return s.Learnt
}

// fewest is what the table of how sure goes by.
func (s Size) fewest() int { return min(s.Lived, s.Learnt) }

// minimums are the usual ones, or as low as the rules allow for a smaller group.
func (s Size) minimums() scoring.Minimums {
	minimums := scoring.DefaultMinimums()
	minimums[scoring.Lived] = min(minimums[scoring.Lived], s.Lived)
	return minimums
}
