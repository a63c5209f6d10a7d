package assessmentstest

import (
	"io"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Service returns the service on a store, with the built-in instruments, pinned,
// and a clock that stands at noon. Services of other seeds may share the store:
// their ids and keys are others.
func Service(t testing.TB, store assessments.Store, seed byte) *assessments.Service {
	t.Helper()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range catalogue.All() {
		if err := store.PinInstrument(t.Context(), in.ID, in.Version, in.Digest()); err != nil {
			t.Fatal(err)
		}
	}
	random := Random([32]byte{seed})
	return &assessments.Service{
		Store: store, Catalogue: catalogue, Random: random,
		Now:   func() time.Time { return Noon },
		NewID: func() string { return uuid.Must(uuid.NewRandomFromReader(random)).String() },
		Log:   slog.New(slog.DiscardHandler),
	}
}

// Random returns a source that many may use at once, and that gives the same each
// time.
func Random(seed [32]byte) io.Reader { return &chance{source: rand.NewChaCha8(seed)} }

type chance struct {
	mu     sync.Mutex
	source io.Reader
}

func (c *chance) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.source.Read(p)
}

// Owner is who has an organisation's key.
func Owner(organisation string) access.Caller {
	return access.Caller{Role: access.OrganisationRole, PrincipalID: organisation}
}

// Writer is who has a response's key.
func Writer(r assessments.Response) access.Caller {
	return access.Caller{Role: access.ResponseRole, KeyID: r.Hash.Label(), Assessment: r.Assessment, Response: r.ID}
}

// OpenAssessment opens an assessment of organisation 1, which is added when
// it is not there, with the built-in questionnaire.
func OpenAssessment(t testing.TB, service *assessments.Service, changes ...func(*assessments.AssessmentInput)) assessments.Assessment {
	t.Helper()
	if _, err := service.Store.Organisation(t.Context(), ID(1)); fault.KindOf(err) == fault.NotFound {
		Add(t, service.Store, Organisation(1))
	}
	in := assessments.AssessmentInput{
		Organisation: ID(1), Instrument: service.Catalogue.Latest()[0].ID, Scope: string(instrument.ServiceScope),
		SetupInput: assessments.SetupInput{Title: "How we did"},
	}
	for _, change := range changes {
		change(&in)
	}
	a, err := service.CreateAssessment(t.Context(), Owner(ID(1)), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Answers are what a response says: the same rung to every question.
func Answers(service *assessments.Service, a assessments.Assessment, rung string) assessments.ResponseText {
	text := assessments.ResponseText{
		People: 1, Answers: map[string]string{},
		Particulars: assessments.Particulars{Variant: instrument.Standard, Support: assessments.NoSupport},
	}
	for _, question := range service.Catalogue.Find(a.Instrument, a.Version).Questions {
		text.Answers[question.ID] = rung
	}
	return text
}

// Enter keeps a response as the organisation enters it.
func Enter(t testing.TB, service *assessments.Service, a assessments.Assessment, voice scoring.Voice, state assessments.ResponseState, text assessments.ResponseText) assessments.Response {
	t.Helper()
	in := assessments.EnteredResponse{Voice: voice.String(), State: state, ResponseText: text}
	created, err := service.EnterResponse(t.Context(), Owner(a.Organisation), a.ID, in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return created.Response
}
