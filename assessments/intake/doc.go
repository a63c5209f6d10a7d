// Package intake reads what is sent, by HTTP or in a file: JSON, strictly, where
// what is not known is refused and the first thing that cannot be read is named
// in words for the person who sent it; and the request for a score.
package intake
