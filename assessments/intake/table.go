package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// A record is a row of a table: what stands in its columns that hold something.
type record map[string]string

// records reads a table as programs for tables write it: CSV in UTF-8, with commas,
// semicolons or tabs between the cells, whichever stand in its first row. That row
// names the columns, in any order; columns lists those there are. Rows count as such a
// program shows them: the names are row 1, and empty rows count.
func records(body []byte, columns []string, most int) assessments.Rows[record] {
	return func(faults *fault.List) iter.Seq2[int, *record] {
		return func(yield func(int, *record) bool) {
			if isUTF16(body) {
				faults.Add(fault.At("rows"), notUTF8)
				return
			}
			rows := newTableReader(unmarked(body))
			if names, ok := rows.header(columns, faults); ok {
				rows.each(names, most, faults, yield)
			}
		}
	}
}

// each reads the rows behind the names of the columns.
func (t *tableReader) each(names []string, most int, faults *fault.List, yield func(int, *record) bool) {
	for found := 0; ; {
		cells, more := t.next(faults)
		switch {
		case !more:
			return
		case cells == nil:
			continue
		case found == most:
			faults.Add(fault.At("rows"), tooManyRows, most)
			return
		}
		found++
		if one := t.record(names, cells, faults); one != nil && !yield(t.row, &one) {
			return
		}
	}
}

const notUTF8 = "Some letters here cannot be read. Save the table as “CSV UTF-8” and send it again."

// isUTF16 tells whether a text begins with the mark of UTF-16, as some programs write it.
func isUTF16(body []byte) bool {
	return bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff"))
}

// tableReader reads a table, and counts its rows.
type tableReader struct {
	body []byte
	csv  *csv.Reader
	row  int // the one that was read last
}

func newTableReader(body []byte) *tableReader {
	reader := csv.NewReader(bytes.NewReader(body))
	reader.Comma, reader.FieldsPerRecord = separatorOf(body), -1
	return &tableReader{body: body, csv: reader}
}

// separatorOf returns what stands between the cells of the first row: what is most
// often there, outside quotes.
func separatorOf(body []byte) rune {
	counts, quoted := map[rune]int{}, false
	for _, letter := range string(body[:min(len(body), mostHeader)]) {
		if letter == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if letter == '\n' && len(counts) > 0 {
			break
		}
		if strings.ContainsRune(",;\t", letter) {
			counts[letter]++
		}
	}
	best := ','
	for _, one := range ";\t" {
		if counts[one] > counts[best] {
			best = one
		}
	}
	return best
}

// mostHeader is how much is looked at to find the separator, in bytes.
const mostHeader = 64 << 10

// next returns the cells of the next row, nil for an empty one; more is false at the
// end, and where the table cannot be read on.
func (t *tableReader) next(faults *fault.List) (cells []string, more bool) {
	from := t.csv.InputOffset()
	cells, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, false
	}
	t.row += 1 + emptyLines(t.body[from:])
	if err != nil {
		faults.Add(fault.At("rows", t.row), "A quotation mark is not where it can be. Put quotation marks around the whole cell, and write one inside of it twice. The rows behind this were not read.")
		return nil, false
	}
	if !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
		return nil, true
	}
	return cells, true
}

// emptyLines counts the empty lines that a text begins with: they are read over.
func emptyLines(text []byte) (count int) {
	for {
		line, rest, found := bytes.Cut(text, []byte("\n"))
		if !found || len(bytes.TrimSuffix(line, []byte("\r"))) > 0 {
			return count
		}
		count, text = count+1, rest
	}
}

// header reads the names of the columns, and names those that there are not.
func (t *tableReader) header(columns []string, faults *fault.List) (names []string, ok bool) {
	names, more := t.next(faults)
	for more && names == nil {
		names, more = t.next(faults)
	}
	if names == nil {
		if faults.Count == 0 {
			faults.Add(fault.At("rows"), "This file is empty. Its first row names the columns.")
		}
		return nil, false
	}
	before := faults.Count
	seen := map[string]bool{"": false}
	for i, given := range names {
		name := strings.ToLower(strings.TrimSpace(given))
		switch names[i] = name; {
		case !utf8.ValidString(given):
			faults.Add(fault.At("rows", t.row), notUTF8)
		case name != "" && !slices.Contains(columns, name):
			faults.Add(fault.At("rows", t.row, name), "There is no column %.80q. There are: %s.", name, strings.Join(columns, ", "))
		case seen[name]:
			faults.Add(fault.At("rows", t.row, name), "There are two columns %.80q. Take one out.", name)
		}
		seen[name] = name != ""
	}
	return names, faults.Count == before
}

// record puts the cells under the names of their columns, or says why it cannot.
func (t *tableReader) record(names, cells []string, faults *fault.List) record {
	out := make(record, len(cells))
	for i, cell := range cells {
		switch {
		case !utf8.ValidString(cell):
			faults.Add(fault.At("rows", t.row), notUTF8)
			return nil
		case strings.TrimSpace(cell) == "":
		case i >= len(names) || names[i] == "":
			faults.Add(fault.At("rows", t.row), "There is a cell here in a column without a name. Name the column in the first row, or empty the cell.")
			return nil
		default:
			out[names[i]] = cell
		}
	}
	return out
}
