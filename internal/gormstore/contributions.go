package gormstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// contribution is a row of contributions. Nothing else in this package asks that
// table: only a freeze may see it.
type contribution struct {
	AssessmentID  string `gorm:"primaryKey"`
	Rung          int
	Equality      int
	Diversity     int
	Accessibility int
	Reciprocity   int
	Gap           int
}

// AddContribution implements [assessments.Tx].
func (t tx) AddContribution(ctx context.Context, assessment string, s release.Scores) error {
	p := s.Principles
	return add(ctx, t.db, contribution{assessment, s.Rung, p[0], p[1], p[2], p[3], s.Gap})
}

func (c *contribution) scores() release.Scores {
	return release.Scores{Principles: [...]int{c.Equality, c.Diversity, c.Accessibility, c.Reciprocity}, Gap: c.Gap, Rung: c.Rung}
}

// contributionsAtOnce is how many are read at once.
const contributionsAtOnce = 500

// EachContribution implements [comparisons.Contributions]. It asks in the order in
// which they are kept.
func (v view) EachContribution(ctx context.Context, of []string, do func(string, release.Scores)) error {
	for some := range slices.Chunk(slices.Sorted(slices.Values(of)), contributionsAtOnce) {
		rows, err := find[contribution](begin(ctx, v.db).Where("assessment_id IN ?", some))
		if err != nil {
			return fmt.Errorf("read contributions: %w", translate(err))
		}
		for i := range rows {
			do(rows[i].AssessmentID, rows[i].scores())
		}
	}
	return nil
}
