package assessments

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Response is what one person, or one team, answers, as it is kept. It carries no
// time and no order, and nothing says who wrote it. One that is blank or was
// withdrawn has no Answers.
type Response struct {
	ID         string // a UUID that goes with its key and tells nothing
	Assessment string
	scoring.Response
	Particulars
	State    ResponseState
	Revision int    // 1 when made, one more with each change
	Origin   Origin // never changes
	Hash     Hash
	Next     Hash   // of the key that takes the place of the other when it is first used; "" for none
	Grant    string // under which a partner entered it; "" for all others
}

// Particulars are what a response says beside its answers.
type Particulars struct {
	Notes   map[string]string // what they wrote about a question, by its id
	Private []string          // the questions whose notes are never shown
	Variant instrument.Variant
	Support Support
}

// ResponseText is what whoever answers may write and change.
type ResponseText struct {
	People  int               // how many agreed it together; 1 unless it is a team's
	Answers map[string]string // the answer's code, by question id
	Particulars
}

// Answered is a response with what it answers.
type Answered struct {
	Response
	Instrument *instrument.Instrument
}

// Text returns what was written.
func (a *Answered) Text() ResponseText {
	text := ResponseText{People: a.People, Answers: map[string]string{}, Particulars: a.Particulars}
	for position, answer := range a.Answers {
		if answer != scoring.Blank {
			text.Answers[a.Instrument.Questions[position].ID] = answer.Code()
		}
	}
	return text
}

// Support says how somebody was helped to answer.
type Support string

// The kinds of support.
const (
	NoSupport Support = "none"
	Helped    Support = "helped" // somebody helped them say it
	Proxy     Support = "proxy"  // somebody answered for them
)

// Supports lists the kinds of support.
var Supports = []Support{NoSupport, Helped, Proxy}

// ResponseState is how far a response has got.
type ResponseState string

// The states of a response.
const (
	Draft     ResponseState = "draft" // may be incomplete and does not count
	Submitted ResponseState = "submitted"
	Withdrawn ResponseState = "withdrawn" // its answers are gone
)

// Tag names this state of the response. It says how often it changed, and
// nothing of what is in it.
func (r *Response) Tag() string { return tagOf(r.Revision) }

// NewResponse is a response and, this one time, its key.
type NewResponse struct {
	Response
	Secret Secret
}

const aResponse = "response"

// newResponse makes an empty draft with a key of its own.
func (s *Service) newResponse(assessment string, origin Origin) (NewResponse, error) {
	secret, err := newResponseSecret(assessment, s.Random)
	if err != nil {
		return NewResponse{}, err
	}
	return NewResponse{Response{
		ID: secret.responseID(), Assessment: assessment, State: Draft, Revision: 1, Origin: origin, Hash: secret.Hash(),
		Response: scoring.Response{People: 1}, Particulars: Particulars{Variant: instrument.Standard, Support: NoSupport},
	}, secret}, nil
}

// randomID makes an id that tells nothing, a UUID v4.
func (s *Service) randomID() (string, error) {
	id, err := uuid.NewRandomFromReader(s.Random)
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}

// EnteredResponse is a response as an organisation enters it: a team's, or one
// that came on paper.
type EnteredResponse struct {
	Voice string
	State ResponseState // Submitted, or Draft, which is also meant by ""
	ResponseText
}

// EnterResponse keeps a response that the organisation enters.
func (s *Service) EnterResponse(ctx context.Context, caller access.Caller, assessment string, in EnteredResponse, once *access.IdempotencyKey[NewResponse]) (NewResponse, error) {
	return createFor(ctx, s, once, assessment, func(tx Tx) (NewResponse, error) {
		a, err := s.reachAssessment(ctx, tx, caller, assessment)
		if err != nil {
			return NewResponse{}, err
		}
		if err := a.mustBeOpen(s.Now()); err != nil {
			return NewResponse{}, err
		}
		created, err := s.newResponse(assessment, Entered)
		if err != nil {
			return NewResponse{}, err
		}
		questionnaire, err := s.installed(&a)
		if err != nil {
			return NewResponse{}, err
		}
		var faults fault.List
		created.enter(in, &a, questionnaire, &faults)
		if err := faults.Err(); err != nil {
			return NewResponse{}, err
		}
		by, _, err := s.makerFor(ctx, tx, caller, a.Organisation)
		if err != nil {
			return NewResponse{}, err
		}
		created.Grant = by.Grant
		if created.State == Submitted {
			if err := oneTeam(ctx, tx, &a, created.Voice); err != nil {
				return NewResponse{}, err
			}
		}
		return created, tx.AddResponse(ctx, created.Response)
	})
}

