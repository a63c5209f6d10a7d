package intake

import (
	"cmp"
	"reflect"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// MaxScoreBytes is the longest request for a score that is read.
const MaxScoreBytes = 8 << 20

// ScoreRequest asks for a score, as it is sent or kept in a file.
type ScoreRequest struct {
	// Which questionnaire was answered
	Instrument *string `json:"instrument,omitempty" default:"coproduction-ladder" example:"coproduction-ladder"`
	// Which version of it; the newest when left out
	Version string `json:"version,omitempty" example:"0.8.0"`
	// How many people a voice needs before any figure uses it
	MinimumPeople MinimumPeople `json:"minimum_people,omitempty"`
	// None is fine, and scores nothing
	Responses AnswerSets `json:"responses,omitempty" validate:"max=10000"`
}

// MinimumPeople says how many people each voice needs.
type MinimumPeople struct {
	Lived  *int `json:"lived,omitempty" minimum:"3" maximum:"10" default:"5" example:"5"`
	Learnt *int `json:"learnt,omitempty" minimum:"1" maximum:"10" default:"1" example:"1"`
}

// AnswerSets stops reading after as many as are scored at once, so that no
// more are ever held.
type AnswerSets []AnswerSet

// UnmarshalJSONFrom reads a list of responses.
func (r *AnswerSets) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	if kind := decoder.PeekKind(); kind != '[' {
		return &json.SemanticError{JSONKind: kind, GoType: reflect.TypeFor[AnswerSets]()}
	}
	if _, err := decoder.ReadToken(); err != nil {
		return err
	}
	for decoder.PeekKind() != ']' {
		if len(*r) == assessments.MaxResponses {
			var faults fault.List
			faults.Add(fault.At("responses"), "There are more than %d responses. Send fewer at once.", assessments.MaxResponses)
			return faults.Err()
		}
		var one AnswerSet
		if err := json.UnmarshalDecode(decoder, &one); err != nil {
			return err
		}
		*r = append(*r, one)
	}
	_, err := decoder.ReadToken()
	return err
}

// AnswerSet is one set of answers.
type AnswerSet struct {
	// lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
	Voice string `json:"voice" enums:"lived,learnt" example:"learnt"`
	// How many people agreed it together
	People *int `json:"people,omitempty" minimum:"1" maximum:"10000" default:"1" example:"9"`
	// By question id: "1" to the top rung, dont_know, not_applicable or prefer_not_to_say
	Answers map[string]string `json:"answers,omitempty" example:"equality-culture:6,equality-structure:dont_know"`
}

// Score reads a request for a score and scores it. The error is a [fault.Error]
// when what is in body cannot be scored.
func Score(catalogue *instrument.Catalogue, body []byte) (*result.Scored, error) {
	request, err := DecodeAnswers[ScoreRequest](body, catalogue.MostQuestions())
	if err != nil {
		return nil, err
	}
	return assessments.Score(catalogue, request.domain())
}

// domain says a request in the domain's terms, defaults filled in.
func (r *ScoreRequest) domain() *assessments.ScoreRequest {
	minimums := scoring.DefaultMinimums()
	minimums[scoring.Lived] = *cmp.Or(r.MinimumPeople.Lived, &minimums[scoring.Lived])
	minimums[scoring.Learnt] = *cmp.Or(r.MinimumPeople.Learnt, &minimums[scoring.Learnt])
	out := &assessments.ScoreRequest{
		Instrument: *cmp.Or(r.Instrument, new(instrument.Ladder)),
		Version:    r.Version,
		Minimums:   minimums,
		Responses:  make([]assessments.ResponseInput, len(r.Responses)),
	}
	for i, response := range r.Responses {
		out.Responses[i] = assessments.ResponseInput{
			Voice: response.Voice, People: *cmp.Or(response.People, new(1)), Answers: response.Answers,
		}
	}
	return out
}
