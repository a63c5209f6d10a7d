package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Verification says whether the operator has checked who an organisation is.
type Verification struct {
	State      VerificationState
	Controller string    // the organisation that controls it in the end; itself unless said
	Note       string    // what the operator wants the organisation to know; may be ""
	DecidedAt  time.Time // zero before the first decision
}

// VerificationState is how far that has got.
type VerificationState string

// The states of a verification.
const (
	Unverified VerificationState = "unverified"
	Verified   VerificationState = "verified"
	Rejected   VerificationState = "rejected"
	Revoked    VerificationState = "revoked"
)

// VerificationStates lists the states of a verification.
var VerificationStates = []VerificationState{Unverified, Verified, Rejected, Revoked}

// VerificationInput is the operator's decision.
type VerificationInput struct {
	Decision   string // verified, rejected or revoked
	Controller string // "" for the organisation itself
	Note       string
}

// Verify keeps the operator's decision on an organisation. An identifier can be
// claimed by several organisations but verified for one. With one that is verified
// come the other verified organisations that it may be as well.
func (s *Service) Verify(ctx context.Context, id string, in VerificationInput) (Decided, error) {
	decided, err := s.decide(ctx, id, in)
	if err != nil || decided.Verification.State != Verified {
		return Decided{Organisation: decided}, err
	}
	alike, err := access.Within(ctx, s.Store.Snapshot, func(r Reader) ([]Alike, error) { return alikeTo(ctx, r, decided) })
	return Decided{decided, alike}, err
}

func (s *Service) decide(ctx context.Context, id string, in VerificationInput) (Organisation, error) {
	decision, err := in.check(id)
	if err != nil {
		return Organisation{}, err
	}
	return access.Within(ctx, s.Store.Write, func(tx Tx) (Organisation, error) {
		organisation, err := tx.Organisation(ctx, id)
		if err != nil {
			return Organisation{}, err
		}
		if decision.State == Verified {
			if err := checkClaims(ctx, tx, &organisation); err != nil {
				return Organisation{}, err
			}
		}
		if err := checkController(ctx, tx, id, decision.Controller); err != nil {
			return Organisation{}, err
		}
		before := organisation
		if err := organisation.decide(decision, s.Now()); err != nil {
			return Organisation{}, err
		}
		return organisation, s.saveOrganisation(ctx, tx, before, organisation)
	})
}

func (in *VerificationInput) check(id string) (Verification, error) {
	var faults fault.List
	v := Verification{State: VerificationState(in.Decision), Controller: in.Controller}
	switch v.State {
	case Verified, Rejected, Revoked:
	case "":
		faults.Add(fault.At("decision"), "Say what you decided: verified, rejected or revoked.")
	default:
		faults.Add(fault.At("decision"), "There is no decision %.80q. Use verified, rejected or revoked.", in.Decision)
	}
	if v.Controller == "" {
		v.Controller = id
	}
	v.Note = faults.FreeText(fault.At("note"), in.Note)
	return v, faults.Err()
}

// decide changes the verification, where that makes sense.
func (o *Organisation) decide(v Verification, now time.Time) error {
	switch {
	case v.State == Revoked && o.Verification.State != Verified && o.Verification.State != Revoked:
		return fault.Refuse(fault.Conflict, "refusal.not_verified")
	case v.State == Rejected && o.Verification.State == Verified:
		return fault.Refuse(fault.Conflict, "refusal.is_verified")
	}
	v.DecidedAt = now
	o.Verification = v
	o.touch(now)
	return nil
}

// checkClaims returns an error of kind Conflict when there is nothing to
// verify, or another organisation has been verified for it.
func checkClaims(ctx context.Context, tx Tx, o *Organisation) error {
	if len(o.Identifiers) == 0 {
		return fault.Refuse(fault.Conflict, "refusal.nothing_to_check")
	}
	for _, identifier := range o.Identifiers {
		verified, err := tx.VerifiedFor(ctx, identifier.Canonical)
		if err != nil {
			return err
		}
		if verified != "" && verified != o.ID {
			return fault.Refuse(fault.Conflict, "refusal.verified_for", "other", verified, "identifier", identifier.Canonical)
		}
	}
	return nil
}

// checkController sees to it that a controller is the one in the end: no
// controller has another above it.
func checkController(ctx context.Context, tx Tx, id, controller string) error {
	var faults fault.List
	if controller != id {
		parent, err := tx.Organisation(ctx, controller)
		switch {
		case fault.KindOf(err) == fault.NotFound:
			faults.Say(fault.At("controller_id"), "refusal.no_controller", "given", fault.Quoted(controller))
		case err != nil:
			return err
		case parent.Verification.Controller != controller:
			faults.Say(fault.At("controller_id"), "refusal.controlled", "other", parent.Verification.Controller)
		}
		controls, err := tx.ControlsOthers(ctx, id)
		if err != nil {
			return err
		}
		if controls {
			faults.Say(fault.At("controller_id"), "refusal.controls")
		}
	}
	return faults.Err()
}
