// Package register holds the vocabulary in which organisations are described:
// the numbers they have in public registers, the region and country they are
// in, the sector they work in, and how large they are. All of it is other
// people's: org-id.guide, the Office for National Statistics, ISO, the United
// Nations and the National Council for Voluntary Organisations. Each file says
// where its words come from, so that anyone can check them and see when they
// change.
//
// The package checks whether a word is one of the vocabulary and nothing more.
// That a charity number has the right form does not mean that there is such a
// charity, or that it is the one that gave the number: people verify that.
//
// The package is pure and knows no other package of this program.
package register
