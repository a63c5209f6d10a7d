package gormstore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// response is a row of responses.
type response struct {
	AssessmentID string `gorm:"primaryKey"`
	ID           string `gorm:"primaryKey"`
	Voice        string
	People       int
	Codes        string // of the answers
	Notes        string
	PrivateNotes string
	Variant      string
	Support      string
	State        string
	Scored       bool
	Revision     int
	Hash         string
	Entered      bool
	NextHash     string
	GrantID      string
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
		ID: r.ID, Assessment: r.AssessmentID, Response: scoring.Response{Voice: voice, People: r.People},
		Particulars: assessments.Particulars{Variant: instrument.Variant(r.Variant), Support: assessments.Support(r.Support)},
		State:       assessments.ResponseState(r.State), Revision: r.Revision, Origin: assessments.Invited,
		Hash: assessments.Hash(r.Hash), Next: assessments.Hash(r.NextHash), Grant: r.GrantID,
	}
	if r.Entered {
		out.Origin = assessments.Entered
	}
	var errs [3]error
	out.Answers, errs[0] = answers(r.Codes)
	if r.Notes != "{}" {
		errs[1] = fromJSON(r.Notes, &out.Notes)
	}
	if r.PrivateNotes != "[]" {
		errs[2] = fromJSON(r.PrivateNotes, &out.Private)
	}
	return out, errors.Join(errs[:]...)
}

func responseRow(r *assessments.Response) (response, error) {
	row := response{
		AssessmentID: r.Assessment, ID: r.ID, Voice: r.Voice.String(), People: r.People, Codes: codes(r.Answers), Variant: string(r.Variant),
		Support: string(r.Support), State: string(r.State), Scored: r.HasScore(), Revision: r.Revision, Hash: string(r.Hash),
		Entered: r.Origin == assessments.Entered, NextHash: string(r.Next), GrantID: r.Grant,
	}
	var errs [2]error
	row.Notes, errs[0] = toJSON(r.Notes)
	row.PrivateNotes, errs[1] = toJSON(r.Private)
	return row, errors.Join(errs[:]...)
}

// codes writes answers as numbers with commas between them: see
// [scoring.Answer]. Names of questions would make a row three times as long.
func codes(answers []scoring.Answer) string {
	var out []byte
	for i, answer := range answers {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, int64(answer), 10)
	}
	return string(out)
}

func answers(codes string) ([]scoring.Answer, error) {
	if codes == "" {
		return nil, nil
	}
	answers := make([]scoring.Answer, 0, 1+strings.Count(codes, ","))
	for code := range strings.SplitSeq(codes, ",") {
		answer, err := strconv.ParseInt(code, 10, 8)
		if err != nil {
			return nil, fmt.Errorf("read answers: %w", err)
		}
		answers = append(answers, scoring.Answer(answer))
	}
	return answers, nil
}

// toJSON writes what has no columns of its own. Nothing is written as empty.
func toJSON(value any) (string, error) {
	text, err := json.Marshal(value, json.Deterministic(true))
	return string(text), err
}

func fromJSON(text string, into any) error { return json.Unmarshal([]byte(text), into) }

// Response implements [assessments.Reader].
func (v view) Response(ctx context.Context, assessment, id string) (assessments.Response, error) {
	found, err := responseByID(ctx, v.db, assessment, id)
	if err != nil {
		return assessments.Response{}, unread(aResponse, err)
	}
	return found.domain()
}

// ResponseAt implements [assessments.Reader].
func (v view) ResponseAt(ctx context.Context, locator, id string) (assessments.Response, error) {
	found, err := responseAt(ctx, v.db, locator, id)
	if err != nil {
		return assessments.Response{}, unread(aResponse, err)
	}
	return assessments.Response{ID: found.ID, Assessment: found.AssessmentID, Hash: assessments.Hash(found.Hash), Next: assessments.Hash(found.NextHash)}, nil
}

// HasSubmitted implements [assessments.Reader].
func (v view) HasSubmitted(ctx context.Context, assessment string, voice scoring.Voice) (bool, error) {
	return has[response](ctx, v.db, "assessment_id = ? AND voice = ? AND state = 'submitted'", assessment, voice.String())
}

// ResponsesMark implements [assessments.Reader]. Of an open assessment no
// response goes, and revisions count up.
func (v view) ResponsesMark(ctx context.Context, assessment string) (string, error) {
	if !isText(assessment) {
		return "", nil
	}
	var all struct{ Responses, Revisions int }
	err := begin(ctx, v.db).Model(&response{}).Select("count(*) AS responses, coalesce(sum(revision), 0) AS revisions").
		Where("assessment_id = ?", assessment).Take(&all).Error
	return fmt.Sprintf("%d.%d", all.Responses, all.Revisions), translate(err)
}

