// Package edge is what everything that is served over HTTP shares: the id and
// the line in the log of a request, the net for panics, the headers that keep
// browsers careful, who asks and from where, how often they may, and what a
// failure is. The API and the pages stand on the same one, so that what holds
// for one holds for the other. It has no address of its own.
//
// Every status code of a failure stands in problems.go. What is told of a request
// to a log and to whoever counts, and when, stands in watch.go.
package edge
