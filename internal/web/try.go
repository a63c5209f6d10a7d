package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// To try it, one person answers some questions or all of them. Nothing is kept:
// what was answered stands in the form, and goes from page to page with it.

// asked is one question as it is shown.
type asked struct {
	Name       string // of its field
	Principle  string // its id
	Text, Help string

	Example, Audio, BSL string // may be ""

	Choices, Else []option // on the ladder, and beside it
}

// trial is a page with questions.
type trial struct {
	Action    string
	Side      string
	Questions []asked
	Kept      []field // what was answered on other pages
	Step      int     // which page of several, from 1
	Steps     int
	Principle string // what the questions of this page are about; "" for several things
	Of        string // its id; "" for several
}

// sideOf returns from which side somebody answers.
func (v *visit) sideOf() (scoring.Voice, bool) {
	side := v.form().text("side")
	if side == "" {
		side = v.Query("side")
	}
	voice, known := scoring.ParseVoice(side)
	if known {
		v.form().put("side", side)
	}
	return voice, known
}

// showTry asks for the side, then shows a question of each principle.
func (s *server) showTry(v *visit) error {
	voice, known := v.sideOf()
	if !known {
		v.noForm()
		return v.show("try-side", "/try")
	}
	in := s.ladder()
	data := trial{Action: "/try/result", Side: voice.String()}
	for p := range in.Principles {
		data.Questions = append(data.Questions, v.ask(in, voice, in.InPrinciple(p)[0]))
	}
	return v.show("try", data)
}

// showTryAll shows the questions of one principle.
func (s *server) showTryAll(v *visit) error {
	voice, known := v.sideOf()
	if !known {
		v.noForm()
		return v.show("try-side", "/try/all")
	}
	in := s.ladder()
	step := v.stepOf(in)
	words := v.questions(in)
	data := trial{
		Action: "/try/all", Side: voice.String(), Step: step + 1, Steps: len(in.Principles),
		Principle: words.Principles[in.Principles[step]].Title, Of: in.Principles[step],
	}
	here := in.InPrinciple(step)
	for at, q := range in.Questions {
		if slices.Contains(here, at) {
			data.Questions = append(data.Questions, v.ask(in, voice, at))
		} else if answer := v.form().text(q.ID); answer != "" {
			data.Kept = append(data.Kept, field{Name: q.ID, Value: answer})
		}
	}
	return v.show("try", data)
}

// tryAll goes on to the next questions, back, or to the result.
func (s *server) tryAll(v *visit) error {
	step := v.stepOf(s.ladder())
	switch {
	case v.form().text("go") == "back":
		step = max(0, step-1)
	case step+1 == len(s.ladder().Principles):
		v.here = "/try/result"
		return s.showTryResult(v)
	default:
		step++
	}
	v.form().put("step", strconv.Itoa(step+1))
	return s.showTryAll(v)
}

// stepOf returns which page of several was shown last, from 0.
func (v *visit) stepOf(in *instrument.Instrument) int {
	step, err := strconv.Atoi(v.form().text("step"))
	if err != nil || step < 1 || step > len(in.Principles) {
		return 0
	}
	return step - 1
}

// ask returns a question with its choices, and with what was answered.
func (v *visit) ask(in *instrument.Instrument, voice scoring.Voice, at int) asked {
	out := askIn(v.questions(in), in, voice, at)
	given := v.form().text(out.Name)
	for _, options := range [][]option{out.Choices, out.Else} {
		for i := range options {
			options[i].Chosen = options[i].Value == given
		}
	}
	return out
}

// askIn returns a question with its choices, in these words.
func askIn(words *instrument.Words, in *instrument.Instrument, voice scoring.Voice, at int) asked {
	id := in.Questions[at].ID
	said := words.Questions[id]
	out := asked{Name: id, Principle: in.Questions[at].Principle, Text: voice.Asked(&said), Help: said.Help, Example: said.Example, Audio: said.Audio, BSL: said.BSL}
	for level := 1; level <= in.Top(); level++ {
		out.Choices = append(out.Choices, option{Value: strconv.Itoa(level), Text: said.Choices[level]})
	}
	for _, code := range instrument.Unscored {
		out.Else = append(out.Else, option{Value: code, Text: words.Unscored[code], Picture: code})
	}
	return out
}

// outcome is the result of trying.
type outcome struct {
	Side    string
	Whole   bool             // whether all questions were asked
	Result  *result.Document // of the whole
	Said    []any            // what explains it
	Rung    instrument.Titled
	Stance  string
	Group   string // what the stance means
	Steps   []step
	Answers []answered // of a part
	Kept    []field
}

// answered is one answer, and the rung that it stands for.
type answered struct{ Of, Principle, Text, Rung, Stance, Group string }

// showTryResult works out where the answers stand. They are one person's, and
// nobody else is asked, so a side needs no more than that.
func (s *server) showTryResult(v *visit) error {
	voice, known := v.sideOf()
	in := s.ladder()
	answers, given := v.answersTo(in)
	if !known || given == 0 {
		return s.nothingAnswered(v, known)
	}
	words := v.questions(in)
	data := outcome{Side: voice.String(), Whole: v.form().text("step") != "", Kept: v.form().kept()}
	if !data.Whole {
		data.Answers = partly(in, words, answers)
		return v.show("try-result", data)
	}
	tallies := scoring.NewTallies(in)
	tallies.Add(&scoring.Response{Voice: voice, People: 1, Answers: answers})
	alone := scoring.DefaultMinimums()
	alone[voice] = 1
	scored := &result.Scored{
		Result: scoring.Score(in, tallies, alone), Instrument: in, ScoringVersion: scoring.Version, Minimums: alone,
	}
	data.Result, data.Steps = result.New(scored, words, v.words), stepsOf(in, words, scored.Rung)
	data.Said = markedAll(result.Explain(scored, words, v.words).Sentences, v.words.Lang)
	if scored.Rung > 0 {
		rung := in.Rung(scored.Rung)
		data.Rung, data.Stance, data.Group = words.Rungs[rung.ID], string(rung.Stance), words.Groups[rung.Stance]
	}
	return v.show("try-result", data)
}

// nothingAnswered shows the questions again.
func (s *server) nothingAnswered(v *visit, side bool) error {
	if side && v.form().sent {
		v.form().wrong("", v.say("try.nothing"))
		v.status = http.StatusUnprocessableEntity
	}
	if v.form().text("step") != "" {
		v.here = "/try/all"
		return s.showTryAll(v)
	}
	v.here = "/try"
	return s.showTry(v)
}

// answersTo reads the answers in a form. What is no answer was not given.
func (v *visit) answersTo(in *instrument.Instrument) (answers []scoring.Answer, given int) {
	answers = make([]scoring.Answer, len(in.Questions))
	for at, q := range in.Questions {
		if answer, known := scoring.ParseAnswer(in, v.form().text(q.ID)); known {
			answers[at] = answer
			given++
		}
	}
	return answers, given
}

// partly says what each answer alone stands for.
func partly(in *instrument.Instrument, words *instrument.Words, answers []scoring.Answer) []answered {
	var out []answered
	for at, q := range in.Questions {
		if answers[at] < 1 {
			continue
		}
		rung := in.Rung(int(answers[at]))
		out = append(out, answered{
			Of: q.Principle, Principle: words.Principles[q.Principle].Title, Text: words.Choice(q.ID, rung.Level),
			Rung: words.Rungs[rung.ID].Title, Stance: string(rung.Stance), Group: words.Groups[rung.Stance],
		})
	}
	return out
}
