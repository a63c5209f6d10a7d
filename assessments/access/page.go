package access

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// MaxPage is how many things a list gives at once.
const MaxPage = 100

// Page says which part of a list is wanted, in the order of ids, or of times.
type Page struct {
	After string // the id of the last thing of the page before, or its [Place]; "" for the first page
	Limit int    // 1 to MaxPage

	Newest bool // whether the newest comes first, in a list by age
}

// More asks for one thing more than is shown, to see whether there is a next
// page.
func (p Page) More() Page { return Page{p.After, p.Limit + 1, p.Newest} }

// Place is where a thing stands in a list that goes by time, and by id where the time
// is the same.
func Place(at time.Time, id string) string { return strconv.FormatInt(at.UnixMilli(), 10) + " " + id }

// Place returns where a list that goes by time goes on: behind this time, in
// milliseconds since 1970, and this id. ok is false for what is no place.
func (p Page) Place() (ms int64, id string, ok bool) {
	if p.After == "" {
		return math.MinInt64, "", true
	}
	at, id, ok := strings.Cut(p.After, " ")
	ms, err := strconv.ParseInt(at, 10, 64)
	return ms, id, ok && err == nil
}

// List is a page of a list.
type List[T any] struct {
	Items []T
	More  bool // whether something follows
}

// Cut makes a page of what was asked for with [Page.More].
func Cut[T any](items []T, page Page) List[T] {
	if len(items) > page.Limit {
		return List[T]{items[:page.Limit], true}
	}
	return List[T]{items, false}
}

// Match is what an edit asks for: that the thing is still as the caller saw
// it. It holds the tags the caller knows; "*" stands for any. Of a tag only the
// revision counts. What else is in it are hints that an edit does not touch, or was
// put there on the way by a proxy: r2-gzip is r2.
type Match []string

// Check returns an error of kind Stale unless the tag's revision is among them.
func (m Match) Check(tag string) error {
	for _, known := range m {
		if known == "*" || revisionOf(known) == revisionOf(tag) {
			return nil
		}
	}
	return fault.Refuse(fault.Stale, "refusal.stale")
}

// revisionOf returns what a tag begins with: letters and digits.
func revisionOf(tag string) string {
	end := strings.IndexFunc(tag, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		return tag
	}
	return tag[:end]
}
