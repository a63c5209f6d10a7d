package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

const storyFile = "../../docs/examples/council.sh"

// tell runs the story against a service, and returns the folder with what was
// read at its end.
func tell(t *testing.T, s *service) string {
	t.Helper()
	for _, program := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("there is no " + program + " here")
		}
	}
	folder := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "bash", storyFile, folder, s.url)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir()}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", storyFile, err, out)
	}
	return folder
}

func readJSON[T any](t *testing.T, name string) T {
	t.Helper()
	var value T
	if err := json.Unmarshal(readExample(t, name), &value); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return value
}

func TestTheStoryOfTheCouncil(t *testing.T) {
	t.Parallel()
	service := startService(t, filepath.Join(t.TempDir(), "test.db"))
	folder := tell(t, service)
	result := readJSON[result.StoredDocument](t, filepath.Join(folder, "result.json"))
	checkWorkedExample(t, &result, scoreOfTheSame(t, service))

	open := readJSON[api.Assessment](t, filepath.Join(folder, "open.json"))
	if want := (&api.SoFar{Lived: "at_least_minimum", Learnt: "at_least_minimum"}); !cmp.Equal(open.SoFar, want) || open.State != "open" {
		t.Errorf("before closing, %s: %+v, want %+v", open.State, open.SoFar, want)
	}
	if output, err := run(t, "", "verify", filepath.Join(folder, "result.json")); err != nil || !strings.Contains(output, "The numbers hold.") {
		t.Errorf("verify says %q, %v", output, err)
	}
	checkProgress(t, readJSON[api.ProgressList](t, filepath.Join(folder, "progress.json")), &result)
	if table := string(readExample(t, filepath.Join(folder, "result.csv"))); !strings.Contains(table, result.Receipt.Digest) {
		t.Errorf("the table does not hold the receipt: %s", table)
	}
	if picture := string(readExample(t, filepath.Join(folder, "result.svg"))); !strings.Contains(picture, "Short breaks 2026") {
		t.Errorf("the picture does not hold the title: %s", picture)
	}
	if err := service.stop(); err != nil {
		t.Error(err)
	}
}

// scoreOfTheSame scores the same answers, which stores nothing and guards
// nothing. It is fifteen responses, since the example file has two teams.
func scoreOfTheSame(t *testing.T, s *service) *result.Document {
	t.Helper()
	request := readJSON[struct {
		Responses []struct {
			Voice   string            `json:"voice"`
			Answers map[string]string `json:"answers"`
		} `json:"responses"`
	}](t, example)
	var all []any
	for _, team := range request.Responses {
		for range map[string]int{"learnt": 9, "lived": 6}[team.Voice] {
			all = append(all, team)
		}
	}
	body, err := json.Marshal(map[string]any{"instrument": "coproduction-ladder", "responses": all})
	if err != nil {
		t.Fatal(err)
	}
	var scored result.Document
	if err := json.Unmarshal(s.score(t, body), &scored); err != nil {
		t.Fatal(err)
	}
	return &scored
}

// guarded is the worked example of docs/scoring.md, its principles rounded to the
// nearest 10 by hand from their exact values: 72 11/12, 61 1/9, 62 1/2 and 52 1/12.
var guarded = map[string]int{"equality": 70, "diversity": 60, "accessibility": 60, "reciprocity": 50}

func checkWorkedExample(t *testing.T, stored *result.StoredDocument, scored *result.Document) {
	t.Helper()
	if !stored.Guarded || *stored.Index != 60 || *scored.Index != 62 {
		t.Errorf("guarded: %v, index %d and %d, want true, 60 and 62", stored.Guarded, *stored.Index, *scored.Index)
	}
	if diff := cmp.Diff(&result.Target{Level: 6}, stored.Target); diff != "" {
		t.Errorf("the target (-want +got):\n%s", diff)
	}
	for i := range scored.Principles {
		blur(t, &scored.Principles[i])
	}
	for i := range scored.Areas {
		area := &scored.Areas[i]
		area.Index, area.Voices, area.Gap = nil, []result.VoiceView{}, nil
	}
	for i := range scored.Voices { // each came by a link of their own
		scored.Voices[i].CameBy = &result.CameBy{Entered: new(int), Shared: new(int)}
	}
	scored.NotKnown = nil
	scored.Explanation = withoutNotKnown(t, scored.Explanation)
	scored.Index, scored.Receipt = stored.Index, stored.Receipt
	if diff := cmp.Diff(*scored, stored.Document); diff != "" {
		t.Errorf("the stored result is not the score of the same answers, blurred (-blurred +stored):\n%s", diff)
	}
}

// withoutNotKnown leaves out what most people do not know: with few people, a
// result says nothing of it.
func withoutNotKnown(t *testing.T, sentences []string) []string {
	t.Helper()
	from, to := slices.Index(sentences, "Most people with lived experience do not know the answer to this:"), slices.Index(sentences, "Tell people, then ask again.")
	if from < 0 || to < from {
		t.Fatalf("the score does not say what people do not know: %q", sentences)
	}
	return slices.Delete(sentences, from, to+1)
}

// blur puts the figure of the worked example in place of the exact one, and leaves
// out what is not told of few.
func blur(t *testing.T, p *result.Principle) {
	t.Helper()
	want, known := guarded[p.ID]
	if !known {
		t.Fatalf("the worked example has no %s", p.ID)
	}
	p.Index, p.Gap.Points = &want, nil
	for i := range p.Voices {
		p.Voices[i].Index = nil
	}
	for i := range p.NextStep.Questions {
		p.NextStep.Questions[i].From = nil
	}
}

func checkProgress(t *testing.T, progress api.ProgressList, result *result.StoredDocument) {
	t.Helper()
	if len(progress.Items) != 2 || progress.Items[0].Change != nil {
		t.Fatalf("two results in order, the first without a change: %+v", progress.Items)
	}
	last, now := progress.Items[0], progress.Items[1]
	if now.Assessment.ID != result.Assessment.ID || !cmp.Equal(now.Index, result.Index) || !cmp.Equal(now.Rung, result.Rung) {
		t.Errorf("progress shows other figures than the result: %+v", now)
	}
	change := now.Change
	if change == nil || !change.Comparable || change.Since != last.Assessment.ID ||
		*change.Rungs != now.Rung.Level-last.Rung.Level || *change.Points != *now.Index-*last.Index {
		t.Errorf("the change since last year is %+v", change)
	}
	if *change.Points <= 0 {
		t.Errorf("the story says that it got better: %d points", *change.Points)
	}
}
