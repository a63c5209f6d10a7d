package result

import (
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/table"
)

// cells is a table that is filled with the parts of a result.
type cells struct{ *table.Table }

// Table writes a result as a table of one line. The columns come from the
// instrument, so that results with one instrument can be put below each other.
func (r *StoredDocument) Table() []byte {
	t := &table.Table{}
	r.Line(t)
	return t.Bytes()
}

// Columns are those of a table of results with any of these instruments, each once.
func Columns(instruments []*instrument.Instrument) (names []string) {
	seen := map[string]bool{}
	for _, in := range instruments {
		t := &table.Table{}
		blank(in).Line(t)
		for _, name := range t.Names() {
			if !seen[name] {
				seen[name], names = true, append(names, name)
			}
		}
	}
	return names
}

// blank is a result with an instrument that says nothing.
func blank(in *instrument.Instrument) *StoredDocument {
	r := &StoredDocument{}
	for _, voice := range scoring.Voices {
		r.Voices = append(r.Voices, HeadCount{Voice: voice.String()})
	}
	for i := range in.Principles {
		r.Principles = append(r.Principles, Principle{Area: Area{ID: in.Principles[i]}})
	}
	for i := range in.Areas {
		r.Areas = append(r.Areas, Area{ID: in.Areas[i]})
	}
	return r
}

// Line adds the cells of a result to a table.
func (r *StoredDocument) Line(to *table.Table) {
	t := cells{to}
	t.Text("notice", notice(r))
	t.Text("assessment", r.Assessment.ID)
	t.Text("title", r.Assessment.Title)
	t.Text("scope", r.Assessment.Scope)
	t.Text("closed_at", r.Assessment.ClosedAt)
	t.Text("instrument", r.Instrument.ID)
	t.Text("version", r.Instrument.Version)
	t.rung("", r.Rung)
	t.Number("index", r.Index)
	t.Text("provisional", strconv.FormatBool(r.Provisional))
	t.Text("guarded", strconv.FormatBool(r.Guarded))
	t.target(r.Target)
	t.sinceVersion2(r.SinceVersion2)
	t.Text("limited_by", strings.Join(r.LimitedBy, " "))
	t.Text("flags", strings.Join(r.Flags, " "))
	for _, voice := range r.Voices {
		t.Number(voice.Voice+"_people", &voice.People)
		t.Number(voice.Voice+"_responses", voice.Responses)
		t.Text(voice.Voice+"_heard", strconv.FormatBool(voice.Heard))
		t.cameBy(voice)
	}
	for i := range r.Principles {
		t.profile(&r.Principles[i].Area)
	}
	for i := range r.Areas {
		t.profile(&r.Areas[i])
	}
	t.Text("receipt", r.Receipt.Digest)
}

func (t cells) rung(prefix string, rung *Rung) {
	if rung == nil {
		rung = &Rung{}
	}
	t.Text(prefix+"stance", rung.Stance) // first, as it is surer than the rung
	t.Number(prefix+"rung", orNull(rung.Level))
	t.Text(prefix+"rung_id", rung.ID)
	t.Text(prefix+"rung_title", rung.Title)
}

// notice is what must be said before any figure: that it is a staff view, or that
// there is nothing to show.
func notice(r *StoredDocument) string {
	if r.Provisional {
		return r.Explanation[0]
	}
	return ""
}

// cameBy adds how the responses of a voice came. The cells are empty of results
// that do not tell it.
func (t cells) cameBy(voice HeadCount) {
	told := voice.CameBy
	if told == nil {
		told = &CameBy{}
	}
	t.Number(voice.Voice+"_entered", told.Entered)
	t.Number(voice.Voice+"_shared", told.Shared)
}

// sinceVersion2 adds what is told since version 2 of the scoring rules. The cells
// are empty before that.
func (t cells) sinceVersion2(told *SinceVersion2) {
	if told == nil {
		told = &SinceVersion2{}
	}
	t.sure(told.Sure)
	gates := make([]string, len(told.NextGate))
	for i := range told.NextGate {
		gates[i] = told.NextGate[i].Question
	}
	t.Text("next_gate", strings.Join(gates, " "))
	unknown := told.NotKnown
	if unknown == nil {
		unknown = &NotKnown{}
	}
	t.Text("not_known_lived", strings.Join(unknown.Lived, " "))
	t.Text("not_known_learnt", strings.Join(unknown.Learnt, " "))
}

func (t cells) sure(sure *Sure) {
	if sure == nil {
		t.Text("sure_responses", "")
		for _, name := range sureFigures {
			t.Number(name, nil)
		}
		return
	}
	t.Text("sure_responses", sure.Responses)
	for i, figure := range [...]*int{&sure.SameRung, &sure.WithinOne, &sure.SameStance} {
		t.Number(sureFigures[i], figure)
	}
}

var sureFigures = [...]string{"sure_same_rung", "sure_within_one", "sure_same_stance"}

func (t cells) target(target *Target) {
	if target == nil {
		t.Number("target", nil)
		t.Text("target_met", "")
		return
	}
	t.Number("target", &target.Level)
	t.Text("target_met", strconv.FormatBool(target.Met))
}

func (t cells) profile(p *Area) {
	prefix := p.ID + "_"
	t.Text(prefix+"title", p.Title)
	t.rung(prefix, p.Rung)
	t.Number(prefix+"index", p.Index)
	seen := map[string]VoiceView{}
	for _, voice := range p.Voices {
		seen[voice.Voice] = voice
	}
	for _, voice := range []string{"lived", "learnt"} {
		t.Number(prefix+voice+"_level", seen[voice].Level)
		t.Number(prefix+voice+"_index", seen[voice].Index)
	}
	gap := p.Gap
	if gap == nil {
		t.Number(prefix+"gap_rungs", nil)
		t.Number(prefix+"gap_points", nil)
		t.Text(prefix+"gap_flag", "")
		return
	}
	t.Number(prefix+"gap_rungs", &gap.Rungs)
	t.Number(prefix+"gap_points", gap.Points)
	flag := ""
	if gap.Flag != nil {
		flag = *gap.Flag
	}
	t.Text(prefix+"gap_flag", flag)
}
