package release

import "slices"

// atom is a group of organisations that are in the same of the cohorts a viewer
// can read. No sum it can read tells them apart.
type atom struct {
	rows        [maxProgrammes + 1]int // the rows it is in, each plus one; 0 for none
	controllers []int                  // distinct, and no more than it takes to be large
}

// column is the atom's column in the matrix of who is in which row: where the
// ones are.
func (m *atom) column() []int {
	column := make([]int, 0, len(m.rows))
	for _, row := range m.rows {
		if row > 0 {
			column = append(column, row-1)
		}
	}
	return column
}

// partition finds a viewer's atoms, organisation by organisation.
type partition struct {
	*indexedCensus
	memberships [][]int
	row         map[int]int // by cohort
	known       map[int]bool
	rows        []int // cohorts

	atoms map[[maxProgrammes + 1]int]*atom
	found []*atom    // in the order in which they were found
	free  complement // of the columns of the large atoms
}

func newPartition(r *indexedCensus, memberships [][]int, rows []int, known map[int]bool) *partition {
	p := &partition{
		indexedCensus: r, memberships: memberships, rows: rows, known: known, row: make(map[int]int, len(rows)),
		atoms: map[[maxProgrammes + 1]int]*atom{}, free: newComplement(len(rows)),
	}
	for row, position := range rows {
		p.row[position] = row
	}
	return p
}

// smallAtoms returns the atoms with few controllers, and all combinations of
// rows in which no large atom is left. A set of few organisations has no large
// atom in it, so only these can single it out; mostly there are none, and that
// shows long before everybody has been looked at.
func (p *partition) smallAtoms(cohorts []*cohort, sectors int) (complement, []*atom) {
	for row, position := range p.rows {
		for _, member := range cohorts[position].members {
			shrunk, m := p.visit(member)
			// The rest of a sector is one atom, and is not met with again below.
			if row < sectors && m != nil && m.rows[1] == 0 && p.large(m) || row >= sectors && shrunk {
				break
			}
		}
	}
	for _, position := range p.rows[sectors:] {
		for _, member := range cohorts[position].members {
			if len(p.free) == 0 {
				return nil, nil
			}
			p.visit(member)
		}
	}
	return p.free, slices.DeleteFunc(p.found, p.large)
}

func (p *partition) large(m *atom) bool { return len(m.controllers) >= p.policy.Apart }

// visit puts an organisation into its atom. When that makes the atom large, it
// tells whether this leaves fewer combinations free.
func (p *partition) visit(member int) (shrunk bool, m *atom) {
	if p.known[member] {
		return false, nil
	}
	var rows [maxProgrammes + 1]int
	n := 0
	for _, position := range p.memberships[member] {
		if row, ok := p.row[position]; ok {
			rows[n] = row + 1
			n++
		}
	}
	m = p.atoms[rows]
	if m == nil {
		m = &atom{rows: rows}
		p.atoms[rows] = m
		p.found = append(p.found, m)
	}
	controller := p.controllers[member]
	if p.large(m) || slices.Contains(m.controllers, controller) {
		return false, m
	}
	m.controllers = append(m.controllers, controller)
	return p.large(m) && p.free.take(m.column()), m
}
