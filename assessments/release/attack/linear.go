package attack

import "math/big"

// program is a linear program in dictionary form: each basic variable is a
// constant less a combination of the others, all at least 0. It is exact, and
// takes the first variable that helps, after Bland (1977), so that it always
// ends. (The simplex of gonum called 1 of 2,000 such programs infeasible that
// was not: tables that agree exactly make for many ties.)
type program struct {
	basic, other []int        // which variable each row and each column is
	coefficients [][]*big.Rat // by row, then column
	constants    []*big.Rat   // by row
}

// newProgram returns the program of x ≥ 0 with A·x ≤ b, at a point that keeps
// to it. It is nil when there is none.
func newProgram(a [][]int64, b []*big.Rat) *program {
	p := &program{}
	width := len(a[0])
	lowest := 0 // of the limits
	for j := range width {
		p.other = append(p.other, j)
	}
	p.other = append(p.other, -1) // how far all may be missed, for now
	for i, row := range a {
		coefficients := make([]*big.Rat, width+1)
		for j, value := range row {
			coefficients[j] = new(big.Rat).SetInt64(value)
		}
		coefficients[width] = big.NewRat(-1, 1)
		p.basic = append(p.basic, width+i)
		p.coefficients = append(p.coefficients, coefficients)
		p.constants = append(p.constants, new(big.Rat).Set(b[i]))
		if p.constants[i].Cmp(p.constants[lowest]) < 0 {
			lowest = i
		}
	}
	if p.constants[lowest].Sign() < 0 {
		p.pivot(lowest, width)
		if p.most(map[int]int64{-1: -1}).Sign() != 0 {
			return nil
		}
	}
	p.forget(-1)
	return p
}

// forget takes a variable that is 0 out of the program.
func (p *program) forget(variable int) {
	for i, basic := range p.basic {
		if basic == variable {
			for j := range p.other {
				if p.coefficients[i][j].Sign() != 0 {
					p.pivot(i, j)
					break
				}
			}
			break
		}
	}
	for j, other := range p.other {
		if other == variable {
			p.other = append(p.other[:j], p.other[j+1:]...)
			for i, row := range p.coefficients {
				p.coefficients[i] = append(row[:j], row[j+1:]...)
			}
			return
		}
	}
}

// most returns the highest that a combination of variables can be. It must have
// an upper bound.
func (p *program) most(objective map[int]int64) *big.Rat {
	for {
		slopes, value := p.slopes(objective)
		column := -1
		for j, slope := range slopes {
			if slope.Sign() > 0 && (column < 0 || p.other[j] < p.other[column]) {
				column = j
			}
		}
		if column < 0 {
			return value
		}
		p.pivot(p.tightest(column), column)
	}
}

// slopes tells how the objective grows with each of the others, and what it is
// while they are 0.
func (p *program) slopes(objective map[int]int64) (slopes []*big.Rat, value *big.Rat) {
	slopes, value = make([]*big.Rat, len(p.other)), new(big.Rat)
	for j, other := range p.other {
		slopes[j] = new(big.Rat).SetInt64(objective[other])
	}
	for i, basic := range p.basic {
		if objective[basic] == 0 {
			continue
		}
		weight := new(big.Rat).SetInt64(objective[basic])
		value.Add(value, new(big.Rat).Mul(weight, p.constants[i]))
		for j, coefficient := range p.coefficients[i] {
			slopes[j].Sub(slopes[j], new(big.Rat).Mul(weight, coefficient))
		}
	}
	return slopes, value
}

// tightest is the row that limits how far a column's variable can grow.
func (p *program) tightest(column int) int {
	row, least := -1, new(big.Rat)
	for i := range p.basic {
		if p.coefficients[i][column].Sign() <= 0 {
			continue
		}
		ratio := new(big.Rat).Quo(p.constants[i], p.coefficients[i][column])
		if order := ratio.Cmp(least); row < 0 || order < 0 || order == 0 && p.basic[i] < p.basic[row] {
			row, least = i, ratio
		}
	}
	return row
}

// pivot lets a basic variable and another change places.
func (p *program) pivot(row, column int) {
	own := p.coefficients[row]
	scale := new(big.Rat).Inv(own[column])
	own[column] = big.NewRat(1, 1)
	for _, value := range own {
		value.Mul(value, scale)
	}
	p.constants[row].Mul(p.constants[row], scale)
	for i, other := range p.coefficients {
		if i == row || other[column].Sign() == 0 {
			continue
		}
		factor := other[column]
		other[column] = new(big.Rat)
		for j, value := range own {
			if value.Sign() != 0 {
				other[j] = new(big.Rat).Sub(other[j], new(big.Rat).Mul(factor, value))
			}
		}
		p.constants[i].Sub(p.constants[i], new(big.Rat).Mul(factor, p.constants[row]))
	}
	p.basic[row], p.other[column] = p.other[column], p.basic[row]
}
