package web

import (
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// opening is the form to open an assessment with.
type opening struct {
	Organisations []option // of a partner, when it acts for some
	Alone         bool     // whether a partner acts for nobody
	Scopes        []option
	Instruments   []option
	Lived, Learnt []option // how each side answers
}

// openFor is how many days an assessment stays open unless somebody says otherwise.
const openFor = 28

// showOpening shows the form to open an assessment with. What most people want
// stands in it already.
func (s *server) showOpening(v *visit) error {
	f := v.form()
	f.makesOne()
	f.fill("scope", string(instrument.ServiceScope))
	f.fill("closes", dateOf(v.Now().AddDate(0, 0, openFor)))
	f.fill("instrument", s.ladder().ID)
	f.fill("answering_lived", string(assessments.Individually))
	f.fill("answering_learnt", string(assessments.Individually))
	data := opening{Scopes: []option{
		{Value: string(instrument.IndividualScope), Text: v.say("opening.individual"), Hint: v.say("opening.individual_hint")},
		{Value: string(instrument.ServiceScope), Text: v.say("opening.service"), Hint: v.say("opening.service_hint")},
		{Value: string(instrument.StrategicScope), Text: v.say("opening.strategic"), Hint: v.say("opening.strategic_hint")},
	}}
	for _, in := range s.Catalogue.Latest() {
		data.Instruments = append(data.Instruments, option{Value: in.ID, Text: v.questions(in).Title})
	}
	data.Lived = []option{
		{Value: string(assessments.Individually), Text: v.say("opening.alone")},
		{Value: string(assessments.AsTeam), Text: v.say("opening.team")},
	}
	data.Learnt = data.Lived
	if err := v.actsForSome(&data); err != nil {
		return err
	}
	return v.show("assessment-new", data)
}

// actsForSome adds the organisations that a partner may open one for.
func (v *visit) actsForSome(data *opening) error {
	if !v.caller.Is(partner) {
		return nil
	}
	found, err := v.Service.Organisations(v.Request.Context(), v.caller, assessments.OrganisationFilter{}, access.Page{Limit: 100})
	for i := range found.Items {
		data.Organisations = append(data.Organisations, option{Value: found.Items[i].ID, Text: found.Items[i].Name})
	}
	if data.Alone = len(found.Items) == 0; data.Alone {
		v.noForm()
	}
	return err
}

// openAssessment opens an assessment. The same form sent twice opens one.
func (s *server) openAssessment(v *visit) error {
	f := v.form()
	in := assessments.AssessmentInput{Organisation: v.caller.PrincipalID, Instrument: f.text("instrument"), Scope: f.text("scope")}
	if v.caller.Is(partner) {
		in.Organisation = f.text("organisation")
	}
	in.Title, in.ClosesAt = v.titleOf(), v.endingOn("closes")
	for _, voice := range scoring.Voices {
		in.Answering[voice] = f.text("answering_" + voice.String())
		in.Minimums[voice] = v.minimumOf(voice)
	}
	if f.Faulty() {
		return v.again(nil, nil)
	}
	once := madeOnce(v, func(made *assessments.Assessment) string { return made.ID })
	made, err := s.Service.CreateAssessment(v.Request.Context(), v.caller, in, once)
	if err != nil {
		return v.again(err, map[string]string{"organisation_id": "organisation", "closes_at": "closes"})
	}
	id := made.ID
	if once.Replay != nil {
		id = once.Replay.Location
	}
	return v.to("/assessments/" + id)
}

// titleOf reads what an assessment is called, which must not be left empty.
func (v *visit) titleOf() string {
	title := v.form().text("title")
	if title == "" {
		v.form().wrong("title", v.say("opening.title_missing"))
	}
	return title
}

// minimumOf reads how many people of a side are needed; nil for the usual number.
func (v *visit) minimumOf(voice scoring.Voice) *int {
	name := "least_" + voice.String()
	given := v.form().text(name)
	if given == "" {
		return nil
	}
	least, most := scoring.Bounds(voice)
	if v.form().text("answering_"+voice.String()) != string(assessments.AsTeam) {
		least = max(least, scoring.MinLivedPeople)
	}
	number, err := strconv.Atoi(given)
	if err != nil || number < least || number > most {
		v.form().wrong(name, v.say("opening.least_wrong", "least", least, "most", most))
		return nil
	}
	return &number
}

// makesOne names what a form makes, so that the same form sent twice makes one.
func (f *form) makesOne() {
	if f.text("once") == "" {
		f.put("once", rand.Text())
	}
}

// madeOnce makes what a form asks for one time, however often the form is sent.
// What was typed in it tells two forms apart. where is kept of what was made, to
// find it again.
func madeOnce[T any](v *visit, where func(*T) string) *access.IdempotencyKey[T] {
	v.form().makesOne()
	var typed []string
	for _, one := range v.form().kept() {
		typed = append(typed, fmt.Sprintf("%s=%s", one.Name, one.Value))
	}
	return &access.IdempotencyKey[T]{
		ID:     digestOf(v.Request.URL.Path, mark(v.caller), v.form().text("once")),
		Digest: digestOf(strings.Join(typed, "\n")),
		Render: func(made *T) access.Replay { return access.Replay{Location: where(made)} },
	}
}
