// Package attack tries to work out single scores from published means. It is
// what the tests hold releases against, and no part of the service: a promise
// that nobody has tried to break is only a hope.
//
// The attacker has everything that one can have: every table that somebody can
// read, exactly who is in each, how each was rounded and how wide its noise is,
// the scores of some organisations, and how scores are spread in general. Two
// ways of reconstruction are tried together. Linear programming (linear.go,
// bounds.go) finds between which limits each score must lie, as Dinur and Nissim
// showed in "Revealing Information while Preserving Privacy" (2003). A Bayesian
// posterior (posterior.go) finds how likely each score is, by Gibbs sampling
// after Geman and Geman (1984).
//
// The solver must be shown to see: a test that finds nothing in a release has to
// find nearly everything in a weak one.
package attack
