package access_test

import (
	"context"
	"errors"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

func TestWithinReturnsWhatTheLastRunReturned(t *testing.T) {
	t.Parallel()
	clash := errors.New("somebody else was first")
	for name, tc := range map[string]struct {
		runs   []int // what each run returns: its number, or a failure for 0
		commit error
		want   int
		fails  error
	}{
		"refused":        {runs: []int{0}, want: 0, fails: clash},
		"not committed":  {runs: []int{1}, commit: clash, want: 1, fails: clash},
		"never run":      {want: 0},
		"at once":        {runs: []int{1}, want: 1},
		"again":          {runs: []int{0, 2}, want: 2},
		"in the end not": {runs: []int{1, 0}, want: 0, fails: clash},
		"the third time": {runs: []int{1, 2, 3}, want: 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			transaction := func(_ context.Context, do func(tx int) error) (err error) {
				for _, run := range tc.runs {
					err = do(run)
				}
				return errors.Join(err, tc.commit)
			}
			got, err := access.Within(t.Context(), transaction, func(tx int) (int, error) {
				if tx == 0 {
					return 0, clash
				}
				return tx, nil
			})
			if got != tc.want || !errors.Is(err, tc.fails) || (err != nil) != (tc.fails != nil) {
				t.Errorf("Within() = %d, %v; want %d, %v", got, err, tc.want, tc.fails)
			}
		})
	}
}
