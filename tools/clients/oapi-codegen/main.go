// Command oapi-codegen goes from registering to sharing with the client that
// oapi-codegen makes with its own settings. It stops at the first thing that is
// not as it should be.
package main

import (
	"context"
	"fmt"
	"log"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/sevenrungs/sevenrungs/tools/clients/oapi-codegen/api"
)

// reply is what every reply of the client can say.
type reply interface {
	StatusCode() int
	GetBody() []byte
}

func main() {
	ctx := context.Background()
	nobody := as("")

	organisation := good(nobody.CreateOrganisationWithResponse(ctx, nil, api.OrganisationRequest{Name: "Riverside Carers"})).JSON201
	own := as(*organisation.Key)

	wanted := api.AssessmentRequest{Instrument: new("nobodys"), Title: "Short breaks"}
	refused, err := own.CreateAssessmentWithResponse(ctx, nil, wanted)
	must(err == nil && refused.StatusCode() == http.StatusUnprocessableEntity, "refused: %v %v", refused, err)
	faults := *refused.ApplicationproblemJSONDefault.Errors
	must(faults[0].Pointer == "/instrument", "the fault is at %v", faults)

	team := api.AnsweringRequestLived("team")
	wanted.Instrument, wanted.Answering = nil, &api.AnsweringRequest{Lived: &team, Learnt: new(api.AnsweringRequestLearnt("team"))}
	assessment := good(own.CreateAssessmentWithResponse(ctx, nil, wanted)).JSON201
	invitation := good(own.CreateInvitationWithResponse(ctx, assessment.Id, nil, api.InvitationRequest{Uses: new(2)})).JSON201
	for _, voice := range []api.RedeemRequestVoice{"lived", "learnt"} {
		answer(ctx, good(nobody.RedeemInvitationWithResponse(ctx, nil, api.RedeemRequest{Key: *invitation.Key, Voice: &voice})).JSON201)
	}

	good(own.CloseAssessmentWithResponse(ctx, assessment.Id)) // by 200, or by 202 while answers are being wiped
	closed := good(own.ShowAssessmentWithResponse(ctx, assessment.Id, nil)).JSON200
	must(closed.State == "closed", "it is %s", closed.State)
	result := good(own.ShowResultWithResponse(ctx, assessment.Id, nil)).JSON200
	must(result.Rung.Level == 5 && *result.Index == 67 && len(result.Voices) == 2, "the result is %+v", result)
	table := good(own.ShowResultWithResponse(ctx, assessment.Id, nil, accept("text/csv")))
	must(strings.Contains(string(table.Body), result.Receipt.Digest), "the table is %s", table.Body)

	link := good(own.CreateLinkWithResponse(ctx, assessment.Id, nil, api.LinkRequest{})).JSON201
	linked := good(as(*link.Key).ShowResultWithResponse(ctx, assessment.Id, nil)).JSON200
	must(linked.Receipt.Digest == result.Receipt.Digest, "the receipt is %+v", linked.Receipt)

	due := openapi_types.Date{Time: time.Date(2030, time.January, 31, 0, 0, 0, 0, time.UTC)}
	action := good(own.AddActionWithResponse(ctx, assessment.Id, nil, api.ActionRequest{Text: "Ask people how they want to meet", Due: &due})).JSON201
	plan := good(own.ShowPlanWithResponse(ctx, assessment.Id, nil)).JSON200
	must(slices.ContainsFunc(plan.Actions, func(one api.Action) bool { return one.Id == action.Id }), "the plan is %+v", plan)

	texts := good(nobody.ShareTextsWithResponse(ctx, nil)).JSON200
	share := good(own.CreateShareWithResponse(ctx, organisation.Id, nil, api.ShareRequest{Purpose: "public_benchmark", TextVersion: texts.Version})).JSON201
	must(share.State == "granted", "the share is %s", share.State)
	fmt.Println("oapi-codegen: all went well")
}

// answer answers every question, and sends that in.
func answer(ctx context.Context, begun *api.Redeemed) {
	person := as(*begun.ResponseKey)
	read := good(person.ShowResponseWithResponse(ctx, begun.Assessment.Id, begun.ResponseId, nil))
	must(read.JSON200.State == "draft", "it is %s", read.JSON200.State)

	answers := make(map[string]string)
	given := make(map[string]*string)
	for _, question := range good(person.LatestInstrumentWithResponse(ctx, begun.Instrument.Id, nil)).JSON200.Questions {
		answers[question.Id], given[question.Id] = "5", new("5")
	}
	changed := good(person.ChangeResponseWithResponse(ctx, begun.Assessment.Id, begun.ResponseId,
		&api.ChangeResponseParams{IfMatch: *read.Headers200.ETag}, api.ResponsePatch{People: new(6), Answers: &given})).JSON200
	must(maps.Equal(changed.Answers, answers), "the answers are %v", changed.Answers)
	sent := good(person.SubmitResponseWithResponse(ctx, begun.Assessment.Id, begun.ResponseId)).JSON200
	must(sent.State == "submitted", "it is %s", sent.State)
}

// as is a client with a key, or without one.
func as(key string) *api.ClientWithResponses {
	client, err := api.NewClientWithResponses(os.Getenv("SEVENRUNGS_URL"), api.WithRequestEditorFn(func(_ context.Context, req *http.Request) error {
		if key != "" {
			req.Header.Set("Authorization", "Bearer "+key)
		}
		return nil
	}))
	must(err == nil, "%v", err)
	return client
}

func accept(mediaType string) api.RequestEditorFn {
	return func(_ context.Context, req *http.Request) error {
		req.Header.Set("Accept", mediaType)
		return nil
	}
}

// good is the reply to a call that must have gone well.
func good[R reply](got R, err error) R {
	must(err == nil && got.StatusCode() < http.StatusBadRequest, "%v: %s", err, got.GetBody())
	return got
}

func must(holds bool, format string, args ...any) {
	if !holds {
		log.Fatalf(format, args...)
	}
}
