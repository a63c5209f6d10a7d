package assessmentstest

import (
	"context"
	"errors"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofReaders = tests{
	"what is not there is not found, whatever its id":         notFound,
	"the same is so inside a transaction":                     notFoundInside,
	"a cancelled context reads nothing":                       cancelledReads,
	"a closed store reads nothing":                            closedReads,
	"asking a closed store is not asking for what is missing": closedIsNotMissing,
}

// reads are all methods that return one thing, by its id.
func reads(ctx context.Context, r assessments.Reader) map[string]func(id string) error {
	return map[string]func(id string) error{
		"Organisation":     func(id string) error { _, err := r.Organisation(ctx, id); return err },
		"Account, partner": func(id string) error { _, err := r.Account(ctx, access.PartnerRole, id); return err },
		"Account, funder":  func(id string) error { _, err := r.Account(ctx, access.FunderRole, id); return err },
		"KeyByLabel":       func(id string) error { _, err := r.KeyByLabel(ctx, id); return err },
		"Key":              func(id string) error { _, err := r.Key(ctx, anOrganisation, id); return err },
		"Key, of nobody": func(id string) error {
			_, err := r.Key(ctx, assessments.Principal{Role: access.FunderRole, ID: id}, ID(11))
			return err
		},
		"ClaimByLabel":     func(id string) error { _, err := r.ClaimByLabel(ctx, id); return err },
		"Grant":            func(id string) error { _, err := r.Grant(ctx, ID(1), id); return err },
		"GrantFor":         func(id string) error { _, err := r.GrantFor(ctx, id, ID(1), Noon); return err },
		"GrantFor, nobody": func(id string) error { _, err := r.GrantFor(ctx, ID(3), id, Noon); return err },
		"Grant, of nobody": func(id string) error { _, err := r.Grant(ctx, id, ID(21)); return err },
		"Replay":           func(id string) error { _, err := r.Replay(ctx, id); return err },

		"Assessment":             func(id string) error { _, err := r.Assessment(ctx, id); return err },
		"Invitation":             func(id string) error { _, err := r.Invitation(ctx, ID(41), id); return err },
		"Invitation, to nothing": func(id string) error { _, err := r.Invitation(ctx, id, ID(42)); return err },
		"InvitationByLabel":      func(id string) error { _, _, err := r.InvitationByLabel(ctx, id); return err },
		"Response":               func(id string) error { _, err := r.Response(ctx, ID(41), id); return err },
		"Response, to nothing":   func(id string) error { _, err := r.Response(ctx, id, ResponseID(43)); return err },
		"ResponseAt":             func(id string) error { _, err := r.ResponseAt(ctx, id, id); return err },
		"ResultKeyAt":            func(id string) error { _, _, err := r.ResultKeyAt(ctx, id, id); return err },
		"Result":                 func(id string) error { _, err := r.Result(ctx, id); return err },
		"Link":                   func(id string) error { _, err := r.Link(ctx, ID(41), id); return err },
		"Link, to nothing":       func(id string) error { _, err := r.Link(ctx, id, ID(44)); return err },
		"LinkByLabel":            func(id string) error { _, err := r.LinkByLabel(ctx, id); return err },
		"Plan":                   func(id string) error { _, err := r.Plan(ctx, id); return err },
	}
}

// addOneOfEach adds what [addTwoOfAll] does, and an assessment with one of all
// that hangs on it: an invitation, a response, a link, a result and a plan.
func addOneOfEach(t *testing.T, store assessments.Store) {
	t.Helper()
	addTwoOfAll(t, store)
	a := FullAssessment(41, ID(1))
	Add(t, store, a, Invitation(42, a.ID), FullResponse(43, a.ID, scoring.Lived), Link(44, a.ID), StoredResult(a), Plan(45, a.ID))
}

// questions are the methods that return an answer for anything asked.
func questions(ctx context.Context, r assessments.Reader) map[string]func() error {
	return map[string]func() error{
		"Organisations":     func() error { _, err := r.Organisations(ctx, all, assessments.OrganisationFilter{}, page); return err },
		"VerifiedFor":       func() error { _, err := r.VerifiedFor(ctx, canonical); return err },
		"LinkedIdentifiers": func() error { _, err := r.LinkedIdentifiers(ctx, ID(1)); return err },
		"VerifiedLike":      func() error { _, err := r.VerifiedLike(ctx, claims(1, ""), []string{canonical}, 9); return err },
		"ControlsOthers":    func() error { _, err := r.ControlsOthers(ctx, ID(1)); return err },
		"Accounts":          func() error { _, err := r.Accounts(ctx, access.PartnerRole, page); return err },
		"Keys":              func() error { _, err := r.Keys(ctx, anOrganisation, page); return err },
		"HasOperatorKey":    func() error { _, err := r.HasOperatorKey(ctx); return err },
		"Grants":            func() error { _, err := r.Grants(ctx, ID(1), page); return err },
		"MayActFor":         func() error { _, err := r.MayActFor(ctx, ID(3), ID(1), Noon); return err },

		"Referred":  func() error { _, err := r.Referred(ctx, all, []string{"ours"}); return err },
		"Responses": func() error { _, err := r.Responses(ctx, ID(41)); return err },

		"Assessments":        func() error { _, err := r.Assessments(ctx, all, assessments.AssessmentFilter{}, page); return err },
		"ClosedAssessments":  func() error { _, err := r.ClosedAssessments(ctx, ID(1)); return err },
		"LastTime":           func() error { _, err := r.LastTime(ctx); return err },
		"Enough":             func() error { _, err := r.Enough(ctx, Assessment(41, ID(1))); return err },
		"Overdue":            func() error { _, err := r.Overdue(ctx, Noon); return err },
		"Invitations":        func() error { _, err := r.Invitations(ctx, ID(41), page); return err },
		"StartedShared":      func() error { _, err := r.StartedShared(ctx, ID(41)); return err },
		"HasSubmitted":       func() error { _, err := r.HasSubmitted(ctx, ID(41), scoring.Lived); return err },
		"SubmittedResponses": func() error { _, err := r.SubmittedResponses(ctx, ID(41), page); return err },
		"ResponsesMark":      func() error { _, err := r.ResponsesMark(ctx, ID(41)); return err },
		"SubmittedNotes":     func() error { _, err := r.SubmittedNotes(ctx, ID(41), page); return err },
		"Notes":              func() error { _, err := r.Notes(ctx, ID(41), page); return err },
		"Links":              func() error { _, err := r.Links(ctx, ID(41), page); return err },
	}
}

// missing are ids of nothing: some of them no id could be.
var missing = []string{"", ID(99), "%", "' OR ''='", "\x00", ID(1)[:35] + "\x00", "\xff\xfe", "é", ID(1) + " ", "01900000-0000-7000-8000-00000000000A"}

// RequireNotFound holds methods that return one thing by its id to what they say
// of ids of nothing.
func RequireNotFound(t *testing.T, reads map[string]func(id string) error) {
	t.Helper()
	for name, read := range reads {
		for _, id := range missing {
			if err := read(id); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s of %q: %v, want kind %q", name, id, err, fault.NotFound)
			}
		}
	}
}

