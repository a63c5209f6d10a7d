package release

// apart tells whether two sets of organisations are the same or differ in
// enough controllers. Who subtracts one published sum from another learns the
// sum of the difference, and nothing else protects the few who are in it. Both
// are ascending.
func (r *indexedCensus) apart(a, b []int) bool {
	differ := map[int]bool{}
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			differ[r.controllers[a[0]]] = true
			a = a[1:]
		case len(a) == 0 || b[0] < a[0]:
			differ[r.controllers[b[0]]] = true
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
		}
		if len(differ) >= r.policy.Apart {
			return true
		}
	}
	return len(differ) == 0
}
