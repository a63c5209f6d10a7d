package assessments

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// faultList collects what is wrong with a request.
type faultList struct {
	faults []Fault
	count  int // how many were found; more than are kept
}

func (l *faultList) add(pointer, format string, args ...any) {
	l.count++
	if len(l.faults) < maxFaults {
		l.faults = append(l.faults, Fault{pointer, fmt.Sprintf(format, args...)})
	}
}

// err returns an error that names the faults, or nil when there are none.
func (l *faultList) err() error {
	if l.count == 0 {
		return nil
	}
	slices.SortStableFunc(l.faults, func(a, b Fault) int { return cmp.Compare(a.Pointer, b.Pointer) })
	detail := "One thing needs to be put right. Nothing was kept."
	switch {
	case l.count > len(l.faults):
		detail = fmt.Sprintf("%d things need to be put right. The first %d are named. Nothing was kept.", l.count, len(l.faults))
	case l.count > 1:
		detail = fmt.Sprintf("%d things need to be put right. Nothing was kept.", l.count)
	}
	return &Error{Kind: Invalid, Detail: detail, Faults: l.faults}
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// escape writes a name as a token of an RFC 6901 JSON Pointer, cut short when
// it is long.
func escape(name string) string { return pointerEscaper.Replace(fmt.Sprintf("%.80s", name)) }
