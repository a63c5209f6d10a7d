package comparisons

import (
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Share is what an organisation agrees to: that it counts in something
// published, or that a funder sees some of its result with its name. It is kept
// as what happened: it was granted, and perhaps withdrawn.
type Share struct {
	ID           string
	Organisation string
	Purpose      release.Purpose
	Programme    string // the id; "" for the public benchmark
	Funder       string // whose programme it is; "" for the public benchmark
	TextVersion  string // which text it agreed to
	Key          AgreedBy
	GrantedAt    time.Time
	ExpiresAt    time.Time // zero for never
	WithdrawnAt  time.Time // zero for not withdrawn

	// With is what it is shared with: nil for the public benchmark. The service
	// fills it in.
	With *Offer
}

// AgreedBy is the key that agreed to a share. The store knows its name and origin.
type AgreedBy struct {
	ID     string // "" where that is not known
	Name   string
	Origin access.Role // who made the first of the keys that it goes back to
}

// Shares reads shares.
type Shares interface {
	// Share returns a share of this organisation, whether it holds or not.
	Share(ctx context.Context, organisation, id string) (Share, error)
	// Shares returns all shares of an organisation, whether they hold or not.
	Shares(ctx context.Context, organisation string, page access.Page) ([]Share, error)
	// SharesInForce returns an organisation's shares that hold at this time.
	SharesInForce(ctx context.Context, organisation string, at time.Time) ([]Share, error)
	// ExpiredShares returns the shares that expired after one time, and by another, of
	// which no event tells the organisation that they ended. They come in the order of
	// ids.
	ExpiredShares(ctx context.Context, after, until time.Time) ([]Share, error)
	// EveryShareInForce returns all shares that hold at this time.
	EveryShareInForce(ctx context.Context, at time.Time) ([]Share, error)
	// NamedShare returns a share by name with a programme that holds at this time.
	NamedShare(ctx context.Context, programme, id string, at time.Time) (Share, error)
	// NamedShares returns the shares by name with a programme that hold at this
	// time.
	NamedShares(ctx context.Context, programme string, at time.Time, page access.Page) ([]Share, error)
}

// ShareWriter keeps shares. What happened to one stays kept.
type ShareWriter interface {
	// AddShare is an error when there is no such organisation or programme.
	AddShare(ctx context.Context, s Share) error
	// WithdrawShare ends a share. It is an error when it is withdrawn already, or
	// not there.
	WithdrawShare(ctx context.Context, id string, at time.Time) error
}

// ShareState says whether a share is in force.
type ShareState string

// The states of a share.
const (
	ShareGranted   ShareState = "granted"
	ShareWithdrawn ShareState = "withdrawn"
	ShareExpired   ShareState = "expired"
)

// Purposes lists what can be agreed to.
var Purposes = []release.Purpose{release.InProgramme, release.InBenchmark, release.ByName}

// State says whether the share is in force at this time.
func (s *Share) State(now time.Time) ShareState {
	switch {
	case !s.WithdrawnAt.IsZero():
		return ShareWithdrawn
	case !s.ExpiresAt.IsZero() && !now.Before(s.ExpiresAt):
		return ShareExpired
	}
	return ShareGranted
}

// Until returns when the share ended or will end; zero for never.
func (s *Share) Until() time.Time {
	if !s.WithdrawnAt.IsZero() && (s.ExpiresAt.IsZero() || s.WithdrawnAt.Before(s.ExpiresAt)) {
		return s.WithdrawnAt
	}
	return s.ExpiresAt
}

// ShareInput asks for a share.
type ShareInput struct {
	Purpose     string
	Code        string // the programme's join code; "" for the public benchmark
	TextVersion string // which text was read and agreed to
	ExpiresAt   time.Time
}

// CreateShare keeps what an organisation agrees to.
func (s *Service) CreateShare(ctx context.Context, caller access.Caller, organisation string, in ShareInput, once *access.IdempotencyKey[Share]) (Share, error) {
	now, id := s.Now(), s.NewID()
	return create(ctx, s, once, organisation, func(tx Tx) (Share, error) {
		if err := mustBe(ctx, tx, caller, organisation); err != nil {
			return Share{}, err
		}
		if err := mayAgree(caller, now); err != nil {
			return Share{}, err
		}
		var faults fault.List
		expires := faults.End(fault.At("expires_at"), in.ExpiresAt, now)
		programme, err := in.check(ctx, tx, &faults)
		if err != nil {
			return Share{}, err
		}
		if err := faults.Err(); err != nil {
			return Share{}, err
		}
		created := Share{
			ID: id, Organisation: organisation, Purpose: release.Purpose(in.Purpose), Programme: programme.ID, Funder: programme.Funder,
			TextVersion: in.TextVersion, Key: AgreedBy{ID: caller.KeyID}, GrantedAt: now, ExpiresAt: expires,
		}
		if err := s.mayShare(ctx, tx, &created, &programme); err != nil {
			return Share{}, err
		}
		if err := tx.AddShare(ctx, created); err != nil {
			return Share{}, err
		}
		if created, err = tx.Share(ctx, organisation, id); err != nil {
			return Share{}, err
		}
		if err := s.tellShare(ctx, tx, &created, events.ShareGranted); err != nil {
			return Share{}, err
		}
		shares := []Share{created}
		err = giveOffers(ctx, tx, shares)
		return shares[0], err
	})
}

// mayAgree returns an error of kind Forbidden while the key of the caller waits: the
// organisation did not make it, and must have time to see it first.
func mayAgree(caller access.Caller, now time.Time) error {
	if !now.Before(caller.SharesFrom) {
		return nil
	}
	return fault.Refuse(fault.Forbidden, "refusal.waits", "from", caller.SharesFrom)
}

// check names every fault, and returns the programme that is meant.
func (in ShareInput) check(ctx context.Context, r Reader, faults *fault.List) (Programme, error) {
	purpose := release.Purpose(in.Purpose)
	known := slices.Contains(Purposes, purpose)
	switch {
	case purpose == "":
		faults.Add(fault.At("purpose"), "Say what you agree to: programme, public_benchmark or named.")
	case !known:
		faults.Add(fault.At("purpose"), "There is no purpose %.80q. Use programme, public_benchmark or named.", in.Purpose)
	}
	if in.TextVersion != ConsentVersion {
		faults.Add(fault.At("text_version"), "Read the text at /v1/share-texts, then send its version: %s.", ConsentVersion)
	}
	if !known {
		return Programme{}, nil
	}
	if purpose == release.InBenchmark {
		if in.Code != "" {
			faults.Add(fault.At("programme_code"), "The public benchmark has no code. Leave it out.")
		}
		return Programme{}, nil
	}
	programme, err := r.ProgrammeByCode(ctx, readJoinCode(in.Code))
	if fault.KindOf(err) == fault.NotFound {
		faults.Say(fault.At("programme_code"), "refusal.no_code")
		return Programme{}, nil
	}
	return programme, err
}

// mayShare returns an error of kind Conflict when it is shared already, the
// programme takes nobody any more, or others are in its way.
func (s *Service) mayShare(ctx context.Context, r Reader, created *Share, programme *Programme) error {
	if created.Programme != "" && !programme.Open {
		return fault.Refuse(fault.Conflict, "refusal.all_frozen")
	}
	inForce, err := r.SharesInForce(ctx, created.Organisation, created.GrantedAt)
	if err != nil {
		return err
	}
	for _, share := range inForce {
		if share.Purpose == created.Purpose && share.Programme == created.Programme {
			return fault.Refuse(fault.Conflict, "refusal.shares_already")
		}
	}
	if created.Purpose != release.InProgramme {
		return nil
	}
	return s.mayJoin(ctx, r, inForce, programme)
}

// mayJoin returns an error of kind Conflict when an organisation would be in more
// programmes of a period than count it, or in two of one funder: through several
// programmes a funder sees more of it than it should.
func (s *Service) mayJoin(ctx context.Context, r Reader, inForce []Share, programme *Programme) error {
	taken := map[string]int{}
	for _, share := range inForce {
		if share.Purpose != release.InProgramme {
			continue
		}
		other, err := r.Programme(ctx, share.Programme)
		if err != nil {
			return err
		}
		for _, period := range other.Periods {
			if other.Funder == programme.Funder && slices.Contains(programme.Periods, period) {
				return fault.Refuse(fault.Conflict, "refusal.other_programme", "period", period)
			}
			taken[period]++
		}
	}
	for _, period := range programme.Periods {
		if taken[period] >= s.Policy.Programmes {
			return fault.Refuse(fault.Conflict, "refusal.most_programmes", "most", s.Policy.Programmes, "period", period)
		}
	}
	return nil
}

// Shares lists what an organisation agreed to, what ended too.
func (s *Service) Shares(ctx context.Context, caller access.Caller, organisation string, page access.Page) (access.List[Share], error) {
	if err := mustBe(ctx, s.Store, caller, organisation); err != nil {
		return access.List[Share]{}, err
	}
	return access.Within(ctx, s.Store.Snapshot, func(r Reader) (access.List[Share], error) {
		found, err := r.Shares(ctx, organisation, page.More())
		if err != nil {
			return access.List[Share]{}, err
		}
		list := access.Cut(found, page)
		return list, giveOffers(ctx, r, list.Items)
	})
}

// Share returns what an organisation agreed to, whether it holds or not.
func (s *Service) Share(ctx context.Context, caller access.Caller, organisation, id string) (Share, error) {
	if err := mustBe(ctx, s.Store, caller, organisation); err != nil {
		return Share{}, err
	}
	return access.Within(ctx, s.Store.Snapshot, func(r Reader) (Share, error) {
		found, err := r.Share(ctx, organisation, id)
		if err != nil {
			return Share{}, err
		}
		shares := []Share{found}
		err = giveOffers(ctx, r, shares)
		return shares[0], err
	})
}

// WithdrawShare takes back what was agreed. It counts from the next freeze.
// Withdrawn again, nothing happens.
func (s *Service) WithdrawShare(ctx context.Context, caller access.Caller, organisation, id string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := mustBe(ctx, tx, caller, organisation); err != nil {
			return err
		}
		share, err := tx.Share(ctx, organisation, id)
		if err != nil || !share.WithdrawnAt.IsZero() {
			return err
		}
		if err := tx.WithdrawShare(ctx, id, s.Now()); err != nil {
			return err
		}
		return s.tellShare(ctx, tx, &share, events.ShareWithdrawn)
	})
}
