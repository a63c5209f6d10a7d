package web

import (
	"net/http"
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// responding is somebody's answers, on the pages that they answer on.
type responding struct {
	assessments.Answered
	Title  string // of the assessment
	Words  *instrument.Words
	Voice  scoring.Voice
	Side   string // the voice's name
	Team   bool
	Closes string // "" for no day
	Plain  bool   // whether somebody who reads Easy Read has to do with other words
	Own    string // the link to go on with
}

// responding makes a handler of one that is about somebody's answers. When those
// take no more it says why.
func (s *server) responding(h func(*visit, *responding) error) handler {
	return func(v *visit) error {
		v.uncached()
		r, err := v.readOwn()
		if r == nil || err != nil {
			return err
		}
		return h(v, r)
	}
}

// readOwn reads what the person answers. Where there is no more to answer it shows a
// page that says why, and returns nil.
func (v *visit) readOwn() (*responding, error) {
	ctx, who := v.Request.Context(), v.caller
	if who.Response == "" {
		return nil, v.isClosed()
	}
	asked, err := v.Service.Asked(ctx, who, who.Assessment, who.Response)
	if err != nil {
		return nil, err
	}
	a := &asked.Assessment
	if asked.Instrument == nil {
		return nil, fault.NotInstalled(a.Instrument, a.Version)
	}
	answered := asked.Answered
	switch {
	case a.State == assessments.Closed, !a.ClosesAt.IsZero() && !v.Now().Before(a.ClosesAt):
		return nil, v.isClosed()
	case answered.Origin == assessments.Entered:
		return nil, v.leaveFor("answer-entered")
	case answered.State == assessments.Withdrawn:
		return nil, v.leaveFor("answer-taken-back")
	}
	r := &responding{
		Answered: answered, Title: a.Title, Words: v.questions(answered.Instrument), Voice: answered.Voice, Side: answered.Voice.String(),
		Team: a.Answering[answered.Voice] == assessments.AsTeam, Own: v.ownLink(v.person),
	}
	r.Plain = r.Words.Variant != v.words.Variant
	if !a.ClosesAt.IsZero() {
		r.Closes = v.words.Weekday(a.ClosesAt)
	}
	return r, nil
}

// isClosed says that no more is taken, and leads to the result.
func (v *visit) isClosed() error {
	v.noForm()
	if v.sent != nil && v.sent.sent {
		v.status = http.StatusConflict
	}
	return v.show("answer-closed", nil)
}

// leaveFor lets go of the answers, and says why.
func (v *visit) leaveFor(page string) error {
	if err := v.leave(personCookie); err != nil {
		return err
	}
	v.noForm()
	v.person = nil
	if v.isQuiet() {
		v.status = http.StatusConflict
	}
	return v.show(page, nil)
}

// changed tells what became of a change to what somebody answers. It was closed a
// moment ago, or sent off: then the page of that is shown.
func (v *visit) changed(err error) error {
	if fault.KindOf(err) != fault.Conflict {
		return err
	}
	r, err := v.readOwn()
	if r == nil || err != nil {
		return err
	}
	if v.isQuiet() {
		return &fault.Error{Kind: fault.Conflict, Detail: "These answers were sent off."}
	}
	return v.to("/answer/sent")
}

// code is what was answered to a question: the code of a choice; "" for nothing yet.
func (r *responding) code(at int) string {
	if len(r.Answers) == 0 || r.Answers[at] == scoring.Blank {
		return ""
	}
	return r.Answers[at].Code()
}

// text is what a question asks.
func (r *responding) text(at int) string {
	return askIn(r.Words, r.Instrument, r.Voice, at).Text
}

// next is the page of the first question without an answer, or to check them all.
func (r *responding) next() string {
	for at := range r.Instrument.Questions {
		if r.code(at) == "" {
			return questionPage(at)
		}
	}
	return "/answer/check"
}

// left is how many questions have no answer.
func (r *responding) left() int {
	left := 0
	for at := range r.Instrument.Questions {
		if r.code(at) == "" {
			left++
		}
	}
	return left
}

func questionPage(at int) string { return "/answer/" + strconv.Itoa(at+1) }

// tasks is what there is to do.
type tasks struct {
	*responding
	Groups      []taskGroup
	Left, All   int
	Next        string
	Begun, Done bool
}

// taskGroup is the questions of one principle.
type taskGroup struct {
	ID, Title string
	Tasks     []task
}

// showTasks lists what there is to answer, and what is left.
func (s *server) showTasks(v *visit, r *responding) error {
	if r.State == assessments.Submitted {
		return v.to("/answer/sent")
	}
	v.noForm()
	in := r.Instrument
	data := tasks{responding: r, Left: r.left(), All: len(in.Questions), Next: r.next()}
	data.Begun, data.Done = data.Left < data.All, data.Left == 0
	for p, id := range in.Principles {
		group := taskGroup{ID: id, Title: r.Words.Principles[id].Title}
		for _, at := range in.InPrinciple(p) {
			one := task{Address: questionPage(at), Text: r.text(at), State: v.say("answer.open"), Done: r.code(at) != ""}
			if one.Done {
				one.State = v.say("answer.answered")
			}
			group.Tasks = append(group.Tasks, one)
		}
		data.Groups = append(data.Groups, group)
	}
	return v.show("answer", data)
}

// aboutAnswering is what this is, and what becomes of what somebody writes.
type aboutAnswering struct {
	*responding
	Name, Contact string // of the organisation
	Minutes       int
	Next          string
	Begun         bool
}

// showAbout says in five sentences what this is.
func (s *server) showAbout(v *visit, r *responding) error {
	_, organisation, err := s.Service.WhoseQuestions(v.Request.Context(), v.caller)
	if err != nil {
		return err
	}
	return v.show("answer-about", aboutAnswering{
		responding: r, Name: organisation.Name, Contact: organisation.Contact, Minutes: r.Instrument.Minutes,
		Next: r.next(), Begun: r.left() < len(r.Instrument.Questions),
	})
}

// showRenewed shows the new link of somebody who came with one.
func (s *server) showRenewed(v *visit, r *responding) error { return v.show("answer-renewed", r) }
