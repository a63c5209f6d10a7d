package assessments

import (
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// StoredResult is the result of a closed assessment, as it is kept and shown. It
// never changes. Its figures are as shown; see [scoring.Result.Shown].
type StoredResult struct {
	Assessment Assessment
	result.Scored
}

// complete adds what is not kept with a result. The instrument is nil when it is
// no longer installed.
func (r *StoredResult) complete(a *Assessment, in *instrument.Instrument) {
	r.Assessment, r.Instrument, r.Target, r.Minimums = *a, in, a.Target, a.Minimums
}

// Document says a stored result in the words given, and explains it in sentences.
func (r *StoredResult) Document(words *instrument.Words, said *sentences.Sentences) *result.StoredDocument {
	return result.NewStored(&r.Scored, r.Named(), words, said)
}

// Named is the assessment of a stored result as documents name it.
func (r *StoredResult) Named() result.Assessment {
	a := &r.Assessment
	return result.Assessment{ID: a.ID, Title: a.Title, Scope: string(a.Scope), ClosedAt: a.ClosedAt.Format(time.RFC3339Nano)}
}

// CloseAssessment adds the answers up, keeps the result, and deletes every
// response for good. Closed again, nothing happens, but for what is owed of it: see
// [Assessment.WipingOwed]. A caller who hangs up does not keep that from being done.
func (s *Service) CloseAssessment(ctx context.Context, caller access.Caller, id string) (Assessment, error) {
	if _, err := s.reachAssessment(ctx, s.Store, caller, id); err != nil {
		return Assessment{}, err
	}
	ctx = context.WithoutCancel(ctx)
	if err := s.endAnswering(ctx, id); err != nil {
		return Assessment{}, err
	}
	err := s.close(ctx, id)
	if fault.KindOf(err) == fault.Unavailable {
		return Assessment{}, &fault.Error{Kind: fault.Unfinished, Detail: "This assessment takes no more answers. It could not be closed yet, because too many people are saving something. It closes by itself, within seconds."}
	}
	if err != nil {
		return Assessment{}, err
	}
	return s.reachAssessment(ctx, s.Store, caller, id)
}

// endAnswering brings the end of an open assessment forward to now, so that no more
// answers are taken and nobody who answers is in the way of closing it. Should
// it not be closed after all, its time is up, and it closes by itself. That is
// not a change of its own: it counts as one when it is closed.
func (s *Service) endAnswering(ctx context.Context, id string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		a, err := tx.Assessment(ctx, id)
		now := s.Now()
		if err != nil || a.State != Open || a.overdue(now) {
			return err
		}
		if _, err := s.installed(&a); err != nil {
			return err // it could not be closed
		}
		a.ClosesAt = now
		return tx.SaveAssessment(ctx, a)
	})
}

// close closes an assessment, unless it is closed. Then nothing of the answers is left
// in the database's files, or the assessment says that it is owed.
func (s *Service) close(ctx context.Context, id string) error {
	ctx = context.WithoutCancel(ctx)
	if err := s.replaceByResult(ctx, id); err != nil {
		return err
	}
	s.tryToWipe(ctx)
	return nil
}

// replaceByResult keeps the result of an assessment in place of its responses,
// unless it is closed.
func (s *Service) replaceByResult(ctx context.Context, id string) error {
	beforehand, err := s.tallyBeforehand(ctx, id)
	if err != nil {
		return err
	}
	// Whoever answers it meanwhile changes what is deleted here: its responses,
	// or how many there are. So no answer is lost beside it.
	return s.Store.WriteBeside(ctx, func(tx Tx) error {
		a, err := tx.Assessment(ctx, id)
		if err != nil {
			return err
		}
		switch a.State {
		case Closed:
			return nil
		case Cancelled:
			return a.mustBeClosed()
		case Open:
		}
		return s.finalise(ctx, tx, &a, beforehand)
	})
}

