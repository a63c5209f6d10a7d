package fault

import (
	"fmt"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// MaxFaults is how many faults one error names. The rest are counted.
const MaxFaults = 100

// List collects what is wrong with a request, in the order it is found.
type List struct {
	Faults []Fault
	Count  int // how many were found; more than are kept
}

// At is a path to something in a request: names and positions, from the outside in.
func At(path ...any) []any { return path }

// Say keeps a fault that a person can meet on a page, or just counts it once enough
// are kept. It is a sentence of the catalogue, with the names of what stands in braces
// there.
func (l *List) Say(path []any, key string, filled ...any) {
	l.SayLine(path, sentences.Of(key, filled...))
}

// SayLine is [List.Say] for a line that is made already.
func (l *List) SayLine(path []any, line sentences.Line) {
	l.keep(path, func() Fault { return Fault{Detail: line.Standard(), Line: line} })
}

// Add is for a fault that only a program can meet: pages offer nothing that could be
// wrong in this way.
func (l *List) Add(path []any, format string, args ...any) {
	l.keep(path, func() Fault { return Fault{Detail: fmt.Sprintf(format, args...)} })
}

func (l *List) keep(path []any, write func() Fault) {
	l.Count++
	if len(l.Faults) < MaxFaults {
		found := write()
		found.Pointer = pointer(path)
		l.Faults = append(l.Faults, found)
	}
}

// Join takes over the faults of a part of the request, which stands at a path.
func (l *List) Join(path []any, part *List) {
	l.Count += part.Count
	for _, fault := range part.Faults {
		if len(l.Faults) == MaxFaults {
			return
		}
		fault.Pointer = pointer(path) + fault.Pointer
		l.Faults = append(l.Faults, fault)
	}
}

// Quoted is what somebody gave, cut short where it is long.
func Quoted[T ~string](given T) string { return fmt.Sprintf("%.80q", given) }

// Err returns an error that names the faults, or nil when there are none.
func (l *List) Err() error {
	if l.Count == 0 {
		return nil
	}
	detail := "One thing needs to be put right. Nothing was kept."
	switch {
	case l.Count > len(l.Faults):
		detail = fmt.Sprintf("%d things need to be put right. The first %d are named. Nothing was kept.", l.Count, len(l.Faults))
	case l.Count > 1:
		detail = fmt.Sprintf("%d things need to be put right. Nothing was kept.", l.Count)
	}
	return &Error{Kind: Invalid, Detail: detail, Faults: l.Faults}
}

var escaper = strings.NewReplacer("~", "~0", "/", "~1")

// pointer writes a path as an RFC 6901 JSON Pointer, long names cut short.
func pointer(path []any) string {
	var b strings.Builder
	for _, step := range path {
		b.WriteByte('/')
		_, _ = escaper.WriteString(&b, fmt.Sprintf("%.80s", fmt.Sprint(step)))
	}
	return b.String()
}
