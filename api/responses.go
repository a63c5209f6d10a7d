package api

import (
	"cmp"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// EnteredRequest is a response that an organisation enters: a team's, or one
// that came on paper.
type EnteredRequest struct {
	Voice string `json:"voice" enums:"lived,learnt" example:"learnt"`
	// Submitted at once, or kept as a draft
	State string `json:"state,omitempty" enums:"draft,submitted" default:"draft" example:"submitted"`
	ResponseRequest
}

// ResponseRequest is what somebody answers.
type ResponseRequest struct {
	// How many agreed it together; more than 1 only for a team
	People *int `json:"people,omitempty" minimum:"1" maximum:"10000" default:"1" example:"9"`
	// By question id: "1" to the top rung, dont_know, not_applicable or prefer_not_to_say
	Answers map[string]string `json:"answers,omitempty" example:"equality-culture:6,equality-structure:dont_know"`
	// What they want to say about a question, at most 1,000 characters each
	Notes map[string]string `json:"notes,omitempty" example:"equality-culture:We were asked first."`
	// The questions whose notes are shown to nobody, and deleted at closing. Not in what is entered for others
	PrivateNotes []string `json:"private_notes,omitempty" example:"equality-culture"`
	// Which words they read
	Variant string `json:"variant,omitempty" enums:"standard,easy_read" default:"standard" example:"easy_read"`
	// Whether somebody helped them, or answered for them
	Support string `json:"support,omitempty" enums:"none,helped,proxy" default:"none" example:"none"`
}

// ResponsePatch is what to change (RFC 7396), one answer or many. null takes an
// answer or note back.
type ResponsePatch struct {
	People       *int               `json:"people,omitempty" extensions:"x-nullable" minimum:"1" maximum:"10000" example:"9"`
	Answers      map[string]*string `json:"answers,omitempty" swaggertype:"object,string" extensions:"x-nullable,x-nullable-values"`
	Notes        map[string]*string `json:"notes,omitempty" swaggertype:"object,string" extensions:"x-nullable,x-nullable-values"`
	PrivateNotes []string           `json:"private_notes,omitempty" extensions:"x-nullable" example:"equality-culture"`
	Variant      *string            `json:"variant,omitempty" extensions:"x-nullable" enums:"standard,easy_read" example:"easy_read"`
	Support      *string            `json:"support,omitempty" extensions:"x-nullable" enums:"none,helped,proxy" example:"none"`
}

// Response is what somebody answers. It carries no time.
type Response struct {
	ID           string `json:"id" format:"uuid"`
	AssessmentID string `json:"assessment_id" format:"uuid"`
	Voice        string `json:"voice" enums:"lived,learnt" example:"lived"`
	State        string `json:"state" enums:"draft,submitted,withdrawn" example:"draft"`
	// invited: a person began it with an invitation. entered: the organisation or a partner did, and had its key first
	Origin       string            `json:"origin" enums:"invited,entered" example:"invited"`
	People       int               `json:"people" example:"1"`
	Answers      map[string]string `json:"answers" example:"equality-culture:6"`
	Notes        map[string]string `json:"notes" example:"equality-culture:We were asked first."`
	PrivateNotes []string          `json:"private_notes" example:"equality-culture"`
	Variant      string            `json:"variant" enums:"standard,easy_read" example:"standard"`
	Support      string            `json:"support" enums:"none,helped,proxy" example:"none"`
}

// ResponseEntered is a response that the organisation entered.
type ResponseEntered struct {
	ID    string `json:"id" format:"uuid"`
	Voice string `json:"voice" enums:"lived,learnt" example:"learnt"`
	State string `json:"state" enums:"draft,submitted" example:"submitted"`
	// Opens this one response; null when it was shown before
	ResponseKey *string `json:"response_key" extensions:"x-nullable" example:"rung_r…"`
	// Whether the key was shown before: the request was sent again
	KeyShown bool `json:"key_shown" example:"false"`
}

func newResponse(r *assessments.Answered) Response {
	out := Response{
		ID: r.ID, AssessmentID: r.Assessment, Voice: r.Voice.String(), State: string(r.State), Origin: string(r.Origin), People: r.People,
		Answers: r.Text().Answers, Notes: r.Notes, PrivateNotes: r.Private, Variant: string(r.Variant), Support: string(r.Support),
	}
	if out.PrivateNotes == nil {
		out.PrivateNotes = []string{}
	}
	return out
}

// domain says a request in the domain's terms, defaults filled in.
func (r *ResponseRequest) domain() assessments.ResponseText {
	text := assessments.ResponseText{People: *cmp.Or(r.People, new(1)), Answers: r.Answers, Particulars: assessments.Particulars{
		Notes: r.Notes, Private: r.PrivateNotes, Variant: instrument.Variant(r.Variant), Support: assessments.Support(r.Support),
	}}
	if text.Variant == "" {
		text.Variant = instrument.Standard
	}
	if text.Support == "" {
		text.Support = assessments.NoSupport
	}
	return text
}

// entered says a request in the domain's terms.
func (r *EnteredRequest) entered() assessments.EnteredResponse {
	return assessments.EnteredResponse{Voice: r.Voice, State: assessments.ResponseState(r.State), ResponseText: r.domain()}
}

func responseLocation(r *assessments.Response) string {
	return "/v1/assessments/" + r.Assessment + "/responses/" + r.ID
}

// enterResponse keeps a response that the organisation enters.
//
//	@Summary		Enter a response
//	@Description	For a team's answer, or for answers on paper. People with a phone start their own with an invitation: never send them the key of what you entered. It is marked as entered for ever, takes no private notes, and the answer page does not open it. The result says how many of each voice were entered. Also as a FHIR R4 QuestionnaireResponse: of that the answers are kept, and nothing else.
//	@ID				enterResponse
//	@Tags			answering
//	@Security		bearer
//	@Accept			json,application/fhir+json
//	@Param			id				path		string			true	"The assessment"
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		EnteredRequest	true	"The answers"
//	@Success		201				{object}	ResponseEntered
//	@Header			201				{string}	Idempotency-Replayed	"true when it was entered before"
//	@x-example		{"application/json": {"voice": "learnt", "state": "submitted", "answers": {"equality-culture": "6", "equality-structure": "dont_know"}}, "application/fhir+json": {"resourceType": "QuestionnaireResponse", "questionnaire": "https://github.com/sevenrungs/sevenrungs/fhir/Questionnaire/coproduction-ladder/learnt/standard/en|0.10.0", "status": "completed", "item": [{"linkId": "equality-culture", "answer": [{"valueCoding": {"code": "6"}}]}]}}
//	@Router			/v1/assessments/{id}/responses [post]
func (s *server) enterResponse(c *gin.Context) error {
	in, err := s.enteredOf(c)
	if err != nil {
		return err
	}
	show := func(created *assessments.NewResponse, secrets bool) creation {
		out := ResponseEntered{ID: created.ID, Voice: created.Voice.String(), State: string(created.State), KeyShown: !secrets}
		if secrets {
			out.ResponseKey = orNull(created.Secret.Reveal())
		}
		return creation{responseLocation(&created.Response), created.Tag(), out}
	}
	return createUntraced(s, c, nil, show, func(once *access.IdempotencyKey[assessments.NewResponse]) (assessments.NewResponse, error) {
		return s.Service.EnterResponse(c.Request.Context(), edge.CallerOf(c), c.Param("id"), in, once)
	})
}

// showResponse shows a response to who holds its key.
//
//	@Summary		Read your response
//	@Description	With the response key. Any other key gets 404.
//	@ID				showResponse
//	@Tags			answering
//	@Security		bearer
//	@Param			id			path		string	true	"The assessment"
//	@Param			response	path		string	true	"The response"
//	@Success		200			{object}	Response
//	@Header			200			{string}	ETag	"Names this state of it"
//	@Success		304			"Not changed since the ETag in If-None-Match"
//	@Failure		409	{object}	Problem
//	@x-never		[403]
//	@Router			/v1/assessments/{id}/responses/{response} [get]
func (s *server) showResponse(c *gin.Context) error {
	found, err := s.Service.Response(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("response"))
	if err != nil {
		return err
	}
	return showEditable(c, found.Tag(), newResponse(&found))
}

// replaceResponse writes a draft anew.
//
//	@Summary		Replace your response
//	@Description	All of it. A draft may be incomplete. A submitted response can no longer change. A FHIR R4 QuestionnaireResponse that is in-progress replaces the answers alone.
//	@ID				replaceResponse
//	@Tags			answering
//	@Security		bearer
//	@Accept			json,application/fhir+json
//	@Param			id			path		string			true	"The assessment"
//	@Param			response	path		string			true	"The response"
//	@Param			If-Match	header		string			true	"The ETag you read"
//	@Param			request		body		ResponseRequest	true	"The answers"
//	@Success		200			{object}	Response
//	@Failure		409	{object}	Problem
//	@x-never		[403]
//	@x-example		{"application/json": {"answers": {"equality-culture": "6", "equality-structure": "dont_know"}, "variant": "easy_read", "support": "helped"}, "application/fhir+json": {"resourceType": "QuestionnaireResponse", "questionnaire": "https://github.com/sevenrungs/sevenrungs/fhir/Questionnaire/coproduction-ladder/lived/standard/en|0.10.0", "status": "in-progress", "item": [{"linkId": "equality-culture", "answer": [{"valueCoding": {"code": "6"}}]}]}}
//	@Router			/v1/assessments/{id}/responses/{response} [put]
func (s *server) replaceResponse(c *gin.Context) error {
	match, err := matchOf(c)
	if err != nil {
		return err
	}
	write, err := s.replacementOf(c)
	if err != nil {
		return err
	}
	return s.saveResponse(c, match, write)
}

// changeResponse saves some answers of a draft.
//
//	@Summary		Save answers, one or many
//	@Description	What is left out stays. Send null to take an answer or a note back.
//	@ID				changeResponse
//	@Tags			answering
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string			true	"The assessment"
//	@Param			response	path		string			true	"The response"
//	@Param			If-Match	header		string			true	"The ETag you read"
//	@Param			request		body		ResponsePatch	true	"What changes"
//	@Success		200			{object}	Response
//	@Failure		409	{object}	Problem
//	@x-never		[403]
//	@x-example		{"answers": {"equality-culture": "6", "equality-structure": null}, "notes": {"equality-culture": "We were asked first."}}
//	@Router			/v1/assessments/{id}/responses/{response} [patch]
func (s *server) changeResponse(c *gin.Context) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	return s.saveResponse(c, match, func(text *assessments.ResponseText) error { return s.patchResponse(body, text) })
}

