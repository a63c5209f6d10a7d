package release

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

// joined lets somebody read all of first, second and whole, where a funder reads one
// or two: one controller has an organisation in each of the first two.
func joined(c *Census) *Census {
	for i := range c.Organisations {
		if id := c.Organisations[i].ID; id == "a000" || id == "b000" {
			c.Organisations[i].Controller = "both"
		}
	}
	return c
}

// sum of three: two programmes that add up to the third but for a few.
func TestAProgrammeThatOthersAddUpToGivesWay(t *testing.T) {
	t.Parallel()
	for few, want := range map[int]string{0: string(Publish), 1: string(Singled), 9: string(Singled), 10: string(Publish)} {
		all := slices.Concat(crowd("a", 15, "first", "whole"), crowd("b", 15, "second", "whole"), crowd("c", few, "whole"))
		c := joined(census(all, "first", "second", "whole"))
		if got := verdict(t, c, "whole"); got != want {
			t.Errorf("with %d more: %s, want %s", few, got, want)
		}
		for _, earlier := range []string{"first", "second"} {
			if got := verdict(t, c, earlier); got != string(Publish) {
				t.Errorf("%s, declared earlier: %s", earlier, got)
			}
		}
	}
}

func TestTheLastDeclaredOfThoseInvolvedGivesWay(t *testing.T) {
	t.Parallel()
	all := slices.Concat(crowd("a", 15, "first", "whole"), crowd("b", 15, "second", "whole"), crowd("c", 3, "whole"), crowd("d", 15, "later"))
	c := joined(census(all, "whole", "first", "second", "later"))
	for id, want := range map[string]string{
		"whole": string(Publish), "first": string(Publish), "second": string(Singled), "later": string(Publish),
	} {
		if got := verdict(t, c, id); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// A funder with hundreds of programmes must not keep a freeze from ending.
func TestManyThatGiveWayAreFoundTogether(t *testing.T) {
	t.Parallel()
	var all []Organisation
	var programmes []string
	for i := range 160 {
		first, second, whole := fmt.Sprint("a", i, "-"), fmt.Sprint("b", i, "-"), fmt.Sprint("w", i, "-")
		programmes = append(programmes, first, second, whole)
		all = slices.Concat(all, crowd(first, 15, first, whole), crowd(second, 15, second, whole), crowd(whole, 3, whole))
		for _, peer := range []int{len(all) - 4, len(all) - 33} { // one of each part, who reads all three
			all[peer].Controller = fmt.Sprint("peer", i)
		}
	}
	refused := 0
	for _, d := range decide(t, census(all, programmes...)).Decisions() {
		if d.Reason == Singled {
			refused++
		}
		if d.Cohort.Kind == ProgrammeCohort && (d.Reason == Singled) != (d.Cohort.ID[0] == 'w') {
			t.Errorf("%s: %s %s", d.Cohort.ID, d.Verdict, d.Reason)
		}
	}
	if refused != 160 {
		t.Errorf("%d gave way", refused)
	}
}

// Each funder sees one part of the sum. Only who is in all three can add up.
func TestAPeerInSeveralFundersProgrammesIsAViewer(t *testing.T) {
	t.Parallel()
	all := slices.Concat(crowd("a", 15, "first", "whole"), crowd("b", 15, "second", "whole"), crowd("c", 3, "whole"))
	c := census(all, "first", "second", "whole")
	if got := verdict(t, c, "whole"); got != string(Publish) {
		t.Fatalf("nobody can read all three: %s", got)
	}
	if got := verdict(t, joined(c), "whole"); got != string(Singled) {
		t.Errorf("a peer can read all three: %s", got)
	}
}

func TestSectorsArePartOfEveryView(t *testing.T) {
	t.Parallel()
	all := slices.Concat(
		public("arts", crowd("a", 70, "p")), public("health", crowd("b", 70, "p")), public("housing", crowd("c", 70)), crowd("d", 4, "p"),
	)
	c := census(all, "p")
	if got := verdict(t, c, "p"); got != string(Singled) {
		t.Errorf("two sectors and four more: %s", got)
	}
}

func TestWhatTheViewerKnowsHidesNobody(t *testing.T) {
	t.Parallel()
	all := slices.Concat(
		public("arts", crowd("a", 70, "p")), public("health", crowd("b", 70, "p")), public("housing", crowd("e", 70)), crowd("c", 12, "p"),
	)
	c := census(all, "p")
	if got := verdict(t, c, "p"); got != string(Publish) {
		t.Fatalf("12 left over: %s", got)
	}
	c.Related = map[string][]string{"funder": {"c000", "c001", "c002"}}
	if got := verdict(t, c, "p"); got != string(Singled) {
		t.Errorf("9 of them hidden: %s", got)
	}
}

// The audit finds just what going through every set over the rationals finds.
func TestDeterminedSetsAreAllThereAre(t *testing.T) {
	t.Parallel()
	found := 0
	tries.CheckAll(t, func(t *rapid.T) {
		rows := rapid.IntRange(1, 6).Draw(t, "rows")
		number := rapid.IntRange(1, 26).Draw(t, "atoms")
		seen := map[[maxProgrammes + 1]int]bool{}
		var small []*atom
		cohorts := make([]map[string]bool, rows)
		for i := range cohorts {
			cohorts[i] = map[string]bool{}
		}
		var names [][]string
		for range number {
			m := &atom{}
			in := rapid.SliceOfNDistinct(rapid.IntRange(1, rows), 1, min(rows, len(m.rows)), rapid.ID[int]).Draw(t, "in")
			slices.Sort(in)
			copy(m.rows[:], in)
			if seen[m.rows] {
				continue
			}
			seen[m.rows] = true
			name := fmt.Sprint(len(small))
			small, names = append(small, m), append(names, []string{name})
			for _, row := range in {
				cohorts[row-1][name] = true
			}
		}
		var got, want []string
		for sets := range determined(newComplement(rows), small) {
			for _, set := range sets {
				slices.Sort(set.atoms)
				got = append(got, fmt.Sprint(set.atoms))
			}
		}
		space := rowSpace(cohorts, names)
		eachSet(len(small), func(set []int) {
			if space.holds(set) {
				want = append(want, fmt.Sprint(set))
			}
		})
		slices.Sort(got)
		slices.Sort(want)
		found += len(want)
		if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
			t.Errorf("determined sets (-by brute force +by the audit):\n%s", diff)
		}
	})
	if found == 0 {
		t.Error("no matrix determined anything")
	}
}
