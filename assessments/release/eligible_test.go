package release

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Property 9: beside a cohort that is published, each of these changes nothing;
// beside nine, none of them makes the tenth.
func TestProperty9WhoDoesNotCountChangesNothing(t *testing.T) {
	t.Parallel()
	for name, corrupt := range map[string]func(*Organisation){
		"not verified":                 func(o *Organisation) { o.Verified = false },
		"nobody knows who controls it": func(o *Organisation) { o.Controller = "" },
		"a second too young":           func(o *Organisation) { o.Created++ },
		"no consent":                   func(o *Organisation) { o.Shares = nil },
		"consent for something else":   func(o *Organisation) { o.Shares[0].Purpose = InBenchmark },
		"named is no programme":        func(o *Organisation) { o.Shares[0].Purpose = ByName },
		"consent to another programme": func(o *Organisation) { o.Shares[0].Programme = "q" },
		"consent after the freeze":     func(o *Organisation) { o.Shares[0].From++ },
		"withdrawn at the freeze":      func(o *Organisation) { o.Shares[0].From, o.Shares[0].Until = opens, freeze },
		"closed before the period":     func(o *Organisation) { o.Assessments[0].Closed = opens - 1 },
		"closed as the period ends":    func(o *Organisation) { o.Assessments[0].Closed = closes },
		"an instrument of its own":     func(o *Organisation) { o.Assessments[0].Published = false },
		"another instrument":           func(o *Organisation) { o.Assessments[0].Measure.Instrument = "other" },
		"another series":               func(o *Organisation) { o.Assessments[0].Measure.Series = "coproduction-ladder-2" },
		"another scoring version":      func(o *Organisation) { o.Assessments[0].Measure.Scoring = "1" },
		"another scope":                func(o *Organisation) { o.Assessments[0].Measure.Scope = "service" },
		"a staff view":                 func(o *Organisation) { o.Assessments[0].Provisional = true },
		"a principle without an index": func(o *Organisation) { o.Assessments[0].Complete = false },
		"counted in another period":    func(o *Organisation) { o.Assessments[0].CountedIn = "2025" },
		"no assessment":                func(o *Organisation) { o.Assessments = nil },
	} {
		corrupted := organisation("z", "p")
		corrupt(&corrupted)
		if got := verdict(t, census(append(crowd("x", 9, "p"), corrupted), "p"), "p"); got != string(TooFew) {
			t.Errorf("%s: it makes the tenth (%s)", name, got)
		}
		want := decide(t, census(crowd("x", 12, "p"), "p")).Decisions()
		got := decide(t, census(append(crowd("x", 12, "p"), corrupted), "p")).Decisions()
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Decision{})); diff != "" {
			t.Errorf("%s: it changes the plan:\n%s", name, diff)
		}
	}
	if got := verdict(t, census(append(crowd("x", 9, "p"), organisation("z", "p")), "p"), "p"); got != string(Publish) {
		t.Errorf("with nothing wrong it is not published either: %s", got)
	}
}

func TestTheLatestAssessmentCounts(t *testing.T) {
	t.Parallel()
	all := crowd("x", 10, "p")
	older, newer, provisional := all[0].Assessments[0], all[0].Assessments[0], all[0].Assessments[0]
	newer.ID, newer.Closed = "newer", opens+day
	provisional.ID, provisional.Closed, provisional.Provisional = "provisional", opens+2*day, true
	all[0].Assessments = []Assessment{newer, older, provisional}
	if got := of(t, decide(t, census(all, "p")), "p").Contributions[0]; got != (Contribution{"x000", "newer"}) {
		t.Errorf("got %v", got)
	}
	all[0].Assessments[0].CountedIn = "2025"
	if got := verdict(t, census(all, "p"), "p"); got != string(TooFew) {
		t.Errorf("the older one counts where the latest has counted before: %s", got)
	}
}

func TestTheThirdProgrammeDoesNotCountAnOrganisation(t *testing.T) {
	t.Parallel()
	// Declared in the order of their names, joined in another.
	whereItCounts(t, func(*Census) {}, map[string]bool{"p1": true, "p2": true, "p3": false, "p4": false})
}

func TestASecondProgrammeOfAFunderDoesNotCountAnOrganisation(t *testing.T) {
	t.Parallel()
	whereItCounts(t, func(c *Census) { c.Programmes[1].Funder = c.Programmes[0].Funder },
		map[string]bool{"p1": true, "p2": false, "p3": true, "p4": false})
	whereItCounts(t, func(c *Census) {
		for i := range c.Programmes {
			c.Programmes[i].Funder = "funder"
		}
	}, map[string]bool{"p1": true, "p2": false, "p3": false, "p4": false})
}

