package assessments

import (
	"context"
	"errors"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Note is what somebody wrote about a question, without who or when or in which
// voice.
type Note struct {
	Question string
	Text     string
}

// KeptNote is a note with an id that was drawn at closing, and by which notes
// are shuffled.
type KeptNote struct {
	ID string
	Note
}

// notesAtOnce is how many notes, or responses with notes, one transaction writes.
const notesAtOnce = 500

// keepNotesBeforehand keeps many notes, some at a time, since all who write may have to
// wait for that. Nobody can read them before the assessment is closed. Should it not come
// to that, they are kept anew the next time. Another try that begins meanwhile takes
// over, and this one goes on without.
func (s *Service) keepNotesBeforehand(ctx context.Context, a *Assessment, exact *scoring.Result) (try string, err error) {
	if try, err = s.randomID(); err != nil {
		return "", err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		now, err := tx.Assessment(ctx, a.ID)
		if err != nil || now.State != Open {
			return err // another was faster
		}
		now.Closing = try
		return errors.Join(tx.SaveAssessment(ctx, now), tx.DropNotes(ctx, a.ID))
	})
	if err != nil {
		return "", err
	}
	return try, s.keepNotes(ctx, s.Store, a, exact, func(notes []KeptNote) error {
		for some := range slices.Chunk(notes, notesAtOnce) {
			if err := s.keepSomeNotes(ctx, a.ID, try, some); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepSomeNotes keeps notes while a try to close an assessment is the last one. It saves
// the assessment as it is: so whoever closes it meanwhile is in its way, and not beside it.
func (s *Service) keepSomeNotes(ctx context.Context, id, try string, notes []KeptNote) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		now, err := tx.Assessment(ctx, id)
		if err != nil || now.Closing != try {
			return err
		}
		return errors.Join(tx.SaveAssessment(ctx, now), tx.AddNotes(ctx, id, notes))
	})
}

// keepNotesUnlessKept keeps them with the result, in place of what was kept of them for
// another state of the responses.
func (s *Service) keepNotesUnlessKept(ctx context.Context, tx Tx, a *Assessment, exact *scoring.Result, kept bool) error {
	if kept {
		return nil
	}
	if err := tx.DropNotes(ctx, a.ID); err != nil {
		return err
	}
	return s.keepNotes(ctx, tx, a, exact, func(notes []KeptNote) error { return tx.AddNotes(ctx, a.ID, notes) })
}

// keepNotes keeps the notes that may be shown: those of heard voices, when each
// heard voice of single people has enough responses.
func (s *Service) keepNotes(ctx context.Context, r Reader, a *Assessment, result *scoring.Result, keep func([]KeptNote) error) error {
	if a.smallest(result) < notesFrom {
		return nil
	}
	shuffled := shuffler{keep: keep}
	err := each(ctx, r.SubmittedNotes, a.ID, func(r *Response) error {
		if !result.Voices[r.Voice].Heard {
			return nil
		}
		for _, question := range r.Private {
			delete(r.Notes, question)
		}
		for question, text := range r.Notes {
			id, err := s.randomID()
			if err != nil {
				return err
			}
			if err := shuffled.add(KeptNote{id, Note{question, text}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return shuffled.pass(0)
}

// Notes lists the notes of a closed assessment, in no order that tells anything.
func (s *Service) Notes(ctx context.Context, caller access.Caller, id string, page access.Page) (access.List[KeptNote], error) {
	a, err := s.Assessment(ctx, caller, id)
	if err != nil {
		return access.List[KeptNote]{}, err
	}
	if err := a.mustBeClosed(); err != nil {
		return access.List[KeptNote]{}, err
	}
	found, err := s.Store.Notes(ctx, id, page.More())
	return access.Cut(found, page), err
}
