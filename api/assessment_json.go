package api

import (
	"cmp"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// AssessmentRequest opens an assessment.
type AssessmentRequest struct {
	// Which organisation it is for. It may be left out with its own key
	OrganisationID *string `json:"organisation_id,omitempty" format:"uuid"`
	// What is asked
	Instrument *string `json:"instrument,omitempty" default:"coproduction-ladder" example:"coproduction-ladder"`
	// The newest when left out
	Version string `json:"version,omitempty" example:"0.9.0"`
	// individual: one person's support; service: a service; strategic: how the organisation decides
	Scope *string `json:"scope,omitempty" enums:"individual,service,strategic" default:"service" example:"service"`
	// How each side answers; each person alone when left out
	Answering     AnsweringRequest `json:"answering,omitempty"`
	MinimumPeople EnoughPeople     `json:"minimum_people,omitempty"`
	SetupRequest
}

// SetupRequest is what may change while an assessment is open.
type SetupRequest struct {
	Title string `json:"title" minLength:"1" maxLength:"200" example:"Short breaks 2026"`
	// The rung you aim at. Next steps stop there
	TargetRung *int `json:"target_rung,omitempty" minimum:"1" maximum:"12" example:"6"`
	// When it closes by itself; when somebody closes it, if left out
	ClosesAt *time.Time `json:"closes_at,omitempty"`
	// Your own reference
	ExternalID string `json:"external_id,omitempty" maxLength:"200" example:"crm-4711"`
}

// AssessmentPatch is what to change (RFC 7396). What people were promised when
// they answered never changes.
type AssessmentPatch struct {
	Title      string     `json:"title,omitempty" minLength:"1" maxLength:"200" example:"Short breaks 2026"`
	TargetRung *int       `json:"target_rung,omitempty" extensions:"x-nullable" minimum:"1" maximum:"12" example:"6"`
	ClosesAt   *time.Time `json:"closes_at,omitempty" extensions:"x-nullable"`
	ExternalID *string    `json:"external_id,omitempty" extensions:"x-nullable" maxLength:"200" example:"crm-4711"`
}

// AnsweringRequest says how each side answers.
type AnsweringRequest struct {
	Lived  string `json:"lived,omitempty" enums:"individual,team" default:"individual" example:"individual"`
	Learnt string `json:"learnt,omitempty" enums:"individual,team" default:"individual" example:"team"`
}

// EnoughPeople says how many people each side needs. People who answer alone are
// never fewer than 3.
type EnoughPeople struct {
	Lived  *int `json:"lived,omitempty" minimum:"3" maximum:"10" default:"5" example:"5"`
	Learnt *int `json:"learnt,omitempty" minimum:"1" maximum:"10" default:"3" example:"3"`
}

// Assessment is one time that an organisation assesses itself.
type Assessment struct {
	ID             string    `json:"id" format:"uuid"`
	OrganisationID string    `json:"organisation_id" format:"uuid"`
	Instrument     string    `json:"instrument" example:"coproduction-ladder"`
	Version        string    `json:"version" example:"0.9.0"`
	Title          string    `json:"title" example:"Short breaks 2026"`
	Scope          string    `json:"scope" enums:"individual,service,strategic" example:"service"`
	TargetRung     *int      `json:"target_rung" extensions:"x-nullable" example:"6"`
	Answering      Answering `json:"answering"`
	MinimumPeople  Minimums  `json:"minimum_people"`
	State          string    `json:"state" enums:"open,closed,cancelled" example:"open"`
	// Whether enough people have answered so far; null once it is closed or cancelled
	SoFar      *SoFar     `json:"so_far" extensions:"x-nullable"`
	ExternalID *string    `json:"external_id" extensions:"x-nullable" example:"crm-4711"`
	ClosesAt   *time.Time `json:"closes_at" extensions:"x-nullable"`
	ClosedAt   *time.Time `json:"closed_at" extensions:"x-nullable"`
	// When nothing of the answers was left in the files of the database; null while it is open, and until that is so
	WipedAt *time.Time `json:"wiped_at" extensions:"x-nullable"`
	Maker
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Answering says how each side answers.
type Answering struct {
	Lived  string `json:"lived" enums:"individual,team" example:"individual"`
	Learnt string `json:"learnt" enums:"individual,team" example:"team"`
}

// Minimums says how many people each side needs.
type Minimums struct {
	Lived  int `json:"lived" example:"5"`
	Learnt int `json:"learnt" example:"3"`
}

// SoFar says whether enough people have answered. No more is told before
// closing.
type SoFar struct {
	Lived  string `json:"lived" enums:"fewer_than_minimum,at_least_minimum" example:"fewer_than_minimum"`
	Learnt string `json:"learnt" enums:"fewer_than_minimum,at_least_minimum" example:"at_least_minimum"`
}

// AssessmentList is one page of assessments.
type AssessmentList struct {
	Items []Assessment `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// domain says a request in the domain's terms, what was left out filled in.
func (r *AssessmentRequest) domain(caller access.Caller) assessments.AssessmentInput {
	own := ""
	if caller.Is(organisation) {
		own = caller.PrincipalID
	}
	in := assessments.AssessmentInput{
		Organisation: *cmp.Or(r.OrganisationID, &own), Instrument: *cmp.Or(r.Instrument, new(instrument.Ladder)), Version: r.Version,
		Scope:      *cmp.Or(r.Scope, new(string(instrument.ServiceScope))),
		SetupInput: r.SetupRequest.domain(),
	}
	in.Answering[scoring.Lived], in.Answering[scoring.Learnt] = r.Answering.Lived, r.Answering.Learnt
	in.Minimums[scoring.Lived], in.Minimums[scoring.Learnt] = r.MinimumPeople.Lived, r.MinimumPeople.Learnt
	return in
}

func (r *SetupRequest) domain() assessments.SetupInput {
	return assessments.SetupInput{Title: r.Title, Target: r.TargetRung, ClosesAt: endOf(r.ClosesAt), ExternalID: r.ExternalID}
}

func newAssessment(a *assessments.Assessment) Assessment {
	out := Assessment{
		ID: a.ID, OrganisationID: a.Organisation, Instrument: a.Instrument, Version: a.Version, Title: a.Title, Scope: string(a.Scope),
		TargetRung:    level(a.Target),
		Answering:     Answering{string(a.Answering[scoring.Lived]), string(a.Answering[scoring.Learnt])},
		MinimumPeople: Minimums{a.Minimums[scoring.Lived], a.Minimums[scoring.Learnt]},
		State:         string(a.State), ExternalID: orNull(a.ExternalID),
		Maker: newMaker(&a.Maker), ClosesAt: timeOf(a.ClosesAt), ClosedAt: timeOf(a.ClosedAt), WipedAt: timeOf(a.WipedAt),
		CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt,
	}
	if a.State == assessments.Open {
		out.SoFar = &SoFar{enough(a.Enough[scoring.Lived]), enough(a.Enough[scoring.Learnt])}
	}
	return out
}

func enough(reached bool) string {
	if reached {
		return "at_least_minimum"
	}
	return "fewer_than_minimum"
}

// level is a level of the ladder, or null where there is none.
func level(rung int) *int {
	if rung == 0 {
		return nil
	}
	return &rung
}
