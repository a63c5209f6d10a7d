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
	NameCompared         string
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
		ID: o.ID, Name: o.Name, NameFolded: register.FoldLetters(o.Name), NameCompared: register.FoldName(o.Name), Country: string(o.Country), Region: string(o.Region), Sector: string(o.Sector),
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

// Organisations implements [assessments.Reader].
func (v view) Organisations(ctx context.Context, scope assessments.Scope, filter assessments.OrganisationFilter, wanted access.Page) (found []assessments.Organisation, err error) {
	from := organisationsBy(v.db, scope, &filter)
	err = v.whole(ctx, func(v view) error {
		if found, err = pageOf[organisation](ctx, v.db, from, filter.UpdatedSince, wanted); err != nil {
			return err
		}
		return v.identify(ctx, found)
	})
	return found, err
}

// organisationsBy are the organisations that pass a filter. Which index is taken goes by
// what leaves the fewest.
func organisationsBy(db *gorm.DB, scope assessments.Scope, filter *assessments.OrganisationFilter) source {
	from := organisationsIn(scope)
	if !filter.UpdatedSince.IsZero() {
		from.time = from.narrows("updated_at")
		from.by("updated")
	}
	if filter.Verification != "" {
		from.and(from.narrows("verification")+" = ?", string(filter.Verification))
		from.byTimeToo("verification")
	}
	if filter.ExternalID != "" {
		from.and(from.narrows("external_id")+" = ?", filter.ExternalID)
		from.by("external_id")
	}
	if scope.Organisation != "" {
		from.index = "" // it is one
	}
	if filter.Identifier != "" {
		from.and("i.canonical = ? AND i.organisation_id = "+from.id, filter.Identifier)
		from.first, from.joined, from.id = "organisation_identifiers AS i", " CROSS JOIN "+from.first+from.joined, "i.organisation_id"
		from.index = "identifiers_by_canonical"
	}
	if filter.Named != "" {
		from.and(namedLike(db, register.FoldLetters(filter.Named)))
	}
	return from
}

// namedLike is true of organisations with a part in their names. Each database is asked in
// the way that takes it the least for each name: SQLite takes three times as long over a
// LIKE, PostgreSQL half as long.
func namedLike(db *gorm.DB, part string) (where, arg string) {
	if onSQLite(db) {
		return "instr(o.name_folded, ?) > 0", part
	}
	return "o.name_folded LIKE ? ESCAPE '!'", "%" + likes.Replace(part) + "%"
}

// likes keeps the signs of a pattern from meaning more than themselves.
var likes = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// Referred implements [assessments.Reader].
func (v view) Referred(ctx context.Context, scope assessments.Scope, references []string) (map[string]string, error) {
	from := organisationsIn(scope)
	from.and(from.narrows("external_id")+" IN ?", references)
	from.by("external_id")
	if len(references) == 0 || !isText(from.args...) {
		return map[string]string{}, nil
	}
	found, err := find[organisation](from.rows(ctx, v.db, "o.id", "o.external_id"))
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
	row := organisationRow(&o)
	if err := save(ctx, t.db, o.ID, row); err != nil {
		return err
	}
	if err := t.showOrganisation(ctx, &row); err != nil {
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
	its, err := find[assessment](begin(ctx, t.db).Select("id", "state").Where("organisation_id = ?", id))
	if err != nil {
		return err
	}
	for _, a := range its {
		if a.State == string(assessments.Open) {
			t.note(redo.AssessmentGone, redo.Trace(a.ID))
		}
		if err := t.forgetFacts(ctx, a.ID); err != nil {
			return err
		}
	}
	if err := t.forgetEnds(ctx, its); err != nil {
		return err
	}
	t.note(redo.OrganisationGone, redo.Trace(id))
	deleted, err := changed(begin(ctx, t.db).Where("id = ?", id).Delete(&organisation{}))
	if err != nil {
		return err
	}
	if err := begin(ctx, t.db).Where("organisation_id = ?", id).Delete(&eventTurn{}).Error; err != nil {
		return err
	}
	if deleted == 0 {
		return nil
	}
	return t.oweWipe(ctx, &owedWipe{})
}
