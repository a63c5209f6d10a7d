package release

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// threeSectors is a census of a benchmark and one programme.
func threeSectors() *Census {
	return census(slices.Concat(
		public("arts", crowd("a", 60, "p")), public("health", crowd("b", 60)), public("housing", crowd("c", 60)), crowd("d", 12, "p"),
	), "p")
}

func TestNothingIsDrawnWhenSomethingFails(t *testing.T) {
	t.Parallel()
	plan := decide(t, threeSectors())
	broken := errors.New("broken")
	for name, draw := range map[string]func() ([]Form, error){
		"no chance": func() ([]Form, error) { return plan.Draw(iotest.ErrReader(broken), flat(middling), purse{}) },
		"no scores": func() ([]Form, error) {
			return plan.Draw(seeded(1), func(Contribution) (Scores, error) { return Scores{}, broken }, purse{})
		},
		"no rung":          func() ([]Form, error) { return plan.Draw(seeded(1), flat(Scores{}), purse{}) },
		"an unread ledger": func() ([]Form, error) { return plan.Draw(seeded(1), flat(middling), &page{spent: broken}) },
		"a full ledger":    func() ([]Form, error) { return plan.Draw(seeded(1), flat(middling), &page{charge: broken}) },
	} {
		if forms, err := draw(); err == nil || forms != nil {
			t.Errorf("%s: got %d forms and error %v", name, len(forms), err)
		}
	}
}

// page is a ledger that fails as it is told, and notes what is asked of it.
type page struct {
	spent, charge error
	notes         []string
}

func (l *page) Spent(string) (int, error) { return 0, l.spent }

func (l *page) Charge(period, sector string, thousandths int) error {
	l.notes = append(l.notes, fmt.Sprint("charge ", sector, " ", period, " ", thousandths))
	return l.charge
}

// Property 8: each sector is charged before its scores are looked up, the
// national figures cost nothing more, and a spent cohort is not drawn again.
func TestProperty8NoDrawWithoutItsChargeAndNeverPastTheCap(t *testing.T) {
	t.Parallel()
	plan := decide(t, threeSectors())
	ledger, last := &page{}, byte(0)
	_, err := plan.Draw(seeded(1), func(c Contribution) (Scores, error) {
		if sector := c.Organisation[0]; sector != last {
			last = sector
			ledger.notes = append(ledger.notes, "look up "+string(sector))
		}
		return middling, nil
	}, ledger)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"look up a", "look up d", // the programme, which has no ε
		"charge arts 2026 2000", "look up a", "charge health 2026 2000", "look up b", "charge housing 2026 2000", "look up c",
	}
	if diff := cmp.Diff(want, ledger.notes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	spent := purse{}
	if _, err := plan.Draw(seeded(1), flat(middling), spent); err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Draw(seeded(2), flat(middling), spent); !errors.Is(err, ErrSpent) {
		t.Errorf("a second draw: %v", err)
	}
	for sector, thousandths := range spent {
		if thousandths > Default().EpsilonCap {
			t.Errorf("%s was charged %d", sector, thousandths)
		}
	}

	// A sector that is merged with others has spent its ε all the same.
	merged := decide(t, census(slices.Concat(public("arts", crowd("a", 30)), public("health", crowd("b", 30)))))
	if _, err := merged.Draw(seeded(3), flat(middling), purse{"health": 1}); !errors.Is(err, ErrSpent) {
		t.Errorf("a sector that has spent some: %v", err)
	}
}

// What there is no ε for is refused like anything else, before any score is seen.
func TestProperty8ASpentBudgetRefusesTheCohort(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		spent map[string]int
		want  map[string]string
	}{
		{map[string]int{"health": 0, "fishing": 9000}, map[string]string{"arts": string(Publish), "health": string(Publish), "national": string(Publish)}},
		{map[string]int{"health": 1}, map[string]string{"arts": string(Publish), "health": string(Spent), "housing": string(Publish), "national": string(InPart)}},
		{map[string]int{"arts": 2000}, map[string]string{"arts": string(Spent), "p": string(Publish), "national": string(InPart)}},
	} {
		c := threeSectors()
		c.Spent = tc.spent
		for id, want := range tc.want {
			if got := verdict(t, c, id); got != want {
				t.Errorf("with %v spent, %s: %s, want %s", tc.spent, id, got, want)
			}
		}
		if _, err := decide(t, c).Draw(seeded(1), flat(middling), purse(tc.spent)); err != nil {
			t.Errorf("with %v spent: %v", tc.spent, err)
		}
	}
	merged := census(slices.Concat(public("arts", crowd("a", 30)), public("health", crowd("b", 30))))
	merged.Spent = map[string]int{"health": 1}
	if got := verdict(t, merged, "arts+health+housing"); got != string(Spent) {
		t.Errorf("merged with a sector that has spent some: %s", got)
	}
}