// sum is what the responses to an assessment add up to in one of their states.
type sum struct {
	mark    string // see [Reader.ResponsesMark]
	tallies *scoring.Tallies
	notes   int                      // how many responses have some
	try     string                   // see [Assessment.Closing]; "" unless those that may be shown are kept already
	entered [len(scoring.Voices)]int // how many of the responses that count
}

// tallyBeforehand adds the responses up before a transaction begins, so that
// nobody has to wait for it. Of what is not open the sum is nothing.
func (s *Service) tallyBeforehand(ctx context.Context, id string) (before sum, err error) {
	a, err := s.Store.Assessment(ctx, id)
	if err != nil {
		return sum{}, err
	}
	in := s.instrumentOf(&a)
	if a.State != Open || in == nil {
		return sum{}, nil
	}
	// The mark comes first. When it is the same later on, nothing has changed
	// since, and what is read after it is what is there.
	if before.mark, err = s.Store.ResponsesMark(ctx, id); err != nil {
		return sum{}, err
	}
	if err = before.add(ctx, s.Store, in, id); err != nil || before.notes <= notesAtOnce {
		return before, err
	}
	before.try, err = s.keepNotesBeforehand(ctx, &a, before.exact(&a, in))
	return before, err
}

// exact is the result of an assessment with this sum, before anything of it is rounded.
func (all *sum) exact(a *Assessment, in *instrument.Instrument) *scoring.Result {
	exact := scoring.Score(in, all.tallies, a.Minimums)
	if a.Target > 0 {
		exact.StopAt(a.Target)
	}
	return exact
}

// add adds up the submitted responses to an assessment.
func (all *sum) add(ctx context.Context, r Reader, in *instrument.Instrument, assessment string) error {
	*all = sum{mark: all.mark, tallies: scoring.NewTallies(in)}
	return each(ctx, r.SubmittedResponses, assessment, func(r *Response) error {
		if !fits(r.Answers, in) {
			return fault.Refuse(fault.Conflict, "refusal.damaged")
		}
		all.tallies.Add(&r.Response)
		if len(r.Notes) > 0 {
			all.notes++
		}
		if r.Origin == Entered && r.HasScore() {
			all.entered[r.Voice]++
		}
		return nil
	})
}

// fits says whether these can be answers to a questionnaire.
func fits(answers []scoring.Answer, in *instrument.Instrument) bool {
	return len(answers) == len(in.Questions) && !slices.ContainsFunc(answers, func(answer scoring.Answer) bool {
		return answer < scoring.PreferNotToSay || int(answer) > in.Top()
	})
}

// finalise works out the result of an open assessment and keeps it, in place of
// its responses. It adds them up again when they changed since beforehand.
func (s *Service) finalise(ctx context.Context, tx Tx, a *Assessment, beforehand sum) error {
	in, err := s.installed(a)
	if err != nil {
		return err
	}
	now := s.Now()
	tried := a.Closing
	a.State, a.ClosedAt, a.Closing = Closed, now, ""
	if !a.ClosesAt.IsZero() && a.ClosesAt.Before(now) {
		a.ClosedAt = a.ClosesAt
	}
	a.touch(now)
	// Saved first: of two servers that close it at once, the later one stops
	// here and starts again.
	if err := tx.SaveAssessment(ctx, *a); err != nil {
		return err
	}
	mark, err := tx.ResponsesMark(ctx, a.ID)
	if err != nil {
		return err
	}
	all := beforehand
	if all.tallies == nil || mark != all.mark {
		if err := all.add(ctx, tx, in, a.ID); err != nil {
			return err
		}
	}
	exact := all.exact(a, in)
	stored := StoredResult{Scored: result.Scored{Result: exact.Shown(a.guarded(exact)), ScoringVersion: scoring.Version, Origins: all.origins(exact)}}
	if err := addShared(ctx, tx, a.ID, stored.Scored); err != nil {
		return err
	}
	stored.complete(a, in)
	stored.Receipt = result.OverResult(&stored.Scored, stored.Named())
	if err := s.keepNotesUnlessKept(ctx, tx, a, exact, tried != "" && tried == all.try); err != nil {
		return err
	}
	if err := keepResult(ctx, tx, &stored, exact, all.tallies); err != nil {
		return err
	}
	if err := s.seedPlan(ctx, tx, &stored); err != nil {
		return err
	}
	owed, err := tx.CloseResponses(ctx, a.ID, now)
	if err != nil {
		return err
	}
	if !owed {
		a.WipedAt = now
		if err := tx.SaveAssessment(ctx, *a); err != nil {
			return err
		}
	}
	return s.tellClosed(ctx, tx, a, in, exact)
}

