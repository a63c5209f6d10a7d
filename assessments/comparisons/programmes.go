package comparisons

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Programme is what a funder compares: the organisations that joined it with
// its code, over some periods.
type Programme struct {
	ID         string
	Funder     string
	Name       string
	Scope      instrument.Scope
	Instrument string
	Series     string   // of the instrument, at its newest when the programme was declared
	Periods    []string // in the order they were given
	Related    []string // ids of organisations that the funder is tied to
	JoinCode   string   // "" to whom it is not shown
	DeclaredAt time.Time
	Open       bool // whether one of its periods is not frozen yet. The store works it out.
}

// Programmes reads programmes with their periods.
type Programmes interface {
	// Programme returns a programme by its id.
	Programme(ctx context.Context, id string) (Programme, error)
	// ProgrammeByCode returns a programme by its join code.
	ProgrammeByCode(ctx context.Context, code string) (Programme, error)
	// Programmes returns a funder's; those of all when funder is "".
	Programmes(ctx context.Context, funder string, page access.Page) ([]Programme, error)
	// ProgrammesOf returns all programmes of a period.
	ProgrammesOf(ctx context.Context, period string) ([]Programme, error)
}

// ProgrammeWriter keeps programmes.
type ProgrammeWriter interface {
	// AddProgramme is an error when another programme has its join code, or there
	// is no such funder or period.
	AddProgramme(ctx context.Context, p Programme) error
}

// MaxProgrammePeriods and MaxRelated bound what a programme names.
const (
	MaxProgrammePeriods = 20
	MaxRelated          = 1000
)

// ProgrammeInput asks for a programme.
type ProgrammeInput struct {
	Name       string
	Scope      string
	Instrument string
	Periods    []string
	Related    []string
}

const aProgramme = "programme"

// CreateProgramme declares a programme of the funder who asks.
func (s *Service) CreateProgramme(ctx context.Context, caller access.Caller, in ProgrammeInput, once *access.IdempotencyKey[Programme]) (Programme, error) {
	code, err := newJoinCode(s.Random)
	if err != nil {
		return Programme{}, err
	}
	declared := Programme{
		ID: s.NewID(), Funder: caller.PrincipalID, Scope: instrument.Scope(in.Scope), Instrument: in.Instrument,
		Periods: in.Periods, Related: in.Related, JoinCode: code, DeclaredAt: s.Now(), Open: true,
	}
	return create(ctx, s, once, "", func(tx Tx) (Programme, error) {
		created := declared
		if err := s.checkProgramme(ctx, tx, in, &created); err != nil {
			return Programme{}, err
		}
		if err := tx.AddProgramme(ctx, created); err != nil {
			return Programme{}, err
		}
		return created, s.record(ctx, tx, caller, ProgrammeDeclared, created.ID, strings.Join(created.Periods, " "))
	})
}

func (s *Service) checkProgramme(ctx context.Context, r Reader, in ProgrammeInput, created *Programme) error {
	var faults fault.List
	created.Name = faults.Name(fault.At("name"), in.Name)
	if in.Scope == "" {
		faults.Add(fault.At("scope"), "Say what is compared: individual, service or strategic.")
	} else if !slices.Contains(instrument.Scopes, created.Scope) {
		faults.Add(fault.At("scope"), "There is no scope %.80q. Use individual, service or strategic.", in.Scope)
	}
	questionnaire := s.Catalogue.Find(in.Instrument, "")
	if in.Instrument == "" {
		faults.Add(fault.At("instrument"), "Say which instrument the results are of, such as %s.", instrument.Ladder)
	} else if questionnaire == nil || !questionnaire.Published() {
		faults.Add(fault.At("instrument"), "There is no published instrument %.80q. Only those that come with the service can be compared.", in.Instrument)
	} else {
		created.Series = questionnaire.Series
	}
	if len(in.Periods) == 0 || len(in.Periods) > MaxProgrammePeriods {
		faults.Say(fault.At("periods"), "refusal.name_periods", "most", MaxProgrammePeriods)
	} else if err := checkPeriods(ctx, r, in.Periods, &faults); err != nil {
		return err
	}
	if len(in.Related) > MaxRelated {
		faults.Say(fault.At("related_organisation_ids"), "refusal.related", "n", len(in.Related), "most", MaxRelated)
	}
	for i, id := range in.Related {
		if uuid.Validate(id) != nil {
			faults.Say(fault.At("related_organisation_ids", i), "refusal.not_an_id")
		}
	}
	return faults.Err()
}

func checkPeriods(ctx context.Context, r Reader, names []string, faults *fault.List) error {
	for i, name := range names {
		period, err := r.Period(ctx, name)
		switch {
		case fault.KindOf(err) == fault.NotFound:
			faults.Say(fault.At("periods", i), "refusal.no_period", "given", fault.Quoted(name))
		case err != nil:
			return err
		case !period.FrozenAt.IsZero():
			faults.Say(fault.At("periods", i), "refusal.period_frozen", "period", name)
		case slices.Contains(names[:i], name):
			faults.Say(fault.At("periods", i), "refusal.period_twice", "period", name)
		}
	}
	return nil
}

// Programme returns a programme to its funder or the operator.
func (s *Service) Programme(ctx context.Context, caller access.Caller, id string) (Declared, error) {
	found, err := reachProgramme(ctx, s.Store, caller, id)
	if err != nil {
		return Declared{}, err
	}
	all, err := declared(ctx, s.Store, caller, []Programme{found})
	if err != nil {
		return Declared{}, err
	}
	return all[0], nil
}

func reachProgramme(ctx context.Context, r Reader, caller access.Caller, id string) (Programme, error) {
	found, err := r.Programme(ctx, id)
	if err != nil {
		return Programme{}, err
	}
	if !caller.IsPrincipal(access.FunderRole, found.Funder) && !caller.Is(access.OperatorRole) {
		return Programme{}, fault.NoSuch(aProgramme)
	}
	return found, nil
}

// Programmes lists a funder's programmes; all of them for the operator.
func (s *Service) Programmes(ctx context.Context, caller access.Caller, page access.Page) (access.List[Declared], error) {
	found, err := s.Store.Programmes(ctx, caller.PrincipalID, page.More())
	if err != nil {
		return access.List[Declared]{}, err
	}
	all, err := declared(ctx, s.Store, caller, found)
	return access.Cut(all, page), err
}
