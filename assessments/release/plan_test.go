package release

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

func TestACensusThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	for name, corrupt := range map[string]func(*Census){
		"no name":              func(c *Census) { c.Period.Name = "" },
		"over before it opens": func(c *Census) { c.Period.Closes = c.Period.Opens },
		"too long":             func(c *Census) { c.Period.Opens = c.Period.Closes - 459*day },
		"frozen too early":     func(c *Census) { c.Period.Freeze = c.Period.Closes - 1 },
		"no digest":            func(c *Census) { c.Digest = nil },
		"twice the same":       func(c *Census) { c.Organisations = append(c.Organisations, organisation("x000")) },
		"a nameless one":       func(c *Census) { c.Organisations[3].ID = "" },
		"a programme twice":    func(c *Census) { c.Programmes = append(c.Programmes, c.Programmes[0]) },
		"nobody's programme":   func(c *Census) { c.Programmes[0].Funder = "" },
		"no scope":             func(c *Census) { c.Programmes[0].Measure.Scope = "" },
		"a sector twice":       func(c *Census) { c.Sectors = append(c.Sectors, "arts") },
		"a sector of two":      func(c *Census) { c.Sectors[0] = "a+b" },
	} {
		c := census(crowd("x", 12, "p"), "p")
		corrupt(c)
		if _, err := Decide(Default(), c); err == nil {
			t.Errorf("%s: a plan is made", name)
		}
	}
}

// randomCensus draws a census that is full of near-copies, shared controllers,
// known organisations and sectors of all sizes.
func randomCensus(t *rapid.T) *Census {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	programmes := rapid.IntRange(1, 7).Draw(t, "programmes")
	chain := rapid.IntRange(0, 12).Draw(t, "a chain of organisations")
	blocks := rapid.IntRange(1, 8).Draw(t, "blocks")
	nested := rapid.Bool().Draw(t, "one programme holds the others")
	if nested {
		programmes = blocks + 1
	}

	// Organisations come in blocks that join the same programmes. A small block
	// is what a difference or a sum could single out.
	var all []Organisation
	for block := range blocks {
		var joins []string
		for range 1 + random.IntN(3) {
			joins = append(joins, fmt.Sprint("p", random.IntN(programmes)))
		}
		size, sector := 1+random.IntN(4), []string{"arts", "health", "housing"}[random.IntN(3)]
		if random.IntN(3) > 0 {
			size = 14 + random.IntN(60)
		}
		if nested && size < 10 {
			joins = []string{"p0"}
		} else if nested {
			joins = []string{"p0", fmt.Sprint("p", block+1)}
		}
		for i := range size {
			o := organisation(fmt.Sprintf("o%d-%03d", block, i), joins...)
			o.Controller = fmt.Sprint("c", len(all))
			if nested && i == 0 && size >= 10 {
				o.Controller = "c0" // who reads all of them
			} else if random.IntN(40) == 0 && len(all) > 0 || i < chain && block == 0 {
				o.Controller = "c0"
			}
			if random.IntN(5) > 0 {
				o = public(sector, []Organisation{o})[0]
			}
			if random.IntN(25) == 0 {
				o.Shares = append(o.Shares, Share{Purpose: ByName, Funder: fmt.Sprint("f", random.IntN(3))})
			}
			o.Verified = random.IntN(30) > 0
			all = append(all, o)
		}
	}
	c := census(all)
	for i := range programmes {
		funder := fmt.Sprint("f", random.IntN(9)/4)
		if nested && i == 0 {
			funder = "f2"
		} else if nested {
			funder = "f1"
		}
		c.Programmes = append(c.Programmes, Programme{
			ID: fmt.Sprint("p", i), Funder: funder,
			Declared: freeze - Instant(29+random.IntN(30))*day, Measure: strategic,
		})
	}
	c.Related = map[string][]string{"f0": {"o1-001"}, "f1": {"c2", "o2-003"}}
	return c
}

// Property 1. What is published is looked at again by the slow, obvious way.
func TestProperty1NoTwoCohortsAreCloseAndTheRankAuditIsEmpty(t *testing.T) {
	t.Parallel()
	published, refused := 0, map[Reason]int{}
	tries.CheckAll(t, func(t *rapid.T) {
		c := randomCensus(t)
		plan, err := Decide(Default(), c)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range plan.Decisions() {
			if d.Verdict == Publish && d.Cohort.Kind == ProgrammeCohort {
				published++
			}
			refused[d.Reason]++
		}
		o := newOracle(c, plan)
		o.checkDistances(t)
		o.checkViews(t)
	})
	t.Logf("%d programmes were published, others not: %v", published, refused)
	for _, reason := range []Reason{TooFew, Singled} {
		if published == 0 || refused[reason] == 0 {
			t.Errorf("the random censuses never met %q, or nothing was ever published", reason)
		}
	}
}

// Property 2, by type: what Decide takes leads to no score.
func TestProperty2NoTypeOfACensusCanHoldAScore(t *testing.T) {
	t.Parallel()
	scores := reflect.TypeFor[Scores]()
	seen := map[reflect.Type]bool{}
	var walk func(at reflect.Type)
	walk = func(at reflect.Type) {
		if seen[at] {
			return
		}
		seen[at] = true
		switch at.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			walk(at.Elem())
		case reflect.Map:
			walk(at.Key())
			walk(at.Elem())
		case reflect.Func:
			for in := range at.Ins() {
				walk(in)
			}
			for out := range at.Outs() {
				walk(out)
			}
		case reflect.Struct:
			for field := range at.Fields() {
				walk(field.Type)
			}
		case reflect.Interface:
			t.Errorf("%v could hold anything", at)
		}
	}
	for in := range reflect.TypeOf(Decide).Ins() {
		walk(in)
	}
	if seen[scores] || !seen[reflect.TypeFor[Share]()] {
		t.Errorf("scores are within reach of the plan, or the census was not walked: %v", seen)
	}
}

