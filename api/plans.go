package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Plan is what an organisation means to do after a result.
type Plan struct {
	AssessmentID string `json:"assessment_id" format:"uuid"`
	// What is to be done, in the order it was added
	Actions []Action `json:"actions"`
}

// Action is one thing to do.
type Action struct {
	ID string `json:"id" format:"uuid"`
	// The question it is about
	Question *string `json:"question" extensions:"x-nullable" example:"equality-culture"`
	Text     string  `json:"text" example:"Ask people what they need before each meeting."`
	// Who does it
	Owner *string `json:"owner" extensions:"x-nullable" example:"Sam and Alex"`
	Due   *string `json:"due" extensions:"x-nullable" format:"date" example:"2026-09-30"`
	State string  `json:"state" enums:"open,doing,done,dropped" example:"open"`
}

// ActionRequest is an action to add.
type ActionRequest struct {
	Question string `json:"question,omitempty" example:"equality-culture"`
	Text     string `json:"text" minLength:"1" maxLength:"1000" example:"Ask people what they need before each meeting."`
	Owner    string `json:"owner,omitempty" maxLength:"200" example:"Sam and Alex"`
	Due      string `json:"due,omitempty" format:"date" example:"2026-09-30"`
	State    string `json:"state,omitempty" enums:"open,doing,done,dropped" default:"open" example:"open"`
}

// ActionPatch is what to change (RFC 7396).
type ActionPatch struct {
	Question *string `json:"question,omitempty" extensions:"x-nullable" example:"equality-culture"`
	Text     string  `json:"text,omitempty" minLength:"1" maxLength:"1000" example:"Ask people what they need."`
	Owner    *string `json:"owner,omitempty" extensions:"x-nullable" maxLength:"200" example:"Sam and Alex"`
	Due      *string `json:"due,omitempty" extensions:"x-nullable" format:"date" example:"2026-09-30"`
	State    *string `json:"state,omitempty" extensions:"x-nullable" enums:"open,doing,done,dropped" example:"doing"`
}

func newPlan(p *assessments.Plan) Plan { return Plan{p.Assessment, each(p.Actions, newAction)} }

func newAction(a *assessments.Action) Action {
	return Action{a.ID, orNull(a.Question), a.Text, orNull(a.Owner), orNull(a.Due), string(a.State)}
}

// showPlan shows a plan.
//
//	@Summary		Read a plan
//	@Description	It starts with the next steps of the result. Its ETag is what changing its actions needs.
//	@ID				showPlan
//	@Tags			results
//	@Security		bearer
//	@Param			id	path		string	true	"The assessment"
//	@Success		200	{object}	Plan
//	@Header			200	{string}	ETag	"Names this state of it"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Failure		409	{object}	Problem
//	@Router			/v1/assessments/{id}/plan [get]
func (s *server) showPlan(c *gin.Context) error {
	plan, err := s.Service.Plan(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	return showEditable(c, plan.Tag(), newPlan(&plan))
}

// addAction adds an action to a plan.
//
//	@Summary		Add an action to a plan
//	@Description	Something you mean to do, for one question or for the whole. The ETag of the reply is what the next change needs.
//	@ID				addAction
//	@Tags			results
//	@Security		bearer
//	@Param			id				path		string			true	"The assessment"
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		ActionRequest	true	"What is to be done"
//	@Success		201				{object}	Action
//	@Header			201				{string}	ETag					"The plan's"
//	@Header			201				{string}	Idempotency-Replayed	"true when it was added before"
//	@x-example		{"text": "Ask people what they need before each meeting.", "question": "equality-culture", "owner": "Sam and Alex", "due": "2026-09-30"}
//	@Router			/v1/assessments/{id}/plan/actions [post]
func (s *server) addAction(c *gin.Context) error {
	body, request, err := bodyOf[ActionRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.NewAction, _ bool) creation {
		return creation{strings.TrimSuffix(c.Request.URL.Path, "/actions"), created.Plan.Tag(), newAction(&created.Action)}
	}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.NewAction]) (assessments.NewAction, error) {
		return s.Service.AddAction(c.Request.Context(), edge.CallerOf(c), c.Param("id"), assessments.ActionInput(*request), once)
	})
}

// changeAction edits an action.
//
//	@Summary		Change an action
//	@Description	Send only what changes, and the ETag of the plan in If-Match.
//	@ID				changeAction
//	@Tags			results
//	@Security		bearer
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string		true	"The assessment"
//	@Param			action		path		string		true	"The action"
//	@Param			If-Match	header		string		true	"The plan's ETag"
//	@Param			request		body		ActionPatch	true	"What changes"
//	@Success		200			{object}	Action
//	@Header			200			{string}	ETag	"The plan's"
//	@Failure		409	{object}	Problem
//	@x-example		{"state": "doing"}
//	@Router			/v1/assessments/{id}/plan/actions/{action} [patch]
func (s *server) changeAction(c *gin.Context) error {
	match, body, err := changeOf(c)
	if err != nil {
		return err
	}
	action, plan, err := s.Service.ChangeAction(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("action"), match, func(in *assessments.ActionInput) error {
		request := ActionRequest(*in)
		defer func() { *in = assessments.ActionInput(request) }()
		return intake.Patch(body, &request)
	})
	if err != nil {
		return err
	}
	return showEditable(c, plan.Tag(), newAction(&action))
}

// removeAction takes an action out of a plan.
//
//	@Summary		Remove an action
//	@Description	For good. To keep it as given up, set its state to dropped. Send the ETag of the plan in If-Match.
//	@ID				removeAction
//	@Tags			results
//	@Security		bearer
//	@Param			id			path	string	true	"The assessment"
//	@Param			action		path	string	true	"The action"
//	@Param			If-Match	header	string	true	"The plan's ETag"
//	@Success		204
//	@Failure		409	{object}	Problem
//	@Router			/v1/assessments/{id}/plan/actions/{action} [delete]
func (s *server) removeAction(c *gin.Context) error {
	match, err := matchOf(c)
	if err != nil {
		return err
	}
	if err := s.Service.RemoveAction(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("action"), match); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
