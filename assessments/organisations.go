package assessments

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// Organisation is who assesses itself: a charity, a council, a sport club.
type Organisation struct {
	ID string
	Profile
	Verification Verification
	CreatedAt    time.Time
	UpdatedAt    time.Time
	Revision     int // 1 when made, one more with each change
}

// Profile is what an organisation says of itself. Only the name is needed; the
// zero value of everything else stands for not said.
type Profile struct {
	Name                 string
	Identifiers          []register.Identifier
	Country              register.Country
	Region               register.Region
	Sector               register.Sector
	AnnualIncome         *int64 // whole pounds
	LedByLivedExperience *bool  // whether people with lived experience lead it
	ExternalID           string // a partner's own reference
	Contact              string // whom people who answer may ask, in the organisation's own words
}

// SizeBand returns the size that NCVO's bands give the income, or "" when the
// income is not said.
func (p *Profile) SizeBand() register.SizeBand {
	if p.AnnualIncome == nil {
		return ""
	}
	return register.SizeOf(*p.AnnualIncome)
}

// Tag names this state of the organisation.
func (o *Organisation) Tag() string { return tagOf(o.Revision) }

// tagOf names a state of something that counts its changes.
func tagOf(revision int) string { return "r" + strconv.Itoa(revision) }

// MaxIdentifiers is how many identifiers one organisation may give.
const MaxIdentifiers = 20

// ProfileInput is a profile as it was sent.
type ProfileInput struct {
	Name                 string
	Identifiers          []string
	Country              string
	Region               string
	Sector               string
	AnnualIncome         *int64
	LedByLivedExperience *bool
	ExternalID           string
	Contact              string
}

// Input returns the profile as it would be sent.
func (p *Profile) Input() ProfileInput {
	in := ProfileInput{
		Name: p.Name, Country: string(p.Country), Region: string(p.Region), Sector: string(p.Sector),
		AnnualIncome: p.AnnualIncome, LedByLivedExperience: p.LedByLivedExperience, ExternalID: p.ExternalID, Contact: p.Contact,
	}
	for _, identifier := range p.Identifiers {
		in.Identifiers = append(in.Identifiers, identifier.Given)
	}
	return in
}

// check returns the profile, or an error of kind Invalid that names every
// fault.
func (in *ProfileInput) check() (Profile, error) {
	var faults fault.List
	p := in.checked(&faults)
	return p, faults.Err()
}

// checked returns the profile. Every fault is added to the list.
func (in *ProfileInput) checked(faults *fault.List) Profile {
	p := Profile{
		Name:                 faults.Name(fault.At("name"), in.Name),
		Identifiers:          checkIdentifiers(in.Identifiers, faults),
		AnnualIncome:         in.AnnualIncome,
		LedByLivedExperience: in.LedByLivedExperience,
		ExternalID:           faults.Reference(fault.At("external_id"), in.ExternalID),
		Contact:              faults.Reference(fault.At("contact"), in.Contact),
	}
	p.Country = checkCode(in.Country, register.ParseCountry, fault.At("country"), faults)
	p.Region = checkCode(in.Region, register.ParseRegion, fault.At("region"), faults)
	p.Sector = checkCode(in.Sector, register.ParseSector, fault.At("sector"), faults)
	if in.AnnualIncome != nil {
		if err := register.CheckIncome(*in.AnnualIncome); err != nil {
			addRegister(faults, fault.At("annual_income"), err)
		}
	}
	return p
}

func checkIdentifiers(given []string, faults *fault.List) []register.Identifier {
	if len(given) > MaxIdentifiers {
		faults.Say(fault.At("identifiers"), "refusal.identifiers", "n", len(given), "most", MaxIdentifiers)
		return nil
	}
	seen := map[string]int{}
	identifiers := make([]register.Identifier, 0, len(given))
	for i, text := range given {
		identifier, err := register.ParseIdentifier(text)
		if err != nil {
			addRegister(faults, fault.At("identifiers", i), err)
			continue
		}
		if first, twice := seen[identifier.Canonical]; twice {
			faults.Say(fault.At("identifiers", i), "refusal.identifier_twice", "n", first+1)
			continue
		}
		seen[identifier.Canonical] = i
		identifiers = append(identifiers, identifier)
	}
	return identifiers
}

// addRegister keeps what a register refuses.
func addRegister(faults *fault.List, path []any, err error) {
	if refused, is := errors.AsType[*register.Fault](err); is && refused.Line.Key != "" {
		faults.SayLine(path, refused.Line)
		return
	}
	faults.Add(path, "%v", err)
}

// checkCode reads a code of a list; "" is not said.
func checkCode[T ~string](given string, parse func(string) (T, error), path []any, faults *fault.List) T {
	if given == "" {
		return ""
	}
	code, err := parse(given)
	if err != nil {
		addRegister(faults, path, err)
	}
	return code
}

// NewOrganisation is an organisation and, when it registered itself, its first
// key.
type NewOrganisation struct {
	Organisation
	Key *NewKey // nil when the operator or a partner made the organisation
}

