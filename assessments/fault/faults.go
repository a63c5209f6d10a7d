package fault

import (
	"fmt"
	"strings"
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

// Add keeps a fault, or just counts it once enough are kept.
func (l *List) Add(path []any, format string, args ...any) {
	l.Count++
	if len(l.Faults) < MaxFaults {
		l.Faults = append(l.Faults, Fault{pointer(path), fmt.Sprintf(format, args...)})
	}
}

// Join takes over the faults of a part of the request, which stands at a path.
func (l *List) Join(path []any, part *List) {
	l.Count += part.Count
	for _, fault := range part.Faults {
		if len(l.Faults) == MaxFaults {
			return
		}
		l.Faults = append(l.Faults, Fault{pointer(path) + fault.Pointer, fault.Detail})
	}
}

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
