package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// scoreRequest is a request to /v1/scores, which can be answered in an assessment as
// well.
type scoreRequest struct {
	Instrument string         `json:"instrument"`
	Version    string         `json:"version,omitempty"`
	Minimums   map[string]int `json:"minimum_people,omitempty"`
	Responses  []scored       `json:"responses"`
}

type scored struct {
	Voice   string            `json:"voice"`
	People  int               `json:"people,omitempty"`
	Answers map[string]string `json:"answers"`
}

// answering returns how each voice must answer for the same people to stand
// behind it, and whether an assessment can be answered so at all.
func (s *scoreRequest) answering() (ways map[string]string, possible bool) {
	ways, possible = map[string]string{}, true
	for voice, usual := range map[string]int{"lived": 5, "learnt": 1} {
		alone, count := true, 0
		for _, r := range s.Responses {
			if r.Voice == voice {
				alone, count = alone && r.People <= 1, count+1
			}
			possible = possible && len(r.Answers) > 0
		}
		minimum, given := s.Minimums[voice]
		if !given {
			minimum = usual
		}
		ways[voice] = "individual"
		if count == 1 || count == 0 {
			ways[voice] = "team"
		}
		possible = possible && (ways[voice] == "team" || alone && minimum >= 3)
	}
	return ways, possible
}

// ask returns what /v1/scores says, and what an assessment with the same answers
// comes to, with its address.
func (w *world) ask(t *testing.T, s *scoreRequest, ways map[string]string) (*result.Document, *result.StoredDocument, string) {
	t.Helper()
	minimums := map[string]int{"lived": 5, "learnt": 1}
	maps.Copy(minimums, s.Minimums)
	if ways["learnt"] == "individual" {
		minimums["learnt"] = max(minimums["learnt"], 3)
	}
	s.Minimums = minimums
	body, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	result, stored := new(result.Document), new(result.StoredDocument)
	if scored := postScores(w.handler, body, "", "", ""); scored.Code != http.StatusOK || json.Unmarshal(scored.Body.Bytes(), result) != nil {
		t.Fatalf("%d %s", scored.Code, scored.Body)
	}
	terms, err := json.Marshal(map[string]any{
		"organisation_id": w.ids["organisations"], "instrument": s.Instrument, "version": result.Instrument.Version, "scope": "service",
		"title": "Short breaks", "answering": ways, "minimum_people": minimums,
	})
	if err != nil {
		t.Fatal(err)
	}
	open := requireStatus(t, w.as(t, owner).Post("/v1/assessments", terms), http.StatusCreated).Header.Get("Location")
	for i := range s.Responses {
		body, err := json.Marshal(struct {
			scored
			State string `json:"state"`
		}{s.Responses[i], "submitted"})
		if err != nil {
			t.Fatal(err)
		}
		if got := w.sendAtOnce(t, w.copies(t, 1, w.keyOf(owner), http.MethodPost, open+"/responses", string(body))...)[0]; got.Code != http.StatusCreated {
			t.Fatalf("%d %s", got.Code, got.Body)
		}
	}
	w.closeAssessment(t, w.ids["organisations"], strings.TrimPrefix(open, "/v1/assessments/"))
	requireStatus(t, w.as(t, owner).Get(open+"/result"), http.StatusOK).Decode(stored)
	return result, stored, open
}

// guard blurs a result as the design says: the index to the nearest 5, a
// principle's to the nearest 10 from its exact value, gaps without points, voices
// without index, areas with no more than their rung, next steps without where they
// start, and nothing of what people do not know.
func guard(t *testing.T, r *result.Document) {
	t.Helper()
	if r.Index != nil {
		*r.Index = (*r.Index + 2) / 5 * 5
	}
	r.NotKnown = nil
	for i := range r.NextGate {
		r.NextGate[i].From = nil
	}
	for i := range r.Principles {
		p := &r.Principles[i]
		if p.Index != nil {
			*p.Index = nearestTen(p.Voices)
		}
		for j := range p.Voices {
			p.Voices[j].Index = nil
		}
		if p.Gap != nil {
			p.Gap.Points = nil
		}
		if p.NextStep != nil {
			for j := range p.NextStep.Questions {
				p.NextStep.Questions[j].From = nil
			}
		}
	}
	for i := range r.Areas {
		r.Areas[i].Index, r.Areas[i].Voices, r.Areas[i].Gap = nil, []result.VoiceView{}, nil
	}
}

