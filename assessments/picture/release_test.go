package picture_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

const method = "https://example.org/method"

func about(change func(*picture.About)) *picture.About {
	a := &picture.About{Programme: "Community grants", Period: "2026", Method: method}
	if change != nil {
		change(a)
	}
	return a
}

// Releases of each size.
var (
	smallest = release.Release{
		Period: "2026", CountBand: "10-19", Principles: [...]int{45, 50, 35, 65}, Overall: 50, Rounding: 5, Margin95: 13, ClearChange: 20, Policy: "2",
	}
	small    = *changed(smallest, func(r *release.Release) { r.CountBand, r.Gap, r.Margin95, r.ClearChange = "20-59", new(15), 8, 15 })
	middling = *changed(small, func(r *release.Release) {
		r.CountBand, r.Stances, r.MedianStance, r.Margin95, r.ClearChange = "60-99", &[...]int{30, 40, 30}, "for", 5, 10
	})
	large = release.Release{
		Period: "2026", CountBand: "200+", Principles: [...]int{60, 55, 40, 70}, Overall: 55, Gap: new(-10),
		Stances: &[...]int{20, 55, 25}, MedianStance: "for",
		Rungs: &[...]int{5, 15, 20, 15, 20, 20, 5}, Quartiles: &[...]int{3, 4, 5}, Rounding: 5, Margin95: 5, ClearChange: 10, Policy: "2",
	}
)

// changed is a copy of a release with something changed.
func changed(r release.Release, change func(*release.Release)) *release.Release {
	change(&r)
	return &r
}

func TestThePicturesOfReleasesAreAsTheyWere(t *testing.T) {
	t.Parallel()
	national := about(func(a *picture.About) { a.Programme, a.Licence = "", "CC BY 4.0" })
	sectors := about(func(a *picture.About) {
		a.Programme, a.Licence, a.Sectors = "", "CC BY 4.0", []string{"Health", "Social services", "Environmental protection and animal welfare activities"}
	})
	public := changed(large, func(r *release.Release) { r.Gap, r.CountBand, r.Margin95, r.ClearChange = nil, "200+", 8, 15 })
	for name, tc := range map[string]struct {
		of    *release.Release
		about *picture.About
	}{
		"release-10-19":     {&smallest, about(nil)},
		"release-20-59":     {&small, about(nil)},
		"release-60-99":     {&middling, about(nil)},
		"release-200":       {&large, about(nil)},
		"release-national":  {public, national},
		"release-sectors":   {public, sectors},
		"release-demo":      {changed(middling, func(r *release.Release) { r.Demo = true }), about(nil)},
		"release-none":      {nil, about(nil)},
		"release-long-name": {nil, about(func(a *picture.About) { a.Programme = strings.Repeat("Wellbeing & <care> ", 8) })},
		"release-at-the-ends": {changed(large, func(r *release.Release) {
			r.Principles, r.Gap, r.Quartiles = [...]int{5, 95, 5, 95}, new(50), &[...]int{7, 7, 7}
			r.Stances, r.Rungs = &[...]int{0, 0, 100}, &[...]int{0, 0, 0, 0, 0, 0, 100}
		}), about(nil)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := ladder(t)
			asItWas(t, name, picture.OfRelease(tc.of, in, &in.Words[0], tc.about, said(&in.Words[0])).SVG())
		})
	}
}

// drawRelease draws releases as the policy allows them, of every size.
func drawRelease(t *rapid.T) *release.Release {
	mean := rapid.Map(rapid.IntRange(1, 19), func(n int) int { return 5 * n })
	r := &release.Release{
		Period: "2026", Overall: mean.Draw(t, "overall"), Rounding: 5, Margin95: rapid.SampledFrom([]int{4, 5, 8, 9}).Draw(t, "margin"),
		CountBand: rapid.SampledFrom([]string{"10-19", "20-59", "60-99", "100-199", "200+"}).Draw(t, "band"), Demo: rapid.Bool().Draw(t, "demo"),
	}
	for i := range r.Principles {
		r.Principles[i] = mean.Draw(t, "mean")
	}
	if r.CountBand != "10-19" {
		r.Stances, r.MedianStance = new([3]int), rapid.SampledFrom([]string{"to", "for", "with"}).Draw(t, "median")
		for i := range r.Stances {
			r.Stances[i] = mean.Draw(t, "stance")
		}
		if rapid.Bool().Draw(t, "a programme") {
			r.Gap = new(5 * rapid.IntRange(-10, 10).Draw(t, "gap"))
		}
	}
	if r.CountBand > "20-59" || r.CountBand == "100-199" {
		r.Rungs, r.Quartiles = new([release.Rungs]int), new([3]int)
		for i := range r.Rungs {
			r.Rungs[i] = mean.Draw(t, "rung")
		}
		for i := range r.Quartiles {
			r.Quartiles[i] = rapid.IntRange(1, release.Rungs).Draw(t, "quartile")
		}
		slices.Sort(r.Quartiles[:])
	}
	return r
}

