// Command ogen goes from registering to sharing with the client that ogen makes.
// It stops at the first thing that is not as it should be.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/ogen-go/ogen/ogenerrors"

	"github.com/sevenrungs/sevenrungs/tools/clients/ogen/api"
)

// key is what a client sends as its caller's; an empty one is not sent.
type key string

func (k key) Bearer(context.Context, api.OperationName) (api.Bearer, error) {
	if k == "" {
		return api.Bearer{}, ogenerrors.ErrSkipClientSecurity
	}
	return api.Bearer{Token: string(k)}, nil
}

func main() {
	ctx := context.Background()
	nobody := as("")

	organisation := good(nobody.CreateOrganisation(ctx, &api.OrganisationRequest{Name: "Riverside Carers"}, api.CreateOrganisationParams{})).Response
	own := as(key(organisation.Key.Value))

	wanted := &api.AssessmentRequest{Instrument: api.NewOptString("nobodys"), Title: "Short breaks"}
	_, err := own.CreateAssessment(ctx, wanted, api.CreateAssessmentParams{})
	var refused *api.ProblemStatusCodeWithHeaders
	must(errors.As(err, &refused) && refused.StatusCode == http.StatusUnprocessableEntity, "refused: %v", err)
	must(refused.Response.Errors[0].Pointer == "/instrument", "the faults are %v", refused.Response.Errors)

	wanted.Instrument.Reset()
	wanted.Answering.SetTo(api.AnsweringRequest{Lived: api.NewOptAnsweringRequestLived("team"), Learnt: api.NewOptAnsweringRequestLearnt("team")})
	id := good(own.CreateAssessment(ctx, wanted, api.CreateAssessmentParams{})).Response.ID
	invitation := good(own.CreateInvitation(ctx, &api.InvitationRequest{Uses: api.NewOptInt(2)}, api.CreateInvitationParams{ID: id})).Response
	for _, voice := range []api.RedeemRequestVoice{"lived", "learnt"} {
		begun := good(nobody.RedeemInvitation(ctx, &api.RedeemRequest{Key: invitation.Key.Value, Voice: api.NewOptRedeemRequestVoice(voice)}, api.RedeemInvitationParams{}))
		answer(ctx, &begun.Response)
	}

	good(own.CloseAssessment(ctx, api.CloseAssessmentParams{ID: id})) // by 200, or by 202 while answers are being wiped
	closed := good(own.ShowAssessment(ctx, api.ShowAssessmentParams{ID: id})).(*api.ShowAssessmentOKHeaders).Response
	must(closed.State == "closed", "it is %s", closed.State)
	result := good(own.ShowResult(ctx, api.ShowResultParams{ID: id})).(*api.StoredResultHeaders).Response
	rung, known := result.Rung.Get()
	must(known && rung.Level == 5 && result.Index.Value == 67 && len(result.Voices) == 2, "the result is %+v", result)

	link := good(own.CreateLink(ctx, &api.LinkRequest{}, api.CreateLinkParams{ID: id})).Response
	linked := good(as(key(link.Key.Value)).ShowResult(ctx, api.ShowResultParams{ID: id})).(*api.StoredResultHeaders).Response
	must(linked.Receipt == result.Receipt, "the receipt is %+v", linked.Receipt)

	due := api.NewOptDate(time.Date(2030, time.January, 31, 0, 0, 0, 0, time.UTC))
	action := good(own.AddAction(ctx, &api.ActionRequest{Text: "Ask people how they want to meet", Due: due}, api.AddActionParams{ID: id})).Response
	plan := good(own.ShowPlan(ctx, api.ShowPlanParams{ID: id})).(*api.PlanHeaders).Response
	must(slices.ContainsFunc(plan.Actions, func(one api.Action) bool { return one.ID == action.ID }), "the plan is %+v", plan)

	texts := good(nobody.ShareTexts(ctx, api.ShareTextsParams{})).Response
	share := good(own.CreateShare(ctx, &api.ShareRequest{Purpose: "public_benchmark", TextVersion: texts.Version}, api.CreateShareParams{ID: organisation.ID})).Response
	must(share.State == "granted", "the share is %s", share.State)
	fmt.Println("ogen: all went well")
}

// answer answers every question, and sends that in.
func answer(ctx context.Context, begun *api.Redeemed) {
	person := as(key(begun.ResponseKey.Value))
	read := good(person.ShowResponse(ctx, api.ShowResponseParams{ID: begun.Assessment.ID, Response: begun.ResponseID})).(*api.ResponseHeaders)
	must(read.Response.State == "draft", "it is %s", read.Response.State)

	given := make(api.ResponsePatchAnswers)
	for _, question := range good(person.LatestInstrument(ctx, api.LatestInstrumentParams{ID: begun.Instrument.ID})).(*api.InstrumentHeaders).Response.Questions {
		given[question.ID] = api.NewNilString("5")
	}
	patch := api.ChangeResponseApplicationJSON{People: api.NewOptNilInt(6), Answers: api.NewOptNilResponsePatchAnswers(given)}
	changed := good(person.ChangeResponse(ctx, &patch,
		api.ChangeResponseParams{ID: begun.Assessment.ID, Response: begun.ResponseID, IfMatch: read.ETag.Value})).Response
	must(len(changed.Answers) == len(given), "the answers are %v", changed.Answers)
	sent := good(person.SubmitResponse(ctx, api.SubmitResponseParams{ID: begun.Assessment.ID, Response: begun.ResponseID})).Response
	must(sent.State == "submitted", "it is %s", sent.State)
}

// as is a client with a key, or without one.
func as(own key) *api.Client {
	return good(api.NewClient(os.Getenv("SEVENRUNGS_URL"), own))
}

// good is the reply to a call that must have gone well.
func good[R any](got R, err error) R {
	must(err == nil, "%v", err)
	return got
}

func must(holds bool, format string, args ...any) {
	if !holds {
		log.Fatalf(format, args...)
	}
}
