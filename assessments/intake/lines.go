package intake

import (
	"bytes"
	"errors"
	"iter"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Lines reads JSON lines, one thing each: at most so many. The first line is row 1,
// and empty ones count. A line that says something of each of so many questions may
// hold no more than that; see [DecodeAnswers].
func Lines[T any](body []byte, most, questions int) assessments.Rows[T] {
	return func(faults *fault.List) iter.Seq2[int, *T] {
		return func(yield func(int, *T) bool) {
			row, found := 0, 0
			for line := range bytes.SplitSeq(unmarked(body), []byte("\n")) {
				row++
				if len(bytes.TrimSpace(line)) == 0 {
					continue
				}
				if found++; found > most {
					faults.Add(fault.At("rows"), tooManyRows, most)
					return
				}
				value, err := DecodeAnswers[T](line, questions)
				if err != nil {
					faults.Join(fault.At("rows", row), unreadableLine(err))
				} else if !yield(row, value) {
					return
				}
			}
		}
	}
}

const tooManyRows = "There are more than %d rows. Send fewer at once."

// unreadableLine says of a line why it cannot be read.
func unreadableLine(err error) *fault.List {
	wrong, _ := errors.AsType[*fault.Error](err)
	if len(wrong.Faults) > 0 {
		return &fault.List{Faults: wrong.Faults, Count: len(wrong.Faults)}
	}
	var faults fault.List
	faults.Add(nil, "%s", wrong.Detail)
	return &faults
}

// Each reads rows as something else.
func Each[T, U any](rows assessments.Rows[T], as func(*T) U) assessments.Rows[U] {
	return eachRow(rows, func(value *T, _ *fault.List) U { return as(value) })
}

// eachRow reads rows as something else, and keeps what is wrong under each row.
func eachRow[T, U any](rows assessments.Rows[T], as func(*T, *fault.List) U) assessments.Rows[U] {
	return func(faults *fault.List) iter.Seq2[int, *U] {
		return func(yield func(int, *U) bool) {
			for row, value := range rows(faults) {
				var wrong fault.List
				read := as(value, &wrong)
				faults.Join(fault.At("rows", row), &wrong)
				if !yield(row, &read) {
					return
				}
			}
		}
	}
}