// CreateOrganisation makes an organisation that nobody has verified yet. Nobody
// who registers gets the first key of it; a partner may act for what it made,
// until the organisation revokes that.
func (s *Service) CreateOrganisation(ctx context.Context, caller access.Caller, in ProfileInput, once *access.IdempotencyKey[NewOrganisation]) (NewOrganisation, error) {
	profile, err := in.check()
	if err != nil {
		return NewOrganisation{}, err
	}
	created := NewOrganisation{Organisation: s.unverified(profile)}
	if caller.Is(access.Nobody) {
		key, err := s.makeKey(access.OrganisationRole, created.ID, "First key", access.OrganisationRole)
		if err != nil {
			return NewOrganisation{}, err
		}
		created.Key = &key
	}
	grant := Grant{ID: s.NewID(), Organisation: created.ID, Partner: caller.PrincipalID, MadeBy: access.PartnerRole, CreatedAt: created.CreatedAt}
	return create(ctx, s, once, created.ID, func(tx Tx) (NewOrganisation, error) {
		if err := s.freeReference(ctx, tx, caller, created.ID, created.ExternalID); err != nil {
			return NewOrganisation{}, err
		}
		if err := tx.AddOrganisation(ctx, created.Organisation); err != nil {
			return NewOrganisation{}, err
		}
		if err := s.tellOrganisation(ctx, tx, Organisation{}, created.Organisation); err != nil {
			return NewOrganisation{}, err
		}
		switch {
		case created.Key != nil:
			return created, tx.AddKey(ctx, created.Key.Key)
		case caller.Is(access.PartnerRole):
			return created, s.addGrant(ctx, tx, grant)
		}
		return created, nil
	})
}

// unverified is a new organisation, which controls itself.
func (s *Service) unverified(profile Profile) Organisation {
	id, now := s.NewID(), s.Now()
	return Organisation{
		ID: id, Profile: profile, CreatedAt: now, UpdatedAt: now, Revision: 1, Verification: Verification{State: Unverified, Controller: id},
	}
}

// Organisation returns an organisation that the caller may see.
func (s *Service) Organisation(ctx context.Context, caller access.Caller, id string) (Organisation, error) {
	return s.reach(ctx, s.Store, caller, id)
}

// reach returns an organisation when the caller is it, acts for it, or is the
// operator. Otherwise the error is of kind NotFound.
func (s *Service) reach(ctx context.Context, r Reader, caller access.Caller, id string) (Organisation, error) {
	if err := caller.Reach(ctx, r, id, s.Now()); err != nil {
		return Organisation{}, err
	}
	return r.Organisation(ctx, id)
}

// Scope says which organisations somebody may see.
type Scope struct {
	All          bool      // the operator
	Organisation string    // the id of one; "" for none
	Partner      string    // those that let this partner act for them; "" for none
	At           time.Time // when: grants expire
}

// Organisations reads organisations.
type Organisations interface {
	// Organisation returns one with its identifiers, in their order.
	Organisation(ctx context.Context, id string) (Organisation, error)
	// Organisations returns those in the scope that pass every part of the filter.
	Organisations(ctx context.Context, scope Scope, filter OrganisationFilter, page access.Page) ([]Organisation, error)
	// Referred returns, by the references asked for, the id of an organisation in the
	// scope that has it.
	Referred(ctx context.Context, scope Scope, references []string) (map[string]string, error)
	// LinkedIdentifiers returns the identifiers of an organisation, and all that hang
	// together with these: an organisation lists two, another lists the second with a
	// third, and so on. Those that an organisation lists which was rejected do not.
	// They are in their canonical form, and in order.
	LinkedIdentifiers(ctx context.Context, id string) ([]string, error)
	// VerifiedLike returns the other verified organisations that list one of these
	// identifiers, in their canonical form, or have the name of this one as
	// [register.FoldName] writes it: of those no more than so many. They come in the
	// order of ids.
	VerifiedLike(ctx context.Context, o Organisation, canonicals []string, most int) ([]Organisation, error)
	// VerifiedFor returns the id of the organisation that is verified for
	// an identifier in its canonical form, or "" for none.
	VerifiedFor(ctx context.Context, canonical string) (string, error)
	// ControlsOthers tells whether another organisation names this one as its
	// controller.
	ControlsOthers(ctx context.Context, id string) (bool, error)
}

// OrganisationWriter keeps and deletes organisations.
type OrganisationWriter interface {
	// AddOrganisation is an error when its id is taken.
	AddOrganisation(ctx context.Context, o Organisation) error
	// SaveOrganisation returns an error of kind Conflict when the
	// organisation is verified for an identifier that another is verified for.
	SaveOrganisation(ctx context.Context, o Organisation) error
	// DeleteOrganisation deletes an organisation and all that hangs on it.
	DeleteOrganisation(ctx context.Context, id string) error
}

