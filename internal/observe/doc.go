// Package observe counts what the service does, for Prometheus, and traces it, for
// OpenTelemetry. What there is to see stands in docs/observing.md.
//
// Whoever keeps counts keeps times: a count that was 7 and is 8 a little later tells
// when something happened. Nobody is to learn when people answer. So only what
// accounts do is counted and traced when it happens; see [Observer.Tells]. All else
// is counted together, and shown once a day in whole hundreds; see daily.go. What
// grows with every answer, such as the size of the database or the memory in use, is
// shown in steps so large that one answer seldom makes one. docs/adr/0030 says what
// can still be seen.
package observe