// SubmittedResponses implements [assessments.Reader].
func (v view) SubmittedResponses(ctx context.Context, assessment string, page access.Page) ([]assessments.Response, error) {
	return v.submitted(ctx, "TRUE", assessment, page)
}

// SubmittedNotes implements [assessments.Reader].
func (v view) SubmittedNotes(ctx context.Context, assessment string, page access.Page) ([]assessments.Response, error) {
	return v.submitted(ctx, "notes <> '{}'", assessment, page)
}

func (v view) submitted(ctx context.Context, which, assessment string, page access.Page) ([]assessments.Response, error) {
	rows, err := submittedResponses(ctx, v.db, which, assessment, page.After, page.Limit)
	if err != nil {
		return nil, fmt.Errorf("read responses: %w", translate(err))
	}
	responses := make([]assessments.Response, len(rows))
	for i := range rows {
		if responses[i], err = rows[i].domain(); err != nil {
			return nil, err
		}
	}
	return responses, nil
}

// ResultKeyAt implements [assessments.Reader]. Hashes lie in their own order, so all
// that begin with the label are beside each other.
func (v view) ResultKeyAt(ctx context.Context, locator, label string) (string, assessments.Hash, error) {
	found, err := v.resultReaderAt(ctx, locator, label)
	hash := assessments.Hash(found.Hash)
	switch {
	case err != nil:
		return "", "", unread(aResponse, err)
	case hash.Label() != label:
		return "", "", fault.NoSuch(aResponse)
	}
	return found.AssessmentID, hash, nil
}

// Responses implements [assessments.Held].
func (v view) Responses(ctx context.Context, assessment string) (int, error) {
	found, err := takeRow[responseCount](ctx, v.db, "assessment_id = ?", assessment)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, nil
	}
	return found.Responses, translate(err)
}

// AddResponse implements [assessments.Tx].
func (t tx) AddResponse(ctx context.Context, r assessments.Response) error {
	row, err := responseRow(&r)
	if err != nil {
		return err
	}
	if err := t.count(ctx, r.Assessment, 1); err != nil {
		return err
	}
	return insertResponse(ctx, t.db, &row)
}

// AddResponses implements [assessments.Tx]. They are counted first: whoever adds to
// the same assessment then waits before they have done anything.
func (t tx) AddResponses(ctx context.Context, assessment string, responses []assessments.Response) error {
	const together = 200 // rows of 16 values, of which SQLite takes 32,766 at once
	rows := make([]response, len(responses))
	for i := range responses {
		var err error
		if rows[i], err = responseRow(&responses[i]); err != nil {
			return err
		}
	}
	if err := t.count(ctx, assessment, len(rows)); err != nil || len(rows) == 0 {
		return err
	}
	return begin(ctx, t.db).CreateInBatches(&rows, together).Error
}

// count counts some more responses, or refuses them.
func (t tx) count(ctx context.Context, assessment string, more int) error {
	counted, err := countResponses(ctx, t.db, assessment, more, assessments.MaxAssessmentResponses)
	if err != nil {
		return err
	}
	if counted == 0 {
		return assessments.NoRoomFor(more)
	}
	return nil
}

// SaveResponse implements [assessments.Tx].
func (t tx) SaveResponse(ctx context.Context, r assessments.Response) error {
	row, err := responseRow(&r)
	if err != nil {
		return err
	}
	if r.State == assessments.Withdrawn {
		t.noteFact(redo.Fact{Kind: redo.ResponseWithdrawn, ID: r.ID, Of: r.Assessment})
	}
	return changedOne[response](updateResponse(ctx, t.db, &row))
}

// SaveResponseKeys implements [assessments.Tx].
func (t tx) SaveResponseKeys(ctx context.Context, r assessments.Response) error {
	was, err := takeRow[response](ctx, t.db, "assessment_id = ? AND id = ?", r.Assessment, r.ID)
	if err != nil {
		return err
	}
	if was.Hash != string(r.Hash) {
		t.noteFact(redo.Fact{Kind: redo.KeyReplaced, ID: r.ID, Of: r.Assessment, More: []string{assessments.Hash(was.Hash).Label(), string(r.Hash)}})
	}
	return changedOne[response](changed(begin(ctx, t.db).Model(&response{}).Where("assessment_id = ? AND id = ?", r.Assessment, r.ID).
		Updates(map[string]any{"hash": string(r.Hash), "next_hash": string(r.Next)})))
}

// CloseResponses implements [assessments.Tx].
func (t tx) CloseResponses(ctx context.Context, assessment string, at time.Time) (owed bool, err error) {
	return t.end(ctx, assessment, toMillis(at))
}

// DeleteResponses implements [assessments.Tx].
func (t tx) DeleteResponses(ctx context.Context, assessment string) (owed bool, err error) {
	return t.end(ctx, assessment, nil)
}
