package api_test

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// actingFor returns who acts for an organisation without a request.
func actingFor(organisation string) access.Caller {
	return access.Caller{Role: access.OrganisationRole, PrincipalID: organisation}
}

// assess adds two assessments to the scene: one that is open, with an invitation
// and two drafts, and one that is closed, with a link to its result and a plan.
func (w *world) assess(t testing.TB) {
	t.Helper()
	home := w.ids["organisations"]
	open := w.openAssessment(t, home)
	w.ids["assessments"] = open
	w.scene.keys[invited], w.ids["assessments/invitations"] = w.createInvitation(t, home, open, time.Time{})
	w.scene.keys[author], w.ids["assessments/responses"] = w.startResponse(t, w.scene.keys[invited])
	w.scene.keys[colleague], _ = w.addResponse(t, home, open, assessments.Draft)

	closed := w.openAssessment(t, home)
	w.ids["closed"] = closed
	for range 5 {
		w.scene.keys[participant], _ = w.addResponse(t, home, closed, assessments.Submitted)
	}
	w.closeAssessment(t, home, closed)
	w.scene.keys[reader], w.ids["assessments/result/links"] = w.createLink(t, home, closed, time.Time{})
	action, err := w.service.AddAction(t.Context(), actingFor(home), closed, assessments.ActionInput{Text: "Ask first."}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.ids["assessments/plan/actions"] = action.ID
}

// hook adds to the scene a webhook of its organisation, to which something was sent.
// Nobody listens there.
func (w *world) hook(t testing.TB) {
	t.Helper()
	home := actingFor(w.ids["organisations"])
	made, err := w.hooks.Create(t.Context(), home, events.WebhookInput{URL: "https://example.org/hooks", Active: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.ids["webhooks"] = made.ID
	_, err = w.service.ChangeOrganisation(t.Context(), home, home.PrincipalID, access.Match{"*"}, func(in *assessments.ProfileInput) error {
		in.Region = "TLC"
		return nil
	})
	if err == nil {
		err = w.hooks.DeliverDue(t.Context())
	}
	w.hooks.Wait()
	sent, unread := w.hooks.Deliveries(t.Context(), home, made.ID, access.Page{Limit: 1})
	if err != nil || unread != nil || len(sent.Items) != 1 {
		t.Fatalf("sent %d, %v, %v", len(sent.Items), err, unread)
	}
	w.ids["webhooks/deliveries"] = sent.Items[0].ID
}

// addBadAnswerers gives keys to those who answer or read elsewhere, and to those
// who did so once. What is brief ends in a second.
func (w *world) addBadAnswerers(t testing.TB, organisation string) {
	t.Helper()
	soon := w.service.Now().Add(time.Second)
	open, closed := w.openAssessment(t, organisation), w.openAssessment(t, organisation)
	w.keys[otherAuthor], _ = w.addResponse(t, organisation, open, assessments.Draft)
	w.keys[lateGuest], _ = w.createInvitation(t, organisation, open, soon)
	var id string
	w.keys[unwanted], id = w.createInvitation(t, organisation, open, time.Time{})
	if err := w.service.RevokeInvitation(t.Context(), actingFor(organisation), open, id); err != nil {
		t.Fatal(err)
	}
	w.keys[withdrawn], id = w.addResponse(t, organisation, closed, assessments.Draft)
	writer := access.Caller{Role: access.ResponseRole, KeyID: assessments.ParseSecret(w.keys[withdrawn]).Hash().Label(), Assessment: closed, Response: id}
	if err := w.service.WithdrawResponse(t.Context(), writer, closed, id, access.Match{"*"}); err != nil {
		t.Fatal(err)
	}
	w.closeAssessment(t, organisation, closed)
	w.keys[otherReader], _ = w.createLink(t, organisation, closed, time.Time{})
	w.keys[lateReader], _ = w.createLink(t, organisation, closed, soon)
	w.keys[formerReader], id = w.createLink(t, organisation, closed, time.Time{})
	if err := w.service.RevokeLink(t.Context(), actingFor(organisation), closed, id); err != nil {
		t.Fatal(err)
	}
}

func (w *world) openAssessment(t testing.TB, organisation string) string {
	t.Helper()
	created, err := w.service.CreateAssessment(t.Context(), actingFor(organisation), assessments.AssessmentInput{
		Organisation: organisation, Instrument: "coproduction-ladder", Scope: "service",
		SetupInput: assessments.SetupInput{Title: "Short breaks 2026"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.ID
}

// createInvitation makes an invitation for the lived voice, for many uses.
func (w *world) createInvitation(t testing.TB, organisation, assessment string, until time.Time) (key, id string) {
	t.Helper()
	uses := assessments.MaxUses
	created, err := w.service.CreateInvitation(t.Context(), actingFor(organisation), assessment, assessments.InvitationInput{Voice: "lived", Uses: &uses, ExpiresAt: until}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.Secrets[0].Reveal(), created.ID
}

// addResponse enters a response in the lived voice, with a note.
func (w *world) addResponse(t testing.TB, organisation, assessment string, state assessments.ResponseState) (key, id string) {
	t.Helper()
	created, err := w.service.EnterResponse(t.Context(), actingFor(organisation), assessment, assessments.EnteredResponse{
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

// startResponse begins a response in the lived voice with an invitation, and has a
// note written in it.
func (w *world) startResponse(t testing.TB, invitation string) (key, id string) {
	t.Helper()
	started, err := w.service.Redeem(t.Context(), assessments.ParseSecret(invitation), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	writer := access.Caller{Role: access.ResponseRole, KeyID: started.Hash.Label(), Assessment: started.Response.Assessment, Response: started.ID}
	_, err = w.service.ChangeResponse(t.Context(), writer, started.Response.Assessment, started.ID, access.Match{"*"}, func(text *assessments.ResponseText) error {
		text.Answers["equality-culture"] = "5"
		text.Notes = map[string]string{"equality-culture": "We were asked first."}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return started.Secret.Reveal(), started.ID
}

func (w *world) createLink(t testing.TB, organisation, assessment string, until time.Time) (key, id string) {
	t.Helper()
	created, err := w.service.CreateLink(t.Context(), actingFor(organisation), assessment, until, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.Secret.Reveal(), created.ID
}

func (w *world) closeAssessment(t testing.TB, organisation, assessment string) {
	t.Helper()
	if _, err := w.service.CloseAssessment(t.Context(), actingFor(organisation), assessment); err != nil {
		t.Fatal(err)
	}
}
