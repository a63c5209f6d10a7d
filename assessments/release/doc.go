// Package release decides which cohorts may be compared in public, and forms
// what is published of them. It is built so that nobody can work out one
// organisation's score: not the funder, not a peer, not both of them together
// with everything that is open.
//
// It works in two steps that cannot be mixed up. [Decide] makes a [Plan] from a
// [Census]: who takes part, who stands behind whom, when and with which
// assessment. No type in a census can hold a score, so the plan is the same
// whatever the scores are, and a refusal says nothing about them. Only then does
// [Plan.Draw] look scores up, for the contributions that the plan has fixed. It
// adds them up, adds noise once, rounds, and returns bytes. The sums and the
// noise never leave it.
//
// The rules are those of docs/anonymity.md, one to a file. Who counts is in
// eligible.go (rule 1), how many and how evenly in cohort.go and sectors.go,
// what differences and sums could single out in apart.go and audit.go (rule 2).
// Every figure is a field of [Policy], and a figure below its floor is refused.
// What is said of how far a figure may be off follows from them (accuracy.go).
//
// The package knows no clock, no store and no source of chance. All that is
// passed in, so every step can be repeated in a test. The noise is exact: whole
// numbers all the way, after Canonne, Kamath and Steinke, "The Discrete Gaussian
// for Differential Privacy" (2020), https://arxiv.org/abs/2004.00010.
package release
