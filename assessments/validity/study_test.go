package validity

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// ladder is the instrument of the report.
func ladder(t *testing.T) *instrument.Instrument {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.Find("coproduction-ladder", "")
}

func quietly(int, int, int) {}

// run carries out a study that nothing stops.
func run(t *testing.T, study Study) *Figures {
	t.Helper()
	figures, err := study.Run(t.Context(), ladder(t), quietly)
	if err != nil {
		t.Fatal(err)
	}
	return figures
}

func TestAStudyThatIsStoppedSaysSo(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	calls := 0
	_, err := Study{Worlds: Worlds(), Sizes: Sizes(), Organisations: 1000}.Run(ctx, ladder(t), func(int, int, int) {
		calls++
		stop()
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "stopped") {
		t.Errorf("got the error %v, want one that says it was stopped", err)
	}
	if calls > 100 {
		t.Errorf("it went on for %d pieces of work after it was stopped", calls)
	}
}

func TestWorldsThatAreNotThereAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Usual", "drawn 1", "nowhere"} {
		if _, err := FindWorld(name); err == nil || !strings.Contains(err.Error(), "usual, careful, noisy") {
			t.Errorf("%q: got %v, want an error that names the worlds", name, err)
		}
	}
	for _, want := range Worlds() {
		if got, err := FindWorld(want.Name); err != nil || got != want {
			t.Errorf("%q: got %v, %v", want.Name, got, err)
		}
	}
}

func TestSizesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "5", "/", "5/", "/5", "0/5", "5/0", "2/5", "-5/5", "5/5/5", "1001/5", "5/1000000", "five/5", "5.5/5", " 5/5"} {
		if size, err := ParseSize(text); err == nil || !strings.Contains(err.Error(), "such as 5/5") {
			t.Errorf("%q: got %v, %v, want an error that shows a size", text, size, err)
		}
	}
	for _, want := range append(Sizes(), Size{MaxSide, MaxSide}, Size{3, 1}) {
		if got, err := ParseSize(want.String()); err != nil || got != want {
			t.Errorf("%v: got %v, %v", want, got, err)
		}
	}
}

// A world and a size have the same figures alone as among others, or nobody
// could look at one of them.
func TestWhatElseIsStudiedChangesNothing(t *testing.T) {
	t.Parallel()
	all := Study{Worlds: Worlds()[:2], Sizes: []Size{{5, 5}, {12, 7}}, Organisations: 2*block + 3}
	together := run(t, all)
	for w, world := range all.Worlds {
		for s, size := range all.Sizes {
			alone := run(t, Study{Worlds: []World{world}, Sizes: []Size{size}, Organisations: all.Organisations})
			if !slices.Equal(alone.cells[0][0], together.cells[w][s]) {
				t.Errorf("%s, %s: the figures are others alone than among others", world.Name, size)
			}
		}
	}
}

func TestMoreOrganisationsAreTheSameAndMore(t *testing.T) {
	t.Parallel()
	study := Study{Worlds: Worlds()[:1], Sizes: []Size{{5, 5}}, Organisations: 60}
	few := run(t, study)
	study.Organisations = 140
	many := run(t, study)
	for truth := range few.cells[0][0][inForce].Seen {
		for seen, n := range few.cells[0][0][inForce].Seen[truth] {
			if n > many.cells[0][0][inForce].Seen[truth][seen] {
				t.Fatalf("of the first organisations, some of rung %d are no longer seen on %d", truth, seen)
			}
		}
	}
}

// Where nobody errs, everybody knows and all see the same, few people show what
// everybody would.
func TestWithoutErrorsEveryRungIsRight(t *testing.T) {
	t.Parallel()
	sure := World{Name: "without errors", Low: rung, High: 7 * rung, Principles: 800, Questions: 800}
	figures := run(t, Study{Worlds: []World{sure}, Sizes: []Size{{3, 1}, {5, 5}}, Organisations: 100})
	for i, size := range figures.Study.Sizes {
		for v, variant := range Variants() {
			c := figures.cells[0][i][v]
			if c.Organisations != 100 || c.Compared != 100 || c.Same != 100 || c.Error != 0 || c.Again != 100 || c.Flagged != 0 || c.PersonMoves != 0 {
				t.Errorf("%s, %s: %+v", size, variant.Name, c)
			}
		}
	}
}

func TestMorePeopleMakeARungSurer(t *testing.T) {
	t.Parallel()
	figures := run(t, Study{Worlds: []World{usual}, Sizes: []Size{{4, 4}, {15, 15}, {100, 100}}, Organisations: 200})
	before := 0
	for i := range figures.Study.Sizes {
		now := perMille(same(&figures.cells[0][i][inForce]))
		if now <= before {
			t.Errorf("size %s: right in %d of 1,000, and in %d of the size before", figures.Study.Sizes[i], now, before)
		}
		before = now
	}
}

func TestDrawnWorldsLieInTheirRanges(t *testing.T) {
	t.Parallel()
	seen := make(map[World]bool)
	for number := range 500 {
		w := drawnWorld(number)
		if w != drawnWorld(number) {
			t.Fatalf("world %d is another each time", number)
		}
		for _, in := range []struct {
			what string
			n    int
			span span
		}{
			{"person", w.Person, drawnFrom.person},
			{"answer", w.Answer, drawnFrom.answer},
			{"gap", w.Gap, drawnFrom.gap},
			{"unknown", w.Unknown, drawnFrom.unknown},
			{"papers", w.Papers - w.Unknown, drawnFrom.papers},
			{"principles", w.Principles, drawnFrom.principles},
			{"questions", w.Questions, drawnFrom.questions},
			{"low and high", w.Low, span{rung, w.High}},
			{"high", w.High, span{w.Low, 7 * rung}},
		} {
			if in.n < in.span.from || in.n > in.span.to {
				t.Errorf("world %d: %s is %d, want %d to %d", number, in.what, in.n, in.span.from, in.span.to)
			}
		}
		w.Name = ""
		seen[w] = true
	}
	if len(seen) != 500 {
		t.Errorf("of 500 worlds %d differ", len(seen))
	}
}
