package web

import (
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// lookingOver is what somebody answered, to be looked over and sent.
type lookingOver struct {
	*responding
	Answers   []answerGiven
	Left, All int
	Support   []option
	Last      string // the page of the last question
	Saved     bool
	Elsewhere bool
}

// answerGiven is the answer to one question.
type answerGiven struct {
	Number             int
	Text, Choice, Note string
	Private            bool
}

// showAnswers lists what was answered.
func (s *server) showAnswers(v *visit, r *responding) error {
	if r.State == assessments.Submitted {
		return v.to("/answer/sent")
	}
	all := len(r.Instrument.Questions)
	data := lookingOver{
		responding: r, Left: r.left(), All: all, Last: questionPage(all - 1),
		Saved: v.Query("saved") == "yes", Elsewhere: v.Query("saved") == "elsewhere",
		Support: []option{
			{Value: string(assessments.NoSupport), Text: v.say("check.alone"), Picture: "answer"},
			{Value: string(assessments.Helped), Text: v.say("check.helped"), Picture: "help"},
			{Value: string(assessments.Proxy), Text: v.say("check.proxy"), Picture: "note"},
		},
	}
	for at := range r.Instrument.Questions {
		data.Answers = append(data.Answers, r.given(at))
	}
	v.form().fill("support", string(r.Support))
	v.form().fill("people", strconv.Itoa(r.People))
	return v.show("answer-check", data)
}

func (r *responding) given(at int) answerGiven {
	asked := askIn(r.Words, r.Instrument, r.Voice, at)
	out := answerGiven{Number: at + 1, Text: asked.Text, Note: r.Notes[asked.Name]}
	for _, options := range [][]option{asked.Choices, asked.Else} {
		for _, one := range options {
			if one.Value == r.code(at) {
				out.Choice = one.Text
			}
		}
	}
	for _, hidden := range r.Private {
		out.Private = out.Private || hidden == asked.Name
	}
	return out
}

// sendAnswers keeps who helped, and sends the answers off, unless somebody wants to
// change one of them first.
func (s *server) sendAnswers(v *visit, r *responding) error {
	if r.State == assessments.Submitted {
		return v.to("/answer/sent")
	}
	f := v.form()
	people, err := strconv.Atoi(f.text("people"))
	sound := !r.Team || err == nil && people >= 1 && people <= scoring.MaxPeople
	if err := v.saveSupport(r, people, sound); err != nil {
		return v.notSent(err)
	}
	if at, there := r.at(f.text("change")); there {
		return v.to(questionPage(at))
	}
	if v.isQuiet() && f.text("go") == "" {
		return v.tell(told{})
	}
	if !sound {
		f.wrong("people", v.say("check.people_wrong"))
	}
	if r.left() == len(r.Instrument.Questions) {
		f.wrong("", v.say("check.empty"))
	}
	if f.Faulty() {
		return v.again(nil, nil)
	}
	if _, err := s.Service.SubmitResponse(v.Request.Context(), v.caller, v.caller.Assessment, v.caller.Response); err != nil {
		return v.notSent(err)
	}
	return v.to("/answer/sent")
}

// saveSupport keeps who helped, and of a team how many agreed.
func (v *visit) saveSupport(r *responding, people int, sound bool) error {
	_, err := v.Service.ChangeResponse(v.Request.Context(), v.caller, v.caller.Assessment, v.caller.Response, access.Match{"*"}, func(text *assessments.ResponseText) error {
		if r.Team && sound {
			text.People = people
		}
		if support := v.form().text("support"); support != "" {
			text.Support = assessments.Support(support)
		}
		text.Variant = v.words.Variant
		return nil
	})
	return err
}

// notSent says why answers were not taken. Of a team another answer was in already.
func (v *visit) notSent(err error) error {
	if fault.KindOf(err) != fault.Conflict {
		return v.again(err, nil)
	}
	r, reading := v.readOwn()
	switch {
	case r == nil || reading != nil:
		return reading
	case r.State == assessments.Draft && r.Team:
		v.form().wrong("", v.say("check.team"))
		return v.again(nil, nil)
	}
	return v.changed(err)
}

// showSent says that the answers are in, and what comes next.
func (s *server) showSent(v *visit, r *responding) error {
	if r.State != assessments.Submitted {
		return v.to("/answer/check")
	}
	return v.show("answer-sent", r)
}

// showWithdrawal asks whether answers are to be deleted.
func (s *server) showWithdrawal(v *visit, r *responding) error {
	back := "/answer/check"
	if r.State == assessments.Submitted {
		back = "/answer/sent"
	}
	return v.show("answer-withdraw", back)
}

// withdrawAnswers deletes the answers.
func (s *server) withdrawAnswers(v *visit, _ *responding) error {
	if err := s.Service.WithdrawResponse(v.Request.Context(), v.caller, v.caller.Assessment, v.caller.Response, access.Match{"*"}); err != nil {
		return v.changed(err)
	}
	if err := v.leave(personCookie); err != nil {
		return err
	}
	return v.to("/answer/taken-back")
}

// handing is what somebody should keep before they hand a device over.
type handing struct {
	Own  string // the link to their answers
	Sent bool
}

// showHandOver asks before the key is taken off this device, and says so when it is.
func (s *server) showHandOver(v *visit) error {
	v.uncached()
	if v.person == nil {
		v.noForm()
		return v.show("answer-handed-over", nil)
	}
	data := handing{Own: v.ownLink(v.person)}
	if v.caller.Response != "" {
		found, err := s.Service.Response(v.Request.Context(), v.caller, v.caller.Assessment, v.caller.Response)
		if err != nil {
			return err
		}
		data.Sent = found.State == assessments.Submitted
	}
	return v.show("answer-hand-over", data)
}

// handOver signs the person of this device out whole. The answers stay with us.
func (s *server) handOver(v *visit) error {
	for _, cookie := range []string{personCookie, linkCookie, resultCookie} {
		if err := v.leave(cookie); err != nil {
			return err
		}
	}
	v.setCookie(formCookie, "", -1)
	v.setCookie(wordsCookie, "", -1)
	v.Header("Clear-Site-Data", `"cache"`)
	return v.to("/answer/hand-over")
}
