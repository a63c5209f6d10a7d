package release

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"
)

// oracle looks at a plan in the slow, obvious way: by names, over the
// rationals, and going through every set there is.
type oracle struct {
	census     *Census
	controller map[string]string
	cohorts    []Decision
	members    []map[string]bool // of the cohorts
}

func newOracle(c *Census, plan *Plan) *oracle {
	o := &oracle{census: c, controller: map[string]string{}}
	for _, organisation := range c.Organisations {
		o.controller[organisation.ID] = organisation.Controller
	}
	for _, d := range plan.Decisions() {
		if d.Verdict != Publish {
			continue
		}
		members := map[string]bool{}
		for _, contribution := range d.Contributions {
			members[contribution.Organisation] = true
		}
		o.cohorts, o.members = append(o.cohorts, d), append(o.members, members)
	}
	return o
}

func (o *oracle) controllers(ids []string) int {
	controllers := map[string]bool{}
	for _, id := range ids {
		controllers[o.controller[id]] = true
	}
	return len(controllers)
}

// checkDistances compares any two cohorts, whoever's they are.
func (o *oracle) checkDistances(t *rapid.T) {
	for i, a := range o.members {
		for j, b := range o.members[:i] {
			var differ []string
			for id := range a {
				if !b[id] {
					differ = append(differ, id)
				}
			}
			for id := range b {
				if !a[id] {
					differ = append(differ, id)
				}
			}
			if n := o.controllers(differ); n > 0 && n < 10 {
				t.Errorf("%v and %v differ by %d controllers", o.cohorts[i].Cohort, o.cohorts[j].Cohort, n)
			}
		}
	}
}

// checkViews takes the place of every funder and every organisation.
func (o *oracle) checkViews(t *rapid.T) {
	funderOf := map[string]string{}
	for _, programme := range o.census.Programmes {
		funderOf[programme.ID] = programme.Funder
	}
	for _, funder := range []string{"f0", "f1", "f2"} {
		known := map[string]bool{}
		tied := map[string]bool{}
		for _, id := range o.census.Related[funder] {
			tied[id], tied[o.controller[id]] = true, o.controller[id] != ""
		}
		for _, organisation := range o.census.Organisations {
			named := slices.ContainsFunc(organisation.Shares, func(s Share) bool { return s.Purpose == ByName && s.Funder == funder })
			known[organisation.ID] = named || tied[organisation.ID] || tied[organisation.Controller]
		}
		o.checkView(t, funder, known, func(i int) bool { return funderOf[o.cohorts[i].Cohort.ID] == funder })
	}
	seen := map[string]bool{}
	for _, controller := range o.controller {
		reads := map[int]bool{}
		for i, members := range o.members {
			for id := range members {
				if o.controller[id] == controller {
					reads[i] = true
				}
			}
		}
		if key := fmt.Sprint(reads); !seen[key] {
			seen[key] = true
			o.checkView(t, "a peer", nil, func(i int) bool { return reads[i] })
		}
	}
}

// checkView looks for a sum of few organisations in what somebody can read: the
// programmes named, every sector, and the national sum.
func (o *oracle) checkView(t *rapid.T, viewer string, known map[string]bool, reads func(int) bool) {
	var all, open []map[string]bool
	for i, d := range o.cohorts {
		if d.Cohort.Kind != ProgrammeCohort {
			open = append(open, o.members[i])
		}
		if d.Cohort.Kind != ProgrammeCohort || reads(i) {
			all = append(all, o.members[i])
		}
	}
	signature := map[string][]string{}
	for _, organisation := range o.census.Organisations {
		key := ""
		for _, members := range all {
			key += map[bool]string{true: "1", false: "0"}[members[organisation.ID]]
		}
		if !known[organisation.ID] && slices.Contains([]byte(key), '1') {
			signature[key] = append(signature[key], organisation.ID)
		}
	}
	var atoms [][]string
	for _, ids := range signature {
		atoms = append(atoms, ids)
	}
	openly := rowSpace(open, atoms)
	everything := rowSpace(all, atoms)
	eachSet(len(atoms), func(atomsOf []int) {
		var ids []string
		for _, atom := range atomsOf {
			ids = append(ids, atoms[atom]...)
		}
		if o.controllers(ids) < 10 && everything.holds(atomsOf) && !openly.holds(atomsOf) {
			t.Errorf("%s can single out %v", viewer, ids)
		}
	})
}

// eachSet visits every set of one, two and three of n.
func eachSet(n int, visit func([]int)) {
	for i := range n {
		visit([]int{i})
		for j := range i {
			visit([]int{j, i})
			for k := range j {
				visit([]int{k, j, i})
			}
		}
	}
}

// space is a row space, as the reduced row echelon form of its matrix.
type space struct {
	rows   [][]*big.Rat
	pivots []int
}

func rowSpace(cohorts []map[string]bool, atoms [][]string) *space {
	s := &space{}
	for _, members := range cohorts {
		row := make([]*big.Rat, len(atoms))
		for i, ids := range atoms {
			row[i] = new(big.Rat)
			if members[ids[0]] {
				row[i].SetInt64(1)
			}
		}
		s.add(row)
	}
	return s
}

func (s *space) add(row []*big.Rat) {
	s.clear(row)
	pivot := slices.IndexFunc(row, func(x *big.Rat) bool { return x.Sign() != 0 })
	if pivot < 0 {
		return
	}
	scale := new(big.Rat).Inv(row[pivot])
	for _, x := range row {
		x.Mul(x, scale)
	}
	for _, other := range s.rows {
		subtractRat(other, new(big.Rat).Set(other[pivot]), row)
	}
	s.rows, s.pivots = append(s.rows, row), append(s.pivots, pivot)
}

// clear takes multiples of the space's rows away until no pivot is left.
func (s *space) clear(row []*big.Rat) {
	for i, own := range s.rows {
		subtractRat(row, new(big.Rat).Set(row[s.pivots[i]]), own)
	}
}

func subtractRat(from []*big.Rat, multiple *big.Rat, of []*big.Rat) {
	if multiple.Sign() == 0 {
		return
	}
	for i := range from {
		from[i].Sub(from[i], new(big.Rat).Mul(multiple, of[i]))
	}
}

// holds tells whether the indicator of some atoms is in the space: if so, it is
// the sum of the rows whose pivots are among them.
func (s *space) holds(atoms []int) bool {
	if len(s.rows) == 0 {
		return false
	}
	width := len(s.rows[0])
	for column := range width {
		value := new(big.Rat)
		for i, pivot := range s.pivots {
			if slices.Contains(atoms, pivot) {
				value.Add(value, s.rows[i][column])
			}
		}
		want := int64(0)
		if slices.Contains(atoms, column) {
			want = 1
		}
		if value.Cmp(new(big.Rat).SetInt64(want)) != 0 {
			return false
		}
	}
	return true
}
