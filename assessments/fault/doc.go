// Package fault is what can be wrong with a request: an [Error] of a [Kind] that a
// program can act on, with each single [Fault] named by its place. Both say it in
// standard words, and again as a line of the catalogue of sentences where a person on
// a page can meet it in their own. [List] gathers faults while a request is read, and
// reads the texts and times that every part of the domain takes in one way.
package fault