func TestEveryPictureOfAReleaseCanBeRead(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	tries.Check(t, func(t *rapid.T) {
		r := drawRelease(t)
		name := rapid.StringMatching(`[^\pC%]{0,200}`).Draw(t, "name")
		a := about(func(a *picture.About) { a.Programme = name })
		svg := parse(t, picture.OfRelease(r, in, &in.Words[0], a, said(&in.Words[0])).SVG())
		svg.check(t)
		written := strings.Join(svg.texts(), " ")
		for _, want := range figuresOf(in, r) {
			for place, text := range map[string]string{"the picture": written, "the description": svg.first("desc").Text} {
				if !strings.Contains(text, want) {
					t.Fatalf("%s does not say %q: %s", place, want, text)
				}
			}
		}
		for _, text := range svg.all("text") {
			onTrack := text.attribute("text-anchor") != "" || text.Text == "Staff lower"
			if !onTrack && !strings.Contains(svg.first("desc").Text, text.Text) {
				t.Fatalf("who hears the picture does not hear %q: %s", text.Text, svg.first("desc").Text)
			}
		}
		if strings.Contains(written, "Staff see") != (r.Gap != nil && *r.Gap != 0) || strings.Contains(written, "%:") {
			t.Fatalf("the picture says more than the release: %s", written)
		}
	})
}

// figuresOf lists what the picture of a release must say in words.
func figuresOf(in *instrument.Instrument, r *release.Release) []string {
	want := []string{fmt.Sprintf("%d of 100, give or take %d", r.Overall, r.Margin95), "differ by less than 10 show no clear change."}
	for i, mean := range r.Principles {
		want = append(want, in.Words[0].Principles[release.Principles[i]].Title, fmt.Sprintf("%d of 100, give or take %d", mean, r.Margin95))
	}
	if r.Gap != nil {
		way := map[bool]string{true: "higher", false: "lower"}[*r.Gap > 0]
		if *r.Gap == 0 {
			want = append(want, fmt.Sprintf("Both see things alike, give or take %d points", r.Margin95))
		} else {
			want = append(want, fmt.Sprintf("Staff see things %d points %s, give or take %d", max(*r.Gap, -*r.Gap), way, r.Margin95))
		}
	}
	if r.Stances != nil {
		for i, stance := range []string{"to", "for", "with"} {
			want = append(want, fmt.Sprintf("Doing %s: %d%%", stance, r.Stances[i]))
		}
	}
	if r.Rungs != nil {
		for i, percent := range r.Rungs {
			want = append(want, fmt.Sprintf("%d %s: %d%%", i+1, in.Words[0].Rungs[in.Rungs[i].ID].Title, percent))
		}
	}
	if r.Demo {
		want = append(want, "All organisations in it are invented.")
	}
	return want
}

// TestDotsBarsAndSharesAreWhereTheyBelong measures the shapes.
func TestDotsBarsAndSharesAreWhereTheyBelong(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	tries.Check(t, func(t *rapid.T) {
		r := drawRelease(t)
		svg := parse(t, picture.OfRelease(r, in, &in.Words[0], about(nil), said(&in.Words[0])).SVG())
		points := func(x int) int { return ((x-26)*100 + 154) / 308 }
		var dots, spans, bars []string
		for _, dot := range svg.all("circle")[1:] { // the first is in the legend
			dots = append(dots, fmt.Sprint(points(dot.number(t, "cx"))))
		}
		for _, rect := range svg.all("rect") {
			switch x, wide := rect.number(t, "x"), rect.number(t, "width"); {
			case rect.attribute("height") == "14":
				spans = append(spans, fmt.Sprint(points(x), "-", points(x+wide)))
			case rect.attribute("height") == "12" && rect.attribute("fill") == "#1a1a1a":
				bars = append(bars, fmt.Sprint((wide*100+327)/328))
			}
		}
		wantDots, wantSpans, wantBars := shapesOf(r)
		if !slices.Equal(dots, wantDots) || !slices.Equal(spans[1:], wantSpans) || !slices.Equal(bars, wantBars) {
			t.Fatalf("dots %v, want %v; bars %v, want %v; shares %v, want %v", dots, wantDots, spans[1:], wantSpans, bars, wantBars)
		}
	})
}