// nearestTen rounds the mean of the voices' indexes, once. A voice with n values
// is some 6ths of 100/n above the bottom, and its shown index tells how many.
func nearestTen(voices []result.VoiceView) int {
	above, below := 0, 1 // a fraction of the way up
	for _, voice := range voices {
		sixths := 6 * voice.Answered
		climbed := (*voice.Index*sixths + 50) / 100
		above, below = above*sixths+climbed*below, below*sixths
	}
	below *= len(voices)
	return (100*above + 5*below) / (10 * below) * 10
}

// withoutOrigins leaves out what only a stored result says: how its answers came.
func withoutOrigins(explanation []string) []string {
	return slices.DeleteFunc(slices.Clone(explanation), func(sentence string) bool {
		return strings.HasPrefix(sentence, "Answers that the organisation typed in for ")
	})
}

var notTheSame = cmp.Options{
	cmpopts.IgnoreFields(result.Document{}, "Receipt", "Explanation"),
	cmpopts.IgnoreFields(result.HeadCount{}, "CameBy"),
}

func TestGoldenCasesThroughAssessments(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	tried, guarded := 0, 0
	for _, tc := range goldenCases(t) {
		var s scoreRequest
		if err := json.Unmarshal(tc.Request, &s); err != nil {
			t.Fatal(err)
		}
		ways, possible := s.answering()
		if !possible {
			continue
		}
		tried++
		want, got, _ := w.ask(t, &s, ways)
		if got.Guarded {
			guarded++
			guard(t, want)
		}
		if diff := cmp.Diff(want, &got.Document, notTheSame); diff != "" {
			t.Errorf("%s, guarded %v (-scores +assessment):\n%s", tc.Name, got.Guarded, diff)
		}
		if !got.Guarded && !slices.Equal(want.Explanation, withoutOrigins(got.Explanation)) {
			t.Errorf("%s is explained otherwise: %s\n%s", tc.Name, want.Explanation, got.Explanation)
		}
	}
	if tried < 25 || guarded < 5 || guarded == tried {
		t.Errorf("%d cases tried, %d of them guarded", tried, guarded)
	}
}

// varied are answers of people in a voice, no two alike.
func varied(t *testing.T, w *world, voice string, people int) []scored {
	t.Helper()
	var questionnaire api.Instrument
	w.client.In(t).Get("/v1/instruments/coproduction-ladder").Decode(&questionnaire)
	all := make([]scored, people)
	for i := range all {
		all[i] = scored{Voice: voice, Answers: map[string]string{}}
		for j, question := range questionnaire.Questions {
			all[i].Answers[question.ID] = strconv.Itoa(2 + (i*i+3*j+i*j)%5)
		}
	}
	return all
}

