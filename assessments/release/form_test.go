package release

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

// The examples are worked out by hand from noised sums. 12 members: the mean of
// equality is 50 − 93/12 = 42.25, diversity's 50 + 30/12 = 52.5, accessibility's
// 50 + 600/12 = 100, reciprocity's 50 − 570/12 = 2.5; the mean of 40, 55, 95 and
// 5 is 48.75. The gap is 150/12 = 12.5.
var example = sums{
	members: 12, principles: [...]int64{-93, 30, 600, -570}, gap: 150,
	stances: [...]int64{-1, 8, 5}, rungs: [...]int64{0, -2, 1, 3, 4, 5, 1},
}

func TestEachSizeBandHoldsWhatItShould(t *testing.T) {
	t.Parallel()
	const (
		opening = `{"status":"released","cohort":"p","period":"2026","count_band":"%s",` +
			`"principles":{"equality":40,"diversity":55,"accessibility":95,"reciprocity":5},"overall":50,`
		gap = `"gap":15,`
		// Of 13, since −1 is as 0: 0, 61.5 and 38.5 per cent.
		shares = `"stances":{"to":0,"for":60,"with":40},"median_stance":"for",`
		// Of 14: 0, 0, 7.1, 21.4, 28.6, 35.7 and 7.1 per cent. The fifth and the third are rounded up.
		rungs   = `"stances":{"to":0,"for":60,"with":40},"median_stance":"for","rungs":{"1":0,"2":0,"3":10,"4":20,"5":30,"6":35,"7":5},"quartiles":{"lower":4,"median":5,"upper":6},`
		note    = `"rounding":5,"note":"0 means few and 100 nearly all, never none and all.",`
		closing = `"margin95":%d,"clear_change":%d,"policy":"2"}`
	)
	for _, tc := range []struct {
		size           int
		band, middle   string
		margin, change int
	}{
		{10, "10-19", `"rounding":5,`, 13, 20},
		{19, "10-19", `"rounding":5,`, 13, 20},
		{20, "20-59", gap + `"rounding":5,`, 8, 15},
		{59, "20-59", gap + `"rounding":5,`, 8, 15},
		{60, "60-99", gap + shares + note, 5, 10},
		{100, "100-199", gap + shares + note, 5, 10},
		{199, "100-199", gap + shares + note, 5, 10},
		{200, "200+", gap + rungs + note, 5, 10},
	} {
		p, s := Default(), example
		r := surely(s.programme(&p, tc.size), p.ofProgramme(bandFrom(tc.band)))
		r.Cohort, r.Period = "p", "2026"
		want := fmt.Sprintf(opening, tc.band) + tc.middle + fmt.Sprintf(closing, tc.margin, tc.change)
		if diff := cmp.Diff(want, string(r.Body())); diff != "" {
			t.Errorf("%d (-want +got):\n%s", tc.size, diff)
		}
	}
}

// surely is a release that says how far it can be relied on.
func surely(r Release, a accuracy) Release {
	r.Margin95, r.ClearChange = a.margin, a.change
	return r
}

// Many organisations of few controllers: rungs are drawn, and only stances shown.
func TestStancesAreSumsOfTheRungsWhereThoseAreDrawn(t *testing.T) {
	t.Parallel()
	p, s := Default(), sums{members: 200, rungs: [...]int64{-40, 50, 50, 50, 30, 10, 10}}
	r := s.programme(&p, 100)
	if want := [...]int{30, 60, 10}; r.Rungs != nil || r.Quartiles != nil || *r.Stances != want {
		t.Errorf("got %s", r.Body())
	}
}

func TestSharesAreByLargestRemainder(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		counts []int64
		step   int
		want   []int
	}{
		{[]int64{1, 1, 1}, 10, []int{40, 30, 30}},
		{[]int64{0, 0, 7}, 10, []int{0, 0, 100}},
		{[]int64{1, 2, 57}, 10, []int{0, 0, 100}},
		{[]int64{3, 3, 54}, 10, []int{10, 0, 90}},
		{[]int64{5, 45, 50}, 10, []int{10, 40, 50}},
		{[]int64{2, 49, 49}, 5, []int{0, 50, 50}},
		{[]int64{1, 1, 1, 1, 1, 1, 1}, 5, []int{15, 15, 15, 15, 15, 15, 10}},
		{noNegatives([]int64{-5, 0, -1}), 25, []int{50, 25, 25}},
	} {
		if diff := cmp.Diff(tc.want, apportion(tc.counts, tc.step)); diff != "" {
			t.Errorf("%v to %d (-want +got):\n%s", tc.counts, tc.step, diff)
		}
	}
}

