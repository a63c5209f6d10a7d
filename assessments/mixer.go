package assessments

import (
	"slices"
	"strings"
)

// A mixer passes notes on in the order of their random ids. Kept in the order in
// which they are read, those that one person wrote would lie side by side on the
// disk, and could be told to be theirs.
//
// It holds some thousands at a time, so that its memory stays bounded. Of more,
// the lower half goes on, and the rest is mixed with what comes.
type mixer struct {
	keep  func([]KeptNote) error
	notes []KeptNote
}

// mixedAtOnce is how many notes are mixed: 40 MB of the longest.
const mixedAtOnce = 10_000

func (m *mixer) add(n KeptNote) error {
	m.notes = append(m.notes, n)
	if len(m.notes) < mixedAtOnce {
		return nil
	}
	return m.pass(mixedAtOnce / 2)
}

// pass passes all but some on.
func (m *mixer) pass(but int) error {
	slices.SortFunc(m.notes, func(a, b KeptNote) int { return strings.Compare(a.ID, b.ID) })
	last := len(m.notes) - but
	if err := m.keep(m.notes[:last]); err != nil {
		return err
	}
	m.notes = append(m.notes[:0], m.notes[last:]...)
	return nil
}
