package attack

import (
	"fmt"
	"math"
	"math/big"
)

// usual is how many scales wide noise is taken to be at most: e⁻³ is one draw in
// twenty.
const usual = 3

// group is the organisations that are in the same tables. Their scores can only
// be told from the tables as a sum.
type group struct {
	size   int64
	tables []bool
}

// bounds returns the limits of each unknown score. Where no scores fit all the
// tables, some noise was unusual, and there are no limits.
func (p *Problem) bounds(unknown []int) (low, high []float64) {
	groups, of := p.groups(unknown)
	low, high = make([]float64, len(unknown)), make([]float64, len(unknown))
	linear := p.program(groups)
	least, most := make([]float64, len(groups)), make([]float64, len(groups))
	for i, g := range groups {
		least[i], most[i] = 0, float64(top*g.size)
		if linear != nil {
			most[i], _ = linear.most(map[int]int64{i: 1}).Float64()
			lowest, _ := linear.most(map[int]int64{i: -1}).Float64()
			least[i] = -lowest
		}
	}
	for i, at := range of {
		others := float64(top * (groups[at].size - 1))
		low[i], high[i] = max(0, least[at]-others), min(top, most[at])
	}
	return low, high
}

func (p *Problem) groups(unknown []int) (groups []group, of []int) {
	in := make([][]bool, p.Organisations)
	for i := range in {
		in[i] = make([]bool, len(p.Tables))
	}
	for t, table := range p.Tables {
		for _, member := range table.Members {
			in[member][t] = true
		}
	}
	at := map[string]int{}
	for _, organisation := range unknown {
		key := fmt.Sprint(in[organisation])
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, group{tables: in[organisation]})
		}
		groups[i].size++
		of = append(of, i)
	}
	return groups, of
}

// program writes the tables as a linear program over the groups' sums.
func (p *Problem) program(groups []group) *program {
	if len(groups) == 0 {
		return nil
	}
	var rows [][]int64
	var limits []*big.Rat
	atMost := func(sign int64, weight func(int) int64, limit float64) {
		if math.IsInf(limit, 0) {
			return
		}
		row := make([]int64, len(groups))
		for i := range groups {
			row[i] = sign * weight(i)
		}
		rows, limits = append(rows, row), append(limits, new(big.Rat).SetFloat64(float64(sign)*limit))
	}
	for t, table := range p.Tables {
		known := 0.0
		for _, member := range table.Members {
			known += float64(p.Known[member])
		}
		weight := func(i int) int64 {
			if groups[i].tables[t] {
				return 1
			}
			return 0
		}
		atMost(1, weight, table.Most-known+usual*table.Scale)
		atMost(-1, weight, table.Least-known-usual*table.Scale)
	}
	for i, g := range groups {
		weight := func(j int) int64 {
			if i == j {
				return 1
			}
			return 0
		}
		atMost(1, weight, float64(top*g.size))
	}
	return newProgram(rows, limits)
}