func TestFewerThanTenOfAVoiceAreGuarded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	alone, team := map[string]string{"lived": "individual", "learnt": "individual"}, map[string]string{"lived": "individual", "learnt": "team"}
	for name, tc := range map[string]struct {
		lived, learnt int
		ways          map[string]string
		guarded       bool
	}{
		"nine": {9, 10, alone, true}, "nine of the other": {10, 9, alone, true}, "ten": {10, 10, alone, false},
		"ten, and a team": {10, 1, team, false}, "nine, and a team": {9, 1, team, true}, "ten, and a voice not heard": {10, 2, alone, false},
	} {
		s := scoreRequest{Instrument: "coproduction-ladder", Responses: append(varied(t, w, "lived", tc.lived), varied(t, w, "learnt", tc.learnt)...)}
		want, got, address := w.ask(t, &s, tc.ways)
		explained := want.Explanation
		if tc.guarded {
			guard(t, want)
		}
		if diff := cmp.Diff(want, &got.Document, notTheSame); diff != "" || got.Guarded != tc.guarded {
			t.Errorf("%s, guarded %v (-scores +assessment):\n%s", name, got.Guarded, diff)
		}
		if !tc.guarded && !slices.Equal(explained, withoutOrigins(got.Explanation)) {
			t.Errorf("%s is explained otherwise", name)
		}
		texts := append(slices.Clone(got.Explanation), requireHarmless(t, []byte(w.seen(t, address+"/result", "image/svg+xml"))), w.seen(t, address+"/result", "text/csv"))
		got.Explanation = nil
		shown, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		known := number.FindAllString(string(shown), -1)
		for _, text := range texts {
			for _, told := range number.FindAllString(text, -1) {
				if !slices.Contains(known, told) {
					t.Errorf("%s: %s is told, and is not in the result: %.200s", name, told, text)
				}
			}
		}
		for _, voice := range got.Voices {
			if count := map[string]int{"lived": tc.lived, "learnt": tc.learnt}[voice.Voice]; voice.People != count {
				t.Errorf("%s: %d people of %s, want %d", name, voice.People, voice.Voice, count)
			}
		}
	}
}

// number is a figure in a text. Those of one digit are the rungs of the ladder, and
// gaps, as well.
var number = regexp.MustCompile(`[1-9][0-9]+`)

// unsaid is what differs between any two assessments.
var unsaid = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8000-[0-9a-f]{12}|sha256:[0-9a-f]{64}`)

// The answers are others each time. Where the result is the same as before,
// everything else has to be.
func TestWhatAGuardedResultDoesNotSayIsNowhereElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	people := varied(t, w, "lived", 9)
	questions := slices.Sorted(maps.Keys(people[0].Answers))
	views, alike := map[string]map[string]string{}, 0
	for i := range 12 {
		home := w.createOrganisation(t) // another one, as a picture shows what its last result was
		w.ids["organisations"], w.scene.keys[owner] = home.ID, home.Key.Secret.Reveal()
		changed := slices.Clone(people)
		changed[i%9].Answers = maps.Clone(people[i%9].Answers)
		changed[i%9].Answers[questions[i]] = "4"
		_, _, address := w.ask(t, &scoreRequest{Instrument: "coproduction-ladder", Responses: changed}, map[string]string{"lived": "individual", "learnt": "team"})
		view := func(path, accept string) string { return w.seen(t, address+path, accept) }
		output := view("/result", "application/json")
		seen := map[string]string{
			"the table": view("/result", "text/csv"), "the picture": view("/result", "image/svg+xml"),
			"the plan": view("/plan", "application/json"), "the progress": w.latestProgress(t),
		}
		if before, found := views[output]; found {
			alike++
			if diff := cmp.Diff(before, seen); diff != "" {
				t.Errorf("answers are told apart that the result does not tell apart:\n%s", diff)
			}
		}
		views[output] = seen
	}
	if alike < 3 {
		t.Errorf("%d results look like another, so this shows little", alike)
	}
}

// seen is what the organisation gets at an address, without what no two
// assessments share.
func (w *world) seen(t *testing.T, path, accept string) string {
	t.Helper()
	req := w.copies(t, 1, w.keyOf(owner), http.MethodGet, path, "")[0]
	req.Header.Set("Accept", accept)
	got := w.sendAtOnce(t, req)[0]
	if got.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, got.Code, got.Body)
	}
	return unsaid.ReplaceAllString(got.Body.String(), "")
}

// latestProgress is what is said of the latest result of the scene's
// organisation, but for what changed since.
func (w *world) latestProgress(t *testing.T) string {
	t.Helper()
	var list struct{ Items []map[string]any }
	if err := json.Unmarshal([]byte(w.seen(t, w.fill(t, "/v1/organisations/{id}/progress?limit=100"), "application/json")), &list); err != nil {
		t.Fatal(err)
	}
	latest := list.Items[len(list.Items)-1]
	delete(latest, "change")
	text, err := json.Marshal(latest)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
