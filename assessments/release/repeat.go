package release

import "slices"

// changed counts how many contributions are not the same as before. One that
// took the place of another is one change, so when in doubt the old body stands.
// Both lists hold digests; the second is sorted.
func changed(before, after []string) int {
	same := 0
	for _, digest := range before {
		if _, found := slices.BinarySearch(after, digest); found {
			same++
		}
	}
	return max(len(before), len(after)) - same
}

// pair finds programmes with the very same contributions. Noise drawn twice for
// one sum could be averaged out, so the later one takes the earlier one's.
func (p *Plan) pair() {
	for i := range p.decisions {
		d := &p.decisions[i]
		if d.Verdict != Publish || d.Cohort.Kind != ProgrammeCohort {
			continue
		}
		d.same = slices.IndexFunc(p.decisions[:i], func(other Decision) bool {
			return other.Verdict == Publish && other.same < 0 && slices.Equal(other.Contributions, d.Contributions)
		})
	}
}