// whereItCounts checks which of four programmes count an organisation that joined
// all of them.
func whereItCounts(t *testing.T, change func(*Census), want map[string]bool) {
	t.Helper()
	all := []Organisation{organisation("busy", "p3", "p1", "p4", "p2")}
	for _, programme := range []string{"p1", "p2", "p3", "p4"} {
		all = append(all, crowd(programme, 12, programme)...)
	}
	c := census(all, "p1", "p2", "p3", "p4")
	change(c)
	plan := decide(t, c)
	for id, want := range want {
		d := of(t, plan, id)
		counts := slices.ContainsFunc(d.Contributions, func(c Contribution) bool { return c.Organisation == "busy" })
		if d.Verdict != Publish || counts != want {
			t.Errorf("%s: %s, and counts it is %t", id, d.Verdict, counts)
		}
	}
}

func TestAProgrammeIsDeclaredInTime(t *testing.T) {
	t.Parallel()
	c := census(crowd("x", 12, "p"), "p")
	c.Programmes[0].Declared = freeze - 30*day
	if got := verdict(t, c, "p"); got != string(Publish) {
		t.Errorf("30 days before: %s", got)
	}
	c.Programmes[0].Declared++
	if got := verdict(t, c, "p"); got != string(Late) {
		t.Errorf("a second later: %s", got)
	}
}

func TestADemoWaitsForNobody(t *testing.T) {
	t.Parallel()
	c := census(crowd("x", 10, "p"), "p")
	c.Programmes[0].Declared = freeze
	for i := range c.Organisations {
		c.Organisations[i].Created = freeze
	}
	plan, err := Decide(Demo(), c)
	if err != nil {
		t.Fatal(err)
	}
	if got := of(t, plan, "p"); got.Verdict != Publish {
		t.Errorf("%s: %s", got.Verdict, got.Reason)
	}
}

func TestNearCopiesAreRefusedWhoeversTheyAre(t *testing.T) {
	t.Parallel()
	for differ, want := range map[int]string{0: string(Publish), 1: string(TooClose), 9: string(TooClose), 10: string(Publish)} {
		c := census(slices.Concat(crowd("x", 20, "p", "q"), crowd("y", differ, "q")), "p", "q")
		if got := verdict(t, c, "q"); got != want {
			t.Errorf("%d apart: %s, want %s", differ, got, want)
		}
		if got := verdict(t, c, "p"); got != string(Publish) {
			t.Errorf("%d apart: the first declared is refused: %s", differ, got)
		}
	}
	// Ten organisations of one controller are one difference, not ten.
	all := crowd("x", 40, "p", "q")
	for i := range 10 {
		all = append(all, organisation(fmt.Sprint("y", i), "q"))
		all[len(all)-1].Controller = "one"
	}
	if got := verdict(t, census(all, "p", "q"), "q"); got != string(TooClose) {
		t.Errorf("ten of one controller apart: %s", got)
	}
}

func TestSectorsAreMergedInTheirOrder(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		sizes map[string]int
		want  []string // published
	}{
		"each by itself":         {map[string]int{"arts": 60, "health": 60, "housing": 60}, []string{"arts", "health", "housing", "national"}},
		"gathered forwards":      {map[string]int{"arts": 59, "health": 1, "housing": 60}, []string{"arts+health", "housing", "national"}},
		"left over at the end":   {map[string]int{"arts": 60, "health": 60, "housing": 59}, []string{"arts", "health+housing", "national"}},
		"all together":           {map[string]int{"arts": 20, "health": 20, "housing": 20}, []string{"arts+health+housing", "national"}},
		"not even all together":  {map[string]int{"arts": 20, "health": 20, "housing": 19}, nil},
		"nobody in one of them":  {map[string]int{"arts": 60, "housing": 60}, []string{"arts", "health+housing", "national"}},
		"unknown sectors do not": {map[string]int{"arts": 60, "fishing": 60}, []string{"arts+health+housing", "national"}},
	} {
		var all []Organisation
		for sector, n := range tc.sizes {
			all = append(all, public(sector, crowd(sector, n))...)
		}
		var got []string
		for _, d := range decide(t, census(all)).Decisions() {
			if d.Verdict == Publish {
				got = append(got, d.Cohort.ID)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestOneControllerMayBeATenthOfASector(t *testing.T) {
	t.Parallel()
	for own, want := range map[int]Verdict{7: Publish, 8: Refuse} { // of 63 + 7 = 70, or 71
		all := public("arts", crowd("x", 63))
		for i := range own {
			all = append(all, public("arts", []Organisation{organisation(fmt.Sprint("heavy", i))})...)
			all[len(all)-1].Controller = "heavy"
		}
		if got := of(t, decide(t, census(all)), "national"); got.Verdict != want {
			t.Errorf("%d of %d: %s %s", own, len(all), got.Verdict, got.Reason)
		}
	}
}
