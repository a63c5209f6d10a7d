// Package scoring turns answers into rungs. Responses are first added up into
// tallies; the score is a pure function of an instrument, the tallies of the
// heard voices, and the minimums, so anyone can recompute it. Every number is
// a whole number or an exact fraction, and nothing is rounded until it is
// shown.
//
// The rules are numbered in docs/scoring.md, and each is written out here once
// with its number: tallies and values in tally.go (1, 2), rungs, indexes and
// gaps in profile.go (3, 4, 5, 7, 8, 9), the overall rung in score.go (6), the
// flags in flags.go (10), the next steps in steps.go (11), what nobody knows in
// score.go (12), and how sure a rung is in sure.go (13). What an earlier version had
// otherwise is in rules.go.
//
// The order of rungs is the Ladder of Co-production's, by Think Local Act
// Personal and the National Co-production Advisory Group.
package scoring

// Version names these rules. It changes when any answer could score otherwise.
const Version = "2"
