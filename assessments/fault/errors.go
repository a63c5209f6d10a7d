package fault

import (
	"errors"
	"fmt"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// Kind says what kind of failure an [Error] is, so that a program can decide
// what to do. The edge maps each kind to one status code.
type Kind string

// The kinds of failure.
const (
	Malformed Kind = "malformed" // it cannot be read; the first place where is in Faults
	Invalid   Kind = "invalid"   // well formed, but not acceptable; see Faults
	NotFound  Kind = "not_found" // no such thing, or not one the caller may know of
	NotYet    Kind = "not_yet"   // it will be there; see At
	Gone      Kind = "gone"      // it was there, and is no longer kept
	Conflict  Kind = "conflict"  // the present state does not allow it
	Forbidden Kind = "forbidden" // the caller may know of it, and not do this to it
	Stale     Kind = "stale"     // it changed since the caller saw it

	Unauthenticated Kind = "unauthenticated" // the key opens nothing

	Unavailable Kind = "unavailable" // too much at once: nothing was done, and trying again soon may help
	Unfinished  Kind = "unfinished"  // it was done, but for something that is tried again by itself
)

// Fault is one thing wrong with what was sent.
type Fault struct {
	Pointer string         // where: an RFC 6901 JSON Pointer into what was sent
	Detail  string         // what is wrong and what to do, in plain words
	Line    sentences.Line // the same, for a person on a page; none where only a program can get it
}

// Say says a fault in the words of its reader.
func (f *Fault) Say(said *sentences.Sentences) string { return say(f.Line, f.Detail, said) }

// Error is a failure the caller can do something about. Anything else that
// goes wrong is an ordinary error, and is nobody's business outside.
type Error struct {
	Kind   Kind
	Detail string         // one plain sentence or two
	Line   sentences.Line // the same, for a person on a page; none where only a program can get it
	Faults []Fault        // every fault, for kind Invalid; the first, for Malformed
	At     time.Time      // when it will be there, for NotYet
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s", e.Kind, e.Detail)
}

// Refuse makes an error of a sentence that stands in the catalogue, with the names of
// what stands in braces there.
func Refuse(kind Kind, key string, filled ...any) *Error {
	line := sentences.Of(key, filled...)
	return &Error{Kind: kind, Detail: line.Standard(), Line: line}
}

// Say says an error in the words of its reader.
func (e *Error) Say(said *sentences.Sentences) string { return say(e.Line, e.Detail, said) }

func say(line sentences.Line, detail string, said *sentences.Sentences) string {
	if line.Key == "" {
		return detail
	}
	return line.Say(said)
}

// KindOf returns the kind of the first [Error] in err's chain, or "" when
// there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// NoSuch says that there is no such thing, or none the caller may know of.
// thing is a role or another plain word for it.
func NoSuch[T ~string](thing T) error {
	return &Error{Kind: NotFound, Detail: fmt.Sprintf("There is no such %s, or your key does not open it. Check the id and the key.", thing)}
}

// NotInstalled says that a questionnaire is no longer there. Without it, answers
// and results can be neither taken, shown nor added up.
func NotInstalled(instrument, version string) error {
	return Refuse(Conflict, "refusal.not_installed", "instrument", instrument, "version", version)
}
