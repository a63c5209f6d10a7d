package gormstore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
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
}

// resultReader is a row of result_readers.
type resultReader struct {
	Hash         string `gorm:"primaryKey"`
	AssessmentID string `gorm:"primaryKey"`
}

const aResponse = "response"

func (r *response) domain() (assessments.Response, error) {
	voice, _ := scoring.ParseVoice(r.Voice)
	out := assessments.Response{
		ID: r.ID, Assessment: r.AssessmentID, Voice: voice, State: assessments.ResponseState(r.State), Revision: r.Revision, Hash: assessments.Hash(r.Hash),
		ResponseText: assessments.ResponseText{People: r.People, Variant: instrument.Variant(r.Variant), Support: assessments.Support(r.Support)},
	}
	var errs [3]error
	out.Answers, errs[0] = texts(r.Answers)
	out.Notes, errs[1] = texts(r.Notes)
	if r.PrivateNotes != "[]" {
		errs[2] = fromJSON(r.PrivateNotes, &out.Private)
	}
	return out, errors.Join(errs[:]...)
}

func responseRow(r *assessments.Response) (response, error) {
	row := response{
		AssessmentID: r.Assessment, ID: r.ID, Voice: r.Voice.String(), People: r.People, Variant: string(r.Variant), Support: string(r.Support),
		State: string(r.State), Scored: r.HasScore(), Revision: r.Revision, Hash: string(r.Hash),
	}
	var errs [3]error
	row.Answers, errs[0] = fromTexts(r.Answers)
	row.Notes, errs[1] = fromTexts(r.Notes)
	row.PrivateNotes, errs[2] = toJSON(r.Private)
	return row, errors.Join(errs[:]...)
}

// toJSON writes what has no columns of its own. Nothing is written as empty.
func toJSON(value any) (string, error) {
	text, err := json.Marshal(value, json.Deterministic(true))
	return string(text), err
}

func fromJSON(text string, into any) error { return json.Unmarshal([]byte(text), into) }

// fromTexts writes an object of texts in the order of their names: by hand, as
// [texts] reads it.
func fromTexts(texts map[string]string) (string, error) {
	object := []byte{'{'}
	for i, name := range slices.Sorted(maps.Keys(texts)) {
		if i > 0 {
			object = append(object, ',')
		}
		var errs [2]error
		object, errs[0] = jsontext.AppendQuote(object, name)
		object, errs[1] = jsontext.AppendQuote(append(object, ':'), texts[name])
		if err := errors.Join(errs[:]...); err != nil {
			return "", err
		}
	}
	return string(append(object, '}')), nil
}

// texts reads an object of texts, token by token: five times as fast as by
// reflection. See [view.submitted].
func texts(object string) (map[string]string, error) {
	if object == "{}" {
		return nil, nil
	}
	const usual = 24 // about as many as a questionnaire has questions
	read := make(map[string]string, usual)
	tokens := jsontext.NewDecoder(strings.NewReader(object), jsontext.AllowDuplicateNames(true))
	if _, err := tokens.ReadToken(); err != nil { // {
		return nil, err
	}
	for tokens.PeekKind() == '"' {
		name, err := tokens.ReadToken()
		if err != nil {
			return nil, err
		}
		key := name.String() // before the next token takes its place
		value, err := tokens.ReadToken()
		if err != nil {
			return nil, err
		}
		read[key] = value.String()
	}
	_, err := tokens.ReadToken() // }
	return read, err
}

// Response implements [assessments.Reader].
func (v view) Response(ctx context.Context, assessment, id string) (assessments.Response, error) {
	found, err := takeRow[response](ctx, v.db, aResponse, "assessment_id = ? AND id = ?", assessment, id)
	if err != nil {
		return assessments.Response{}, err
	}
	return found.domain()
}

// at finds what belongs to an assessment at a place. It says its condition as the
// index assessments_by_place does, or that would not be used.
const at = "assessment_id IN (SELECT id FROM assessments WHERE substr(id, 25) = ?)"

// ResponseAt implements [assessments.Reader].
func (v view) ResponseAt(ctx context.Context, place, id string) (assessments.Response, error) {
	if !isText(place, id) {
		return assessments.Response{}, assessments.NoSuch(aResponse)
	}
	found := assessments.Response{ID: id}
	err := scan(ctx, v.db, []any{&found.Assessment, &found.Hash}, "SELECT assessment_id, hash FROM responses WHERE "+at+" AND id = ?", place, id)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return assessments.Response{}, assessments.NoSuch(aResponse)
	}
	return found, translate(err)
}

