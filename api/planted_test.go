package api_test

import (
	"encoding/json"
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
// may. How much it learns that way, by every way of planting, is measured beside the
// rules of scoring (assessments/scoring/planted_test.go), and docs/privacy.md says it.
// Here a few ways are tried through the router: it shows just the same.

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

// wholePrinciple shows four of one principle: each area is "7", "7", "1" and x, and
// so it stands on x.
var wholePrinciple = grid{"????", "7777", "7777", "1111"}

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

// TestPlantingFourOfFiveShowsAllAnswersOnOnePrinciple is the most that the guard lets
// through: the rungs of areas are not blurred either.
func TestPlantingFourOfFiveShowsAllAnswersOnOnePrinciple(t *testing.T) {
	t.Parallel()
	for _, codes := range []string{"2635", "7147"} {
		h := someone(latest(t), wholePrinciple, codes, always("4"))
		_, shown := plantPerson(t, wholePrinciple, 4, &h)
		learnt := ""
		for i := range shown.Areas {
			learnt += strconv.Itoa(shown.Areas[i].Rung.Level)
		}
		if learnt != codes || !shown.Guarded {
			t.Errorf("guarded %v, the organisation reads %s, the honest person said %s: docs/privacy.md says that this works", shown.Guarded, learnt, codes)
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

// scoredAlone is what the rules of scoring show, as a guarded result or not, of
// people who are planted and one who is not. It knows nothing of who came when.
func scoredAlone(in *instrument.Instrument, g grid, people int, h *honest) string {
	tallies := scoring.NewTallies(in)
	add := func(s *answerSheet, voice scoring.Voice) {
		r := scoring.Response{Voice: voice, People: 1, Answers: make([]scoring.Answer, len(in.Questions))}
		for question, code := range s.Answers {
			position, _ := in.Position(question)
			r.Answers[position], _ = scoring.ParseAnswer(in, code)
		}
		tallies.Add(&r)
	}
	for n := range people {
		add(g.answerSheet(in, n, people), scoring.Lived)
	}
	add(&h.answerSheet, scoring.Lived)
	add(grid{"7777", "7777", "7777", "7777"}.answerSheet(in, 0, 1), scoring.Learnt)
	shown := scoring.Score(in, tallies, scoring.DefaultMinimums()).Shown(people+1 < 10)
	return fmt.Sprint(shownOf(shown)...)
}

// shownOf lists what is in a result, without pointers, so that two can be compared as
// texts.
func shownOf(r *scoring.Result) []any {
	text, _ := json.Marshal((&result.Scored{Result: r}).HeadCounts())
	all := []any{string(text), r.Rung, r.Index, *r.Limits, r.LimitedBy, r.Flags, r.Gates, r.NotKnown == nil}
	for _, profiles := range [][]scoring.Profile{r.Principles, r.Areas} {
		for _, p := range profiles {
			all = append(all, p.Rung, p.Index, p.Reason, p.Voices)
			if p.Gap != nil {
				all = append(all, *p.Gap)
			}
			if p.NextStep != nil {
				all = append(all, *p.NextStep)
			}
		}
	}
	if r.NotKnown != nil {
		all = append(all, *r.NotKnown)
	}
	return all
}

// TestTheRouterTellsPeopleApartAsScoringDoes reads everything there is of people who
// differ in what they said, and in when they came, how often, in which words, and
// with whose help. Whom the rules of scoring show alike, everything shows alike, to
// the byte; whom they tell apart it does too. The rules know nothing of the rest.
func TestTheRouterTellsPeopleApartAsScoringDoes(t *testing.T) {
	t.Parallel()
	in := latest(t)
	for _, tc := range []struct {
		name   string
		grid   grid
		people int
		codes  string
		others []int // whom it is held against
	}{
		{"four of five", fourOfFive, 4, "2635", []int{0, 1, 2, 3, 4, 5}},
		{"four of five, one principle", wholePrinciple, 4, "2635", []int{0, 1, 4}},
		{"nine of ten", nineOfTen, 9, "2635471", []int{2, 3, 5}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			one := someone(in, tc.grid, tc.codes, always("1"))
			want, _ := plantPerson(t, tc.grid, tc.people, &one)
			others := []honest{
				someone(in, tc.grid, tc.codes, always("7")),
				someone(in, tc.grid, tc.codes, always("prefer_not_to_say")),
				someone(in, tc.grid, tc.codes, always("")),
				someone(in, tc.grid, tc.codes, func(i int) string { return strconv.Itoa(1 + i*5%7) }),
				someone(in, tc.grid, "4"+tc.codes[1:], always("1")),
				someone(in, tc.grid, tc.codes[:3]+"4"+tc.codes[4:], always("7")),
			}
			others[1].first, others[1].day = true, 3
			others[2].day, others[2].twice = 9, true
			others[3].Notes, others[3].Private = map[string]string{"equality-review": telltale}, []string{"equality-review"}
			alike := 0
			for _, i := range tc.others {
				got, _ := plantPerson(t, tc.grid, tc.people, &others[i])
				same := scoredAlone(in, tc.grid, tc.people, &one) == scoredAlone(in, tc.grid, tc.people, &others[i])
				if same {
					alike++
				}
				if diff := cmp.Diff(want, got); (diff == "") != same {
					t.Errorf("scoring shows person %d like the first: %v. What is read (-first +other):\n%s", i, same, diff)
				}
			}
			if alike == 0 || alike == len(tc.others) {
				t.Errorf("%d of %d look like the first: this test is blind", alike, len(tc.others))
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
