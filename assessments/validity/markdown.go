package validity

import (
	"fmt"
	"strconv"
	"strings"
)

// table writes a table in Markdown.
type table struct{ strings.Builder }

func newTable(heads ...string) *table {
	t := &table{}
	t.row(heads...)
	fmt.Fprintln(t, strings.Repeat("|---", len(heads))+"|")
	return t
}

func (t *table) row(cells ...string) {
	fmt.Fprintf(t, "| %s |\n", strings.Join(cells, " | "))
}

// none stands where there is nothing to count.
const none = "–"

// share is a part of a whole in percent, halves rounded up. What is not all is
// never shown as all, nor some as none.
func share(part, whole int) string {
	if whole == 0 {
		return none
	}
	switch percent := (200*part + whole) / (2 * whole); {
	case percent == 0 && part > 0:
		return "<1%"
	case percent == 100 && part < whole:
		return ">99%"
	default:
		return strconv.Itoa(percent) + "%"
	}
}

// percent shows thousandths.
func percent(perMille int) string { return share(perMille, 1000) }

// hundredths is a part of a whole with two places, such as −0.17.
func hundredths(part, whole int) string {
	if whole == 0 {
		return none
	}
	sign := ""
	if part < 0 {
		sign, part = "−", -part
	}
	part = (200*part + whole) / (2 * whole)
	if part == 0 {
		sign = ""
	}
	return fmt.Sprintf("%s%d.%02d", sign, part/100, part%100)
}

// grouped writes a number with a comma at each thousand.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}

// rungsOf shows thousandths of a rung, such as 0.6.
func rungsOf(thousandths int) string {
	return strings.TrimSuffix(hundredths(thousandths, rung), "0")
}