// RequireCancelled holds methods whose context has ended to an error that says so.
func RequireCancelled(t *testing.T, reads map[string]func(id string) error, questions map[string]func() error) {
	t.Helper()
	for name, read := range reads {
		if err := read(ID(1)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", name, err, context.Canceled)
		}
	}
	for name, ask := range questions {
		if err := ask(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", name, err, context.Canceled)
		}
	}
}

// RequireClosed holds the methods of a closed store to errors, and none of them
// to one that says that something is missing.
func RequireClosed(t *testing.T, reads map[string]func(id string) error, questions map[string]func() error) {
	t.Helper()
	for name, ask := range questions {
		if err := ask(); err == nil {
			t.Errorf("%s of a closed store is answered", name)
		}
	}
	for name, read := range reads {
		if err := read(ID(1)); err == nil || fault.KindOf(err) != "" {
			t.Errorf("%s of a closed store: %v, want an ordinary error", name, err)
		}
	}
}

func notFound(t *testing.T, store assessments.Store) {
	addOneOfEach(t, store)
	RequireNotFound(t, reads(t.Context(), store))
}

func notFoundInside(t *testing.T, store assessments.Store) {
	addOneOfEach(t, store)
	write(t, store, func(tx assessments.Tx) error {
		RequireNotFound(t, reads(t.Context(), tx))
		return tx.AddOrganisation(t.Context(), Organisation(9)) // which goes on as if nothing was
	})
	got, err := store.Organisation(t.Context(), ID(9))
	Check(t, got, err, Organisation(9))
}

func cancelledReads(t *testing.T, store assessments.Store) {
	addTwoOfAll(t, store)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	RequireCancelled(t, reads(ctx, store), questions(ctx, store))
}

func closedReads(t *testing.T, store assessments.Store) {
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	RequireClosed(t, nil, questions(t.Context(), store))
}

func closedIsNotMissing(t *testing.T, store assessments.Store) {
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	RequireClosed(t, reads(t.Context(), store), nil)
}
