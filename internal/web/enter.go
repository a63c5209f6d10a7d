package web

import (
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// enteringSide asks whose answers are typed in.
type enteringSide struct {
	Title, Address string
	Kept           bool // whether some were kept a moment ago
}

// entering is the form to type in answers that came on paper, or those of a team.
type entering struct {
	Title, Address string
	Side, Name     string
	Team           bool
	Questions      []typedQuestion
	Support, Words []option
}

// typedQuestion is a question with the note that somebody wrote to it.
type typedQuestion struct {
	Answer, Note field
}

// showEntering shows the form to type answers in, once it is known for which side.
func (s *server) showEntering(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	voice, known := v.sideOf()
	in := s.Catalogue.Find(found.Instrument, found.Version)
	if !known || in == nil {
		v.noForm()
		return v.show("enter-side", enteringSide{found.Title, v.placeOf(found), v.Query("kept") != ""})
	}
	v.form().once()
	data := entering{
		Title: found.Title, Address: v.placeOf(found), Side: voice.String(), Name: v.sideName(voice),
		Team: found.Answering[voice] == assessments.AsTeam,
		Support: []option{
			{Value: string(assessments.NoSupport), Text: v.say("enter.alone"), Picture: "answer"},
			{Value: string(assessments.Helped), Text: v.say("enter.helped"), Picture: "help"},
			{Value: string(assessments.Proxy), Text: v.say("enter.proxy"), Picture: "note", Hint: v.say("enter.proxy_hint")},
		},
		Words: []option{
			{Value: string(instrument.Standard), Text: v.say("enter.words_standard")},
			{Value: string(instrument.EasyRead), Text: v.say("enter.words_easy")},
		},
	}
	for at := range in.Questions {
		data.Questions = append(data.Questions, v.typedIn(in, voice, at))
	}
	return v.show("enter", data)
}

// typedIn is a question as a field to choose from. The choices have the numbers of
// the form on paper, so that one key finds each.
func (v *visit) typedIn(in *instrument.Instrument, voice scoring.Voice, at int) typedQuestion {
	question := askIn(v.questions(in), in, voice, at)
	options := []option{{Value: "", Text: v.say("enter.no_answer")}}
	for _, one := range question.Choices {
		options = append(options, option{Value: one.Value, Text: v.say("enter.choice", "number", one.Value, "text", one.Text)})
	}
	answer := v.form().Choice(question.Name, v.say("enter.question", "number", at+1, "text", question.Text), "", append(options, question.Else...))
	return typedQuestion{answer, v.form().Field(noteOf(question.Name), v.say("enter.note", "number", at+1), "")}
}

// noteOf is the field of the note to a question.
func noteOf(question string) string { return "note-" + question }

// enterPaper keeps the answers of one person, or of a team. The same form sent
// twice keeps them once.
func (s *server) enterPaper(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	voice, known := v.sideOf()
	in := s.Catalogue.Find(found.Instrument, found.Version)
	if !known || in == nil {
		return s.showEntering(v)
	}
	response := v.response(in, found.Answering[voice] == assessments.AsTeam)
	response.Voice = voice.String()
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	once := madeOnce(v, func(*assessments.NewResponse) string { return "" })
	once.Digest = "" // of answers nothing may be kept, a hash neither
	if _, err := s.Service.EnterResponse(v.Request.Context(), v.caller, found.ID, response, once); err != nil {
		names := map[string]string{}
		for _, q := range in.Questions {
			names["answers/"+q.ID], names["notes/"+q.ID] = q.ID, noteOf(q.ID)
		}
		return v.again(err, names)
	}
	return v.to(v.placeOf(found) + "/enter?kept=yes")
}

// response reads what was typed in.
func (v *visit) response(in *instrument.Instrument, team bool) assessments.EnteredResponse {
	f := v.form()
	out := assessments.EnteredResponse{State: assessments.Submitted, ResponseText: assessments.ResponseText{
		People: 1, Answers: map[string]string{},
		Particulars: assessments.Particulars{Notes: map[string]string{}, Variant: instrument.Variant(f.text("variant")), Support: assessments.Support(f.text("support"))},
	}}
	if team {
		people, err := strconv.Atoi(f.text("people"))
		if err != nil || people < 1 || people > scoring.MaxPeople {
			f.wrong("people", v.say("enter.people_wrong"))
		}
		out.People = people
	}
	for _, q := range in.Questions {
		if answer := f.text(q.ID); answer != "" {
			out.Answers[q.ID] = answer
		}
		if note := f.text(noteOf(q.ID)); note != "" {
			out.Notes[q.ID] = note
		}
	}
	if len(out.Answers) == 0 {
		f.wrong(in.Questions[0].ID, v.say("enter.nothing"))
	}
	if out.Support == "" {
		f.wrong("support", v.say("enter.support_missing"))
	}
	return out
}