func (s *server) saveResponse(c *gin.Context, match access.Match, change func(*assessments.ResponseText) error) error {
	changed, err := s.Service.ChangeResponse(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("response"), match, change)
	if err != nil {
		return err
	}
	return showEditable(c, changed.Tag(), newResponse(&changed))
}

// patchResponse changes what was written by a merge patch. Answers and notes are
// merged one by one.
func (s *server) patchResponse(body []byte, text *assessments.ResponseText) error {
	variant, support := string(text.Variant), string(text.Support)
	request := ResponsePatch{
		People: &text.People, Answers: optional(text.Answers), Notes: optional(text.Notes), PrivateNotes: text.Private, Variant: &variant, Support: &support,
	}
	if err := intake.PatchAnswers(body, &request, s.Catalogue.MostQuestions()); err != nil {
		return err
	}
	merged := ResponseRequest{People: request.People, Answers: given(request.Answers), Notes: given(request.Notes), PrivateNotes: request.PrivateNotes}
	if request.Variant != nil {
		merged.Variant = *request.Variant
	}
	if request.Support != nil {
		merged.Support = *request.Support
	}
	*text = merged.domain()
	return nil
}

func optional(texts map[string]string) map[string]*string {
	out := make(map[string]*string, len(texts))
	for name, text := range texts {
		out[name] = &text
	}
	return out
}

