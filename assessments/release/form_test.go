package release

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
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
		shares = `"gap":15,"stances":{"to":10,"for":70,"with":40},"median_stance":"for",`
		// Of 12: 0, 0, 8.3, 25, 33.3, 41.7 and 8.3 per cent, kept from 5 up: 130 in all.
		rungs   = `"rungs":{"1":5,"2":5,"3":10,"4":25,"5":35,"6":40,"7":10},"quartiles":{"lower":4,"median":5,"upper":6},`
		closing = `"rounding":5,"margin95":%d,"policy":"1"}`
	)
	for _, tc := range []struct {
		size         int
		band, middle string
		margin       int
	}{
		{10, "10-19", "", 8},
		{19, "10-19", "", 8},
		{20, "20-59", shares, 5},
		{59, "20-59", shares, 5},
		{60, "60-99", shares + rungs, 4},
		{100, "100-199", shares + rungs, 4},
		{200, "200+", shares + rungs, 4},
	} {
		p, s := Default(), example
		r := s.programme(&p, tc.size)
		r.Cohort, r.Period = "p", "2026"
		want := fmt.Sprintf(opening, tc.band) + tc.middle + fmt.Sprintf(closing, tc.margin)
		if diff := cmp.Diff(want, string(r.Body())); diff != "" {
			t.Errorf("%d (-want +got):\n%s", tc.size, diff)
		}
	}
}

// 80 by the noised rungs: 4, 8, 12, 20, 20, 12 and 4. To are 12, for 52, with 16.
func TestAPublicReleaseIsFormedOfTheNoisedCount(t *testing.T) {
	t.Parallel()
	p := Demo()
	s := sums{members: 1, principles: [...]int64{800, -800, 200, 199}, gap: 999, rungs: [...]int64{4, 8, 12, 20, 20, 12, 4}}
	r := s.public(&p)
	r.Cohort, r.Period = "arts+health", "2026"
	want := `{"status":"released","cohort":"arts+health","period":"2026","count_band":"60-99",` +
		`"principles":{"equality":60,"diversity":40,"accessibility":55,"reciprocity":50},"overall":50,` +
		`"stances":{"to":15,"for":65,"with":20},"median_stance":"for",` +
		`"rungs":{"1":5,"2":10,"3":15,"4":25,"5":25,"6":15,"7":5},"quartiles":{"lower":3,"median":4,"upper":5},` +
		`"rounding":5,"margin95":9,"policy":"1","demo":true}`
	if diff := cmp.Diff(want, string(r.Body())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// Negative counts take part in the number, and only then become nought.
	s = sums{principles: [...]int64{50, 0, 0, 0}, rungs: [...]int64{-3, 0, 0, 5, 0, 0, 0}}
	if r = s.public(&p); r.Principles[0] != 75 || r.Rungs[3] != 95 || r.CountBand != "60-99" {
		t.Errorf("2 by the noised rungs: %s", r.Body())
	}
	s = sums{rungs: [...]int64{-10, 10, 0, 20, 0, 0, 0}}
	if r = s.public(&p); r.Stances[0] != 50 || r.Rungs[1] != 50 || r.Rungs[3] != 95 {
		t.Errorf("a negative count takes another's away: %s", r.Body())
	}
	s = sums{principles: [...]int64{7, 0, 0, 0}, rungs: [Rungs]int64{-3}}
	if r = s.public(&p); r.Principles[0] != 55 || r.Rungs[0] != 5 {
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
	rapid.Check(t, func(t *rapid.T) {
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
			var shares []int
			if r.Stances != nil {
				shares = append(shares, r.Stances[:]...)
			}
			if r.Rungs != nil {
				shares = append(shares, r.Rungs[:]...)
			}
			for _, share := range shares {
				if share < 5 || share > 95 || share%5 != 0 {
					t.Errorf("a share of %d", share)
				}
			}
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
