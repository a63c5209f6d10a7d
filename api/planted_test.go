package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// An organisation that wants to know what one honest person said opens an
// assessment, plants all other answers of that voice, and reads everything it
// may. What it learns that way, and what it does not, is what docs/privacy.md
// says.

// grid is one letter for each question, principles down and areas across. A
// planted voice answers in one of three ways:
//
//	? so that the middle answer is that of the honest person
//	7 so that it is "7" whatever they say
//	1 so that it is "1" whatever they say
type grid [4]string

// fourOfFive shows four questions: with 7 7 x 1 on the others the third highest
// of four values is x, which is a rung, and rungs are not blurred.
var fourOfFive = grid{"?177", "7?17", "77?1", "177?"}

// nineOfTen shows seven: the sums of rows and columns give one after the other.
var nineOfTen = grid{"??77", "7??7", "77??", "777?"}

func (g grid) at(in *instrument.Instrument, question int) byte {
	q := in.Questions[question]
	row := slices.Index(in.Principles, q.Principle)
	column := slices.Index(in.Areas, q.Area)
	return g[row][column]
}

// answerSheet returns what the nth of so many planted people answers. For a question to
// show, half of them say "1", or one more than half, and the others "7".
func (g grid) answerSheet(in *instrument.Instrument, n, of int) *answerSheet {
	s := &answerSheet{Voice: "lived", Answers: map[string]string{}}
	for i := range in.Questions {
		code := string(g.at(in, i))
		if code == "?" {
			code = "7"
			if n < (of+1)/2 {
				code = "1"
			}
		}
		s.Answers[in.Questions[i].ID] = code
	}
	return s
}

// honest is the one person whose answers are not planted, and how they came.
type honest struct {
	answerSheet
	first bool // before those who are planted, or after
	day   int  // since the start
	twice bool // whether they began, changed everything, and came back
}

// someone says the codes given to the questions that show, and others elsewhere.
func someone(in *instrument.Instrument, g grid, codes string, elsewhere func(i int) string) honest {
	h := honest{answerSheet: answerSheet{Voice: "lived", Answers: map[string]string{}}}
	for i := range in.Questions {
		code := elsewhere(i)
		if g.at(in, i) == '?' {
			code, codes = codes[:1], codes[1:]
		}
		if code != "" {
			h.Answers[in.Questions[i].ID] = code
		}
	}
	return h
}

const day = 24 * time.Hour

// plantPerson runs an assessment with one honest person among people who are planted,
// and returns everything that the organisation reads when it is closed.
func plantPerson(t *testing.T, g grid, people int, h *honest) (seen map[string]string, shown result.StoredDocument) {
	t.Helper()
	w := newWorld(t, newFile(t))
	in := published(t).Find("coproduction-ladder", "")
	r := newCouncil(t, w.client.In(t)).open(t, `,"answering":{"learnt":"team"}`)
	var planted *apitest.Client
	plantThem := func() {
		for n := range people {
			_, planted = r.submitResponse(t, g.answerSheet(in, n, people))
		}
		team := grid{"7777", "7777", "7777", "7777"}.answerSheet(in, 0, 1)
		team.Voice = "learnt"
		r.submitResponse(t, team)
	}
	if !h.first {
		plantThem()
	}
	w.wait(time.Duration(h.day) * day)
	if h.twice {
		r.hesitate(t, h)
	} else {
		r.submitResponse(t, &h.answerSheet)
	}
	w.wait(time.Duration(14-h.day) * day)
	if h.first {
		plantThem()
	}
	r.close(t)
	requireCreated(t, r.own.Post(r.path+"/result/links", []byte(`{}`)))
	return r.everything(t, planted), getDecoded[result.StoredDocument](r.own, r.path+"/result")
}

// hesitate has the honest person answer in several goes.
func (r *round) hesitate(t *testing.T, h *honest) {
	t.Helper()
	path, person := r.start(t, h.Voice)
	requireDone(t, person.Patch(path, []byte(`{"answers":{"equality-culture":"1"},"notes":{"equality-review":"No."},"support":"proxy"}`), "If-Match: *"))
	requireDone(t, person.Get(path))
	body := `{"answers":{`
	separator := ""
	for _, question := range slices.Sorted(maps.Keys(h.Answers)) {
		body += separator + strconv.Quote(question) + ":" + strconv.Quote(h.Answers[question])
		separator = ","
	}
	requireDone(t, person.Put(path, []byte(body+`},"variant":"easy_read","support":"helped"}`), "If-Match: *"))
	requireDone(t, person.Post(path+"/submit", nil))
}

