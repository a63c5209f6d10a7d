package picture_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

// drawResult draws results with no voice heard, one, or both, and with
// principles that nobody could answer.
func drawResult(t *rapid.T, in *instrument.Instrument) *scoring.Result {
	tallies := scoring.NewTallies(in)
	for range rapid.IntRange(0, 4).Draw(t, "responses") {
		response := scoring.Response{
			Voice:   rapid.SampledFrom(scoring.Voices[:]).Draw(t, "voice"),
			People:  rapid.SampledFrom([]int{1, 6}).Draw(t, "people"),
			Answers: make([]scoring.Answer, len(in.Questions)),
		}
		for q := range response.Answers {
			response.Answers[q] = scoring.Answer(rapid.IntRange(-1, in.Top()).Draw(t, "answer"))
		}
		tallies.Add(&response)
	}
	result := scoring.Score(in, tallies, scoring.DefaultMinimums())
	if rapid.Bool().Draw(t, "guarded") {
		return result.Shown(true)
	}
	return result
}

func drawOptions(t *rapid.T, in *instrument.Instrument) picture.Options {
	options := picture.Options{
		Title:    rapid.StringN(0, 200, -1).Draw(t, "title"),
		Target:   rapid.IntRange(0, in.Top()).Draw(t, "target"),
		Minimums: scoring.DefaultMinimums(),
	}
	if rapid.Bool().Draw(t, "closed") {
		options.Closed = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0).UTC()
	}
	return options
}

func TestEveryPictureCanBeRead(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in := instrumenttest.Drawn(t)
		result := drawResult(t, in)
		width := rapid.SampledFrom(picture.Widths).Draw(t, "width")
		svg := parse(t, picture.Of(in, &in.Words[0], result, drawOptions(t, in), said(&in.Words[0])).SVG(width))
		svg.check(t)
		written := strings.Join(svg.texts(), " ")
		for _, want := range named(in, result) {
			if text := svg.first("desc").Text; !strings.Contains(text, want) {
				t.Fatalf("the description does not say %q: %s", want, text)
			}
			if side, rung, ok := strings.Cut(want, ": "); ok && width == picture.Wide {
				want = side + ": " + firstNumber.ReplaceAllString(rung, "$1") // the ladder beside it has the name
			}
			if !strings.Contains(written, want) {
				t.Fatalf("the picture does not say %q: %s", want, written)
			}
		}
	})
}

var firstNumber = regexp.MustCompile(`^(\d+) .*`)

// named lists what a picture must say in words: the rungs, the principles, and
// where each voice stands.
func named(in *instrument.Instrument, result *scoring.Result) []string {
	words := &in.Words[0]
	rung := func(level int) string { return fmt.Sprintf("%d %s", level, words.Rungs[in.Rung(level).ID].Title) }
	var want []string
	for _, r := range in.Rungs {
		want = append(want, rung(r.Level))
	}
	for _, p := range result.Principles {
		want = append(want, words.Principles[p.ID].Title)
		for who, standing := range p.Voices {
			says := []string{"Lived experience: ", "Staff: "}[who]
			switch {
			case !result.Voices[who].Heard:
				want = append(want, says+"not heard")
			case standing.Rung == 0:
				want = append(want, says+"too few answers")
			default:
				want = append(want, says+rung(standing.Rung))
			}
		}
	}
	return want
}

// TestTheTerminalAndThePictureAgree reads both as a person would: the columns
// of the table, and the shapes over the digits of each principle's ladder.
func TestTheTerminalAndThePictureAgree(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		in := instrumenttest.Drawn(t)
		result := drawResult(t, in)
		view := picture.Of(in, &in.Words[0], result, drawOptions(t, in), said(&in.Words[0]))
		table := readTable(view.Tables())
		for who, of := range []string{"circle", "rect"} {
			var want []string
			for _, id := range in.Principles {
				if cell := table[in.Words[0].Principles[id].Title][3+who]; cell != "too few answers" && cell != "not heard" {
					want = append(want, cell)
				}
			}
			if got := readMarks(t, parse(t, view.SVG(picture.Phone)), of); !slices.Equal(got, want) {
				t.Fatalf("%s: the picture has marks over %v, the terminal says %v\n%s", of, got, want, view.Tables())
			}
		}
	})
}

var columns = regexp.MustCompile(` {2,}`)

// readTable returns the cells of each line of the first table by what it begins with.
func readTable(text string) map[string][]string {
	cells := map[string][]string{}
	for line := range strings.Lines(strings.Split(text, "\n\n")[1]) {
		row := columns.Split(strings.TrimSpace(line), -1)
		cells[row[0]] = row
	}
	return cells
}

// readMarks returns the digit below each large shape of a kind, from the top.
func readMarks(t *rapid.T, svg element, kind string) []string {
	var digits []string
	for _, shape := range svg.all(kind) {
		var x, y int
		switch {
		case kind == "circle" && shape.attribute("r") == "8":
			x, y = shape.number(t, "cx"), shape.number(t, "cy")
		case kind == "rect" && shape.attribute("width") == "22" && shape.attribute("height") == "22":
			x, y = shape.number(t, "x")+11, shape.number(t, "y")+11
		default:
			continue
		}
		for _, text := range svg.all("text") {
			below := text.number(t, "y") - y
			if _, err := strconv.Atoi(text.Text); err == nil && text.number(t, "x") == x && below > 0 && below < 30 {
				digits = append(digits, text.Text)
			}
		}
	}
	return digits
}

// TestTheWordsOfAPictureArePlain leaves the names in it out: they are the
// instrument's, and checked there.
func TestTheWordsOfAPictureArePlain(t *testing.T) {
	t.Parallel()
	rules := map[instrument.Variant]plainwords.Rule{instrument.Standard: plainwords.Standard, instrument.EasyRead: plainwords.EasyRead}
	in := ladder(t)
	tries.Check(t, func(t *rapid.T) {
		words := &in.Words[rapid.IntRange(0, len(in.Words)-1).Draw(t, "words")]
		options := drawOptions(t, in)
		options.Title = ""
		description := parse(t, picture.Of(in, words, drawResult(t, in), options, said(words)).SVG(picture.Phone)).first("desc").Text
		if strings.Contains(description, "%!") || strings.Contains(description, "  ") {
			t.Fatalf("a name is missing in %q", description)
		}
		for _, fault := range plainwords.Check(rules[words.Variant], withoutNames(in, words, description)) {
			t.Fatalf("%s: %v", words.Variant, fault)
		}
	})
}

func withoutNames(in *instrument.Instrument, words *instrument.Words, text string) string {
	var pairs []string
	for _, titled := range []map[string]instrument.Titled{words.Rungs, words.Principles, words.Areas} {
		for _, t := range titled {
			pairs = append(pairs, t.Title, "It")
		}
	}
	var sources []string
	for _, source := range in.Sources {
		sources = append(sources, source.Name)
	}
	pairs = append(pairs, strings.Join(sources, "; "), "us", in.ID+" "+in.Version, "it")
	return strings.NewReplacer(pairs...).Replace(text)
}
