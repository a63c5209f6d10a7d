// Package fault is what can be wrong with a request, in words for the person who
// sent it: an [Error] of a [Kind] that a program can act on, with each single
// [Fault] named by its place. [List] gathers them while a request is read, and
// reads the texts and times that every part of the domain takes in one way.
package fault
