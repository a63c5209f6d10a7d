// Command partner is an app that keeps the records of many organisations. It
// enters what two groups of one of them agreed on paper, and shows the result.
// Run it as often as you like: it finds again what it made.
//
//	SEVENRUNGS_URL=http://127.0.0.1:8080 SEVENRUNGS_KEY=rung_… go run .
//
// The key is that of a partner: whoever runs the service gives you one.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	sevenrungs "github.com/sevenrungs/sevenrungs/clients/go"
)

func main() {
	rungs := sevenrungs.New(os.Getenv("SEVENRUNGS_URL"), sevenrungs.WithKey(os.Getenv("SEVENRUNGS_KEY")))
	if err := run(context.Background(), rungs); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, rungs *sevenrungs.Client) error {
	organisation, err := find(ctx, rungs, "customer-1042")
	if err != nil {
		return err
	}
	assessment, err := rungs.CreateAssessment(ctx, sevenrungs.AssessmentRequest{
		OrganisationID: &organisation, Title: "Short breaks",
		Answering: &sevenrungs.AnsweringRequest{Lived: new(sevenrungs.AnsweringRequestLivedTeam), Learnt: new(sevenrungs.AnsweringRequestLearntTeam)},
	})
	if err != nil {
		return err
	}
	if err := enter(ctx, rungs, assessment.Data); err != nil {
		return err
	}
	if _, err := rungs.CloseAssessment(ctx, assessment.Data.ID); err != nil {
		return err
	}
	result, err := rungs.ShowResult(ctx, assessment.Data.ID, sevenrungs.ShowResultQuery{})
	if err != nil {
		return err
	}
	fmt.Printf("Riverside Carers is on rung %d: %s\n", result.Data.Rung.Level, result.Data.Rung.Title)
	for _, sentence := range result.Data.Explanation {
		fmt.Println("-", sentence)
	}

	// Closed is closed. What cannot be done is an error, and says why.
	_, err = rungs.CancelAssessment(ctx, assessment.Data.ID)
	var problem *sevenrungs.Error
	if !errors.As(err, &problem) || problem.Family() != "conflict" {
		return err
	}
	fmt.Println("It stays:", problem.Detail)
	return nil
}

// find is the organisation that has this number in your records, and makes it
// when there is none. Seven Rungs keeps the number beside its own.
func find(ctx context.Context, rungs *sevenrungs.Client, number string) (id string, err error) {
	for known, err := range rungs.AllOrganisations(ctx, sevenrungs.ListOrganisationsQuery{ExternalID: number}) {
		return known.ID, err
	}
	made, err := rungs.CreateOrganisation(ctx, sevenrungs.OrganisationRequest{Name: "Riverside Carers", ExternalID: &number})
	if err != nil {
		return "", err
	}
	return made.Data.ID, nil
}

// enter enters what the two groups ticked. A question that is left out does not
// count.
func enter(ctx context.Context, rungs *sevenrungs.Client, assessment sevenrungs.Assessment) error {
	instrument, err := rungs.LatestInstrument(ctx, assessment.Instrument, sevenrungs.LatestInstrumentQuery{})
	if err != nil {
		return err
	}
	for voice, choice := range map[sevenrungs.EnteredRequestVoice]string{"lived": "4", "learnt": "6"} {
		answers := make(map[string]string)
		for _, question := range instrument.Data.Questions {
			answers[question.ID] = choice
		}
		_, err := rungs.EnterResponse(ctx, assessment.ID, sevenrungs.EnteredRequest{
			Voice: voice, People: new(7), Answers: answers, State: new(sevenrungs.EnteredRequestStateSubmitted),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