// enter fills a blank response in, and names all that is wrong with it.
func (r *Response) enter(in EnteredResponse, a *Assessment, questionnaire *instrument.Instrument, faults *fault.List) {
	if voice := checkVoice(in.Voice, faults); voice != nil {
		r.Voice = *voice
	} else {
		faults.Add(fault.At("voice"), "Say whose voice this is: lived or learnt.")
	}
	r.write(in.ResponseText, a, questionnaire, faults)
	switch in.State {
	case Submitted:
		r.submit(faults)
	case Draft, "":
	case Withdrawn:
		fallthrough
	default:
		faults.Add(fault.At("state"), "There is no state %.80q to enter a response in. Use draft or submitted.", in.State)
	}
}

// Response returns the response that the caller's key opens.
func (s *Service) Response(ctx context.Context, caller access.Caller, assessment, id string) (Answered, error) {
	found, err := reachResponse(ctx, s.Store, caller, assessment, id)
	if err != nil {
		return Answered{}, err
	}
	a, err := s.Store.Assessment(ctx, assessment)
	if err != nil {
		return Answered{}, err
	}
	in, err := s.installed(&a)
	return Answered{found, in}, err
}

func reachResponse(ctx context.Context, r Reader, caller access.Caller, assessment, id string) (Response, error) {
	if !caller.Is(access.ResponseRole) || caller.Response != id || caller.Assessment != assessment {
		return Response{}, fault.NoSuch(aResponse)
	}
	found, err := r.Response(ctx, assessment, id)
	if err == nil && !found.opensTo(caller) {
		return Response{}, fault.NoSuch(aResponse) // since they came in, another key took the place of theirs
	}
	return found, err
}

// reachOpen loads a response that may still change, with its assessment.
func (s *Service) reachOpen(ctx context.Context, tx Tx, caller access.Caller, assessment, id string) (Assessment, Response, error) {
	if !caller.Is(access.ResponseRole) || caller.Assessment != assessment {
		return Assessment{}, Response{}, fault.NoSuch(aResponse)
	}
	// First whether it is open: who comes too late is told so, though the
	// response is gone.
	a, err := tx.Assessment(ctx, assessment)
	if err != nil {
		return Assessment{}, Response{}, err
	}
	if err := a.mustBeOpen(s.Now()); err != nil {
		return Assessment{}, Response{}, err
	}
	found, err := reachResponse(ctx, tx, caller, assessment, id)
	return a, found, err
}

// editResponse loads a response of an open assessment, has it changed, and saves it. A key
// that nobody has looked at is held against the response that is read for that, and one
// read is spared. Where that does not prove it, it may be newer than the one in use, or
// the assessment closed: then who has it is found out in the long way, and it is done again.
func (s *Service) editResponse(ctx context.Context, caller access.Caller, assessment, id string, edit func(tx Tx, a *Assessment, r *Answered) error) (Answered, error) {
	edited, err := s.editOnce(ctx, caller, assessment, id, edit)
	if _, is := errors.AsType[unproven](err); !is {
		return edited, err
	}
	if caller, err = s.Prove(ctx, caller); err != nil {
		return Answered{}, err
	}
	return s.editOnce(ctx, caller, assessment, id, edit)
}

func (s *Service) editOnce(ctx context.Context, caller access.Caller, assessment, id string, edit func(tx Tx, a *Assessment, r *Answered) error) (Answered, error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (Answered, error) {
		a, found, err := s.reachOpen(ctx, tx, caller, assessment, id)
		switch {
		case err != nil && caller.Proof != "":
			return Answered{}, unproven{err}
		case err != nil:
			return Answered{}, err
		}
		changed := Answered{Response: found}
		if err := edit(tx, &a, &changed); err != nil || changed.Revision == found.Revision {
			return changed, err
		}
		return changed, tx.SaveResponse(ctx, changed.Response)
	})
}

// ChangeResponse edits a draft, one answer or all of it. change gets it as it is
// and makes it what is wanted.
func (s *Service) ChangeResponse(ctx context.Context, caller access.Caller, assessment, id string, match access.Match, change func(*ResponseText) error) (Answered, error) {
	return s.editResponse(ctx, caller, assessment, id, func(tx Tx, a *Assessment, r *Answered) (err error) {
		if r.Instrument, err = s.installed(a); err != nil {
			return err
		}
		if err := match.Check(r.Tag()); err != nil {
			return err
		}
		if err := s.mustStillAct(ctx, tx, a, &r.Response); err != nil {
			return err
		}
		if r.State != Draft {
			return r.unchangeable()
		}
		text := r.Text()
		if err := change(&text); err != nil {
			return err
		}
		var faults fault.List
		r.write(text, a, r.Instrument, &faults)
		r.Revision++
		return faults.Err()
	})
}

// unchangeable is the error of a response that is no draft.
func (r *Response) unchangeable() error {
	if r.State == Withdrawn {
		return fault.Refuse(fault.Conflict, "refusal.is_withdrawn")
	}
	return fault.Refuse(fault.Conflict, "refusal.is_sent")
}

