package assessments

import (
	"fmt"
	"strings"
)

// faultList collects what is wrong with a request, in the order it is found.
type faultList struct {
	faults []Fault
	count  int // how many were found; more than are kept
}

// at is a path to something in a request: names and positions, from the outside in.
func at(path ...any) []any { return path }

// add keeps a fault, or just counts it once enough are kept.
func (l *faultList) add(path []any, format string, args ...any) {
	l.count++
	if len(l.faults) < maxFaults {
		l.faults = append(l.faults, Fault{pointer(path), fmt.Sprintf(format, args...)})
	}
}

// err returns an error that names the faults, or nil when there are none.
func (l *faultList) err() error {
	if l.count == 0 {
		return nil
	}
	detail := "One thing needs to be put right. Nothing was kept."
	switch {
	case l.count > len(l.faults):
		detail = fmt.Sprintf("%d things need to be put right. The first %d are named. Nothing was kept.", l.count, len(l.faults))
	case l.count > 1:
		detail = fmt.Sprintf("%d things need to be put right. Nothing was kept.", l.count)
	}
	return &Error{Kind: Invalid, Detail: detail, Faults: l.faults}
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
