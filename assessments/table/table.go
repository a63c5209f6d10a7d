// Package table writes figures as a table of one line, for programs that open
// tables. Tables of one kind have the same columns, so that they can be put below
// each other.
package table

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Table is one line, with the names of its columns. The zero Table is empty.
type Table struct{ names, cells []string }

// Text adds a cell. A program that opens tables runs what begins like a formula,
// so that such a text gets an apostrophe in front. Full-width signs count: some
// programs read them as the plain ones.
// Source: https://owasp.org/www-community/attacks/CSV_Injection
func (t *Table) Text(name, cell string) {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@＝＋－＠\t\r\n", first) {
		cell = "'" + cell
	}
	t.names, t.cells = append(t.names, name), append(t.cells, cell)
}

// Number adds a cell that is empty where there is no number.
func (t *Table) Number(name string, n *int) {
	cell := ""
	if n != nil {
		cell = strconv.Itoa(*n)
	}
	t.names, t.cells = append(t.names, name), append(t.cells, cell)
}

// Bytes writes the table as CSV, with the line ends of RFC 4180.
func (t *Table) Bytes() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll([][]string{t.names, t.cells}); err != nil {
		panic(fmt.Sprintf("write a table to memory: %v", err))
	}
	return b.Bytes()
}
