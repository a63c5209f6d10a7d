package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// goldenCase is a request and what it must score, in the golden file's short
// form: level stands for rung.level, rung for its id, size for sure.responses,
// visible for the heard voices, and people for the head-counts.
type goldenCase struct {
	Name    string
	Request json.RawMessage
	Expect  goldenResult
}

type goldenResult struct {
	Level       *int                     `json:"level"`
	Rung        *string                  `json:"rung"`
	Index       *int                     `json:"index"`
	Limits      map[string]int           `json:"limits"`
	LimitedBy   []string                 `json:"limited_by"`
	Provisional bool                     `json:"provisional"`
	Flags       []string                 `json:"flags"`
	People      map[string]int           `json:"people"`
	Visible     []string                 `json:"visible"`
	NotKnown    map[string][]string      `json:"not_known"`
	Size        *string                  `json:"size"`
	NextGate    []goldenGate             `json:"next_gate"`
	Principles  map[string]goldenProfile `json:"principles"`
	Areas       map[string]goldenProfile `json:"areas"`
}

type goldenProfile struct {
	Level    *int                   `json:"level"`
	Index    *int                   `json:"index"`
	Gap      *goldenGap             `json:"gap"`
	Voices   map[string]goldenVoice `json:"voices"`
	NextStep *goldenStep            `json:"next_step"`
}

type goldenGap struct {
	Rungs  int     `json:"rungs"`
	Points int     `json:"points"`
	Flag   *string `json:"flag"`
}

type goldenVoice struct {
	Level    *int `json:"level"`
	Index    *int `json:"index"`
	Answered int  `json:"answered"`
}

type goldenStep struct {
	Level     int              `json:"level"`
	Questions []goldenQuestion `json:"questions"`
}

type goldenQuestion struct {
	Question string `json:"question"`
	From     int    `json:"from"`
}

type goldenGate struct {
	Question string `json:"question"`
	From     *int   `json:"from"`
	To       int    `json:"to"`
}

func goldenCases(t testing.TB) []goldenCase {
	t.Helper()
	data, err := os.ReadFile("testdata/scores.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []goldenCase }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 119 {
		t.Fatalf("%d golden cases, want at least 119", len(file.Cases))
	}
	return file.Cases
}

func TestGoldenCasesThroughHTTP(t *testing.T) {
	t.Parallel()
	client := newClient(t)
	for _, tc := range goldenCases(t) {
		t.Run(tc.Name, func(t *testing.T) {
			answer := client.Post("/v1/scores", tc.Request)
			if answer.Status != http.StatusOK {
				t.Fatalf("status %d: %s", answer.Status, answer.Body)
			}
			var got result.Document
			answer.Decode(&got)
			if diff := cmp.Diff(tc.Expect, shorten(&got)); diff != "" {
				t.Errorf("the score changed (-golden +got):\n%s", diff)
			}
		})
	}
}

// shorten brings a result into the golden file's short form.
func shorten(r *result.Document) goldenResult {
	out := goldenResult{
		Index: r.Index, LimitedBy: r.LimitedBy, Provisional: r.Provisional, Flags: r.Flags,
		People: map[string]int{}, Visible: []string{},
		Principles: map[string]goldenProfile{}, Areas: map[string]goldenProfile{},
	}
	if r.Rung != nil {
		out.Level, out.Rung = &r.Rung.Level, &r.Rung.ID
	}
	if r.Limits != nil {
		out.Limits = map[string]int{
			"answers": r.Limits.Answers, "weakest_principle": r.Limits.WeakestPrinciple,
			"gates": r.Limits.Gates, "lived_voice": r.Limits.LivedVoice,
		}
	}
	for _, voice := range r.Voices {
		out.People[voice.Voice] = voice.People
		if voice.Heard {
			out.Visible = append(out.Visible, voice.Voice)
		}
	}
	if r.Sure != nil {
		out.Size = &r.Sure.Responses
	}
	out.NotKnown, out.NextGate = map[string][]string{}, []goldenGate{}
	for voice, questions := range map[string][]string{"lived": r.NotKnown.Lived, "learnt": r.NotKnown.Learnt} {
		if questions != nil {
			out.NotKnown[voice] = questions
		}
	}
	for _, gate := range r.NextGate {
		out.NextGate = append(out.NextGate, goldenGate{gate.Question, gate.From, gate.To})
	}
	for _, area := range r.Areas {
		out.Areas[area.ID] = shortenProfile(area, nil)
	}
	for _, principle := range r.Principles {
		out.Principles[principle.ID] = shortenProfile(principle.Area, principle.NextStep)
	}
	return out
}

func shortenProfile(p result.Area, step *result.NextStep) goldenProfile {
	out := goldenProfile{Index: p.Index, Voices: map[string]goldenVoice{}}
	if p.Rung != nil {
		out.Level = &p.Rung.Level
	}
	if p.Gap != nil {
		out.Gap = &goldenGap{p.Gap.Rungs, *p.Gap.Points, p.Gap.Flag}
	}
	for _, voice := range p.Voices {
		out.Voices[voice.Voice] = goldenVoice{voice.Level, voice.Index, voice.Answered}
	}
	if step != nil {
		out.NextStep = &goldenStep{Level: step.Level}
		for _, q := range step.Questions {
			out.NextStep.Questions = append(out.NextStep.Questions, goldenQuestion{q.Question, *q.From})
		}
	}
	return out
}
