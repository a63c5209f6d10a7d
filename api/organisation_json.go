package api

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// OrganisationRequest is what an organisation says of itself.
type OrganisationRequest struct {
	Name string `json:"name" minLength:"1" maxLength:"200" example:"Riverside Carers"`
	// Numbers in public registers, with the code of the list from org-id.guide in front
	Identifiers []string `json:"identifiers,omitempty" validate:"max=20" example:"GB-CHC-1234567"`
	// ISO 3166-1, two letters
	Country string `json:"country,omitempty" extensions:"x-codes=Country" example:"GB"`
	// ITL1 code, TLC to TLN
	Region string `json:"region,omitempty" extensions:"x-codes=Region" example:"TLD"`
	// Section of the ICNP/TSO, A to L
	Sector string `json:"sector,omitempty" extensions:"x-codes=Sector" example:"D"`
	// Whole pounds
	AnnualIncome *int64 `json:"annual_income,omitempty" minimum:"0" example:"48000"`
	// Whether people with lived experience lead it
	LedByLivedExperience *bool `json:"led_by_lived_experience,omitempty" example:"true"`
	// Your own reference
	ExternalID string `json:"external_id,omitempty" maxLength:"200" example:"crm-4711"`
	// Whom people who answer may ask. They see it before they start
	Contact string `json:"contact,omitempty" maxLength:"200" example:"Ann at the front desk, 01632 960 123"`
}

// OrganisationPatch is what to change (RFC 7396). null takes a field back to not
// said; what is left out stays.
type OrganisationPatch struct {
	Name string `json:"name,omitempty" minLength:"1" maxLength:"200" example:"Riverside Carers"`
	// All of them: the list is replaced
	Identifiers          []string `json:"identifiers,omitempty" extensions:"x-nullable" validate:"max=20" example:"GB-CHC-1234567"`
	Country              *string  `json:"country,omitempty" extensions:"x-nullable,x-codes=Country" example:"GB"`
	Region               *string  `json:"region,omitempty" extensions:"x-nullable,x-codes=Region" example:"TLD"`
	Sector               *string  `json:"sector,omitempty" extensions:"x-nullable,x-codes=Sector" example:"D"`
	AnnualIncome         *int64   `json:"annual_income,omitempty" extensions:"x-nullable" minimum:"0" example:"48000"`
	LedByLivedExperience *bool    `json:"led_by_lived_experience,omitempty" extensions:"x-nullable" example:"true"`
	ExternalID           *string  `json:"external_id,omitempty" extensions:"x-nullable" maxLength:"200" example:"crm-4711"`
	Contact              *string  `json:"contact,omitempty" extensions:"x-nullable" maxLength:"200" example:"Ann at the front desk, 01632 960 123"`
}

// Organisation is who assesses itself.
type Organisation struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name" example:"Riverside Carers"`
	// As they were given
	Identifiers []string `json:"identifiers" example:"GB-CHC-1234567"`
	Country     *string  `json:"country" extensions:"x-nullable,x-codes=Country" example:"GB"`
	Region      *string  `json:"region" extensions:"x-nullable,x-codes=Region" example:"TLD"`
	Sector      *string  `json:"sector" extensions:"x-nullable,x-codes=Sector" example:"D"`
	// Whole pounds
	AnnualIncome *int64 `json:"annual_income" extensions:"x-nullable" example:"48000"`
	// What NCVO calls this income
	SizeBand             *string `json:"size_band" extensions:"x-nullable" enums:"micro,small,medium,large,major,super_major" example:"small"`
	LedByLivedExperience *bool   `json:"led_by_lived_experience" extensions:"x-nullable" example:"true"`
	ExternalID           *string `json:"external_id" extensions:"x-nullable" example:"crm-4711"`
	// Whom people who answer may ask
	Contact      *string      `json:"contact" extensions:"x-nullable" example:"Ann at the front desk, 01632 960 123"`
	Verification Verification `json:"verification"`
	CreatedAt    time.Time    `json:"created_at"`
	UpdatedAt    time.Time    `json:"updated_at"`
}

