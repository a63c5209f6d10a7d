package release

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"
)

func TestABrokenSourceOfChanceDrawsNothing(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]io.Reader{
		"no bytes":       strings.NewReader(""),
		"too few":        strings.NewReader("0123456789"),
		"an error":       iotest.ErrReader(errors.New("broken")),
		"always nought":  constant(0),
		"always the top": constant(255),
	} {
		p, s := Default(), sums{}
		if err := s.blur(&p, source); err == nil {
			t.Errorf("%s: noise is drawn all the same", name)
		}
	}
}

type constant byte

func (c constant) Read(p []byte) (int, error) {
	return copy(p, bytes.Repeat([]byte{byte(c)}, len(p))), nil
}

// scales are those of the default policy, as t/s.
var scales = map[string][2]uint64{
	"sums of a programme":    {40, 1},
	"stances of a programme": {4, 1},
	"rungs of a programme":   {6, 1},
	"the public histogram":   {1000, 800},
	"a public sum":           {50_000, 300},
}

// probability is that of y for the scale t/s.
func probability(y int64, scale [2]uint64) float64 {
	q := math.Exp(-float64(scale[1]) / float64(scale[0]))
	return (1 - q) / (1 + q) * math.Pow(q, math.Abs(float64(y)))
}

// Property 7, first part. The bins have at least 50 draws each, and the bound is
// the mean of chi-square plus four standard deviations.
func TestProperty7TheSamplerPassesChiSquare(t *testing.T) {
	t.Parallel()
	const draws = 100_000
	for name, scale := range scales {
		n := noise{random: seeded(1)}
		seen := map[int64]int{}
		for range draws {
			seen[n.laplace(scale[0], scale[1])]++
		}
		if n.err != nil {
			t.Fatal(n.err)
		}
		chi, bins := 0.0, 0
		restSeen, restExpected := draws, float64(draws)
		for y := int64(0); draws*probability(y, scale) >= 50; y++ {
			for _, signed := range []int64{y, -y} {
				expected := draws * probability(signed, scale)
				chi += square(float64(seen[signed])-expected) / expected
				restSeen -= seen[signed]
				restExpected -= expected
				bins++
				if y == 0 {
					break
				}
			}
		}
		chi += square(float64(restSeen)-restExpected) / restExpected
		if most := float64(bins) + 4*math.Sqrt(2*float64(bins)); chi > most {
			t.Errorf("%s: chi-square is %.1f over %d bins, more than %.1f", name, chi, bins+1, most)
		}
	}
}

func square(x float64) float64 { return x * x }

// Property 7, second part: through what the freeze calls. What is allowed for is
// four standard errors or more, of one figure and of all figures of a kind.
func TestProperty7TheNoiseIsReallyThere(t *testing.T) {
	t.Parallel()
	const draws = 10_000
	p := Default()
	programme, benchmark := seeded(2), seeded(3)
	squares := map[string][]float64{}
	note := func(name string, figures ...int64) {
		if squares[name] == nil {
			squares[name] = make([]float64, len(figures))
		}
		for i, figure := range figures {
			squares[name][i] += square(float64(figure))
		}
	}
	for range draws {
		var small, public sums
		large := sums{members: withRungs}
		if err := errors.Join(small.blur(&p, programme), large.blur(&p, programme), public.blurPublic(&p, benchmark)); err != nil {
			t.Fatal(err)
		}
		note("sums of a programme", append(small.principles[:], large.gap)...)
		note("stances of a programme", small.stances[:]...)
		note("rungs of a programme", large.rungs[:]...)
		note("the public histogram", public.rungs[:]...)
		note("a public sum", public.principles[:]...)
	}
	for name, scale := range scales {
		q := math.Exp(-float64(scale[1]) / float64(scale[0]))
		theory := 2 * q / square(1-q)
		total := 0.0
		for i, sum := range squares[name] {
			if got := sum / draws; math.Abs(got/theory-1) > 0.1 {
				t.Errorf("%s: the variance of number %d is %.2f, and should be %.2f", name, i, got, theory)
			}
			total += sum
		}
		if got := total / draws / float64(len(squares[name])); math.Abs(got/theory-1) > 0.05 {
			t.Errorf("%s: the variance is %.2f, and should be %.2f", name, got, theory)
		}
	}
}

func TestNoFigureIsWithoutNoise(t *testing.T) {
	t.Parallel()
	p := Default()
	random := seeded(4)
	moved := map[string]int{}
	for range 100 {
		var s, b sums
		large := sums{members: withRungs}
		if err := errors.Join(s.blur(&p, random), large.blur(&p, random), b.blurPublic(&p, random)); err != nil {
			t.Fatal(err)
		}
		note := func(name string, figures ...int64) {
			for i, figure := range figures {
				if figure != 0 {
					moved[name+string(rune('0'+i))]++
				}
			}
		}
		note("principle", s.principles[:]...)
		note("gap", s.gap)
		note("stance", s.stances[:]...)
		note("rung", large.rungs[:]...)
		if large.stances != [stances]int64{} || s.rungs != [Rungs]int64{} {
			t.Error("two counts of the same thing are drawn, or one without noise is left")
		}
		note("public principle", b.principles[:]...)
		note("public rung", b.rungs[:]...)
	}
	if want := 4 + 1 + 3 + 7 + 4 + 7; len(moved) != want {
		t.Errorf("%d of %d figures ever move: %v", len(moved), want, moved)
	}
}
