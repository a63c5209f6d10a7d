package web

import (
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// opening is the form to open an assessment with.
type opening struct {
	Scopes        []option
	Instruments   []option
	Lived, Learnt []option // how each side answers
}

// openFor is how many days an assessment stays open unless somebody says otherwise.
const openFor = 28

// showOpening shows the form to open an assessment with. What most people want
// stands in it already.
func (s *server) showOpening(v *visit, _ *assessments.Organisation) error {
	f := v.form()
	f.once()
	f.fill("scope", string(instrument.ServiceScope))
	f.fill("closes", dateOf(v.Now().AddDate(0, 0, openFor)))
	f.fill("instrument", s.ladder().ID)
	f.fill("answering_lived", string(assessments.Individually))
	f.fill("answering_learnt", string(assessments.Individually))
	data := opening{Scopes: []option{
		{Value: string(instrument.IndividualScope), Text: v.say("opening.individual"), Picture: "lived", Hint: v.say("opening.individual_hint")},
		{Value: string(instrument.ServiceScope), Text: v.say("opening.service"), Picture: "many", Hint: v.say("opening.service_hint")},
		{Value: string(instrument.StrategicScope), Text: v.say("opening.strategic"), Picture: "group", Hint: v.say("opening.strategic_hint")},
	}}
	for _, in := range s.Catalogue.Latest() {
		data.Instruments = append(data.Instruments, option{Value: in.ID, Text: v.questions(in).Title})
	}
	data.Lived = []option{
		{Value: string(assessments.Individually), Text: v.say("opening.alone"), Picture: "answer"},
		{Value: string(assessments.AsTeam), Text: v.say("opening.team"), Picture: "many"},
	}
	data.Learnt = data.Lived
	return v.show("assessment-new", data)
}

// openAssessment opens an assessment. The same form sent twice opens one.
func (s *server) openAssessment(v *visit, o *assessments.Organisation) error {
	f := v.form()
	in := assessments.AssessmentInput{Organisation: o.ID, Instrument: f.text("instrument"), Scope: f.text("scope")}
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
