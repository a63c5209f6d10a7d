package release

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// auditedAtoms is how many atoms a set has at most that the audit looks for.
const auditedAtoms = 3

// audit leaves out programmes until no viewer can calculate the sum of a few
// organisations from all the sums it can read. The last declared of the
// programmes that it takes to single some out gives way, and all is looked at
// again.
//
// To audit sums by linear algebra is due to Chin and Özsoyoğlu, "Auditing and
// Inference Control in Statistical Databases" (1982). The smallest set that is
// determined cannot be found in general: a sparsest vector of a space is NP-hard
// (Coleman and Pothen, "The Null Space Problem I", 1986). This finds every set
// of up to three atoms, and any two cohorts are held apart besides (apart.go).
func (r *indexedCensus) audit(sectors []*cohort) {
	a := newAuditor(r, sectors)
	clean := map[string]bool{}
	for again := true; again; {
		again = false
		for _, v := range a.views() {
			key := v.key()
			if clean[key] {
				continue
			}
			if giveWay := a.giveWay(v); len(giveWay) > 0 {
				for _, position := range giveWay {
					a.cohorts[position].refused = Singled
				}
				again = true
				break
			}
			clean[key] = true
		}
	}
}

// auditor knows who is in what.
type auditor struct {
	*indexedCensus
	sectors     int // how many of the cohorts are public
	cohorts     []*cohort
	memberships [][]int // by organisation: ascending positions of cohorts
}

func newAuditor(r *indexedCensus, sectors []*cohort) *auditor {
	a := &auditor{indexedCensus: r, memberships: make([][]int, len(r.organisations))}
	for _, c := range sectors {
		if c.refused == "" {
			a.cohorts = append(a.cohorts, c)
		}
	}
	a.sectors = len(a.cohorts)
	for _, c := range r.programmes {
		if c.refused == "" {
			a.cohorts = append(a.cohorts, c)
		}
	}
	for i, c := range a.cohorts {
		for _, member := range c.members {
			a.memberships[member] = append(a.memberships[member], i)
		}
	}
	return a
}

// view is what one viewer can read: the public sectors, and some programmes in
// order of declaration. The national sum is the sectors', and so adds nothing.
type view struct {
	viewer     string // the funder; "" for a peer, who is told apart by what it reads
	programmes []int
}

func (v *view) key() string {
	key := []byte(v.viewer + "\x00")
	for _, position := range v.programmes {
		key = binary.BigEndian.AppendUint32(key, uint32(position)) //nolint:gosec // a position in a list in memory
	}
	return string(key)
}

// views lists what each funder and each peer can read of what still stands.
// Peers are controllers, who read the releases that any of theirs is in.
func (a *auditor) views() []view {
	var views []view
	funder := map[string]int{}
	reads := make([][]int, len(a.organisations)) // by controller, of whom there are no more
	for i, c := range a.cohorts {
		if i < a.sectors || c.refused != "" {
			continue
		}
		at, ok := funder[c.funder]
		if !ok {
			at = len(views)
			funder[c.funder] = at
			views = append(views, view{viewer: c.funder})
		}
		views[at].programmes = append(views[at].programmes, i)
		for _, member := range c.members {
			controller := a.controllers[member]
			if all := reads[controller]; len(all) == 0 || all[len(all)-1] != i {
				reads[controller] = append(all, i)
			}
		}
	}
	return append(views, a.peers(reads)...)
}

// peers lists what each of them can read, given by controller. Of those who read
// the same there is one.
func (a *auditor) peers(reads [][]int) (views []view) {
	seen := map[string]bool{}
	for _, c := range a.cohorts[a.sectors:] {
		for _, member := range c.members {
			peer := view{programmes: reads[a.controllers[member]]}
			if len(peer.programmes) == 0 {
				continue
			}
			reads[a.controllers[member]] = nil // so that each is looked at once
			if key := peer.key(); !seen[key] {
				seen[key] = true
				views = append(views, peer)
			}
		}
	}
	return views
}

// giveWay returns the programmes without which a viewer can no longer calculate
// the sum of fewer organisations than two cohorts may differ in, as far as one
// look shows. What the viewer knows by other means is left out from the start.
func (a *auditor) giveWay(v view) []int {
	rows := slices.Concat(upTo(a.sectors), v.programmes)
	p := newPartition(a.indexedCensus, a.memberships, rows, a.known[v.viewer])
	free, small := p.smallAtoms(a.cohorts, a.sectors)
	if len(free) == 0 {
		return nil
	}
	for sets := range determined(free, small) {
		var ways [][]int // to single some out, each by the rows that it takes
		for _, set := range sets {
			// Sums of sectors alone are the public tier's, and its noise is enough.
			if way := set.rows(free); a.few(set, small) && last(way) >= a.sectors {
				ways = append(ways, way)
			}
		}
		if len(ways) > 0 { // more pivots could only add to these
			return lasts(ways, rows)
		}
	}
	return nil
}

// few tells whether a set is smaller than two cohorts may differ by.
func (a *auditor) few(s set, small []*atom) bool {
	controllers := map[int]bool{}
	for _, atom := range s.atoms {
		for _, controller := range small[atom].controllers {
			controllers[controller] = true
		}
	}
	return len(controllers) < a.policy.Apart
}

// lasts returns the last declared of the cohorts that each way takes, earlier
// ones first. A way that takes one that is gone by then is closed already.
func lasts(ways [][]int, cohorts []int) (positions []int) {
	slices.SortStableFunc(ways, func(a, b []int) int { return cmp.Compare(last(a), last(b)) })
	gone := map[int]bool{}
	for _, way := range ways {
		if !slices.ContainsFunc(way, func(row int) bool { return gone[row] }) {
			gone[last(way)] = true
			positions = append(positions, cohorts[last(way)])
		}
	}
	return positions
}

func last(rows []int) int { return rows[len(rows)-1] }

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
