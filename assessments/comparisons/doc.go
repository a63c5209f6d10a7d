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
// methods of [Outcomes] return. So no mistake in it can give an answer away.
package comparisons
