// Package comparisons lets organisations be compared without exposing any of
// them. The operator sets a [Period]; a funder declares a [Programme] over some;
// an organisation agrees, in a [Share], to be counted. When a period is frozen it
// is decided without any score who counts, noise is drawn once, and what comes of
// it is a [Publication] that never changes. The trail ([Entry]) says who declared,
// froze and read; [Service.Audit] holds everything published against it.
//
// What may be published, and with how much noise, package release decides. This
// package brings it what it needs and keeps what comes of it.
//
// It stands behind a door of its own. It knows no package in which a response is
// declared, and what it may know of organisations and their results is what the
// methods of [Members] return. So no mistake in it can give an answer away.
//
// # The words
//
//   - period: a span of time whose assessments are compared; a [Period].
//   - programme: what a funder compares, over some periods; a [Programme].
//   - share: an organisation's consent to one purpose; a [Share].
//   - member: an organisation, as far as comparing may know it; a [Member].
//   - census, cohort, contribution: who could be compared, who is compared together, and one organisation's part in that; see package release.
//   - release: the figures of a cohort with noise in them, frozen for good; a [Publication] is how it is kept.
//   - verdict: whether a cohort's release is drawn, stands, or is refused; see [release.Verdict].
//   - readiness: a forecast, before the freeze, of whether a programme will have a release.
//   - ledger: how much of ε was spent; a [Ledger].
//   - trail: who did what to what is compared; a list of [Entry] values.
package comparisons