// SubmitResponse makes a draft count. Submitted again, nothing happens.
func (s *Service) SubmitResponse(ctx context.Context, caller access.Caller, assessment, id string) (Answered, error) {
	return s.editResponse(ctx, caller, assessment, id, func(tx Tx, a *Assessment, r *Answered) (err error) {
		if r.Instrument, err = s.installed(a); err != nil {
			return err
		}
		switch r.State {
		case Submitted:
			return nil
		case Withdrawn:
			return fault.Refuse(fault.Conflict, "refusal.not_sendable")
		case Draft:
		}
		if err := s.mustStillAct(ctx, tx, a, &r.Response); err != nil {
			return err
		}
		if err := oneTeam(ctx, tx, a, r.Voice); err != nil {
			return err
		}
		var faults fault.List
		r.submit(&faults)
		return faults.Err()
	})
}

// WithdrawResponse takes a response back. Its answers and notes are deleted.
func (s *Service) WithdrawResponse(ctx context.Context, caller access.Caller, assessment, id string, match access.Match) error {
	_, err := s.editResponse(ctx, caller, assessment, id, func(_ Tx, _ *Assessment, r *Answered) error {
		if err := match.Check(r.Tag()); err != nil {
			return err
		}
		r.withdraw()
		return nil
	})
	return err
}

// submit makes a draft count.
func (r *Response) submit(faults *fault.List) {
	if len(r.Answers) == 0 {
		faults.Say(fault.At("answers"), "refusal.no_answers")
	}
	r.State = Submitted
	r.Revision++
}

// oneTeam returns an error of kind Conflict when a team has answered already.
func oneTeam(ctx context.Context, r Reader, a *Assessment, voice scoring.Voice) error {
	if a.Answering[voice] != AsTeam {
		return nil
	}
	answered, err := r.HasSubmitted(ctx, a.ID, voice)
	if err == nil && answered {
		return fault.Refuse(fault.Conflict, map[scoring.Voice]string{scoring.Lived: "refusal.lived_team", scoring.Learnt: "refusal.learnt_team"}[voice])
	}
	return err
}

// write takes over what was written, and names all that is wrong with it.
func (r *Response) write(text ResponseText, a *Assessment, in *instrument.Instrument, faults *fault.List) {
	r.People, r.Particulars = text.People, text.Particulars
	switch alone := a.Answering[r.Voice] == Individually; {
	case alone && r.People != 1:
		faults.Add(fault.At("people"), "people is %d. For %s it must be 1, because here each person answers alone.", r.People, r.Voice)
	case r.People < 1 || r.People > scoring.MaxPeople:
		faults.Add(fault.At("people"), "people is %d. For %s it must be from 1 to %d.", r.People, r.Voice, scoring.MaxPeople)
	}
	if !slices.Contains(instrument.Variants, r.Variant) {
		faults.Add(fault.At("variant"), "There is no variant %.80q. Use standard or easy_read.", r.Variant)
	}
	if !slices.Contains(Supports, r.Support) {
		faults.Add(fault.At("support"), "There is no support %.80q. Use none, helped or proxy.", r.Support)
	}
	r.Answers = make([]scoring.Answer, len(in.Questions))
	if !readAnswers(in, text.Answers, r.Answers) {
		nameAnswers(in, fault.At(), text.Answers, faults)
	}
	if len(text.Answers) == 0 {
		r.Answers = nil
	}
	r.checkNotes(in, faults)
}

func (r *Response) checkNotes(in *instrument.Instrument, faults *fault.List) {
	notes, questions := map[string]string{}, len(in.Questions)
	if len(r.Notes) > questions+fault.MaxFaults {
		faults.Add(fault.At("notes"), "There are %d notes to %d questions. Write one to each at most.", len(r.Notes), questions)
		r.Notes = nil
	}
	if len(r.Private) > questions+fault.MaxFaults {
		faults.Add(fault.At("private_notes"), "%d questions are named, and there are %d. Name each once at most.", len(r.Private), questions)
		r.Private = nil
	}
	for _, question := range slices.Sorted(maps.Keys(r.Notes)) {
		if _, known := in.Position(question); !known {
			faults.Add(fault.At("notes", question), "There is no question %.80q in %s %s.", question, in.ID, in.Version)
			continue
		}
		if note := faults.FreeText(fault.At("notes", question), r.Notes[question]); note != "" {
			notes[question] = note
		}
	}
	r.Notes = notes
	if r.Origin == Entered && len(r.Private) > 0 {
		faults.Add(fault.At("private_notes"), "Somebody entered these answers for others, and can read what is in them. So no note in them can be private. Invite people who want to keep a note to themselves.")
		return
	}
	private := map[string]bool{}
	for i, question := range r.Private {
		if _, known := in.Position(question); !known {
			faults.Add(fault.At("private_notes", i), "There is no question %.80q in %s %s.", question, in.ID, in.Version)
		}
		private[question] = true
	}
	r.Private = slices.Sorted(maps.Keys(private))
}
