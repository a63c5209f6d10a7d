package gormstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// response is a row of responses.
type response struct {
	AssessmentID string `gorm:"primaryKey"`
	ID           string `gorm:"primaryKey"`
	Voice        string
	People       int
	Answers      string
	Notes        string
	PrivateNotes string
	Variant      string
	Support      string
	State        string
	Scored       bool
	Revision     int
	Hash         string
	Label        string
}

// resultReader is a row of result_readers.
type resultReader struct {
	Hash         string `gorm:"primaryKey"`
	AssessmentID string
}

func (r *response) domain() (assessments.Response, error) {
	voice, _ := scoring.ParseVoice(r.Voice)
	out := assessments.Response{
		ID: r.ID, Assessment: r.AssessmentID, Voice: voice, State: assessments.ResponseState(r.State), Revision: r.Revision, Hash: assessments.Hash(r.Hash),
		ResponseText: assessments.ResponseText{People: r.People, Variant: instrument.Variant(r.Variant), Support: assessments.Support(r.Support)},
	}
	err := errors.Join(fromJSON(r.Answers, &out.Answers), fromJSON(r.Notes, &out.Notes), fromJSON(r.PrivateNotes, &out.Private))
	return out, err
}

func responseRow(r *assessments.Response) (response, error) {
	row := response{
		AssessmentID: r.Assessment, ID: r.ID, Voice: r.Voice.String(), People: r.People, Variant: string(r.Variant), Support: string(r.Support),
		State: string(r.State), Scored: r.HasScore(), Revision: r.Revision, Hash: string(r.Hash), Label: r.Hash.Label(),
	}
	var errs [3]error
	row.Answers, errs[0] = toJSON(r.Answers)
	row.Notes, errs[1] = toJSON(r.Notes)
	row.PrivateNotes, errs[2] = toJSON(r.Private)
	return row, errors.Join(errs[:]...)
}

// toJSON writes what has no columns of its own. Nothing is written as empty.
func toJSON(value any) (string, error) {
	text, err := json.Marshal(value, json.Deterministic(true))
	return string(text), err
}

func fromJSON(text string, into any) error { return json.Unmarshal([]byte(text), into) }

// Response implements [assessments.Reader].
func (v view) Response(ctx context.Context, assessment, id string) (assessments.Response, error) {
	if !isText(assessment, id) {
		return assessments.Response{}, assessments.NoSuch("response")
	}
	found, err := one[response](ctx, v.db, "assessment_id = ? AND id = ?", assessment, id)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return assessments.Response{}, assessments.NoSuch("response")
	}
	if err != nil {
		return assessments.Response{}, fmt.Errorf("read response: %w", translate(err))
	}
	return found.domain()
}

// ResponseByLabel implements [assessments.Reader].
func (v view) ResponseByLabel(ctx context.Context, label string) (assessments.Response, error) {
	var found response
	err := scan(ctx, v.db, []any{&found.AssessmentID, &found.ID, &found.Hash}, "SELECT assessment_id, id, hash FROM responses WHERE label = ?", label)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return assessments.Response{}, assessments.NoSuch("response")
	}
	return assessments.Response{ID: found.ID, Assessment: found.AssessmentID, Hash: assessments.Hash(found.Hash)}, translate(err)
}

// HasSubmitted implements [assessments.Reader].
func (v view) HasSubmitted(ctx context.Context, assessment string, voice scoring.Voice) (bool, error) {
	return exists(ctx, v.db, "SELECT 1 FROM responses WHERE assessment_id = ? AND voice = ? AND state = 'submitted'", assessment, voice.String())
}

// SubmittedResponses implements [assessments.Reader].
func (v view) SubmittedResponses(ctx context.Context, assessment string, page assessments.Page) ([]assessments.Response, error) {
	found, err := gorm.G[response](v.db).Where("assessment_id = ? AND id > ? AND state = 'submitted'", assessment, page.After).
		Order("id").Limit(page.Limit).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("read responses: %w", translate(err))
	}
	responses := make([]assessments.Response, len(found))
	for i := range found {
		if responses[i], err = found[i].domain(); err != nil {
			return nil, err
		}
	}
	return responses, nil
}

// ReaderByLabel implements [assessments.Reader]. Hashes lie in their own order,
// so all that begin with the label are beside each other.
func (v view) ReaderByLabel(ctx context.Context, label string) (string, assessments.Hash, error) {
	found, err := gorm.G[resultReader](v.db).Where("hash >= ? AND hash < ?", label, label+"g").Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", "", assessments.NoSuch("response")
	}
	return found.AssessmentID, assessments.Hash(found.Hash), translate(err)
}

// AddResponse implements [assessments.Tx].
func (t tx) AddResponse(ctx context.Context, r assessments.Response) error {
	row, err := responseRow(&r)
	if err != nil {
		return err
	}
	counted, err := change(ctx, t.db, "UPDATE response_counts SET responses = responses + 1 WHERE assessment_id = ? AND responses < ?",
		r.Assessment, assessments.MaxAssessmentResponses)
	if err != nil {
		return err
	}
	if counted == 0 {
		return &assessments.Error{
			Kind:   assessments.Conflict,
			Detail: fmt.Sprintf("This assessment has %d responses, which is as many as one takes.", assessments.MaxAssessmentResponses),
		}
	}
	return add(ctx, t.db, row)
}

// SaveResponse implements [assessments.Tx].
func (t tx) SaveResponse(ctx context.Context, r assessments.Response) error {
	row, err := responseRow(&r)
	if err != nil {
		return err
	}
	changed, err := change(ctx, t.db, `UPDATE responses SET people = ?, answers = ?, notes = ?, private_notes = ?, variant = ?, support = ?,
		state = ?, scored = ?, revision = ? WHERE assessment_id = ? AND id = ?`, row.People, row.Answers, row.Notes, row.PrivateNotes, row.Variant, row.Support,
		row.State, row.Scored, row.Revision, r.Assessment, r.ID)
	if err == nil && changed != 1 {
		return fmt.Errorf("save response: %d rows changed, want 1", changed)
	}
	return err
}

// CloseResponses implements [assessments.Tx].
func (t tx) CloseResponses(ctx context.Context, assessment string) error {
	err := t.db.WithContext(ctx).Exec(`INSERT INTO result_readers (hash, assessment_id)
		SELECT hash, assessment_id FROM responses WHERE assessment_id = ? AND state <> 'withdrawn' ORDER BY hash`, assessment).Error
	if err != nil {
		return err
	}
	return t.deleteResponses(ctx, assessment)
}

// DeleteResponses implements [assessments.Tx].
func (t tx) DeleteResponses(ctx context.Context, assessment string) error {
	if _, err := gorm.G[invitation](t.db).Where("assessment_id = ?", assessment).Delete(ctx); err != nil {
		return err
	}
	return t.deleteResponses(ctx, assessment)
}

func (t tx) deleteResponses(ctx context.Context, assessment string) error {
	if _, err := gorm.G[response](t.db).Where("assessment_id = ?", assessment).Delete(ctx); err != nil {
		return err
	}
	if _, err := gorm.G[responseCount](t.db).Where("assessment_id = ?", assessment).Update(ctx, "responses", 0); err != nil {
		return err
	}
	_, err := gorm.G[keptAnswer](t.db).Where("assessment_id = ?", assessment).Delete(ctx)
	return err
}
