package gormstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// The statements of this file are written by hand. They run for each response
// that somebody gives, or for each that is counted, and gorm's builder takes
// longer over one of them than SQLite does. All others go gorm's way.
//
// BenchmarkByHand holds each of them against what gorm makes of it. It fails when
// one is no longer worth its place here. docs/adr/0003 has the figures.
//
// Parameters are written $1 and so on, which both databases understand.

const keyColumns = `id, role, organisation_id, party_id, name, hash, label, made_by, created_at, expires_at, revoked_at, last_used,
	read_only, made_with, origin, shares_from, link_role, link_id, link_name`

func keyByLabel(ctx context.Context, db *gorm.DB, label string) (r key, err error) {
	err = readRow(ctx, db, "SELECT "+keyColumns+" FROM keys WHERE label = $1", []any{label},
		&r.ID, &r.Role, &r.OrganisationID, &r.PartyID, &r.Name, &r.Hash, &r.Label, &r.MadeBy, &r.CreatedAt, &r.ExpiresAt, &r.RevokedAt, &r.LastUsed,
		&r.ReadOnly, &r.MadeWith, &r.Origin, &r.SharesFrom, &r.LinkRole, &r.LinkID, &r.LinkName)
	return r, err
}

// In a join SQLite plans anew for each value that takes the place of a parameter, which
// takes three times as long as looking up. A cast keeps it from that: what stands there is
// no parameter then.
const invitationByKey = `SELECT i.id, i.assessment_id, i.voice, i.uses, i.used_lived, i.used_learnt, i.single_use, i.created_at, i.expires_at, i.revoked_at,
	i.made_by, i.partner_id, i.partner_name, i.grant_id, k.label, k.hash, k.spent
	FROM invitation_keys AS k JOIN invitations AS i ON i.id = k.invitation_id WHERE k.label = CAST($1 AS TEXT)`

func invitationByLabel(ctx context.Context, db *gorm.DB, label string) (r invitation, k invitationKey, err error) {
	err = readRow(ctx, db, invitationByKey, []any{label},
		&r.ID, &r.AssessmentID, &r.Voice, &r.Uses, &r.UsedLived, &r.UsedLearnt, &r.SingleUse, &r.CreatedAt, &r.ExpiresAt, &r.RevokedAt,
		&r.Maker.MadeBy, &r.Maker.PartnerID, &r.Maker.PartnerName, &r.Maker.GrantID, &k.Label, &k.Hash, &k.Spent)
	k.InvitationID = r.ID
	return r, k, err
}

// useOf counts a use of an invitation in each voice.
var useOf = [...]string{
	scoring.Lived:  "UPDATE invitations SET used_lived = used_lived + 1 WHERE id = $1",
	scoring.Learnt: "UPDATE invitations SET used_learnt = used_learnt + 1 WHERE id = $1",
}

func useInvitation(ctx context.Context, db *gorm.DB, id string, voice scoring.Voice) (updated int, err error) {
	return run(ctx, db, useOf[voice], id)
}

const assessmentColumns = `id, organisation_id, instrument, version, title, scope, target, answering_lived, answering_learnt,
	minimum_lived, minimum_learnt, external_id, state, closes_at, closed_at, wiped_at, closing, created_at, updated_at, revision,
	made_by, partner_id, partner_name, grant_id`

func assessmentByID(ctx context.Context, db *gorm.DB, id string) (r assessment, err error) {
	err = readRow(ctx, db, "SELECT "+assessmentColumns+" FROM assessments WHERE id = $1", []any{id},
		&r.ID, &r.OrganisationID, &r.Instrument, &r.Version, &r.Title, &r.Scope, &r.Target, &r.AnsweringLived, &r.AnsweringLearnt,
		&r.MinimumLived, &r.MinimumLearnt, &r.ExternalID, &r.State, &r.ClosesAt, &r.ClosedAt, &r.WipedAt, &r.Closing, &r.CreatedAt, &r.UpdatedAt, &r.Revision,
		&r.Maker.MadeBy, &r.Maker.PartnerID, &r.Maker.PartnerName, &r.Maker.GrantID)
	return r, err
}

const responseColumns = "assessment_id, id, voice, people, codes, notes, private_notes, variant, support, state, scored, revision, hash, entered, next_hash, grant_id"

// columns are where a row of responseColumns is read into.
func (r *response) columns() []any {
	return []any{
		&r.AssessmentID, &r.ID, &r.Voice, &r.People, &r.Codes, &r.Notes, &r.PrivateNotes, &r.Variant, &r.Support, &r.State, &r.Scored, &r.Revision, &r.Hash,
		&r.Entered, &r.NextHash, &r.GrantID,
	}
}

