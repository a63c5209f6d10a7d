package gormstore

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// organisation is a row of organisations.
type organisation struct {
	ID                   string `gorm:"primaryKey"`
	Name                 string
	Country              string
	Region               string
	Sector               string
	AnnualIncome         *int64
	LedByLivedExperience *bool
	ExternalID           string
	Verification         string
	VerificationNote     string
	ControllerID         string
	DecidedAt            millis
	CreatedAt            int64 `gorm:"autoCreateTime:false"`
	UpdatedAt            int64 `gorm:"autoUpdateTime:false"`
	Revision             int
	Contact              string
	NameFolded           string
}

// organisationIdentifier is a row of organisation_identifiers.
type organisationIdentifier struct {
	OrganisationID string `gorm:"primaryKey"`
	Position       int    `gorm:"primaryKey"`
	Given          string
	Canonical      string
	List           string
	Verified       bool
}

func (o organisation) domain() assessments.Organisation {
	return assessments.Organisation{
		ID: o.ID,
		Profile: assessments.Profile{
			Name: o.Name, Country: register.Country(o.Country), Region: register.Region(o.Region), Sector: register.Sector(o.Sector),
			AnnualIncome: o.AnnualIncome, LedByLivedExperience: o.LedByLivedExperience, ExternalID: o.ExternalID, Contact: o.Contact,
		},
		Verification: assessments.Verification{
			State: assessments.VerificationState(o.Verification), Controller: o.ControllerID,
			Note: o.VerificationNote, DecidedAt: fromMillis(o.DecidedAt),
		},
		CreatedAt: time.UnixMilli(o.CreatedAt).UTC(), UpdatedAt: time.UnixMilli(o.UpdatedAt).UTC(), Revision: o.Revision,
	}
}

func organisationRow(o *assessments.Organisation) organisation {
	return organisation{
		ID: o.ID, Name: o.Name, NameFolded: register.FoldLetters(o.Name), Country: string(o.Country), Region: string(o.Region), Sector: string(o.Sector),
		AnnualIncome: o.AnnualIncome, LedByLivedExperience: o.LedByLivedExperience, ExternalID: o.ExternalID, Contact: o.Contact,
		Verification: string(o.Verification.State), VerificationNote: o.Verification.Note,
		ControllerID: o.Verification.Controller, DecidedAt: toMillis(o.Verification.DecidedAt),
		CreatedAt: o.CreatedAt.UnixMilli(), UpdatedAt: o.UpdatedAt.UnixMilli(), Revision: o.Revision,
	}
}

// Organisation implements [assessments.Reader].
func (v view) Organisation(ctx context.Context, id string) (assessments.Organisation, error) {
	one := make([]assessments.Organisation, 1)
	err := v.whole(ctx, func(v view) (err error) {
		if one[0], err = take[organisation](ctx, v.db, string(access.OrganisationRole), "id = ?", id); err != nil {
			return err
		}
		return v.identify(ctx, one)
	})
	return one[0], err
}

// likes keeps the signs of a pattern from meaning more than themselves.
var likes = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// Organisations implements [assessments.Reader].
func (v view) Organisations(ctx context.Context, scope assessments.Scope, filter assessments.OrganisationFilter, page access.Page) (found []assessments.Organisation, err error) {
	wanted := inScope("id", scope)
	if filter.ExternalID != "" {
		wanted.and("external_id = ?", filter.ExternalID)
	}
	if filter.Verification != "" {
		wanted.and("verification = ?", string(filter.Verification))
	}
	if filter.Identifier != "" {
		wanted.and("id IN (SELECT organisation_id FROM organisation_identifiers WHERE canonical = ?)", filter.Identifier)
	}
	if filter.Named != "" {
		wanted.and(`name_folded LIKE ? ESCAPE '!'`, "%"+likes.Replace(register.FoldLetters(filter.Named))+"%")
	}
	by := ""
	if !filter.UpdatedSince.IsZero() {
		by = "updated_at"
	}
	err = v.whole(ctx, func(v view) (err error) {
		if found, err = listBy[organisation](ctx, v.db, by, filter.UpdatedSince, page, wanted); err != nil {
			return err
		}
		return v.identify(ctx, found)
	})
	return found, err
}

// Referred implements [assessments.Reader].
func (v view) Referred(ctx context.Context, scope assessments.Scope, references []string) (map[string]string, error) {
	wanted := inScope("id", scope)
	wanted.and("external_id IN ?", references)
	if len(references) == 0 || !isText(wanted.args...) {
		return map[string]string{}, nil
	}
	found, err := find[organisation](begin(ctx, v.db).Select("id", "external_id").Where(wanted.where, wanted.args...))
	if err != nil {
		return nil, fmt.Errorf("read references: %w", translate(err))
	}
	referred := make(map[string]string, len(found))
	for _, row := range found {
		referred[row.ExternalID] = row.ID
	}
	return referred, nil
}