// Verification says whether the operator has checked who the organisation is.
type Verification struct {
	State string `json:"state" enums:"unverified,verified,rejected,revoked" example:"unverified"`
	// The organisation that controls this one in the end; itself unless the operator said so
	ControllerID string `json:"controller_id" format:"uuid"`
	// What the operator wants the organisation to know
	Note      *string    `json:"note" extensions:"x-nullable"`
	DecidedAt *time.Time `json:"decided_at" extensions:"x-nullable"`
}

// OrganisationCreated is a new organisation. Who registered it without a key
// gets its first one.
type OrganisationCreated struct {
	Organisation
	KeyOnce
}

// KeyOnce is a key that is shown this once.
type KeyOnce struct {
	// The key. null when there is none, or when it was shown before
	Key *string `json:"key" extensions:"x-nullable" example:"rung_k…"`
	// Whether it was shown before: the request was sent again
	KeyShown bool `json:"key_shown" example:"false"`
}

// OrganisationList is one page of organisations.
type OrganisationList struct {
	Items []Organisation `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// VerificationRequest is the operator's decision.
type VerificationRequest struct {
	// Whether it is who it says
	Decision string `json:"decision" enums:"verified,rejected,revoked" example:"verified"`
	// The organisation in control in the end; the organisation itself when left out
	ControllerID string `json:"controller_id,omitempty" format:"uuid"`
	// Shown to the organisation
	Note string `json:"note,omitempty" maxLength:"1000"`
}

// OrganisationDecided is an organisation as the operator decided on it.
type OrganisationDecided struct {
	Organisation
	// When it is now verified: other verified organisations that may be the same one, the closest first
	Alike []AlikeOrganisation `json:"alike"`
}

// AlikeOrganisation is another verified organisation that may be the same one. If it
// is, name one as the controller of the other, or revoke one.
type AlikeOrganisation struct {
	OrganisationID string   `json:"organisation_id" format:"uuid"`
	Name           string   `json:"name" example:"Riverside Carers Ltd"`
	Identifiers    []string `json:"identifiers" example:"GB-COH-01234567"`
	// The organisation that controls it in the end
	ControllerID string `json:"controller_id" format:"uuid"`
	// linked_identifier: somebody lists an identifier of the one beside one of the other
	Why string `json:"why" enums:"same_identifier,linked_identifier,same_name" example:"linked_identifier"`
}

func newAlike(a *assessments.Alike) AlikeOrganisation {
	o := newOrganisation(&a.Organisation)
	return AlikeOrganisation{o.ID, o.Name, o.Identifiers, o.Verification.ControllerID, string(a.Why)}
}

func newOrganisation(o *assessments.Organisation) Organisation {
	out := Organisation{
		ID: o.ID, Name: o.Name, Identifiers: []string{},
		Country: orNull(o.Country), Region: orNull(o.Region), Sector: orNull(o.Sector),
		AnnualIncome: o.AnnualIncome, SizeBand: orNull(o.SizeBand()), LedByLivedExperience: o.LedByLivedExperience, ExternalID: orNull(o.ExternalID), Contact: orNull(o.Contact),
		Verification: Verification{
			State: string(o.Verification.State), ControllerID: o.Verification.Controller,
			Note: orNull(o.Verification.Note), DecidedAt: timeOf(o.Verification.DecidedAt),
		},
		CreatedAt: o.CreatedAt, UpdatedAt: o.UpdatedAt,
	}
	for _, identifier := range o.Identifiers {
		out.Identifiers = append(out.Identifiers, identifier.Given)
	}
	return out
}

// each converts the items of a list.
func each[T, J any](items []T, convert func(*T) J) []J {
	out := make([]J, len(items))
	for i := range items {
		out[i] = convert(&items[i])
	}
	return out
}

// orNull is a text, or null when nothing was said.
func orNull[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	out := string(text)
	return &out
}

// timeOf is a time, or null when there is none.
func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
