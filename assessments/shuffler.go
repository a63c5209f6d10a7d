package assessments

import (
	"slices"
	"strings"
)

// A shuffler passes notes on in the order of their random ids. Kept in the order in
// which they are read, those that one person wrote would lie side by side on the
// disk, and could be told to be theirs.
//
// It holds some thousands at a time, so that its memory stays bounded. Of more,
// the lower half goes on, and the rest is shuffled with what comes.
type shuffler struct {
	keep  func([]KeptNote) error
	notes []KeptNote
}

// shuffledAtOnce is how many notes are shuffled: 40 MB of the longest.
const shuffledAtOnce = 10_000

func (s *shuffler) add(n KeptNote) error {
	s.notes = append(s.notes, n)
	if len(s.notes) < shuffledAtOnce {
		return nil
	}
	return s.pass(shuffledAtOnce / 2)
}

// pass passes all but some on.
func (s *shuffler) pass(but int) error {
	slices.SortFunc(s.notes, func(a, b KeptNote) int { return strings.Compare(a.ID, b.ID) })
	last := len(s.notes) - but
	if err := s.keep(s.notes[:last]); err != nil {
		return err
	}
	s.notes = append(s.notes[:0], s.notes[last:]...)
	return nil
}
