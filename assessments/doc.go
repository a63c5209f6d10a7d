// Package assessments is the domain of Seven Rungs: what may be asked of it, in
// the field's own words, and nothing about HTTP or SQL. Questionnaires live in
// package instrument and the rules in package scoring; this package joins them,
// checks what people send, and explains the result in plain sentences.
package assessments
