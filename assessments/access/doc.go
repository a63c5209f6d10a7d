// Package access is how the domain is asked: by which [Caller] in which [Role],
// for which [Page] of a [List], holding which version of a thing ([Match]), and
// whether a request was seen before ([IdempotencyKey]). It says nothing of what is
// asked for, so that every part of the domain can stand on it.
package access