func given(texts map[string]*string) map[string]string {
	out := make(map[string]string, len(texts))
	for name, text := range texts {
		if text != nil {
			out[name] = *text
		}
	}
	return out
}

// submitResponse makes a draft count.
//
//	@Summary		Submit your response
//	@Description	It counts from then on and can no longer change. Submitted again, it answers the same.
//	@ID				submitResponse
//	@Tags			answering
//	@Security		bearer
//	@Param			id			path		string	true	"The assessment"
//	@Param			response	path		string	true	"The response"
//	@Success		200			{object}	Response
//	@Failure		409,422	{object}	Problem
//	@x-never		[403]
//	@Router			/v1/assessments/{id}/responses/{response}/submit [post]
func (s *server) submitResponse(c *gin.Context) error {
	submitted, err := s.Service.SubmitResponse(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("response"))
	if err != nil {
		return err
	}
	return showEditable(c, submitted.Tag(), newResponse(&submitted))
}

// withdrawResponse takes a response back.
//
//	@Summary		Withdraw your response
//	@Description	Its answers and notes are deleted. It no longer counts and cannot be submitted again.
//	@ID				withdrawResponse
//	@Tags			answering
//	@Security		bearer
//	@Param			id			path	string	true	"The assessment"
//	@Param			response	path	string	true	"The response"
//	@Param			If-Match	header	string	true	"The ETag you read"
//	@Success		204
//	@Failure		409	{object}	Problem
//	@x-never		[403]
//	@Router			/v1/assessments/{id}/responses/{response} [delete]
func (s *server) withdrawResponse(c *gin.Context) error {
	match, err := matchOf(c)
	if err != nil {
		return err
	}
	if err := s.Service.WithdrawResponse(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("response"), match); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
