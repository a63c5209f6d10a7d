package register

import "github.com/sevenrungs/sevenrungs/assessments/sentences"

// MaxIncome is the highest income that is accepted, in pounds. It is more than
// any one body has, so that nothing real is refused and a slip of the hand may
// be noticed.
const MaxIncome = 1_000_000_000_000

// CheckIncome tells whether an income for a year, in whole pounds, can be one:
// from 0 to [MaxIncome]. The error is a [*Fault].
func CheckIncome(pounds int64) error {
	if pounds < 0 || pounds > MaxIncome {
		return refused(sentences.Of("refusal.income", "given", pounds, "most", int64(MaxIncome)))
	}
	return nil
}

// SizeBand is how large an organisation is, by its income.
type SizeBand string

// The size bands of the UK Civil Society Almanac, by the National Council for
// Voluntary Organisations (NCVO): https://data.ncvo.org.uk/about/methodology/
const (
	Micro      SizeBand = "micro"
	Small      SizeBand = "small"
	Medium     SizeBand = "medium"
	Large      SizeBand = "large"
	Major      SizeBand = "major"
	SuperMajor SizeBand = "super_major"
)

var sizes = []term[SizeBand]{
	{Micro, "under £10,000"},
	{Small, "£10,000 to under £100,000"},
	{Medium, "£100,000 to under £1 million"},
	{Large, "£1 million to under £10 million"},
	{Major, "£10 million to under £100 million"},
	{SuperMajor, "£100 million and over"},
}

// SizeBands lists the size bands, the smallest first.
var SizeBands = codesOf(sizes)

// Name returns the incomes in the band, in English; "" for no band.
func (b SizeBand) Name() string { return nameIn(sizes, b) }

// SizeOf returns the size band of an income that [CheckIncome] accepts. The
// lowest income of a band belongs to it, and each band starts at ten times the
// one before.
func SizeOf(pounds int64) SizeBand {
	band := 0
	for from := int64(10_000); pounds >= from && band < len(SizeBands)-1; from *= 10 {
		band++
	}
	return SizeBands[band]
}