// Property 2, by trial: with every score replaced by a random one, the same
// cohorts come out released and refused.
func TestProperty2ThePlanIsBlindToScores(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		c := randomCensus(t)
		outcomes := func(seed uint64) (list []string) {
			plan, err := Decide(Default(), c)
			if err != nil {
				t.Fatal(err)
			}
			random := rand.New(rand.NewPCG(seed, 1))
			forms, err := plan.Draw(seeded(byte(seed)), func(Contribution) (Scores, error) {
				s := Scores{Gap: random.IntN(41) - 20, Rung: 1 + random.IntN(Rungs)}
				for i := range s.Principles {
					s.Principles[i] = random.IntN(101)
				}
				return s, nil
			}, purse{})
			if err != nil {
				t.Fatal(err)
			}
			for i, d := range plan.Decisions() {
				_, err := Parse(forms[i].Body)
				list = append(list, fmt.Sprint(d, forms[i].Verdict, err))
			}
			return list
		}
		if diff := cmp.Diff(outcomes(1), outcomes(2)); diff != "" {
			t.Errorf("other scores, another plan:\n%s", diff)
		}
	})
}

func TestThePlanDoesNotDependOnTheOrderOfTheCensus(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		c := randomCensus(t)
		before, err := Decide(Default(), c)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(c.Organisations)
		slices.Reverse(c.Programmes)
		for i := range c.Organisations {
			slices.Reverse(c.Organisations[i].Shares)
			slices.Reverse(c.Organisations[i].Assessments)
		}
		after, err := Decide(Default(), c)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before.Decisions(), after.Decisions(), cmp.AllowUnexported(Decision{})); diff != "" {
			t.Errorf("turned round, another plan:\n%s", diff)
		}
	})
}

// Property 5, with the cases around it.
func TestProperty5WhoIsEnough(t *testing.T) {
	t.Parallel()
	nine := func() []Organisation { return crowd("x", 9, "p") }
	parent := crowd("y", 20, "p")
	for i := range parent {
		parent[i].Controller = "parent"
	}
	named := func(funder string) []Organisation {
		five := crowd("z", 5, "p")
		for i := range five {
			five[i].Shares = append(five[i].Shares, Share{Purpose: ByName, Funder: funder, From: opens, Until: closes})
		}
		return five
	}
	heavy := func(own int) []Organisation { // one controller of several, and nine others
		all := crowd("x", 12, "p")
		for i := range own {
			all = append(all, organisation(fmt.Sprint("heavy", i), "p"))
			all[len(all)-1].Controller = "heavy"
		}
		return all
	}
	for name, tc := range map[string]struct {
		organisations []Organisation
		related       []string
		want          string
	}{
		"nobody":                                   {nil, nil, string(TooFew)},
		"9 controllers":                            {nine(), nil, string(TooFew)},
		"9 controllers and 20 of one parent":       {append(nine(), parent...), nil, string(Dominated)},
		"10 distinct":                              {crowd("x", 10, "p"), nil, string(Publish)},
		"9 hidden and 5 shared by name":            {append(nine(), named("funder")...), nil, string(TooFew)},
		"9 and 5 that another funder knows":        {append(nine(), named("another")...), nil, string(Publish)},
		"10 and one tied":                          {crowd("x", 10, "p"), []string{"x003"}, string(TooFew)},
		"10 and others of a tied one's controller": {append(nine(), organisation("z", "p")), []string{"z"}, string(TooFew)},
		"a controller with 4 of 16":                {heavy(4), nil, string(Publish)},
		"a controller with 5 of 17":                {heavy(5), nil, string(Dominated)},
		"20 of one parent that the funder knows":   {append(crowd("x", 10, "p"), parent...), []string{"parent"}, string(Dominated)},
	} {
		c := census(tc.organisations, "p")
		c.Related = map[string][]string{"funder": tc.related}
		if got := verdict(t, c, "p"); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestTwoControllersTogetherMayNotWeighTooMuch(t *testing.T) {
	t.Parallel()
	for own, want := range map[int]string{4: string(Publish), 5: string(Dominated)} { // of 12 + 2·4 = 20, or 22
		all := crowd("x", 12, "p")
		for i := range 2 * own {
			all = append(all, organisation(fmt.Sprint("heavy", i), "p"))
			all[len(all)-1].Controller = fmt.Sprint("heavy", i%2)
		}
		if got := verdict(t, census(all, "p"), "p"); got != want {
			t.Errorf("two with %d each: %s, want %s", own, got, want)
		}
	}
}

func TestDominanceCountsWhatIsHiddenToo(t *testing.T) {
	t.Parallel()
	all := append(crowd("x", 14, "p"), crowd("known", 20, "p")...)
	for i := range 8 { // 8 of 42, but of the 22 that the funder does not know
		all = append(all, organisation(fmt.Sprint("heavy", i), "p"))
		all[len(all)-1].Controller = "heavy"
	}
	c := census(all, "p")
	if got := verdict(t, c, "p"); got != string(Publish) {
		t.Fatalf("all unknown: %s", got)
	}
	for i := range 20 {
		c.Related = map[string][]string{"funder": append(c.Related["funder"], fmt.Sprintf("known%03d", i))}
	}
	if got := verdict(t, c, "p"); got != string(Dominated) {
		t.Errorf("with 20 known: %s", got)
	}
}
