package assessments

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// MaxEntered is how many responses are entered at once.
const MaxEntered = 5_000

// Rows are things as they stand in a file, each with the number of its row there.
// What is wrong with a row that cannot be read is added to the faults instead.
type Rows[T any] func(faults *fault.List) iter.Seq2[int, *T]

// EnteredTogether are responses that were entered at once.
type EnteredTogether struct {
	Voices [len(scoring.Voices)]Entries
	Rows   []EnteredRow // in the order of the file; none when it was only checked
}

// Entries is how much was entered of one voice.
type Entries struct{ Responses, People int }

// EnteredRow is one response of a file and, this one time, its key.
type EnteredRow struct {
	Row    int
	ID     string
	Secret Secret
}

// EnterResponses keeps all responses of a file, or none of them. They are submitted
// unless they say draft. read reads the rows, for a questionnaire. When it is only to
// check, nothing is kept and once counts for nothing.
//
// Whatever can be done before the transaction is: others wait for it.
func (s *Service) EnterResponses(ctx context.Context, caller access.Caller, assessment string, read func(*instrument.Instrument) Rows[EnteredResponse], onlyCheck bool, once *access.IdempotencyKey[EnteredTogether]) (EnteredTogether, error) {
	a, err := s.reachAssessment(ctx, s.Store, caller, assessment)
	if err != nil {
		return EnteredTogether{}, err
	}
	if err := a.mustBeOpen(s.Now()); err != nil {
		return EnteredTogether{}, err
	}
	questionnaire, err := s.installed(&a)
	if err != nil {
		return EnteredTogether{}, err
	}
	file := &responseFile{assessment: &a, questionnaire: questionnaire}
	if err := s.readResponses(file, read(questionnaire)); err != nil {
		return EnteredTogether{}, err
	}
	if onlyCheck {
		return EnteredTogether{Voices: file.voices}, mayEnter(ctx, s.Store, file)
	}
	return createFor(ctx, s, once, assessment, func(tx Tx) (EnteredTogether, error) {
		return file.rows(), s.keepResponses(ctx, tx, caller, file)
	})
}

// responseFile is a file of responses, as far as it was read.
type responseFile struct {
	assessment    *Assessment
	questionnaire *instrument.Instrument
	voices        [len(scoring.Voices)]Entries
	submitted     [len(scoring.Voices)]int // the row of the last that is submitted; 0 for none
	entered       []NewResponse
	at            []int // the row of each
}

// readResponses reads a file, and names all that is wrong with it.
func (s *Service) readResponses(file *responseFile, rows Rows[EnteredResponse]) error {
	var faults fault.List
	for row, in := range rows(&faults) {
		created, err := s.newResponse(file.assessment.ID, Entered)
		if err != nil {
			return err
		}
		if in.State == "" {
			in.State = Submitted
		}
		var wrong fault.List
		created.enter(*in, file.assessment, file.questionnaire, &wrong)
		file.add(row, &created, &wrong)
		faults.Join(fault.At("rows", row), &wrong)
	}
	if faults.Count == 0 && len(file.entered) == 0 {
		faults.Add(fault.At("rows"), "There is not one response in this file.")
	}
	return faults.Err()
}

// add adds a response. A team gives one.
func (file *responseFile) add(row int, r *NewResponse, faults *fault.List) {
	if faults.Count > 0 {
		return
	}
	if r.State == Submitted {
		if before := file.submitted[r.Voice]; before > 0 && file.assessment.Answering[r.Voice] == AsTeam {
			faults.Add(fault.At("voice"), "The team for %s gives one response, and row %d is it.", r.Voice, before)
			return
		}
		file.submitted[r.Voice] = row
	}
	file.voices[r.Voice].Responses++
	file.voices[r.Voice].People += r.People
	file.entered, file.at = append(file.entered, *r), append(file.at, row)
}

// rows are what is told of the file, once.
func (file *responseFile) rows() EnteredTogether {
	out := EnteredTogether{Voices: file.voices, Rows: make([]EnteredRow, len(file.entered))}
	for i := range file.entered {
		out.Rows[i] = EnteredRow{file.at[i], file.entered[i].ID, file.entered[i].Secret}
	}
	return out
}

// mayEnter returns an error of kind Conflict when an assessment does not take the
// responses of a file.
func mayEnter(ctx context.Context, r Reader, file *responseFile) error {
	for _, voice := range scoring.Voices {
		if file.submitted[voice] == 0 {
			continue
		}
		if err := oneTeam(ctx, r, file.assessment, voice); err != nil {
			return err
		}
	}
	return roomForResponses(ctx, r, file.assessment.ID, len(file.entered))
}

// keepResponses keeps a file. The responses are put into the order of their ids, which
// tells nothing of their order in the file.
func (s *Service) keepResponses(ctx context.Context, tx Tx, caller access.Caller, file *responseFile) error {
	a, err := s.reachAssessment(ctx, tx, caller, file.assessment.ID)
	if err != nil {
		return err
	}
	if err := a.mustBeOpen(s.Now()); err != nil {
		return err
	}
	by, _, err := s.makerFor(ctx, tx, caller, a.Organisation)
	if err != nil {
		return err
	}
	if err := mayEnter(ctx, tx, file); err != nil {
		return err
	}
	responses := make([]Response, len(file.entered))
	for i := range file.entered {
		responses[i] = file.entered[i].Response
		responses[i].Grant = by.Grant
	}
	slices.SortFunc(responses, func(a, b Response) int { return strings.Compare(a.ID, b.ID) })
	return tx.AddResponses(ctx, a.ID, responses)
}