// OrganisationFilter narrows a list of organisations.
type OrganisationFilter struct {
	UpdatedSince time.Time         // zero for all; otherwise they come by when they changed
	ExternalID   string            // "" for all
	Verification VerificationState // "" for all
	Identifier   string            // in its canonical form; "" for all
	Named        string            // a part of the name, in capitals or not, with accents or without; "" for all
}

// Place is where an organisation stands in a list that is narrowed so.
func (f *OrganisationFilter) Place(o *Organisation) string {
	if f.UpdatedSince.IsZero() {
		return o.ID
	}
	return access.Place(o.UpdatedAt, o.ID)
}

// Organisations lists those the caller may see.
func (s *Service) Organisations(ctx context.Context, caller access.Caller, filter OrganisationFilter, page access.Page) (access.List[Organisation], error) {
	found, err := s.Store.Organisations(ctx, s.scopeOf(caller), filter, page.More())
	return access.Cut(found, page), err
}

// scopeOf says which organisations the caller may see.
func (s *Service) scopeOf(caller access.Caller) Scope {
	scope := Scope{All: caller.Is(access.OperatorRole), At: s.Now()}
	switch {
	case caller.Is(access.OrganisationRole):
		scope.Organisation = caller.PrincipalID
	case caller.Is(access.PartnerRole):
		scope.Partner = caller.PrincipalID
	}
	return scope
}

// ChangeOrganisation edits a profile. change gets it as it is and makes it what
// is wanted. An organisation whose name or identifiers change is no longer verified:
// somebody checked the old ones. So when it is, only its own key changes these: the
// error for others is of kind Forbidden.
func (s *Service) ChangeOrganisation(ctx context.Context, caller access.Caller, id string, match access.Match, change func(*ProfileInput) error) (Organisation, error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (Organisation, error) {
		organisation, err := s.reach(ctx, tx, caller, id)
		if err != nil {
			return Organisation{}, err
		}
		if err := match.Check(organisation.Tag()); err != nil {
			return Organisation{}, err
		}
		in := organisation.Input()
		if err := change(&in); err != nil {
			return Organisation{}, err
		}
		profile, err := in.check()
		if err != nil {
			return Organisation{}, err
		}
		if organisation.unverifies(&profile) && !caller.IsPrincipal(access.OrganisationRole, id) {
			return Organisation{}, errVerifiedName()
		}
		if organisation.ExternalID != profile.ExternalID {
			if err := s.freeReference(ctx, tx, caller, id, profile.ExternalID); err != nil {
				return Organisation{}, err
			}
		}
		before := organisation
		organisation.describe(profile, s.Now())
		return organisation, s.saveOrganisation(ctx, tx, before, organisation)
	})
}

var errVerifiedName = sync.OnceValue(func() *fault.Error { return fault.Refuse(fault.Forbidden, "refusal.verified_name") })

// unverifies tells whether a verified organisation would be another by what it now says.
func (o *Organisation) unverifies(p *Profile) bool {
	return o.Verification.State == Verified && (o.Name != p.Name || !sameIdentifiers(o.Identifiers, p.Identifiers))
}

// describe sets what an organisation says of itself.
func (o *Organisation) describe(p Profile, now time.Time) {
	if o.unverifies(&p) {
		o.Verification.State = Unverified
		o.Verification.DecidedAt = time.Time{}
		o.Verification.Note = "The name or the identifiers changed after they were checked."
	}
	o.Profile = p
	o.touch(now)
}

func (o *Organisation) touch(now time.Time) { o.UpdatedAt, o.Revision = now, o.Revision+1 }

func sameIdentifiers(a, b []register.Identifier) bool {
	if len(a) != len(b) {
		return false
	}
	seen := map[string]bool{}
	for _, identifier := range a {
		seen[identifier.Canonical] = true
	}
	for _, identifier := range b {
		if !seen[identifier.Canonical] {
			return false
		}
	}
	return true
}

// DeleteOrganisation erases an organisation and all that is kept of it. What
// was published without its name stands. Once begun it is finished, also when
// the caller has gone: half erased would be kept after all.
//
// It says whether nothing of it is left in the database's files. What is, is wiped later.
func (s *Service) DeleteOrganisation(ctx context.Context, caller access.Caller, id string, match access.Match) (wiped bool, err error) {
	ctx = context.WithoutCancel(ctx)
	err = s.Store.Write(ctx, func(tx Tx) error {
		organisation, err := s.reach(ctx, tx, caller, id)
		if err != nil {
			return err
		}
		if err := match.Check(organisation.Tag()); err != nil {
			return err
		}
		return s.erase(ctx, tx, &organisation)
	})
	if err != nil {
		return false, err
	}
	return s.tryToWipe(ctx), nil
}

func (s *Service) erase(ctx context.Context, tx Tx, o *Organisation) error {
	if err := s.events().OrganisationDeleted(ctx, tx, o.ID, s.Now(), o.shown()); err != nil {
		return err
	}
	return tx.DeleteOrganisation(ctx, o.ID)
}