// everything reads all that an organisation may read of an assessment and around
// it, with its own key and with one of a response that it planted.
func (r *round) everything(t *testing.T, planted *apitest.Client) map[string]string {
	t.Helper()
	seen := map[string]string{}
	read := func(client *apitest.Client, path string, headers ...string) {
		got := client.In(t).Get(path, headers...)
		name := fmt.Sprint(path, headers, client == planted)
		seen[name] = fmt.Sprint(got.Status)
		if got.Status < http.StatusBadRequest {
			seen[name] += fmt.Sprint(got.Header["Etag"], got.Header["Content-Type"], got.Header["Link"], "\n", string(got.Body))
		}
	}
	organisation := "/v1/organisations/" + r.id
	for _, path := range []string{
		organisation, organisation + "/keys", organisation + "/progress", organisation + "/export", "/v1/assessments", "/v1/assessments?updated_since=2026-03-04T10:00:01Z",
		r.path, r.path + "/invitations", r.path + "/result/notes", r.path + "/result/links", r.path + "/plan",
	} {
		read(r.own, path)
	}
	for _, client := range []*apitest.Client{r.own, planted} {
		for _, format := range []string{"application/json", "text/csv", "image/svg+xml"} {
			read(client, r.path+"/result", "Accept: "+format)
			read(client, r.path+"/result?variant=easy_read", "Accept: "+format)
		}
	}
	return seen
}

// livedOn is where the lived voice stands on a principle or area, which is shown
// before where staff do.
func livedOn(p *result.Area) result.VoiceView { return p.Voices[0] }

// sum works out the sum of the lived voice's four values from its exact index.
func sum(p *result.Area) int { return 4 + (*livedOn(p).Index*6*4+50)/100 }

func latest(t *testing.T) *instrument.Instrument {
	t.Helper()
	return published(t).Find("coproduction-ladder", "")
}

func always(code string) func(int) string { return func(int) string { return code } }

// TestPlantingFourOfFiveShowsOneAnswerOfEachPrinciple is what an organisation can
// learn although the result is guarded.
func TestPlantingFourOfFiveShowsOneAnswerOfEachPrinciple(t *testing.T) {
	t.Parallel()
	for _, codes := range []string{"2635", "7147"} {
		h := someone(latest(t), fourOfFive, codes, always("4"))
		_, shown := plantPerson(t, fourOfFive, 4, &h)
		if !shown.Guarded {
			t.Fatal("five responses are few, and the result is not guarded")
		}
		learnt := ""
		for i := range shown.Principles {
			learnt += strconv.Itoa(*livedOn(&shown.Principles[i].Area).Level)
		}
		if learnt != codes {
			t.Errorf("the organisation reads %s, the honest person said %s: docs/privacy.md says that this works", learnt, codes)
		}
	}
}

// TestPlantingNineOfTenShowsSevenAnswers is worse: with ten responses nothing is
// guarded.
func TestPlantingNineOfTenShowsSevenAnswers(t *testing.T) {
	t.Parallel()
	for _, codes := range []string{"2635471", "7147623"} {
		h := someone(latest(t), nineOfTen, codes, always("4"))
		_, shown := plantPerson(t, nineOfTen, 9, &h)
		if shown.Guarded {
			t.Fatal("ten responses are enough, and the result is guarded")
		}
		learnt := ""
		carried := sum(&shown.Areas[0]) - 3*7 // the first column shows one question
		for i := range 4 {
			learnt += strconv.Itoa(carried)
			if i == 3 {
				break
			}
			next := sum(&shown.Principles[i].Area) - 2*7 - carried
			learnt += strconv.Itoa(next)
			carried = sum(&shown.Areas[i+1]) - 2*7 - next
		}
		if learnt != codes {
			t.Errorf("the organisation reads %s, the honest person said %s: docs/privacy.md says that this works", learnt, codes)
		}
	}
}

