package gormstore

import "context"

// partnerOrganisation is a row of partner_organisations: an organisation that a partner
// acts for.
type partnerOrganisation struct {
	PartnerID      string `gorm:"primaryKey"`
	OrganisationID string `gorm:"primaryKey"`
	Until          int64
	UpdatedAt      int64 `gorm:"autoUpdateTime:false"`
	Verification   string
	ExternalID     string
}

// partnerAssessment is a row of partner_assessments: an assessment of such an
// organisation.
type partnerAssessment struct {
	PartnerID      string `gorm:"primaryKey"`
	AssessmentID   string `gorm:"primaryKey"`
	OrganisationID string
	Until          int64
	UpdatedAt      int64 `gorm:"autoUpdateTime:false"`
	ClosedAt       millis
	State          string
	Scope          string
	Instrument     string
	ExternalID     string
}

// What a partner may see follows from grants. It is written down once more, in the
// orders in which lists come, whenever a grant, an organisation or an assessment is
// written. These two statements write it anew for a partner and an organisation; one of
// the partner, the organisation and the time that never comes.
const (
	showsOrganisation = `INSERT INTO partner_organisations
		SELECT g.partner_id, o.id, max(coalesce(g.expires_at, ?)), o.updated_at, o.verification, o.external_id
		FROM grants AS g JOIN organisations AS o ON o.id = g.organisation_id
		WHERE g.partner_id = ? AND g.organisation_id = ? AND g.revoked_at IS NULL GROUP BY g.partner_id, o.id`
	showsAssessments = `INSERT INTO partner_assessments
		SELECT p.partner_id, a.id, a.organisation_id, p.until, a.updated_at, a.closed_at, a.state, a.scope, a.instrument, a.external_id
		FROM partner_organisations AS p JOIN assessments AS a ON a.organisation_id = p.organisation_id WHERE `
)

// showTo writes down what a partner may see of an organisation, after a grant changed.
func (t tx) showTo(ctx context.Context, partner, organisation string) error {
	for _, shown := range []any{&partnerOrganisation{}, &partnerAssessment{}} {
		err := begin(ctx, t.db).Where("partner_id = ? AND organisation_id = ?", partner, organisation).Delete(shown).Error
		if err != nil {
			return err
		}
	}
	if err := begin(ctx, t.db).Exec(showsOrganisation, int64(forEver), partner, organisation).Error; err != nil {
		return err
	}
	return begin(ctx, t.db).Exec(showsAssessments+"p.partner_id = ? AND p.organisation_id = ?", partner, organisation).Error
}

// showOrganisation writes down what lists of partners are narrowed by, after an
// organisation changed.
func (t tx) showOrganisation(ctx context.Context, o *organisation) error {
	return begin(ctx, t.db).Model(&partnerOrganisation{}).Where("organisation_id = ?", o.ID).
		Updates(map[string]any{"updated_at": o.UpdatedAt, "verification": o.Verification, "external_id": o.ExternalID}).Error
}

// showNewAssessment writes an assessment down for all partners that may see it.
func (t tx) showNewAssessment(ctx context.Context, a *assessment) error {
	return begin(ctx, t.db).Exec(showsAssessments+"p.organisation_id = ? AND a.id = ?", a.OrganisationID, a.ID).Error
}

// showAssessment writes down what lists of partners are narrowed by, after an
// assessment changed. The rest never does.
func (t tx) showAssessment(ctx context.Context, a *assessment) error {
	return begin(ctx, t.db).Model(&partnerAssessment{}).Where("assessment_id = ?", a.ID).
		Updates(map[string]any{"updated_at": a.UpdatedAt, "closed_at": a.ClosedAt, "state": a.State, "external_id": a.ExternalID}).Error
}