func responseByID(ctx context.Context, db *gorm.DB, assessment, id string) (r response, err error) {
	err = readRow(ctx, db, "SELECT "+responseColumns+" FROM responses WHERE assessment_id = $1 AND id = $2"+unlessLeaving(db, "$1"), []any{assessment, id}, r.columns()...)
	return r, err
}

// responseAt reads no more than whose key it is. It says where to look as the index
// assessments_by_place does, or that would not be used.
func responseAt(ctx context.Context, db *gorm.DB, locator, id string) (r response, err error) {
	err = readRow(ctx, db, "SELECT assessment_id, id, hash, next_hash FROM responses WHERE assessment_id IN (SELECT id FROM assessments WHERE substr(id, 25) = $1) AND id = $2"+
		unlessLeaving(db, "responses.assessment_id"),
		[]any{locator, id}, &r.AssessmentID, &r.ID, &r.Hash, &r.NextHash)
	return r, err
}

// countResponses counts some more, if that is as many as there may be at most.
func countResponses(ctx context.Context, db *gorm.DB, assessment string, more, atMost int) (counted int, err error) {
	return run(ctx, db, "UPDATE response_counts SET responses = responses + $1 WHERE assessment_id = $2 AND responses <= $3", more, assessment, atMost-more)
}

func insertResponse(ctx context.Context, db *gorm.DB, r *response) error {
	_, err := run(ctx, db, "INSERT INTO responses ("+responseColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
		r.AssessmentID, r.ID, r.Voice, r.People, r.Codes, r.Notes, r.PrivateNotes, r.Variant, r.Support, r.State, r.Scored, r.Revision, r.Hash,
		r.Entered, r.NextHash, r.GrantID)
	return err
}

// updateResponse writes all but the voice, the origin and the grant, which never
// change, and the hashes of the keys.
func updateResponse(ctx context.Context, db *gorm.DB, r *response) (updated int, err error) {
	return run(ctx, db, `UPDATE responses SET people = $1, codes = $2, notes = $3, private_notes = $4, variant = $5, support = $6,
		state = $7, scored = $8, revision = $9 WHERE assessment_id = $10 AND id = $11`,
		r.People, r.Codes, r.Notes, r.PrivateNotes, r.Variant, r.Support, r.State, r.Scored, r.Revision, r.AssessmentID, r.ID)
}

// submittedResponses reads a page of those that meet a condition, in the order of
// ids. All who write wait for the closing of an assessment with many responses.
func submittedResponses(ctx context.Context, db *gorm.DB, condition, assessment, after string, limit int) ([]response, error) {
	return readRows(ctx, db, "SELECT "+responseColumns+" FROM responses WHERE assessment_id = $1 AND id > $2 AND state = 'submitted' AND "+
		condition+unlessLeaving(db, "$1")+" ORDER BY id LIMIT $3", (*response).columns, assessment, after, limit)
}

// readRow runs a query and reads the row that it finds, or returns
// [gorm.ErrRecordNotFound].
func readRow(ctx context.Context, db *gorm.DB, query string, args []any, into ...any) error {
	if !isText(args...) {
		return gorm.ErrRecordNotFound
	}
	begin := time.Now()
	err := db.Statement.ConnPool.QueryRowContext(brief(ctx, db), query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return gorm.ErrRecordNotFound
	}
	return traced(ctx, db, begin, query, err)
}

// readRows runs a query and reads all rows that it finds.
func readRows[R any](ctx context.Context, db *gorm.DB, query string, columns func(*R) []any, args ...any) (found []R, err error) {
	if !isText(args...) {
		return nil, nil
	}
	begin := time.Now()
	rows, err := db.Statement.ConnPool.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, traced(ctx, db, begin, query, err)
	}
	defer func() { err = traced(ctx, db, begin, query, errors.Join(err, rows.Err(), rows.Close())) }()
	for rows.Next() {
		var r R
		if err := rows.Scan(columns(&r)...); err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, nil
}

// run runs a statement and returns how many rows it changed.
func run(ctx context.Context, db *gorm.DB, statement string, args ...any) (changed int, err error) {
	begin := time.Now()
	result, err := db.Statement.ConnPool.ExecContext(ctx, statement, args...)
	var rows int64
	if err == nil {
		rows, err = result.RowsAffected()
	}
	return int(rows), traced(ctx, db, begin, statement, err)
}

// traced logs a statement that was slow or failed, as gorm does.
func traced(ctx context.Context, db *gorm.DB, begin time.Time, statement string, err error) error {
	db.Logger.Trace(ctx, begin, func() (string, int64) { return statement, -1 }, err)
	return err
}
