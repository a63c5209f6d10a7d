package picture

import (
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Headline is, for a terminal, who is not heard, the overall rung, and the
// index, a line each.
func (v *View) Headline() string {
	var lines []string
	if v.notice != nil {
		lines = append(lines, sentence(v.notice.what)+" "+v.notice.means)
	}
	lines = append(lines, v.headline())
	if v.index != nil {
		lines = append(lines, v.text("picture.index_of", "points", *v.index))
	}
	return strings.Join(lines, "\n") + "\n"
}

// Tables says who answered, and lists the principles and the areas, for a
// terminal. It uses no colour and draws no boxes, so that a screen reader can
// read it.
func (v *View) Tables() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s. %s. %s.\n", v.text("picture.who_answered"), v.answered(scoring.Lived), v.answered(scoring.Learnt))
	v.table(&out, v.text("picture.principle"), v.principles)
	v.table(&out, v.text("picture.area"), v.areas)
	return out.String()
}

// table lists where each voice stands, and how far apart they are.
func (v *View) table(out *strings.Builder, title string, rows []row) {
	out.WriteByte('\n')
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join([]string{
		title, v.agreedTitle(), v.text("picture.index"), v.side(scoring.Lived), v.side(scoring.Learnt), v.text("picture.apart"),
	}, "\t"))
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join([]string{
			r.title, v.agreedText(r), v.indexCell(r), v.markCell(r.marks[scoring.Lived]), v.markCell(r.marks[scoring.Learnt]), v.gapCell(r.gap),
		}, "\t"))
	}
	_ = w.Flush() // a strings.Builder takes everything
}

func (v *View) indexCell(r row) string {
	switch {
	case r.index != nil:
		return strconv.Itoa(*r.index)
	case r.withheld:
		return v.missing(withheld)
	}
	return v.text("picture.none")
}

func (v *View) markCell(m mark) string {
	if m.state == stands {
		return strconv.Itoa(m.rung.level)
	}
	return v.missing(m.state)
}

// gapCell tells which way a gap goes: below 0, staff stand lower.
func (v *View) gapCell(gap *scoring.Gap) string {
	if gap == nil {
		return "-"
	}
	return join(", ", strconv.Itoa(gap.Rungs), v.flagged(gap.Flag, "picture.talk", "picture.talk_first"))
}