func shapesOf(r *release.Release) (dots, spans, bars []string) {
	add := func(at, low, high int) {
		dots, spans = append(dots, fmt.Sprint(at)), append(spans, fmt.Sprint(max(0, low), "-", min(100, high)))
	}
	for _, mean := range append([]int{r.Overall}, r.Principles[:]...) {
		low, high := mean-r.Margin95, mean+r.Margin95
		switch mean { // kept here, so the true mean may lie anywhere beyond
		case 5:
			low = 0
		case 95:
			high = 100
		}
		add(mean, low, high)
	}
	if r.Gap != nil {
		add(50+*r.Gap, 50+*r.Gap-r.Margin95, 50+*r.Gap+r.Margin95)
	}
	var shares []int
	if r.Stances != nil {
		shares = append(shares, r.Stances[2], r.Stances[1], r.Stances[0])
	}
	if r.Rungs != nil {
		for _, share := range slices.Backward(r.Rungs[:]) {
			shares = append(shares, share)
		}
	}
	for _, share := range shares {
		bars = append(bars, fmt.Sprint(share))
	}
	return dots, spans, bars
}

// TestAReleaseIsDrawnWithoutColour: what is drawn in greys alone tells nothing by
// colour.
func TestAReleaseIsDrawnWithoutColour(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	for _, shape := range parse(t, picture.OfRelease(&large, in, &in.Words[0], about(nil), said(&in.Words[0])).SVG()).Children {
		for _, name := range []string{"fill", "stroke"} {
			if c := shape.attribute(name); c != "" && (len(c) != 7 || c[1:3] != c[3:5] || c[3:5] != c[5:7]) {
				t.Errorf("a %s has the %s %s", shape.XMLName.Local, name, c)
			}
		}
	}
}

func TestWhatIsNotReleasedLooksTheSameWhateverTheReason(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	svg := parse(t, picture.OfRelease(nil, in, &in.Words[0], about(nil), said(&in.Words[0])).SVG())
	svg.check(t)
	want := "Community grants, 2026. A funder's programme. Nothing is released. " + release.Withheld
	if got := svg.first("desc").Text; !strings.HasPrefix(got, want) || strings.Contains(got, "independent organisations") {
		t.Errorf("the description is %q, want %q and no number", got, want)
	}
	if got := svg.first("title").Text; got != "Community grants, 2026. Nothing is released." {
		t.Errorf("the title is %q", got)
	}
}

func TestAReleaseThatStandsAgainNamesItsOwnPeriod(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	old := changed(middling, func(r *release.Release) { r.Period = "2024" })
	if got := parse(t, picture.OfRelease(old, in, &in.Words[0], about(nil), said(&in.Words[0])).SVG()).texts()[0]; got != "Community grants, 2024" {
		t.Errorf("the title is %q", got)
	}
}

func TestTheWordsOfAPictureOfAReleaseArePlain(t *testing.T) {
	t.Parallel()
	in := ladder(t)
	tries.Check(t, func(t *rapid.T) {
		r := drawRelease(t)
		if rapid.Bool().Draw(t, "refused") {
			r = nil
		}
		description := parse(t, picture.OfRelease(r, in, &in.Words[0], about(nil), said(&in.Words[0])).SVG()).first("desc").Text
		if strings.Contains(description, "%!") || strings.Contains(description, "  ") {
			t.Fatalf("a name is missing in %q", description)
		}
		// The name is the funder's, and the message is part of the API.
		text := strings.NewReplacer("Community grants", "It", release.Withheld, "", method, "there").Replace(withoutNames(in, &in.Words[0], description))
		for _, fault := range plainwords.Check(plainwords.Standard, text) {
			t.Fatal(fault)
		}
	})
}
