package validity

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// update writes the program's table anew from the report.
var update = flag.Bool("update", false, "write ../scoring/sure_table.go from the report")

// Where the report lies, and the table that is made of it.
const (
	published = "../../docs/validity.md"
	plots     = "../../docs/validity"
	ofProgram = "../scoring/sure_table.go"
)

func publishedReport(t *testing.T) string {
	t.Helper()
	report, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}
	return string(report)
}

// TestThePublishedReportIsWhatTheProgramFinds runs one world and size again, as
// in the report. When it fails, the rules or the worlds have changed since:
//
//	go run . validity --out docs/validity.md && go generate ./assessments/validity
func TestThePublishedReportIsWhatTheProgramFinds(t *testing.T) {
	t.Parallel()
	report := publishedReport(t)
	figures := run(t, Study{Worlds: []World{usual}, Sizes: []Size{{5, 5}}, Organisations: Organisations})
	row := lastLine(figures.Every())
	if !strings.Contains(report, "\n"+row+"\n") {
		t.Errorf("the report is stale: it has no row\n%s\nMake it again with: go run . validity --out docs/validity.md", row)
	}
	for row := range strings.SplitSeq(figures.Seen(), "\n") {
		if !strings.Contains(report, row) {
			t.Errorf("the report is stale: it has no row\n%s", row)
		}
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// What does not come from chance is as the program would write it today.
func TestThePublishedReportSaysTheRangesAndWorldsOfToday(t *testing.T) {
	t.Parallel()
	report := publishedReport(t)
	if ranges := (*Figures)(nil).Ranges(); !strings.Contains(report, ranges) {
		t.Errorf("the report does not have the ranges\n%s", ranges)
	}
	for _, world := range Worlds() {
		if !strings.Contains(report, "\n| `"+world.Name+"` | "+world.About+" |") {
			t.Errorf("the report does not have the world %q: %s", world.Name, world.About)
		}
		for _, size := range Sizes() {
			if !strings.Contains(report, fmt.Sprintf("\n| `%s` | %s | ", world.Name, size)) {
				t.Errorf("the report has no row for %s, %s", world.Name, size)
			}
		}
	}
}

// surePublished is a row of the table of how sure in the report.
var surePublished = regexp.MustCompile("(?m)^\\| `(\\w+)` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| ")

// TestTheProgramKnowsTheTableOfTheReport scores groups of each size and holds
// what the result says against the report.
func TestTheProgramKnowsTheTableOfTheReport(t *testing.T) {
	t.Parallel()
	rows := surePublished.FindAllStringSubmatch(publishedReport(t), -1)
	if len(rows) != len(Classes()) {
		t.Fatalf("the report's table has %d rows, want %d", len(rows), len(Classes()))
	}
	if *update {
		writeTable(t, rows)
		t.Skip("written; run the test again without -update")
	}
	in := ladder(t)
	for i, class := range Classes() {
		o := newOrganisation(in, &World{Low: 4 * rung, High: 4 * rung}, newChance("", 0))
		for _, size := range []Size{{class.From, class.From}, {class.From + 2, class.From}, {class.From, class.From + 40}} {
			sure := scoring.Score(in, tally(in, o.ask(size, newChance("", 0))), size.minimums()).Sure
			if sure == nil {
				t.Errorf("%s: the program says nothing", size)
				continue
			}
			got := fmt.Sprint(sure.Responses, sure.SameRung, sure.WithinOne, sure.SameStance)
			if want := fmt.Sprint(rows[i][1], rows[i][2], rows[i][3], rows[i][4]); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
				t.Errorf("%s: the program says %s and the report %s", size, got, want)
			}
		}
	}
}

// writeTable writes the table of the program.
func writeTable(t *testing.T, rows [][]string) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(`// Code generated from docs/validity.md by go generate ./assessments/validity; DO NOT EDIT.

package scoring

// sureTable holds the figures of rule 13, the smallest size first. Each is the
// mean over the simulated worlds, out of ten, rounded down.
var sureTable = [...]struct {
	from int
	Sure
}{
`)
	for i, class := range Classes() {
		fmt.Fprintf(&b, "\t{%d, Sure{%q, %s, %s, %s}},\n", class.From, rows[i][1], rows[i][2], rows[i][3], rows[i][4])
	}
	b.WriteString("}\n")
	source, err := format.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(ofProgram, source, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestTheReportKeepsItsPromise reads the promise in the report: the table holds
// in nine of ten worlds, at every size that it speaks of.
func TestTheReportKeepsItsPromise(t *testing.T) {
	t.Parallel()
	_, promise, found := strings.Cut(publishedReport(t), "| size | worlds | same rung holds in |")
	if !found {
		t.Fatal("the report has no promise")
	}
	promise, _, _ = strings.Cut(promise, "\n\n")
	rows := regexp.MustCompile(`(?m)^\| (\d+/\d+) \| (\d+) \| .* \| >?(\d+)% \|$`).FindAllStringSubmatch(promise, -1)
	said := 0
	for _, size := range Sizes() {
		said += one(classOf(size) >= 0)
	}
	if len(rows) != said {
		t.Fatalf("the promise has %d rows, want one for each of %d sizes", len(rows), said)
	}
	for _, row := range rows {
		if len(row[2]) < 3 || len(row[3]) < 2 || row[3] < "90" && row[3] != "100" {
			t.Errorf("%s: holds in %s%% of %s worlds, want 90%% of 100 or more", row[1], row[3], row[2])
		}
	}
}

func TestAReportOfOneWorldAndSizeIsWhole(t *testing.T) {
	t.Parallel()
	figures := run(t, Study{Worlds: Worlds()[2:3], Sizes: []Size{{8, 4}}, Organisations: 40})
	report := string(figures.Report("plots"))
	for _, want := range []string{"40 organisations", "| `noisy` | 8/4 | ", "](plots/right.svg)", "| `3_to_4` | "} {
		if !strings.Contains(report, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	for _, never := range []string{"## In short", "### Does it hold", "### Against the figures", "<no value>", "%!"} {
		if strings.Contains(report, never) {
			t.Errorf("the report says %q", never)
		}
	}
}

func TestPlotsTellWhatTheyShow(t *testing.T) {
	t.Parallel()
	figures := run(t, Study{Worlds: Worlds()[:8], Sizes: []Size{{5, 5}, {10, 10}}, Organisations: 40})
	report := string(figures.Report("validity"))
	drawn := figures.Plots()
	for _, plot := range drawn {
		if !strings.Contains(report, "](validity/"+plot.Name+".svg)") {
			t.Errorf("%s: the report does not show it", plot.Name)
		}
		title, description := readPlot(t, plot)
		if title == "" || !strings.Contains(description, "%") {
			t.Errorf("%s: it is called %q and described as %q", plot.Name, title, description)
		}
		if _, err := os.Stat(filepath.Join(plots, plot.Name+".svg")); err != nil {
			t.Errorf("%s is not beside the report: %v", plot.Name, err)
		}
	}
	if shown := strings.Count(report, ".svg)"); shown != len(drawn) {
		t.Errorf("the report shows %d plots and there are %d", shown, len(drawn))
	}
}

// readPlot reads a plot as XML, and holds it to black, white and grey.
func readPlot(t *testing.T, plot Plot) (title, description string) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(plot.SVG))
	var in string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return title, description
		}
		if err != nil {
			t.Fatalf("%s: %v", plot.Name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in = token.Name.Local
			for _, a := range token.Attr {
				if (a.Name.Local == "fill" || a.Name.Local == "stroke") && !slices.Contains([]string{paper, ink, grey, pale}, a.Value) {
					t.Errorf("%s: %s has the colour %s", plot.Name, in, a.Value)
				}
			}
		case xml.CharData:
			switch in {
			case "title":
				title += strings.TrimSpace(string(token))
			case "desc":
				description += strings.TrimSpace(string(token))
			}
		}
	}
}
