// Package table writes figures for programs that open tables. A [Table] is of one
// line: those of one kind have the same columns, so that they can be put below each
// other. [Lines] are for people.
package table

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Mark begins a text in UTF-8 (U+FEFF). Excel takes a table without it for one in the
// letters of the country it was bought in.
const Mark = "\ufeff"

// Table is one line, with the names of its columns. The zero Table is empty.
type Table struct {
	names, cells []string
	numbers      []bool
}

// Text adds a cell that nothing runs as a formula.
func (t *Table) Text(name, cell string) {
	t.add(name, safe(cell), false)
}

// safe makes a cell that is only read. A program that opens tables runs what begins
// like a formula, so that such a text gets an apostrophe in front. Full-width signs
// count: some programs read them as the plain ones.
// Source: https://owasp.org/www-community/attacks/CSV_Injection
func safe(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@＝＋－＠\t\r\n", first) {
		return "'" + cell
	}
	return cell
}

// Number adds a cell that is empty where there is no number.
func (t *Table) Number(name string, n *int) {
	cell := ""
	if n != nil {
		cell = strconv.Itoa(*n)
	}
	t.add(name, cell, true)
}

func (t *Table) add(name, cell string, number bool) {
	t.names, t.cells, t.numbers = append(t.names, name), append(t.cells, cell), append(t.numbers, number)
}

// Column is what stands in each line of one kind of table.
type Column struct {
	Name   string
	Number bool // whether it holds whole numbers, or nothing
}

// Columns are those of the table, in order.
func (t *Table) Columns() []Column {
	out := make([]Column, len(t.names))
	for i, name := range t.names {
		out[i] = Column{name, t.numbers[i]}
	}
	return out
}

// Names are the names of the columns.
func (t *Table) Names() []string { return t.names }

// Bytes writes the table as CSV, with the line ends of RFC 4180.
func (t *Table) Bytes() []byte { return write([][]string{t.names, t.cells}) }

// Lines writes a table for people, of as many lines as it takes. What is a whole
// number stays one, also below zero.
func Lines(rows [][]string) []byte {
	cells := make([][]string, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			if _, err := strconv.Atoi(cell); err != nil {
				cell = safe(cell)
			}
			cells[i] = append(cells[i], cell)
		}
	}
	return write(cells)
}

func write(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		panic(fmt.Sprintf("write a table to memory: %v", err))
	}
	return b.Bytes()
}

// A Sheet is tables of several kinds below each other: each cell stands in the column
// of its name.
type Sheet struct {
	columns []string
	csv     *csv.Writer
}

// NewSheet begins a sheet with these columns, and writes their names.
func NewSheet(out io.Writer, columns []string) (*Sheet, error) {
	s := &Sheet{columns, csv.NewWriter(out)}
	s.csv.UseCRLF = true
	return s, s.csv.Write(columns)
}

// Add writes a line. A cell without a column is an error: nothing is left out unsaid.
func (s *Sheet) Add(t *Table) error {
	cells := make(map[string]string, len(t.names))
	for i, name := range t.names {
		cells[name] = t.cells[i]
	}
	line := make([]string, len(s.columns))
	for i, name := range s.columns {
		line[i] = cells[name]
		delete(cells, name)
	}
	for name := range cells {
		return fmt.Errorf("there is no column %s", name)
	}
	return s.csv.Write(line)
}

// Flush writes what is held back.
func (s *Sheet) Flush() error {
	s.csv.Flush()
	return s.csv.Error()
}