// HasSubmitted implements [assessments.Reader].
func (v view) HasSubmitted(ctx context.Context, assessment string, voice scoring.Voice) (bool, error) {
	return exists(ctx, v.db, "SELECT 1 FROM responses WHERE assessment_id = ? AND voice = ? AND state = 'submitted'", assessment, voice.String())
}

// ResponsesMark implements [assessments.Reader]. Of an open assessment no
// response goes, and revisions count up.
func (v view) ResponsesMark(ctx context.Context, assessment string) (string, error) {
	if !isText(assessment) {
		return "", nil
	}
	var all struct{ Responses, Revisions int }
	err := v.db.WithContext(ctx).Raw(`SELECT count(*) AS responses, coalesce(sum(revision), 0) AS revisions
		FROM responses WHERE assessment_id = ?`, assessment).Scan(&all).Error
	return fmt.Sprintf("%d.%d", all.Responses, all.Revisions), translate(err)
}

// SubmittedResponses implements [assessments.Reader].
func (v view) SubmittedResponses(ctx context.Context, assessment string, page assessments.Page) ([]assessments.Response, error) {
	return v.submitted(ctx, "TRUE", assessment, page)
}

// SubmittedNotes implements [assessments.Reader].
func (v view) SubmittedNotes(ctx context.Context, assessment string, page assessments.Page) ([]assessments.Response, error) {
	return v.submitted(ctx, "notes <> '{}'", assessment, page)
}

// submitted reads rows by hand. All who write wait for the closing of an
// assessment with many responses, and gorm takes three times as long for each.
func (v view) submitted(ctx context.Context, which, assessment string, page assessments.Page) (responses []assessments.Response, err error) {
	if !isText(assessment, page.After) {
		return nil, nil
	}
	rows, err := v.db.WithContext(ctx).Raw(`SELECT id, voice, people, answers, notes, private_notes, variant, support, revision, hash FROM responses
		WHERE assessment_id = ? AND id > ? AND state = 'submitted' AND `+which+` ORDER BY id LIMIT ?`, assessment, page.After, page.Limit).Rows()
	if err != nil {
		return nil, fmt.Errorf("read responses: %w", translate(err))
	}
	defer func() { err = errors.Join(err, translate(rows.Err()), rows.Close()) }()
	for rows.Next() {
		r := response{AssessmentID: assessment, State: string(assessments.Submitted)}
		if err := rows.Scan(&r.ID, &r.Voice, &r.People, &r.Answers, &r.Notes, &r.PrivateNotes, &r.Variant, &r.Support, &r.Revision, &r.Hash); err != nil {
			return nil, err
		}
		one, err := r.domain()
		if err != nil {
			return nil, err
		}
		responses = append(responses, one)
	}
	return responses, nil
}

// ReaderAt implements [assessments.Reader]. Hashes lie in their own order, so all
// that begin with the label are beside each other.
func (v view) ReaderAt(ctx context.Context, place, label string) (string, assessments.Hash, error) {
	found, err := takeRow[resultReader](ctx, v.db, aResponse, at+" AND hash >= ? AND hash < ?", place, label, label+"g")
	hash := assessments.Hash(found.Hash)
	if err == nil && hash.Label() != label {
		return "", "", assessments.NoSuch(aResponse)
	}
	return found.AssessmentID, hash, err
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
	deleted, err := gorm.G[invitation](t.db).Where("assessment_id = ?", assessment).Delete(ctx)
	if err == nil {
		err = t.oweWipe(ctx, deleted)
	}
	if err != nil {
		return err
	}
	return t.deleteResponses(ctx, assessment)
}

func (t tx) deleteResponses(ctx context.Context, assessment string) error {
	deleted, err := gorm.G[response](t.db).Where("assessment_id = ?", assessment).Delete(ctx)
	if err != nil {
		return err
	}
	if _, err := gorm.G[responseCount](t.db).Where("assessment_id = ?", assessment).Update(ctx, "responses", 0); err != nil {
		return err
	}
	answers, err := gorm.G[keptAnswer](t.db).Where("assessment_id = ?", assessment).Delete(ctx)
	if err != nil {
		return err
	}
	return t.oweWipe(ctx, deleted+answers)
}
