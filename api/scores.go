package api

import (
	"fmt"
	"reflect"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// ScoreRequest asks for a score.
type ScoreRequest struct {
	// Which questionnaire was answered
	Instrument string `json:"instrument" example:"coproduction-ladder"`
	// Which version of it; the newest when left out
	Version string `json:"version,omitempty" example:"0.8.0"`
	// How many people a voice needs before any figure uses it
	MinimumPeople MinimumPeople `json:"minimum_people,omitempty"`
	// None is fine, and scores nothing
	Responses ScoreResponses `json:"responses,omitempty" validate:"max=10000"`
}

// MinimumPeople says how many people each voice needs.
type MinimumPeople struct {
	Lived  *int `json:"lived,omitempty" minimum:"3" maximum:"10" default:"5" example:"5"`
	Learnt *int `json:"learnt,omitempty" minimum:"1" maximum:"10" default:"1" example:"1"`
}

// ScoreResponses stops reading after as many as are scored at once, so that no
// more are ever held.
type ScoreResponses []ScoreResponse

// UnmarshalJSONFrom reads a list of responses.
func (r *ScoreResponses) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	if kind := decoder.PeekKind(); kind != '[' {
		return &json.SemanticError{JSONKind: kind, GoType: reflect.TypeFor[ScoreResponses]()}
	}
	if _, err := decoder.ReadToken(); err != nil {
		return err
	}
	for decoder.PeekKind() != ']' {
		if len(*r) == assessments.MaxResponses {
			detail := fmt.Sprintf("There are more than %d responses. Send fewer at once.", assessments.MaxResponses)
			return invalid.problem("One thing needs to be put right. Nothing was kept.", ProblemError{"/responses", detail})
		}
		var one ScoreResponse
		if err := json.UnmarshalDecode(decoder, &one); err != nil {
			return err
		}
		*r = append(*r, one)
	}
	_, err := decoder.ReadToken()
	return err
}

// ScoreResponse is one set of answers.
type ScoreResponse struct {
	// lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
	Voice string `json:"voice" enums:"lived,learnt" example:"learnt"`
	// How many people agreed it together
	People *int `json:"people,omitempty" minimum:"1" maximum:"10000" default:"1" example:"9"`
	// By question id: "1" to the top rung, dont_know, not_applicable or prefer_not_to_say
	Answers map[string]string `json:"answers,omitempty" example:"equality-culture:6,equality-structure:dont_know"`
}

// score scores answers without storing anything.
//
//	@Summary		Score answers
//	@Description	Nothing is stored. The same answers always give the same result. `docs/scoring.md` has the rules, `docs/receipt.md` how to recompute the receipt.
//	@ID				score
//	@Tags			scores
//	@Param			variant	query		string			false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param		Accept-Language	header	string	false	"Which language, where there is one"
//	@Param			request	body		ScoreRequest	true	"At most 8 MiB and 10,000 responses"
//	@Success		200		{object}	result.Document
//	@Header	200	{string}	Content-Language	"The language of the texts"
//	@x-never		[503]
//	@Router			/v1/scores [post]
func (s *server) score(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	body, err := readBody(c.Writer, c.Request, MaxScoreBody)
	if err != nil {
		return err
	}
	scored, err := Score(s.Catalogue, body)
	if err != nil {
		return err
	}
	document := result.New(scored, locale.words(scored.Instrument))
	c.Header("Cache-Control", "no-store")
	sayLanguage(c, document.Lang)
	return writeJSON(c, document)
}

// Score scores the body of a request to /v1/scores. The error is a [*Problem]
// when the body cannot be scored.
func Score(catalogue *instrument.Catalogue, body []byte) (*result.Scored, error) {
	request, err := decode[ScoreRequest](body)
	if err != nil {
		return nil, err
	}
	scored, err := assessments.Score(catalogue, request.domain())
	if err != nil {
		problem, known := problemFor(err)
		if !known {
			return nil, err
		}
		return nil, problem
	}
	return scored, nil
}

// domain says a request in the domain's terms, defaults filled in.
func (r *ScoreRequest) domain() *assessments.ScoreRequest {
	minimums := scoring.DefaultMinimums()
	minimums[scoring.Lived] = orElse(r.MinimumPeople.Lived, minimums[scoring.Lived])
	minimums[scoring.Learnt] = orElse(r.MinimumPeople.Learnt, minimums[scoring.Learnt])
	out := &assessments.ScoreRequest{
		Instrument: r.Instrument,
		Version:    r.Version,
		Minimums:   minimums,
		Responses:  make([]assessments.ResponseInput, len(r.Responses)),
	}
	for i, response := range r.Responses {
		out.Responses[i] = assessments.ResponseInput{
			Voice: response.Voice, People: orElse(response.People, 1), Answers: response.Answers,
		}
	}
	return out
}

func orElse(given *int, otherwise int) int {
	if given != nil {
		return *given
	}
	return otherwise
}
