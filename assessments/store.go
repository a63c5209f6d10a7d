package assessments

import (
	"context"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// Store keeps what must outlive the process. Every implementation passes the
// conformance suite in package assessmentstest.
type Store interface {
	Reader

	// Write runs fn in a transaction and returns nil only once what fn wrote
	// is safe on the disk. When fn returns an error, nothing it wrote stays,
	// and Write returns that error.
	//
	// fn may run more than once, as if it were alone. So it must do nothing
	// but read and write through tx. What comes of it is returned: see
	// [access.Within]. It has come to its end when Write returns, also when ctx ended
	// meanwhile. An error of kind Unavailable means that nothing was written and
	// that trying again soon may help.
	Write(ctx context.Context, fn func(tx Tx) error) error

	// WriteBeside is Write for what takes long, so that others need neither wait
	// for it nor be undone by it where the database can do without that. fn sees
	// one and the same state, and runs again when anything it changes was changed
	// meanwhile. But what it only reads may be.
	WriteBeside(ctx context.Context, fn func(tx Tx) error) error

	// Snapshot runs fn on one and the same state of what is committed.
	Snapshot(ctx context.Context, fn func(r Reader) error) error

	// PinInstrument records the digest of an instrument version the first
	// time it is seen. Seen again with the same digest it does nothing. With
	// another digest it returns an error of kind Conflict and changes
	// nothing: a published version never changes its content.
	PinInstrument(ctx context.Context, id, version, digest string) error

	// Wipe returns once nothing of the responses and organisations that were
	// deleted before is left in the database's files, as far as the database can
	// see to that. With nothing to wipe it does nothing. When it fails, or the
	// service stops before it is called, the next call makes up for it.
	Wipe(ctx context.Context) error

	// Ready returns nil when the database is open, migrated and writable.
	Ready(ctx context.Context) error

	// Close finishes the writes that wait and releases the database. The
	// Store must not be used afterwards.
	Close() error
}

// Scope says which organisations somebody may see.
type Scope struct {
	All          bool      // the operator
	Organisation string    // the id of one; "" for none
	Partner      string    // those that let this partner act for them; "" for none
	At           time.Time // when: grants expire
}

// Reader reads what is kept. Outside a transaction each call sees what was
// committed before it began. Lists come in the order of ids, at most page.Limit
// things after page.After.
//
// A method that returns one thing returns an error of kind NotFound when there
// is no such thing.
type Reader interface {
	Organisation(ctx context.Context, id string) (Organisation, error)
	Organisations(ctx context.Context, scope Scope, filter OrganisationFilter, page access.Page) ([]Organisation, error)
	// VerifiedFor returns the id of the organisation that is verified for
	// an identifier in its canonical form, or "" for none.
	VerifiedFor(ctx context.Context, canonical string) (string, error)
	// ControlsOthers tells whether another organisation names this one as its
	// controller.
	ControlsOthers(ctx context.Context, id string) (bool, error)

	Account(ctx context.Context, role access.Role, id string) (Account, error)
	Accounts(ctx context.Context, role access.Role, page access.Page) ([]Account, error)

	// KeyByLabel returns the key whose hash has this label.
	KeyByLabel(ctx context.Context, label string) (Key, error)
	Key(ctx context.Context, principal Principal, id string) (Key, error)
	Keys(ctx context.Context, principal Principal, page access.Page) ([]Key, error)
	// HasOperatorKey tells whether there ever was a key of the operator's.
	HasOperatorKey(ctx context.Context) (bool, error)

	Grant(ctx context.Context, organisation, id string) (Grant, error)
	Grants(ctx context.Context, organisation string, page access.Page) ([]Grant, error)
	// MayActFor tells whether a grant that holds at this time lets the partner
	// act for the organisation.
	MayActFor(ctx context.Context, partner, organisation string, at time.Time) (bool, error)

	Assessment(ctx context.Context, id string) (Assessment, error)
	Assessments(ctx context.Context, scope Scope, filter AssessmentFilter, page access.Page) ([]Assessment, error)
	// ClosedAssessments returns all that an organisation closed, in the order
	// in which they were closed.
	ClosedAssessments(ctx context.Context, organisation string) ([]Assessment, error)
	// Enough tells, by the ids of assessments, which voices have as many people
	// behind their submitted responses as they need at least. Responses without
	// a scored answer do not count.
	Enough(ctx context.Context, assessments ...Assessment) (map[string][len(scoring.Voices)]bool, error)
	// Overdue returns the ids of open assessments whose time is up.
	Overdue(ctx context.Context, now time.Time) ([]string, error)

	Invitation(ctx context.Context, assessment, id string) (Invitation, error)
	Invitations(ctx context.Context, assessment string, page access.Page) ([]Invitation, error)
	// InvitationByLabel returns the invitation whose key's hash has this label.
	InvitationByLabel(ctx context.Context, label string) (Invitation, error)

	Response(ctx context.Context, assessment, id string) (Response, error)
	// ResponseAt returns the response with this id to an assessment with this
	// locator, the last 12 digits of its id. Answers and notes are left out.
	ResponseAt(ctx context.Context, locator, id string) (Response, error)
	// HasSubmitted tells whether a voice has a submitted response.
	HasSubmitted(ctx context.Context, assessment string, voice scoring.Voice) (bool, error)
	// ResponsesMark names the state of all responses to an open assessment: it
	// changes whenever one is added or saved with another revision, and never
	// comes again.
	ResponsesMark(ctx context.Context, assessment string) (string, error)
	// SubmittedResponses returns the responses that count, with their answers and
	// notes.
	SubmittedResponses(ctx context.Context, assessment string, page access.Page) ([]Response, error)
	// SubmittedNotes returns the responses that count and have notes.
	SubmittedNotes(ctx context.Context, assessment string, page access.Page) ([]Response, error)
	// ResultKeyAt returns the hash of a response key that reads a result after
	// closing, and of which assessment.
	ResultKeyAt(ctx context.Context, locator, label string) (assessment string, hash Hash, err error)

	// Result returns a result without its assessment and instrument.
	Result(ctx context.Context, assessment string) (StoredResult, error)
	// EachResult calls do with the result of each of these assessments that
	// has one, in any order.
	EachResult(ctx context.Context, assessments []string, do func(assessment string, o *StoredResult)) error
	Notes(ctx context.Context, assessment string, page access.Page) ([]KeptNote, error)
	Link(ctx context.Context, assessment, id string) (Link, error)
	Links(ctx context.Context, assessment string, page access.Page) ([]Link, error)
	// LinkByLabel returns the link whose key's hash has this label.
	LinkByLabel(ctx context.Context, label string) (Link, error)
	Plan(ctx context.Context, assessment string) (Plan, error)

	Period(ctx context.Context, name string) (Period, error)
	// Periods come in the order of names.
	Periods(ctx context.Context, page access.Page) ([]Period, error)
	UnfrozenPeriods(ctx context.Context) ([]Period, error)

	Programme(ctx context.Context, id string) (Programme, error)
	ProgrammeByCode(ctx context.Context, code string) (Programme, error)
	// Programmes returns a funder's; those of all when funder is "".
	Programmes(ctx context.Context, funder string, page access.Page) ([]Programme, error)
	// ProgrammesOf returns all programmes of a period.
	ProgrammesOf(ctx context.Context, period string) ([]Programme, error)

	// IsBound tells whether organisations ever shared with a funder's
	// programmes, or something was published of these.
	IsBound(ctx context.Context, funder string) (bool, error)

	Share(ctx context.Context, organisation, id string) (Share, error)
	Shares(ctx context.Context, organisation string, page access.Page) ([]Share, error)
	// SharesInForce returns an organisation's shares that hold at this time.
	SharesInForce(ctx context.Context, organisation string, at time.Time) ([]Share, error)
	// NamedShares returns the shares by name with a programme that hold at this
	// time.
	NamedShares(ctx context.Context, programme string, at time.Time, page access.Page) ([]Share, error)

	// EachMember calls do with every organisation, its closed assessments and
	// all its shares. It reads no score.
	EachMember(ctx context.Context, do func(*Member) error) error
	// LastPublications returns the period and digests of what each cohort last
	// had newly drawn.
	LastPublications(ctx context.Context) (map[release.Cohort]release.Last, error)
	// DigestKey returns the key of the digests of contributions.
	DigestKey(ctx context.Context) ([]byte, error)
	// IsDemo tells whether the database was marked as one for a demonstration.
	IsDemo(ctx context.Context) (bool, error)
	// IsEmpty tells whether there is no organisation, account or key.
	IsEmpty(ctx context.Context) (bool, error)
	// Spent returns the thousandths of ε charged for a sector in a period.
	Spent(ctx context.Context, period, sector string) (int, error)
	// MostSpent returns the most that any sector has spent in any period.
	MostSpent(ctx context.Context) (int, error)

	Publication(ctx context.Context, period string, cohort release.Cohort) (Publication, error)
	// SectorPublication returns the publication of the sectors among which this
	// code is.
	SectorPublication(ctx context.Context, period, sector string) (Publication, error)
	// PublicationsFor returns the publications of a period that an organisation may
	// read: of the programmes it was counted in, its sector's and the national one.
	PublicationsFor(ctx context.Context, organisation, period string) ([]Publication, error)
	// LatestFor returns the latest of a share's programme, or of its
	// organisation's sector, that was published while the share held: one in
	// which the organisation was counted, or one that was refused.
	LatestFor(ctx context.Context, share *Share) (Publication, error)
	// EachPublication calls do with every publication there is, and alone
	// tells their digests.
	EachPublication(ctx context.Context, do func(*Publication)) error
	// WasCounted tells whether an organisation may read the release of a
	// programme: it was counted in it, or shared in it when it was refused.
	WasCounted(ctx context.Context, organisation, programme, period string) (bool, error)
	Readiness(ctx context.Context, period, programme string) (bool, error)
	// HasForecast tells whether the readiness of a period was forecast.
	HasForecast(ctx context.Context, period string) (bool, error)

	// LastEntry returns the last entry of the trail; the zero Entry when there
	// is none.
	LastEntry(ctx context.Context) (Entry, error)
	// Entries returns at most limit entries after a number, in order.
	Entries(ctx context.Context, after, limit int) ([]Entry, error)

	// Replay returns a replay, also one kept longer than it should be.
	Replay(ctx context.Context, id string) (access.KeptReplay, error)
}

// Tx reads and writes in one transaction, and sees what it wrote itself.
//
// A Save replaces everything but the id of what is there, and is an error when
// it is not there. A Delete of what is not there does nothing.
type Tx interface {
	Reader
	access.Replays

	AddOrganisation(ctx context.Context, o Organisation) error
	// SaveOrganisation returns an error of kind Conflict when the
	// organisation is verified for an identifier that another is verified for.
	SaveOrganisation(ctx context.Context, o Organisation) error
	// DeleteOrganisation deletes an organisation and all that hangs on it.
	DeleteOrganisation(ctx context.Context, id string) error

	AddAccount(ctx context.Context, p Account) error
	SaveAccount(ctx context.Context, p Account) error
	// DeleteAccount deletes a partner or funder with its keys, grants and
	// programmes. It is an error while there are shares with these.
	DeleteAccount(ctx context.Context, id string) error

	AddKey(ctx context.Context, k Key) error
	SaveKey(ctx context.Context, k Key) error
	// RecordKeyUse keeps the day, unless the key was used on a later one.
	RecordKeyUse(ctx context.Context, id string, day Day) error
	// RevokeOperatorKeys revokes all of the operator's keys that are not.
	RevokeOperatorKeys(ctx context.Context, at time.Time) error

	AddGrant(ctx context.Context, g Grant) error
	SaveGrant(ctx context.Context, g Grant) error

	AddAssessment(ctx context.Context, a Assessment) error
	SaveAssessment(ctx context.Context, a Assessment) error

	AddInvitation(ctx context.Context, i Invitation) error
	SaveInvitation(ctx context.Context, i Invitation) error

	// AddResponse returns an error of kind Conflict when the assessment has as
	// many responses as it takes.
	AddResponse(ctx context.Context, r Response) error
	// SaveResponse saves all but the voice and the key.
	SaveResponse(ctx context.Context, r Response) error
	// CloseResponses deletes all responses to an assessment, and the replays
	// kept for whoever sent them. Of those that were not withdrawn it keeps
	// the bare hashes of the keys.
	CloseResponses(ctx context.Context, assessment string) error
	// DeleteResponses deletes all responses to an assessment, the replays kept
	// for whoever sent them, and its invitations.
	DeleteResponses(ctx context.Context, assessment string) error

	// AddResult keeps a result and what it was worked out from.
	AddResult(ctx context.Context, o StoredResult, tallies *scoring.Tallies) error
	// AddNotes keeps notes that may be shown, in the order given: somewhere on
	// the disk it may stay, so it must tell nothing.
	AddNotes(ctx context.Context, assessment string, notes []KeptNote) error
	AddLink(ctx context.Context, l Link) error
	SaveLink(ctx context.Context, l Link) error
	AddPlan(ctx context.Context, p Plan) error
	SavePlan(ctx context.Context, p Plan) error

	AddPeriod(ctx context.Context, p Period) error
	FreezePeriod(ctx context.Context, name string, at time.Time) error
	AddProgramme(ctx context.Context, p Programme) error
	AddShare(ctx context.Context, s Share) error
	WithdrawShare(ctx context.Context, id string, at time.Time) error

	// AddPublication, Charge and AddEntry add what is never changed.
	AddPublication(ctx context.Context, p Publication) error
	Charge(ctx context.Context, period, sector string, thousandths int, at time.Time) error
	AddEntry(ctx context.Context, e Entry) error
	// CountAssessments keeps which assessments a cohort of a period counted.
	CountAssessments(ctx context.Context, period string, cohort release.Cohort, of []release.Contribution) error
	KeepDigestKey(ctx context.Context, key []byte) error
	// KeepDemo marks the database as one for a demonstration.
	KeepDemo(ctx context.Context) error
	// KeepForecast keeps the readiness of a period, by programme.
	KeepForecast(ctx context.Context, period string, ready map[string]bool, at time.Time) error
}
