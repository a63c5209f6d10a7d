package api

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// table is one line of a table, with the names of its columns.
type table struct{ names, cells []string }

// resultTable writes a result as a table of one line. The columns come from the
// instrument, so that results with one instrument can be put below each other.
func resultTable(r *result.StoredDocument) []byte {
	t := &table{}
	t.text("notice", notice(r))
	t.text("assessment", r.Assessment.ID)
	t.text("title", r.Assessment.Title)
	t.text("scope", r.Assessment.Scope)
	t.text("closed_at", r.Assessment.ClosedAt)
	t.text("instrument", r.Instrument.ID)
	t.text("version", r.Instrument.Version)
	t.rung("", r.Rung)
	t.number("index", r.Index)
	t.text("provisional", strconv.FormatBool(r.Provisional))
	t.text("guarded", strconv.FormatBool(r.Guarded))
	t.target(r.Target)
	t.sinceVersion2(r.SinceVersion2)
	t.text("limited_by", strings.Join(r.LimitedBy, " "))
	t.text("flags", strings.Join(r.Flags, " "))
	for _, voice := range r.Voices {
		t.number(voice.Voice+"_people", &voice.People)
		t.number(voice.Voice+"_responses", voice.Responses)
		t.text(voice.Voice+"_heard", strconv.FormatBool(voice.Heard))
		t.cameBy(voice)
	}
	for i := range r.Principles {
		t.profile(&r.Principles[i].Area)
	}
	for i := range r.Areas {
		t.profile(&r.Areas[i])
	}
	t.text("receipt", r.Receipt.Digest)
	return t.bytes()
}

// text adds a cell. A program that opens tables runs what begins like a formula,
// so that such a text gets an apostrophe in front. Full-width signs count: some
// programs read them as the plain ones.
// Source: https://owasp.org/www-community/attacks/CSV_Injection
func (t *table) text(name, cell string) {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@＝＋－＠\t\r\n", first) {
		cell = "'" + cell
	}
	t.names, t.cells = append(t.names, name), append(t.cells, cell)
}

// number adds a cell that is empty where there is no number.
func (t *table) number(name string, n *int) {
	cell := ""
	if n != nil {
		cell = strconv.Itoa(*n)
	}
	t.names, t.cells = append(t.names, name), append(t.cells, cell)
}

func (t *table) rung(prefix string, rung *result.Rung) {
	if rung == nil {
		rung = &result.Rung{}
	}
	t.text(prefix+"stance", rung.Stance) // first, as it is surer than the rung
	t.number(prefix+"rung", level(rung.Level))
	t.text(prefix+"rung_id", rung.ID)
	t.text(prefix+"rung_title", rung.Title)
}

// notice is what must be said before any figure: that it is a staff view, or that
// there is nothing to show.
func notice(r *result.StoredDocument) string {
	if r.Provisional {
		return r.Explanation[0]
	}
	return ""
}

// cameBy adds how the responses of a voice came. The cells are empty of results
// that do not tell it.
func (t *table) cameBy(voice result.HeadCount) {
	told := voice.CameBy
	if told == nil {
		told = &result.CameBy{}
	}
	t.number(voice.Voice+"_entered", told.Entered)
	t.number(voice.Voice+"_shared", told.Shared)
}

// sinceVersion2 adds what is told since version 2 of the scoring rules. The cells
// are empty before that.
func (t *table) sinceVersion2(told *result.SinceVersion2) {
	if told == nil {
		told = &result.SinceVersion2{}
	}
	t.sure(told.Sure)
	gates := make([]string, len(told.NextGate))
	for i := range told.NextGate {
		gates[i] = told.NextGate[i].Question
	}
	t.text("next_gate", strings.Join(gates, " "))
	unknown := told.NotKnown
	if unknown == nil {
		unknown = &result.NotKnown{}
	}
	t.text("not_known_lived", strings.Join(unknown.Lived, " "))
	t.text("not_known_learnt", strings.Join(unknown.Learnt, " "))
}

func (t *table) sure(sure *result.Sure) {
	if sure == nil {
		t.text("sure_responses", "")
		for _, name := range sureFigures {
			t.number(name, nil)
		}
		return
	}
	t.text("sure_responses", sure.Responses)
	for i, figure := range [...]*int{&sure.SameRung, &sure.WithinOne, &sure.SameStance} {
		t.number(sureFigures[i], figure)
	}
}

var sureFigures = [...]string{"sure_same_rung", "sure_within_one", "sure_same_stance"}

func (t *table) target(target *result.Target) {
	if target == nil {
		t.number("target", nil)
		t.text("target_met", "")
		return
	}
	t.number("target", &target.Level)
	t.text("target_met", strconv.FormatBool(target.Met))
}

func (t *table) profile(p *result.Area) {
	prefix := p.ID + "_"
	t.text(prefix+"title", p.Title)
	t.rung(prefix, p.Rung)
	t.number(prefix+"index", p.Index)
	seen := map[string]result.VoiceView{}
	for _, voice := range p.Voices {
		seen[voice.Voice] = voice
	}
	for _, voice := range []string{"lived", "learnt"} {
		t.number(prefix+voice+"_level", seen[voice].Level)
		t.number(prefix+voice+"_index", seen[voice].Index)
	}
	gap := p.Gap
	if gap == nil {
		t.number(prefix+"gap_rungs", nil)
		t.number(prefix+"gap_points", nil)
		t.text(prefix+"gap_flag", "")
		return
	}
	t.number(prefix+"gap_rungs", &gap.Rungs)
	t.number(prefix+"gap_points", gap.Points)
	flag := ""
	if gap.Flag != nil {
		flag = *gap.Flag
	}
	t.text(prefix+"gap_flag", flag)
}

// bytes writes the table with the line ends of RFC 4180.
func (t *table) bytes() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll([][]string{t.names, t.cells}); err != nil {
		panic(fmt.Sprintf("write a table to memory: %v", err))
	}
	return b.Bytes()
}