// identify fills in the identifiers of organisations.
func (v view) identify(ctx context.Context, organisations []assessments.Organisation) error {
	position := make(map[string]int, len(organisations))
	ids := make([]string, len(organisations))
	for i := range organisations {
		ids[i] = organisations[i].ID
		position[ids[i]] = i
	}
	identifiers, err := find[organisationIdentifier](begin(ctx, v.db).Where("organisation_id IN ?", ids).Order("organisation_id, position"))
	if err != nil {
		return fmt.Errorf("read identifiers: %w", translate(err))
	}
	for _, r := range identifiers {
		o := &organisations[position[r.OrganisationID]]
		o.Identifiers = append(o.Identifiers, register.Identifier{Given: r.Given, Canonical: r.Canonical, List: r.List})
	}
	return nil
}

// linkedIdentifiers goes from identifier to identifier as long as it finds new ones.
const linkedIdentifiers = `WITH RECURSIVE linked (canonical) AS (
	SELECT canonical FROM organisation_identifiers WHERE organisation_id = ?
	UNION SELECT beside.canonical FROM linked
		JOIN organisation_identifiers AS listed ON listed.canonical = linked.canonical
		JOIN organisations AS o ON o.id = listed.organisation_id AND o.verification <> 'rejected'
		JOIN organisation_identifiers AS beside ON beside.organisation_id = o.id
	) SELECT canonical FROM linked ORDER BY canonical`

// LinkedIdentifiers implements [assessments.Reader].
func (v view) LinkedIdentifiers(ctx context.Context, id string) (linked []string, err error) {
	if !isText(id) {
		return nil, nil
	}
	err = begin(ctx, v.db).Raw(linkedIdentifiers, id).Find(&linked).Error
	return linked, translate(err)
}

// VerifiedFor implements [assessments.Reader].
func (v view) VerifiedFor(ctx context.Context, canonical string) (string, error) {
	found, err := takeRow[organisationIdentifier](ctx, v.db, "canonical = ? AND verified", canonical)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", nil
	}
	return found.OrganisationID, translate(err)
}

// ControlsOthers implements [assessments.Reader].
func (v view) ControlsOthers(ctx context.Context, id string) (bool, error) {
	return has[organisation](ctx, v.db, "controller_id = ? AND id <> ?", id, id)
}

// AddOrganisation implements [assessments.Tx].
func (t tx) AddOrganisation(ctx context.Context, o assessments.Organisation) error {
	if err := add(ctx, t.db, organisationRow(&o)); err != nil {
		return err
	}
	return t.addIdentifiers(ctx, &o)
}

// SaveOrganisation implements [assessments.Tx].
func (t tx) SaveOrganisation(ctx context.Context, o assessments.Organisation) error {
	if o.Verification.State != assessments.Verified {
		was, err := has[organisation](ctx, t.db, "id = ? AND verification = 'verified'", o.ID)
		if err != nil {
			return err
		}
		if was {
			t.noteFact(redo.Fact{Kind: redo.Unverified, ID: o.ID, At: o.UpdatedAt})
		}
	}
	if err := save(ctx, t.db, o.ID, organisationRow(&o)); err != nil {
		return err
	}
	if err := begin(ctx, t.db).Where("organisation_id = ?", o.ID).Delete(&organisationIdentifier{}).Error; err != nil {
		return err
	}
	err := t.addIdentifiers(ctx, &o)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Refuse(fault.Conflict, "refusal.verified_too")
	}
	return err
}

func (t tx) addIdentifiers(ctx context.Context, o *assessments.Organisation) error {
	rows := make([]organisationIdentifier, len(o.Identifiers))
	for i, identifier := range o.Identifiers {
		rows[i] = organisationIdentifier{o.ID, i, identifier.Given, identifier.Canonical, identifier.List, o.Verification.State == assessments.Verified}
	}
	if len(rows) == 0 {
		return nil
	}
	return begin(ctx, t.db).Create(&rows).Error
}

// DeleteOrganisation implements [assessments.Tx].
func (t tx) DeleteOrganisation(ctx context.Context, id string) error {
	var open []string
	if err := begin(ctx, t.db).Model(&assessment{}).Where("organisation_id = ? AND state = 'open'", id).Pluck("id", &open).Error; err != nil {
		return err
	}
	for _, assessment := range open {
		t.note(redo.AssessmentGone, redo.Trace(assessment))
		if err := t.forgetFacts(ctx, assessment); err != nil {
			return err
		}
	}
	t.note(redo.OrganisationGone, redo.Trace(id))
	deleted, err := changed(begin(ctx, t.db).Where("id = ?", id).Delete(&organisation{}))
	if err != nil {
		return err
	}
	if err := begin(ctx, t.db).Where("organisation_id = ?", id).Delete(&eventTurn{}).Error; err != nil {
		return err
	}
	return t.oweWipe(ctx, deleted)
}