// 80 by the noised rungs: 4, 8, 12, 20, 20, 12 and 4. To are 12, for 52, with 16.
func TestAPublicReleaseIsFormedOfTheNoisedCount(t *testing.T) {
	t.Parallel()
	p := Demo()
	s := sums{members: 1, principles: [...]int64{800, -800, 200, 199}, gap: 999, rungs: [...]int64{4, 8, 12, 20, 20, 12, 4}}
	r := surely(s.public(&p), p.ofPublic(60))
	r.Cohort, r.Period = "arts+health", "2026"
	want := `{"status":"released","cohort":"arts+health","period":"2026","count_band":"60-99",` +
		`"principles":{"equality":60,"diversity":40,"accessibility":55,"reciprocity":50},"overall":50,` +
		`"stances":{"to":15,"for":65,"with":20},"median_stance":"for",` +
		`"rungs":{"1":5,"2":10,"3":15,"4":25,"5":25,"6":15,"7":5},"quartiles":{"lower":3,"median":4,"upper":5},` +
		`"rounding":5,"margin95":12,"clear_change":20,"policy":"2","demo":true}`
	if diff := cmp.Diff(want, string(r.Body())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// Negative counts take part in the number, and only then become nought.
	s = sums{principles: [...]int64{50, 0, 0, 0}, rungs: [...]int64{-3, 0, 0, 5, 0, 0, 0}}
	if r = s.public(&p); r.Principles[0] != 75 || r.Rungs[3] != 100 || r.CountBand != "60-99" {
		t.Errorf("2 by the noised rungs: %s", r.Body())
	}
	s = sums{rungs: [...]int64{-10, 10, 0, 20, 0, 0, 0}}
	if r = s.public(&p); r.Stances[0] != 35 || r.Rungs[1] != 35 || r.Rungs[3] != 65 {
		t.Errorf("a negative count takes another's away: %s", r.Body())
	}
	s = sums{principles: [...]int64{7, 0, 0, 0}, rungs: [Rungs]int64{-3}}
	if r = s.public(&p); r.Principles[0] != 55 || r.Rungs[0] != 15 {
		t.Errorf("less than 1 by the noised rungs: %s", r.Body())
	}
}

func TestRoundingIsHalfAwayFromZero(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		num, den, step int64
		want           int
	}{
		{5, 2, 5, 5}, {-5, 2, 5, -5}, {249, 100, 5, 0}, {-249, 100, 5, 0}, {15, 2, 5, 10}, {-15, 2, 5, -10}, {0, 7, 5, 0}, {450, 10, 10, 50},
	} {
		if got := roundTo(tc.num, tc.den, tc.step); got != tc.want {
			t.Errorf("%d/%d to %d: got %d, want %d", tc.num, tc.den, tc.step, got, tc.want)
		}
	}
}

// Property 6, for any sums that noise could leave.
func TestProperty6NothingIsSaidOfEverybodyAndNothingCarriesTheNumber(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		far := rapid.Int64Range(-20_000, 20_000)
		var s sums
		s.members = rapid.Int64Range(10, 5000).Draw(t, "members")
		for i := range s.principles {
			s.principles[i] = far.Draw(t, "sum")
		}
		s.gap = far.Draw(t, "gap")
		for i := range s.stances {
			s.stances[i] = rapid.Int64Range(-20, s.members+20).Draw(t, "stance")
		}
		for i := range s.rungs {
			s.rungs[i] = rapid.Int64Range(-20, s.members+20).Draw(t, "rung")
		}
		p := Default()
		size := rapid.IntRange(10, 5000).Draw(t, "size")
		for _, r := range []Release{s.programme(&p, size), s.public(&p)} {
			for _, mean := range append(r.Principles[:], r.Overall) {
				if mean < 5 || mean > 95 || mean%5 != 0 {
					t.Errorf("a mean of %d", mean)
				}
			}
			if r.Gap != nil && (*r.Gap < -50 || *r.Gap > 50 || *r.Gap%5 != 0) {
				t.Errorf("a gap of %d", *r.Gap)
			}
			requireWhole(t, &r)
			if back, err := Parse(r.Body()); err != nil || !cmp.Equal(*back, r) {
				t.Errorf("read back: %v and error %v, from %s", back, err, r.Body())
			}
		}
		// The same means of a cohort of another size are the same bytes.
		other := s
		other.members *= 2
		for i := range other.principles {
			other.principles[i] *= 2
		}
		if a, b := s.programme(&p, 12), other.programme(&p, 19); string(a.Body()) != string(b.Body()) {
			t.Errorf("the number shows:\n%s\n%s", a.Body(), b.Body())
		}
	})
}

// requireWhole checks that shares add up to 100, and those by rung to those by
// stance.
func requireWhole(t *rapid.T, r *Release) {
	total := 0
	if r.Stances != nil {
		for _, share := range r.Stances {
			total += share
			if share < 0 || share%5 != 0 || r.Rungs == nil && share%10 != 0 {
				t.Errorf("a share of %d", share)
			}
		}
		if total != 100 {
			t.Errorf("shares add up to %d: %v", total, r.Stances)
		}
	}
	if r.Rungs == nil {
		return
	}
	for _, share := range r.Rungs {
		if share < 0 || share%5 != 0 {
			t.Errorf("a share of %d", share)
		}
	}
	if byStance(r.Rungs[:]) != *r.Stances {
		t.Errorf("%v are not the sums of %v", r.Stances, r.Rungs)
	}
}

func TestPrinciplesAndStancesAreThePublishedInstruments(t *testing.T) {
	t.Parallel()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	in := catalogue.Find("coproduction-ladder", "")
	if diff := cmp.Diff(in.Principles, Principles[:]); diff != "" {
		t.Errorf("-instrument +release:\n%s", diff)
	}
	for i, rung := range in.Rungs {
		if got := StanceNames[stanceOf(i+1)]; got != string(rung.Stance) {
			t.Errorf("rung %d: %s, want %s", i+1, got, rung.Stance)
		}
	}
	if len(in.Rungs) != Rungs {
		t.Errorf("the ladder has %d rungs", len(in.Rungs))
	}
}

func TestParseRefusesWhatWeDidNotWrite(t *testing.T) {
	t.Parallel()
	p, s := Default(), example
	r := s.programme(&p, 60)
	good := string(r.Body())
	for name, body := range map[string]string{
		"nothing":             "",
		"no JSON":             "released",
		"another thing":       `{"status":"open"}`,
		"a field more":        strings.Replace(good, `"overall"`, `"n":12,"overall"`, 1),
		"a field twice":       strings.Replace(good, `"overall"`, `"overall":5,"overall"`, 1),
		"something behind it": good + "{}",
		"white space":         good + "\n",
	} {
		if _, err := Parse([]byte(body)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	if _, err := Parse([]byte(good)); err != nil {
		t.Error(err)
	}
}