// Property 4, as far as it is here: whatever the reason, the body is the same
// but for the name.
func TestProperty4RefusalsAreAllTheSame(t *testing.T) {
	t.Parallel()
	dominated := crowd("x", 20, "cohort-d")
	for i := range 10 {
		dominated = append(dominated, organisation(fmt.Sprint("heavy", i), "cohort-d"))
		dominated[len(dominated)-1].Controller = "heavy"
	}
	c := census(slices.Concat(
		crowd("a", 1, "cohort-1"), crowd("b", 4, "cohort-4"), crowd("c", 9, "cohort-9"), dominated, crowd("e", 12, "cohort-l"),
		crowd("f", 20, "p", "cohort-c"), crowd("g", 1, "cohort-c"),
	), "cohort-0", "cohort-1", "cohort-4", "cohort-9", "cohort-d", "p", "cohort-c", "cohort-l")
	c.Programmes[7].Declared = freeze
	plan := decide(t, c)
	forms, err := plan.Draw(seeded(1), flat(middling), purse{})
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[Reason]bool{}
	for i, d := range plan.Decisions() {
		if d.Cohort.Kind != ProgrammeCohort || d.Cohort.ID == "p" {
			continue
		}
		reasons[d.Reason] = true
		want := `{"status":"not_released","cohort":"` + d.Cohort.ID + `","period":"2026",` +
			`"message":"Not enough independent contributors, or publishing could single one out."}`
		if diff := cmp.Diff(want, string(forms[i].Body)); diff != "" || d.Verdict != Refuse {
			t.Errorf("%s, %s (-want +got):\n%s", d.Cohort.ID, d.Reason, diff)
		}
	}
	if len(reasons) != 4 {
		t.Errorf("only these reasons were met: %v", reasons)
	}
}

func TestTheSameBytesOfChanceAreTheSameRelease(t *testing.T) {
	t.Parallel()
	plan := decide(t, threeSectors())
	draw := func(seed byte) []Form {
		forms, err := plan.Draw(seeded(seed), flat(middling), purse{})
		if err != nil {
			t.Fatal(err)
		}
		return forms
	}
	if diff := cmp.Diff(draw(1), draw(1)); diff != "" {
		t.Errorf("drawn again:\n%s", diff)
	}
	for i, form := range draw(1) {
		same := true
		for seed := byte(2); seed < 20; seed++ {
			same = same && bytes.Equal(form.Body, draw(seed)[i].Body)
		}
		if same {
			t.Errorf("%v is the same whatever the noise: %s", form.Cohort, form.Body)
		}
	}
}

// The national figures are the sum of the noised sectors, and no noise of their
// own is drawn for them: 60 + 60 + 60 members with these scores add up.
func TestTheNationalFiguresAreTheSectorsSum(t *testing.T) {
	t.Parallel()
	plan := decide(t, threeSectors())
	p := Default()
	random := seeded(7)
	forms, err := plan.Draw(random, flat(middling), purse{})
	if err != nil {
		t.Fatal(err)
	}
	again := seeded(7)
	var national sums
	programme := sums{members: 72}
	if err := programme.blur(&p, again); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		var sector sums
		for range 60 {
			if err := sector.add(&middling); err != nil {
				t.Fatal(err)
			}
		}
		if err := sector.blurPublic(&p, again); err != nil {
			t.Fatal(err)
		}
		national.plus(&sector)
	}
	want := surely(national.public(&p), p.ofPublic(100))
	want.Cohort, want.Period = "national", "2026"
	if diff := cmp.Diff(string(want.Body()), string(forms[len(forms)-1].Body)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if random.Uint64() != again.Uint64() {
		t.Error("more noise was drawn than for the programme and three sectors")
	}
}

func TestExtremeScoresAreKeptInBounds(t *testing.T) {
	t.Parallel()
	s := &sums{}
	wild := Scores{Principles: [...]int{-7, 130, 0, 100}, Gap: -99, Rung: 7}
	if err := s.add(&wild); err != nil {
		t.Fatal(err)
	}
	want := &sums{
		members: 1, principles: [...]int64{-50, 50, -50, 50}, gap: -50, rungs: [...]int64{0, 0, 0, 0, 0, 0, 1},
	}
	if diff := cmp.Diff(want, s, cmp.AllowUnexported(sums{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTheSameContributionsAreDrawnOnce(t *testing.T) {
	t.Parallel()
	c := census(crowd("x", 30, "p", "q"), "p", "q")
	random, once := seeded(1), seeded(1)
	forms, err := decide(t, c).Draw(random, flat(middling), purse{})
	if err != nil {
		t.Fatal(err)
	}
	policy, s := Default(), sums{members: 30}
	if err := s.blur(&policy, once); err != nil || random.Uint64() != once.Uint64() {
		t.Errorf("noise was drawn for both: %v", err)
	}
	p, q := forms[0].Body, forms[1].Body
	if !bytes.Equal(bytes.Replace(p, []byte(`"p"`), []byte(`"q"`), 1), q) {
		t.Errorf("two releases of the same contributions differ:\n%s\n%s", p, q)
	}
	// What one of the funders knows makes its release smaller, not other.
	for i := range 12 {
		c.Organisations[i].Shares = append(c.Organisations[i].Shares, Share{Purpose: ByName, Funder: "funder of q", From: opens})
	}
	if forms, err = decide(t, c).Draw(seeded(1), flat(middling), purse{}); err != nil {
		t.Fatal(err)
	}
	small, err := Parse(forms[1].Body)
	if err != nil {
		t.Fatal(err)
	}
	large, err := Parse(p)
	if err != nil {
		t.Fatal(err)
	}
	if small.CountBand != "10-19" || small.Principles != large.Principles || small.Gap != nil || small.Stances != nil {
		t.Errorf("got %s beside %s", forms[1].Body, p)
	}
}
