package release

import (
	"iter"
	"slices"
)

// set is some atoms whose sum can be calculated, and how: as which combination
// of the free combinations of rows.
type set struct {
	atoms []int
	by    []uint64
}

// rows lists the rows that it takes, in order.
func (s *set) rows(free complement) (rows []int) {
	for row := range free[0] {
		value := uint64(0)
		for i, multiple := range s.by {
			if multiple != 0 {
				value = (value + times(multiple, free[i][row])) % prime
			}
		}
		if value != 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// determined finds every set of up to three small atoms whose sum is one of the
// free combinations of rows: one that is 1 on these atoms and 0 on all others.
// Those that take the same number of pivots come together, fewest first, until
// the caller has enough.
//
// In reduced row echelon form the only row that is not 0 on a pivot's atom is
// the pivot's own. So such a combination is a plain sum of at most three rows,
// those whose pivots are in the set, and what is left of their sum beside the
// pivots is the rest of the set.
func determined(free complement, small []*atom) iter.Seq[[]set] {
	columns, kept := columnsOf(free, small)
	e := reduce(columns, len(free))
	return func(yield func([]set) bool) {
		for _, candidates := range []iter.Seq[[]int]{e.singles(), e.pairs(), e.triples()} {
			var sets []set
			for rows := range candidates {
				if atoms, by, ok := e.sum(rows); ok {
					for i, atom := range atoms {
						atoms[i] = kept[atom]
					}
					sets = append(sets, set{atoms, by})
				}
			}
			if !yield(sets) {
				return
			}
		}
	}
}

// columnsOf returns what the free combinations are on each small atom, for as
// many atoms as can matter, and which these are.
//
// Those are four disjoint bases, each of what the ones before left over. A
// combination that is not 0 on an atom outside of them is not 0 on some atom of
// each, and so on more than three. (This is the sparse certificate of Nagamochi
// and Ibaraki, 1992, for a matroid.)
func columnsOf(free complement, small []*atom) (columns [][]uint64, kept []int) {
	left := upTo(len(small))
	for range auditedAtoms + 1 {
		basis := free.clone()
		left = slices.DeleteFunc(left, func(i int) bool {
			if len(basis) == 0 || !basis.take(small[i].column()) {
				return false
			}
			columns, kept = append(columns, free.products(small[i].column())), append(kept, i)
			return true
		})
	}
	return columns, kept
}

// echelon is a matrix in reduced row echelon form. Behind its columns each row
// holds which combination of the original rows it is.
type echelon struct {
	width   int
	rows    [][]uint64
	pivots  []int    // columns, by row
	digests []uint64 // by row
}

// reduce is the elimination of Gauss and Jordan.
func reduce(columns [][]uint64, height int) *echelon {
	e := &echelon{width: len(columns)}
	left := make([][]uint64, height)
	for i := range left {
		left[i] = make([]uint64, len(columns)+height)
		for column, values := range columns {
			left[i][column] = values[i]
		}
		left[i][len(columns)+i] = 1
	}
	for column := range columns {
		at := slices.IndexFunc(left, func(row []uint64) bool { return row[column] != 0 })
		if at < 0 {
			continue
		}
		pivot := left[at]
		left = slices.Delete(left, at, at+1)
		scale := inverse(pivot[column])
		for i := range pivot {
			pivot[i] = times(pivot[i], scale)
		}
		for _, other := range slices.Concat(left, e.rows) {
			if other[column] != 0 {
				subtract(other, other[column], pivot)
			}
		}
		e.rows, e.pivots = append(e.rows, pivot), append(e.pivots, column)
	}
	for row := range e.rows {
		e.digests = append(e.digests, e.digest(row))
	}
	return e
}

// digest is what a row is beside the pivots, in one number: the sum of the
// entries times weights of no meaning. Rows whose sum is what is looked for have
// digests that add up to it, and few others do.
func (e *echelon) digest(row int) (digest uint64) {
	for column, value := range e.rows[row][:e.width] {
		if column != e.pivots[row] {
			digest = (digest + times(value, weight(column))) % prime
		}
	}
	return digest
}

// singles are all rows: beside the pivot there may be two atoms more.
func (e *echelon) singles() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		for i := range e.rows {
			if !yield([]int{i}) {
				return
			}
		}
	}
}

// pairs are those that may leave nothing beside their pivots, or one atom.
func (e *echelon) pairs() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		rests := map[uint64]bool{0: true}
		for column := range e.width {
			rests[weight(column)] = true
		}
		for i := range e.rows {
			for j := range i {
				if rests[(e.digests[i]+e.digests[j])%prime] && !yield([]int{j, i}) {
					return
				}
			}
		}
	}
}

// triples are those that may leave nothing beside their pivots.
func (e *echelon) triples() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		byDigest := map[uint64][]int{}
		for i, digest := range e.digests {
			byDigest[digest] = append(byDigest[digest], i)
		}
		for i := range e.rows {
			for j := range i {
				for _, k := range byDigest[minus(0, (e.digests[i]+e.digests[j])%prime)] {
					if k < j && !yield([]int{k, j, i}) {
						return
					}
				}
			}
		}
	}
}

// weight spreads numbers over the field as SplitMix64 does (Steele, Lea and
// Flood 2014).
func weight(n int) uint64 {
	z := (uint64(n) + 1) * 0x9e3779b97f4a7c15 //nolint:gosec // a position is not negative
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return (z ^ z>>31) % prime
}

// sum adds rows up, and tells whether the result is 1 on at most three atoms and
// 0 on all others.
func (e *echelon) sum(rows []int) (atoms []int, by []uint64, ok bool) {
	total := make([]uint64, len(e.rows[0]))
	for _, row := range rows {
		subtract(total, prime-1, e.rows[row])
	}
	for column, value := range total[:e.width] {
		switch {
		case value == 0:
		case value > 1 || len(atoms) == auditedAtoms:
			return nil, nil, false
		default:
			atoms = append(atoms, column)
		}
	}
	return atoms, total[e.width:], true
}
