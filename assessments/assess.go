package assessments

import (
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// CreateAssessment opens an assessment for an organisation that the caller is or
// acts for.
func (s *Service) CreateAssessment(ctx context.Context, caller access.Caller, in AssessmentInput, once *access.IdempotencyKey[Assessment]) (Assessment, error) {
	now := s.Now()
	var faults fault.List
	questionnaire := findInstrument(s.Catalogue, &ScoreRequest{Instrument: in.Instrument, Version: in.Version}, &faults)
	top := 0
	if questionnaire != nil {
		top = questionnaire.Top()
	}
	created := Assessment{
		ID: s.NewID(), Organisation: in.Organisation, Terms: in.check(&faults), Setup: in.SetupInput.check(top, now, nil, &faults),
		State: Open, CreatedAt: now, UpdatedAt: now, Revision: 1,
	}
	if in.Organisation == "" {
		faults.Add(fault.At("organisation_id"), "Say which organisation it is for.")
	} else if _, err := s.reach(ctx, s.Store, caller, in.Organisation); fault.KindOf(err) == fault.NotFound {
		faults.Add(fault.At("organisation_id"), "There is no organisation %.80q that your key opens. Check the id and the key.", in.Organisation)
	} else if err != nil {
		return Assessment{}, err
	}
	if err := faults.Err(); err != nil {
		return Assessment{}, err
	}
	created.Instrument, created.Version = questionnaire.ID, questionnaire.Version
	return create(ctx, s, once, created.Organisation, func(tx Tx) (Assessment, error) {
		if _, err := s.reach(ctx, tx, caller, in.Organisation); err != nil {
			return Assessment{}, err
		}
		if err := roomForAssessment(ctx, tx, in.Organisation); err != nil {
			return Assessment{}, err
		}
		created := created
		if err := freeAssessmentReference(ctx, tx, &created); err != nil {
			return Assessment{}, err
		}
		var err error
		if created.Maker, _, err = s.makerFor(ctx, tx, caller, created.Organisation); err != nil {
			return Assessment{}, err
		}
		if err := tx.AddAssessment(ctx, created); err != nil {
			return Assessment{}, err
		}
		return created, s.tellAssessment(ctx, tx, &created, events.AssessmentOpened)
	})
}

// Assessment returns an assessment that the caller may see. One whose time is
// up is closed first, unless that is not possible now, or the clock is not steady.
func (s *Service) Assessment(ctx context.Context, caller access.Caller, id string) (Assessment, error) {
	found, err := s.reachAssessment(ctx, s.Store, caller, id)
	if err != nil {
		return Assessment{}, err
	}
	if s.isDue(&found) {
		if err := s.close(ctx, id); err != nil && fault.KindOf(err) != fault.Conflict {
			return Assessment{}, err
		}
		if found, err = s.reachAssessment(ctx, s.Store, caller, id); err != nil {
			return Assessment{}, err
		}
	}
	one := []Assessment{found}
	err = countPeople(ctx, s.Store, one)
	return one[0], err
}

// countPeople says of open assessments which voices reached their minimum.
func countPeople(ctx context.Context, r Reader, of []Assessment) error {
	open := slices.DeleteFunc(slices.Clone(of), func(a Assessment) bool { return a.State != Open })
	enough, err := r.Enough(ctx, open...)
	for i := range of {
		of[i].Enough = enough[of[i].ID]
	}
	return err
}

const anAssessment = "assessment"

// reachAssessment returns an assessment of an organisation that the caller is
// or acts for.
func (s *Service) reachAssessment(ctx context.Context, r Reader, caller access.Caller, id string) (Assessment, error) {
	if !caller.Is(access.OrganisationRole, access.PartnerRole) {
		return Assessment{}, fault.NoSuch(anAssessment)
	}
	found, err := r.Assessment(ctx, id)
	if err != nil {
		return Assessment{}, err
	}
	if caller.IsPrincipal(access.OrganisationRole, found.Organisation) {
		return found, nil
	}
	if _, err := s.reach(ctx, r, caller, found.Organisation); fault.KindOf(err) == fault.NotFound {
		return Assessment{}, fault.NoSuch(anAssessment)
	} else if err != nil {
		return Assessment{}, err
	}
	return found, nil
}

// AssessmentFilter narrows a list of assessments.
type AssessmentFilter struct {
	Organisation string            // "" for all
	States       []AssessmentState // none for all
	Scope        instrument.Scope  // "" for all
	Instrument   string            // "" for all
	UpdatedSince time.Time         // zero for all; otherwise they come by when they changed
	ClosedSince  time.Time         // zero for all; otherwise they come by when they were closed
	ExternalID   string            // "" for all
}

// Place is where an assessment stands in a list that is narrowed so.
func (f *AssessmentFilter) Place(a *Assessment) string {
	switch {
	case !f.ClosedSince.IsZero():
		return access.Place(a.ClosedAt, a.ID)
	case !f.UpdatedSince.IsZero():
		return access.Place(a.UpdatedAt, a.ID)
	}
	return a.ID
}

// Assessments reads assessments, whether open, closed or cancelled.
type Assessments interface {
	// Assessment returns one, as it was last saved.
	Assessment(ctx context.Context, id string) (Assessment, error)
	// Assessments returns those of the organisations in the scope that pass
	// every part of the filter.
	Assessments(ctx context.Context, scope Scope, filter AssessmentFilter, page access.Page) ([]Assessment, error)
	// ClosedAssessments returns all that an organisation closed, in the order
	// in which they were closed.
	ClosedAssessments(ctx context.Context, organisation string) ([]Assessment, error)
	// Overdue returns the ids of open assessments whose time is up.
	Overdue(ctx context.Context, now time.Time) ([]string, error)
}

// AssessmentWriter keeps assessments. Each goes with its organisation.
type AssessmentWriter interface {
	// AddAssessment is an error without its organisation or its pinned instrument.
	AddAssessment(ctx context.Context, a Assessment) error
	// SaveAssessment replaces everything but the id.
	SaveAssessment(ctx context.Context, a Assessment) error
}

// Assessments lists those the caller may see.
func (s *Service) Assessments(ctx context.Context, caller access.Caller, filter AssessmentFilter, page access.Page) (access.List[Assessment], error) {
	found, err := s.Store.Assessments(ctx, s.scopeOf(caller), filter, page.More())
	if err != nil {
		return access.List[Assessment]{}, err
	}
	return access.Cut(found, page), countPeople(ctx, s.Store, found)
}

// editAssessment loads an open assessment, has it changed, and saves it.
func (s *Service) editAssessment(ctx context.Context, caller access.Caller, id string, edit func(tx Tx, a *Assessment) error) (Assessment, error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (Assessment, error) {
		found, err := s.reachAssessment(ctx, tx, caller, id)
		if err != nil {
			return Assessment{}, err
		}
		one := []Assessment{found}
		if err := countPeople(ctx, tx, one); err != nil {
			return Assessment{}, err
		}
		if err := edit(tx, &one[0]); err != nil {
			return Assessment{}, err
		}
		if err := tx.SaveAssessment(ctx, one[0]); err != nil || one[0].Revision == found.Revision {
			return one[0], err
		}
		happened := events.AssessmentChanged
		if one[0].State == Cancelled {
			happened = events.AssessmentCancelled
		}
		return one[0], s.tellAssessment(ctx, tx, &one[0], happened)
	})
}

