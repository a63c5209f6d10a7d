package fhir

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// response is a QuestionnaireResponse as it is sent. What says who or when is named
// here to be refused by its name.
type response struct {
	ResourceType  string     `json:"resourceType"`
	Language      string     `json:"language"`
	Questionnaire string     `json:"questionnaire"`
	Status        string     `json:"status"`
	Item          []answered `json:"item"`

	ID                jsontext.Value `json:"id"`
	Meta              jsontext.Value `json:"meta"`
	ImplicitRules     jsontext.Value `json:"implicitRules"`
	Text              jsontext.Value `json:"text"`
	Contained         jsontext.Value `json:"contained"`
	Extension         jsontext.Value `json:"extension"`
	ModifierExtension jsontext.Value `json:"modifierExtension"`
	Identifier        jsontext.Value `json:"identifier"`
	BasedOn           jsontext.Value `json:"basedOn"`
	PartOf            jsontext.Value `json:"partOf"`
	Subject           jsontext.Value `json:"subject"`
	Encounter         jsontext.Value `json:"encounter"`
	Authored          jsontext.Value `json:"authored"`
	Author            jsontext.Value `json:"author"`
	Source            jsontext.Value `json:"source"`
}

// answered is a question with its answer. The words are those of the questionnaire,
// and are passed over.
type answered struct {
	LinkID string         `json:"linkId"`
	Text   string         `json:"text"`
	Answer []answer       `json:"answer"`
	Item   jsontext.Value `json:"item"`
}

// answer is what was chosen.
type answer struct {
	Coding *coding `json:"valueCoding"`
}

// coding is a [Coding] as it is sent.
type coding struct {
	System       string `json:"system"`
	Version      string `json:"version"`
	Code         string `json:"code"`
	Display      string `json:"display"`
	UserSelected bool   `json:"userSelected"`
}

// The states of a response that can be taken.
const (
	inProgress = "in-progress"
	completed  = "completed"
)

// Asked is what a response has to answer.
type Asked struct {
	Instrument *instrument.Instrument
	Voices     []scoring.Voice // in which it may be
	Service    string          // the address of the service, without a final slash
}

// Answers are what is taken of a response.
type Answers struct {
	Voice     scoring.Voice
	Variant   instrument.Variant // of the words that were read
	Answers   map[string]string  // the code, by question
	Completed bool
}

// ReadResponse reads the answers in a QuestionnaireResponse, strictly. The error is a
// [fault.Error]: of kind Malformed it names the first thing that cannot be read, and of
// kind Invalid everything that is wrong.
func ReadResponse(body []byte, asked *Asked) (*Answers, error) {
	questions := len(asked.Instrument.Questions)
	sent, err := intake.DecodeLists[response](body, intake.ListsOf[answered](questions), intake.ListsOf[answer](questions))
	if err != nil {
		return nil, err
	}
	var faults fault.List
	if sent.ResourceType != "QuestionnaireResponse" {
		faults.Add(fault.At("resourceType"), "resourceType is %s. Send a QuestionnaireResponse.", fault.Quoted(sent.ResourceType))
	}
	sent.refuse(&faults)
	out := &Answers{Answers: map[string]string{}}
	out.Voice, out.Variant = asked.find(sent.Questionnaire, &faults)
	switch sent.Status {
	case inProgress:
	case completed:
		out.Completed = true
	default:
		faults.Add(fault.At("status"), "status is %s. Use %s or %s.", fault.Quoted(sent.Status), inProgress, completed)
	}
	for i := range sent.Item {
		asked.read(fault.At("item", i), &sent.Item[i], out.Answers, &faults)
	}
	if out.Completed && len(out.Answers) == 0 {
		faults.Add(fault.At("item"), "Nothing is answered. Answer one question at least.")
	}
	return out, faults.Err()
}

// refuse names what must not be in a response.
func (r *response) refuse(faults *fault.List) {
	for _, one := range []struct {
		name  string
		value jsontext.Value
	}{
		{"id", r.ID},
		{"meta", r.Meta},
		{"implicitRules", r.ImplicitRules},
		{"text", r.Text},
		{"contained", r.Contained},
		{"extension", r.Extension},
		{"modifierExtension", r.ModifierExtension},
		{"identifier", r.Identifier},
		{"basedOn", r.BasedOn},
		{"partOf", r.PartOf},
		{"subject", r.Subject},
		{"encounter", r.Encounter},
		{"authored", r.Authored},
		{"author", r.Author},
		{"source", r.Source},
	} {
		if one.value != nil {
			faults.Add(fault.At(one.name), "Leave %s out. A response says nothing of who answered, or when.", one.name)
		}
	}
}

// find tells in which voice and variant a questionnaire asks.
func (a *Asked) find(canonical string, faults *fault.List) (scoring.Voice, instrument.Variant) {
	var known []string
	for _, voice := range a.Voices {
		for i := range a.Instrument.Words {
			words := &a.Instrument.Words[i]
			name := urlOf(a.Instrument, words, voice, a.Service) + "|" + a.Instrument.Version
			if name == canonical {
				return voice, words.Variant
			}
			known = append(known, name)
		}
	}
	faults.Add(fault.At("questionnaire"), "questionnaire is %.200q. This answers one of: %s.", canonical, strings.Join(known, ", "))
	return a.Voices[0], instrument.Standard
}

// read takes over the answer to a question.
func (a *Asked) read(at []any, item *answered, into map[string]string, faults *fault.List) {
	path := func(more ...any) []any { return append(slices.Clip(at), more...) }
	if item.Item != nil {
		faults.Add(path("item"), "Give all questions in one list: none stands inside another.")
	}
	_, known := a.Instrument.Position(item.LinkID)
	_, twice := into[item.LinkID]
	switch {
	case !known:
		faults.Add(path("linkId"), "There is no question %s in %s %s.", fault.Quoted(item.LinkID), a.Instrument.ID, a.Instrument.Version)
		return
	case twice:
		faults.Add(path("linkId"), "The question %s is there twice. Answer it once.", item.LinkID)
		return
	case len(item.Answer) == 0:
		return
	case len(item.Answer) > 1 || item.Answer[0].Coding == nil:
		faults.Add(path("answer"), "Give one answer to %s, as a valueCoding.", item.LinkID)
		return
	}
	given := item.Answer[0].Coding
	into[item.LinkID] = given.Code
	if _, known := scoring.ParseAnswer(a.Instrument, given.Code); !known {
		faults.Add(path("answer", 0, "valueCoding", "code"), "The answer %s is not a choice. Use %s.", fault.Quoted(given.Code), a.codes())
	}
	if system := systemOf(a.Instrument, item.LinkID, a.Service); given.System != "" && given.System != system {
		faults.Add(path("answer", 0, "valueCoding", "system"), "The system is %.200q. Use %s, or leave it out.", given.System, system)
	}
	if given.Version != "" && given.Version != a.Instrument.Version {
		faults.Add(path("answer", 0, "valueCoding", "version"), "The version is %s. Use %s, or leave it out.", fault.Quoted(given.Version), a.Instrument.Version)
	}
}

// codes lists what can be chosen.
func (a *Asked) codes() string {
	return fmt.Sprintf("1 to %d, %s", a.Instrument.Top(), strings.Join(instrument.Unscored, ", "))
}
