package intake

import (
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// MaxImportBytes is the longest file of rows that is read.
const MaxImportBytes = 8 << 20

// The columns of a table of responses that say something of the response. Each
// question has a column with its id, and one with its id behind notePrefix.
const (
	voiceColumn   = "voice"
	peopleColumn  = "people"
	variantColumn = "variant"
	supportColumn = "support"
	notePrefix    = "note:"
)

// ResponseColumns are the columns that a table of responses to a questionnaire may
// have, in the order in which people fill them in.
func ResponseColumns(in *instrument.Instrument) []string {
	columns := []string{voiceColumn, peopleColumn, variantColumn, supportColumn}
	for i := range in.Questions {
		columns = append(columns, in.Questions[i].ID)
	}
	for i := range in.Questions {
		columns = append(columns, notePrefix+in.Questions[i].ID)
	}
	return columns
}

// ResponseTable reads a table of responses to a questionnaire, a row for each.
func ResponseTable(body []byte, in *instrument.Instrument) assessments.Rows[assessments.EnteredResponse] {
	return eachRow(records(body, ResponseColumns(in), assessments.MaxEntered), (*record).response)
}

// response reads what a row answers.
func (r record) response(faults *fault.List) assessments.EnteredResponse {
	one := assessments.EnteredResponse{ResponseText: assessments.ResponseText{
		People: 1, Answers: map[string]string{}, Particulars: assessments.Particulars{Variant: instrument.Standard, Support: assessments.NoSupport},
	}}
	for column, cell := range r {
		plain := strings.TrimSpace(cell)
		switch note, isNote := strings.CutPrefix(column, notePrefix); {
		case isNote && one.Notes == nil:
			one.Notes = map[string]string{note: cell}
		case isNote:
			one.Notes[note] = cell
		case column == voiceColumn:
			one.Voice = strings.ToLower(plain)
		case column == peopleColumn:
			if people, err := strconv.Atoi(plain); err == nil {
				one.People = people
			} else {
				faults.Add(fault.At(peopleColumn), "people is %.80q. Give a whole number, such as 1.", plain)
			}
		case column == variantColumn:
			one.Variant = instrument.Variant(strings.ToLower(plain))
		case column == supportColumn:
			one.Support = assessments.Support(strings.ToLower(plain))
		default:
			one.Answers[column] = plain
		}
	}
	return one
}
