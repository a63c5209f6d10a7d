// Package validity says how far a rung can be trusted. It invents organisations
// and people, lets few of them answer, scores them with the program's own rules,
// and compares with what everybody would have answered. What it finds is
// docs/validity.md, with the table from which a result says how sure it is.
//
// It is a simulation: it knows nothing of real people. All it assumes is in
// world.go and organisation.go. Chance is drawn from fixed seeds and all figures
// are whole numbers, so that anyone gets the same report to the byte.
package validity

// The table of the program is made of the report.
//go:generate go test -run ^TestTheProgramKnowsTheTableOfTheReport$ -update .
