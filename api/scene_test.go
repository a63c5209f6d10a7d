package api_test

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// acting is who acts for an organisation without a request.
func acting(organisation string) access.Caller {
	return access.Caller{Role: access.OrganisationRole, PrincipalID: organisation}
}

// assess adds two assessments to the scene: one that is open, with an invitation
// and two drafts, and one that is closed, with a link to its result and a plan.
func (w *world) assess(t testing.TB) {
	t.Helper()
	home := w.ids["organisations"]
	open := w.assessment(t, home)
	w.ids["assessments"] = open
	w.scene.keys[invited], w.ids["assessments/invitations"] = w.invitation(t, home, open, time.Time{})
	w.scene.keys[author], w.ids["assessments/responses"] = w.response(t, home, open, assessments.Draft)
	w.scene.keys[colleague], _ = w.response(t, home, open, assessments.Draft)

	closed := w.assessment(t, home)
	w.ids["closed"] = closed
	for range 5 {
		w.scene.keys[participant], _ = w.response(t, home, closed, assessments.Submitted)
	}
	w.close(t, home, closed)
	w.scene.keys[reader], w.ids["assessments/result/links"] = w.link(t, home, closed, time.Time{})
	action, err := w.service.AddAction(t.Context(), acting(home), closed, assessments.ActionInput{Text: "Ask first."}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.ids["assessments/plan/actions"] = action.ID
}

// addBadAnswerers gives keys to those who answer or read elsewhere, and to those
// who did so once. What is brief ends in a second.
func (w *world) addBadAnswerers(t testing.TB, organisation string) {
	t.Helper()
	soon := w.service.Now().Add(time.Second)
	open, closed := w.assessment(t, organisation), w.assessment(t, organisation)
	w.keys[otherAuthor], _ = w.response(t, organisation, open, assessments.Draft)
	w.keys[lateGuest], _ = w.invitation(t, organisation, open, soon)
	var id string
	w.keys[unwanted], id = w.invitation(t, organisation, open, time.Time{})
	if err := w.service.RevokeInvitation(t.Context(), acting(organisation), open, id); err != nil {
		t.Fatal(err)
	}
	w.keys[withdrawn], id = w.response(t, organisation, closed, assessments.Draft)
	writer := access.Caller{Role: access.ResponseRole, Assessment: closed, Response: id}
	if err := w.service.WithdrawResponse(t.Context(), writer, closed, id, access.Match{"*"}); err != nil {
		t.Fatal(err)
	}
	w.close(t, organisation, closed)
	w.keys[otherReader], _ = w.link(t, organisation, closed, time.Time{})
	w.keys[lateReader], _ = w.link(t, organisation, closed, soon)
	w.keys[formerReader], id = w.link(t, organisation, closed, time.Time{})
	if err := w.service.RevokeLink(t.Context(), acting(organisation), closed, id); err != nil {
		t.Fatal(err)
	}
}

func (w *world) assessment(t testing.TB, organisation string) string {
	t.Helper()
	created, err := w.service.CreateAssessment(t.Context(), acting(organisation), assessments.AssessmentInput{
		Organisation: organisation, Instrument: "coproduction-ladder", Scope: "service",
		SetupInput: assessments.SetupInput{Title: "Short breaks 2026"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.ID
}

// invitation makes one for the lived voice, for many uses.
func (w *world) invitation(t testing.TB, organisation, assessment string, until time.Time) (key, id string) {
	t.Helper()
	uses := assessments.MaxUses
	created, err := w.service.CreateInvitation(t.Context(), acting(organisation), assessment, assessments.InvitationInput{Voice: "lived", Uses: &uses, ExpiresAt: until}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.Secret.Reveal(), created.ID
}

// response enters one in the lived voice, with a note.
func (w *world) response(t testing.TB, organisation, assessment string, state assessments.ResponseState) (key, id string) {
	t.Helper()
	created, err := w.service.EnterResponse(t.Context(), acting(organisation), assessment, assessments.EnteredResponse{
		Voice: scoring.Lived.String(), State: state, ResponseText: assessments.ResponseText{
			People: 1, Answers: map[string]string{"equality-culture": "5"},
			Particulars: assessments.Particulars{
				Notes: map[string]string{"equality-culture": "We were asked first."}, Variant: instrument.Standard, Support: assessments.NoSupport,
			},
		},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.Secret.Reveal(), created.ID
}

func (w *world) link(t testing.TB, organisation, assessment string, until time.Time) (key, id string) {
	t.Helper()
	created, err := w.service.CreateLink(t.Context(), acting(organisation), assessment, until, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.Secret.Reveal(), created.ID
}

func (w *world) close(t testing.TB, organisation, assessment string) {
	t.Helper()
	if _, err := w.service.CloseAssessment(t.Context(), acting(organisation), assessment); err != nil {
		t.Fatal(err)
	}
}