// TestPlantingTellsNothingElse reads everything there is, of people who differ in
// all that was not made to show: what else they said, when they came, how often,
// in which words, and with whose help. It is the same to the byte.
func TestPlantingTellsNothingElse(t *testing.T) {
	t.Parallel()
	in := latest(t)
	for _, tc := range []struct {
		name   string
		grid   grid
		people int
		codes  string
	}{{"four of five", fourOfFive, 4, "2635"}, {"nine of ten", nineOfTen, 9, "2635471"}} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			one := someone(in, tc.grid, tc.codes, always("1"))
			want, _ := plantPerson(t, tc.grid, tc.people, &one)
			others := []honest{
				someone(in, tc.grid, tc.codes, always("7")),
				someone(in, tc.grid, tc.codes, always("prefer_not_to_say")),
				someone(in, tc.grid, tc.codes, always("")),
				someone(in, tc.grid, tc.codes, func(i int) string { return strconv.Itoa(1 + i*5%7) }),
			}
			others[1].first, others[1].day = true, 3
			others[2].day, others[2].twice = 9, true
			others[3].Notes, others[3].Private = map[string]string{"equality-review": telltale}, []string{"equality-review"}
			for i := range others {
				got, _ := plantPerson(t, tc.grid, tc.people, &others[i])
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("person %d can be told from the first (-first +other):\n%s", i, diff)
				}
			}
			differs := someone(in, tc.grid, "4"+tc.codes[1:], always("1"))
			if got, _ := plantPerson(t, tc.grid, tc.people, &differs); cmp.Equal(want, got) {
				t.Error("an answer that was made to show cannot be seen either: this test is blind")
			}
		})
	}
}

// TestTheNoteOfTheOneWhoWasNotPlantedIsKnown says what somebody who writes a note
// has to know, and what keeps it to them.
func TestTheNoteOfTheOneWhoWasNotPlantedIsKnown(t *testing.T) {
	t.Parallel()
	h := someone(latest(t), fourOfFive, "4444", always("4"))
	h.Notes = map[string]string{"equality-culture": "Said openly.", "equality-review": telltale}
	h.Private = []string{"equality-review"}
	seen, _ := plantPerson(t, fourOfFive, 4, &h)
	all := fmt.Sprint(seen)
	if !strings.Contains(all, "Said openly.") {
		t.Error("the note is not shown, and docs/privacy.md says that it is")
	}
	if strings.Contains(all, telltale) {
		t.Error("the private note is shown")
	}
}

// TestFourOfFiveWhoPoolTheirsKnowTheFifthsRoughly has nobody plant anything:
// four colleagues tell each other what they said.
func TestFourOfFiveWhoPoolTheirsKnowTheFifthsRoughly(t *testing.T) {
	t.Parallel()
	in := latest(t)
	answered := []string{"3", "4", "5", "6"}
	fifth := []string{"2", "5", "7", "4"} // on the four questions of each principle
	r := newCouncil(t, newWorld(t, newFile(t)).client.In(t)).open(t, "")
	for _, code := range answered {
		s := &answerSheet{Voice: "lived", Answers: map[string]string{}}
		for i := range in.Questions {
			s.Answers[in.Questions[i].ID] = code
		}
		r.submitResponse(t, s)
	}
	i := 0
	last := someone(in, grid{"7777", "7777", "7777", "7777"}, "", func(int) string { i++; return fifth[(i-1)%4] })
	r.submitResponse(t, &last.answerSheet)
	r.close(t)
	shown := getDecoded[result.StoredDocument](r.own, r.path+"/result")

	could := candidates(in, answered, &shown.Principles[0].Area)
	all := 7 * 7 * 7 * 7
	if len(could) == 0 || len(could) > all/2 || !slices.Contains(could, strings.Join(fifth, "")) {
		t.Errorf("of %d possible answers, %d are left, and the true one is among them: %v. docs/privacy.md says that they know roughly",
			all, len(could), slices.Contains(could, strings.Join(fifth, "")))
	}
	for question := range 4 {
		left := map[byte]bool{}
		for _, codes := range could {
			left[codes[question]] = true
		}
		if len(left) < 2 {
			t.Errorf("question %d is known exactly: %v", question, left)
		}
	}
}

// candidates lists what the fifth may have said on the first principle, given
// what four said and what is shown. Nobody else is heard, so that the index of the
// principle is that of the voice.
func candidates(in *instrument.Instrument, answered []string, shown *result.Area) []string {
	var could []string
	for n := range 7 * 7 * 7 * 7 {
		codes := []byte{'1' + byte(n%7), '1' + byte(n/7%7), '1' + byte(n/49%7), '1' + byte(n/343%7)}
		tallies := scoring.NewTallies(in)
		for _, code := range append(slices.Clone(answered), string(codes)) {
			response := scoring.Response{Voice: scoring.Lived, People: 1, Answers: make([]scoring.Answer, len(in.Questions))}
			for i := range 4 {
				response.Answers[i], _ = scoring.ParseAnswer(in, code[min(i, len(code)-1):][:1])
			}
			tallies.Add(&response)
		}
		scored := scoring.Score(in, tallies, scoring.DefaultMinimums()).Shown(true)
		got := scored.Principles[0]
		if got.Voices[scoring.Lived].Rung == *livedOn(shown).Level && got.Index.Rounded(1) == *shown.Index {
			could = append(could, string(codes))
		}
	}
	return could
}