// origins says of the heard voices how their responses came.
func (all *sum) origins(exact *scoring.Result) *result.Origins {
	var origins result.Origins
	for _, voice := range scoring.Voices {
		if exact.Voices[voice].Heard {
			origins[voice].Entered = all.entered[voice]
		}
	}
	return &origins
}

// each calls do with every response that a list has, some at a time.
func each(ctx context.Context, list func(context.Context, string, access.Page) ([]Response, error), assessment string, do func(*Response) error) error {
	const batch = 1000
	for page := (access.Page{Limit: batch}); ; {
		found, err := list(ctx, assessment, page)
		if err != nil {
			return err
		}
		for i := range found {
			if err := do(&found[i]); err != nil {
				return err
			}
		}
		if len(found) < batch {
			return nil
		}
		page.After = found[len(found)-1].ID
	}
}

// heard returns the tallies of the heard voices: of the others only the
// head-count is kept.
func heard(tallies *scoring.Tallies, result *scoring.Result) *scoring.Tallies {
	kept := *tallies
	for _, voice := range scoring.Voices {
		if !result.Voices[voice].Heard {
			kept[voice].Questions = nil
		}
	}
	return &kept
}

// Result returns the result of a closed assessment to whoever may read it: the
// organisation and its partners, and the holders of response keys and links.
func (s *Service) Result(ctx context.Context, caller access.Caller, id string) (StoredResult, error) {
	a, err := s.Readable(ctx, caller, id)
	if err != nil {
		return StoredResult{}, err
	}
	return s.ResultOf(ctx, &a)
}

// Readable returns a closed assessment to whoever may read its result.
func (s *Service) Readable(ctx context.Context, caller access.Caller, id string) (Assessment, error) {
	a, err := s.readAssessment(ctx, caller, id)
	if err != nil {
		return Assessment{}, err
	}
	return a, a.mustBeClosed()
}

// ResultOf returns the result of an assessment that is [Service.Readable].
func (s *Service) ResultOf(ctx context.Context, a *Assessment) (StoredResult, error) {
	return s.resultOf(ctx, s.Store, *a)
}

func (s *Service) resultOf(ctx context.Context, r Reader, a Assessment) (StoredResult, error) {
	stored, err := r.Result(ctx, a.ID)
	if err != nil {
		return StoredResult{}, err
	}
	in, err := s.installed(&a)
	stored.complete(&a, in)
	return stored, err
}

// readAssessment returns an assessment to whoever may read its result. One whose
// time is up is closed first.
func (s *Service) readAssessment(ctx context.Context, caller access.Caller, id string) (Assessment, error) {
	if !caller.Is(access.ResponseRole, access.LinkRole) {
		return s.Assessment(ctx, caller, id)
	}
	if caller.Assessment != id {
		return Assessment{}, fault.NoSuch(anAssessment)
	}
	found, err := s.Store.Assessment(ctx, id)
	if err != nil || !s.isDue(&found) {
		return found, err
	}
	if err := s.close(ctx, id); err != nil {
		return Assessment{}, err
	}
	return s.Store.Assessment(ctx, id)
}

// isDue says whether an assessment is to be closed because its time is up.
func (s *Service) isDue(a *Assessment) bool { return a.overdue(s.Now()) && !s.isUnsteady() }