// ChangeAssessment edits what may change while an assessment is open. change
// gets the setup as it is and makes it what is wanted.
func (s *Service) ChangeAssessment(ctx context.Context, caller access.Caller, id string, match access.Match, change func(*SetupInput) error) (Assessment, error) {
	return s.editAssessment(ctx, caller, id, func(tx Tx, a *Assessment) error {
		now := s.Now()
		if err := match.Check(a.Tag()); err != nil {
			return err
		}
		if err := a.mustBeOpen(now); err != nil {
			return err
		}
		in := a.Input()
		if err := change(&in); err != nil {
			return err
		}
		top := 0
		if questionnaire := s.instrumentOf(a); questionnaire != nil {
			top = questionnaire.Top()
		}
		var faults fault.List
		setup := in.check(top, now, &a.Setup, &faults)
		if err := faults.Err(); err != nil {
			return err
		}
		named := setup.ExternalID != a.ExternalID
		a.Setup = setup
		a.touch(now)
		if named {
			return freeAssessmentReference(ctx, tx, a)
		}
		return nil
	})
}

// CancelAssessment ends an assessment without a result and deletes all answers
// for good. Cancelled again, nothing happens, but for what is owed of it.
func (s *Service) CancelAssessment(ctx context.Context, caller access.Caller, id string) (Assessment, error) {
	ctx = context.WithoutCancel(ctx) // once begun, it is seen through
	cancelled, err := s.editAssessment(ctx, caller, id, func(tx Tx, a *Assessment) error {
		if a.State == Cancelled {
			return nil
		}
		if a.State == Closed || a.overdue(s.Now()) {
			return fault.Refuse(fault.Conflict, "refusal.has_result")
		}
		return s.cancel(ctx, tx, a)
	})
	if err != nil || !cancelled.WipingOwed() {
		return cancelled, err
	}
	s.tryToWipe(ctx)
	return s.reachAssessment(ctx, s.Store, caller, id)
}

// cancel ends an assessment that is open, and deletes the answers to it. Whoever
// calls it saves the assessment.
func (s *Service) cancel(ctx context.Context, tx Tx, a *Assessment) error {
	a.touch(s.Now())
	a.State, a.Closing = Cancelled, ""
	a.Enough = [len(scoring.Voices)]bool{}
	if err := tx.DropNotes(ctx, a.ID); err != nil {
		return err // those that a closing left behind that could not be finished
	}
	owed, err := tx.DeleteResponses(ctx, a.ID)
	if err == nil && !owed {
		a.WipedAt = s.Now()
	}
	return err
}

// instrumentOf returns the questionnaire of an assessment, or nil when it is no
// longer there.
func (s *Service) instrumentOf(a *Assessment) *instrument.Instrument {
	return s.Catalogue.Find(a.Instrument, a.Version)
}

// installed returns the questionnaire of an assessment. Without it, answers can
// be neither taken, shown nor added up.
func (s *Service) installed(a *Assessment) (*instrument.Instrument, error) {
	if in := s.instrumentOf(a); in != nil {
		return in, nil
	}
	return nil, fault.NotInstalled(a.Instrument, a.Version)
}
