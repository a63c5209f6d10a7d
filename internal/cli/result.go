package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/sevenrungs/sevenrungs/api"
)

// printResult says a result to a person at a terminal. It uses no colour and
// draws no boxes, so that a screen reader can read it.
func printResult(out io.Writer, r *api.Result) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\n", headline(r))
	for _, sentence := range r.Explanation {
		fmt.Fprintf(&b, "%s\n", sentence)
	}
	fmt.Fprintf(&b, "\n%s\n", whoAnswered(r))
	areas := make([]api.Area, 0, len(r.Principles))
	for _, principle := range r.Principles {
		areas = append(areas, principle.Area)
	}
	if err := table(&b, "Principle", areas); err != nil {
		return err
	}
	if err := table(&b, "Area", r.Areas); err != nil {
		return err
	}
	nextSteps(&b, r.Principles)
	fmt.Fprintf(&b, "\nScored with %s %s, rules %s.\nReceipt: %s\n", r.Instrument.ID, r.Instrument.Version, r.ScoringVersion, r.Receipt.Digest)
	_, err := out.Write(b.Bytes())
	return err
}

func headline(r *api.Result) string {
	text := "Overall rung: none yet"
	if r.Rung != nil {
		text = fmt.Sprintf("Overall rung: %d, %s (doing %s)", r.Rung.Level, r.Rung.Title, r.Rung.Stance)
	}
	if r.Index != nil {
		text += fmt.Sprintf("\nIndex: %d of 100", *r.Index)
	}
	if r.Provisional {
		text += "\nProvisional: a staff view"
	}
	return text
}

func whoAnswered(r *api.Result) string {
	var parts []string
	for _, voice := range r.Voices {
		part := fmt.Sprintf("%s: %d", voiceTitle(voice.Voice), voice.People)
		if !voice.Heard {
			part += " (too few to be heard)"
		}
		parts = append(parts, part)
	}
	return "Who answered. " + strings.Join(parts, ". ") + "."
}

func voiceTitle(voice string) string {
	if voice == "lived" {
		return "People with lived experience"
	}
	return "Staff"
}

// table lists where each voice stands, and how far apart they are.
func table(out io.Writer, title string, rows []api.Area) error {
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\tAgreed rung\tIndex\tLived experience\tStaff\tApart\n", title)
	for _, row := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", row.Title, agreed(row), number(row.Index), seen(row, "lived"), seen(row, "learnt"), apart(row.Gap))
	}
	return w.Flush()
}

func agreed(row api.Area) string {
	if row.Rung == nil {
		return "none"
	}
	return fmt.Sprintf("%d %s", row.Rung.Level, row.Rung.Title)
}

func seen(row api.Area, voice string) string {
	for _, view := range row.Voices {
		if view.Voice == voice {
			return number(view.Level)
		}
	}
	return "not heard"
}

func number(n *int) string {
	if n == nil {
		return "none"
	}
	return fmt.Sprint(*n)
}

func apart(gap *api.Gap) string {
	switch {
	case gap == nil:
		return "-"
	case gap.Flag == nil:
		return "0"
	case *gap.Flag == "priority":
		return fmt.Sprintf("%d, talk first", gap.Rungs)
	}
	return fmt.Sprintf("%d, talk", gap.Rungs)
}

func nextSteps(out io.Writer, principles []api.Principle) {
	heading := "\nNext steps\n"
	for _, principle := range principles {
		if principle.NextStep == nil {
			continue
		}
		fmt.Fprintf(out, "%s%s, to stand on %d:\n", heading, principle.Title, principle.NextStep.Level)
		heading = ""
		for _, step := range principle.NextStep.Questions {
			fmt.Fprintf(out, "  from %d to %d: %s\n", step.From, step.To, step.Text)
		}
	}
}
