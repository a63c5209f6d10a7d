package attack

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// bell is a prior around 50, two thirds within 18.
func bell() (prior [top + 1]float64) {
	total := 0.0
	for score := range prior {
		prior[score] = math.Exp(-math.Pow((float64(score)-50)/18, 2) / 2)
		total += prior[score]
	}
	for score := range prior {
		prior[score] /= total
	}
	return prior
}

func TestAProgramWithoutAPointIsNone(t *testing.T) {
	t.Parallel()
	// x ≤ 3 and −x ≤ −4.
	if newProgram([][]int64{{1}, {-1}}, []*big.Rat{big.NewRat(3, 1), big.NewRat(-4, 1)}) != nil {
		t.Error("a point was found between 4 and 3")
	}
}

// Small programs with bounded variables: the best of them lies in a corner, so
// going through all corners finds it. Many have rows that agree exactly.
func TestLinearProgramAgreesWithGoingThroughAllCorners(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 1))
	infeasible := 0
	for range 400 {
		width := 1 + random.IntN(3)
		var a [][]int64
		var b []*big.Rat
		add := func(row []int64, limit int64) { a, b = append(a, row), append(b, big.NewRat(limit, 1)) }
		for range 1 + random.IntN(3) {
			row, opposite, middle := make([]int64, width), make([]int64, width), int64(0)
			for j := range row {
				row[j] = int64(random.IntN(2))
				opposite[j] = -row[j]
				middle += row[j] * int64(random.IntN(8))
			}
			slack := int64(random.IntN(3))
			add(row, middle+slack)
			add(opposite, -middle+slack)
		}
		for j := range width {
			row := make([]int64, width)
			row[j] = 1
			add(row, 5)
		}
		objective := map[int]int64{}
		for j := range width {
			objective[j] = int64(random.IntN(5) - 2)
		}
		want := highestCorner(a, b, objective)
		p := newProgram(a, b)
		if (p == nil) != (want == nil) {
			t.Fatalf("%v ≤ %v: a point is there by corners: %t, by the program: %t", a, b, want != nil, p != nil)
		}
		if p == nil {
			infeasible++
			continue
		}
		if got := p.most(objective); got.Cmp(want) != 0 {
			t.Fatalf("%v ≤ %v: the most of %v is %v, want %v", a, b, objective, got, want)
		}
	}
	if infeasible == 0 || infeasible == 400 {
		t.Errorf("%d of 400 programs had no point", infeasible)
	}
}

// highestCorner solves every choice of as many limits as there are variables.
func highestCorner(a [][]int64, b []*big.Rat, objective map[int]int64) *big.Rat {
	width := len(a[0])
	for j := range width { // x ≥ 0
		row := make([]int64, width)
		row[j] = -1
		a, b = append(a, row), append(b, new(big.Rat))
	}
	var highest *big.Rat
	chosen := make([]int, 0, width)
	var choose func(from int)
	choose = func(from int) {
		if len(chosen) < width {
			for i := from; i < len(a); i++ {
				chosen = append(chosen, i)
				choose(i + 1)
				chosen = chosen[:len(chosen)-1]
			}
			return
		}
		x := corner(a, b, chosen)
		if x == nil {
			return
		}
		for i, row := range a {
			left := new(big.Rat)
			for j, value := range row {
				left.Add(left, new(big.Rat).Mul(big.NewRat(value, 1), x[j]))
			}
			if left.Cmp(b[i]) > 0 {
				return
			}
		}
		value := new(big.Rat)
		for j, weight := range objective {
			value.Add(value, new(big.Rat).Mul(big.NewRat(weight, 1), x[j]))
		}
		if highest == nil || value.Cmp(highest) > 0 {
			highest = value
		}
	}
	choose(0)
	return highest
}

// corner is where some limits meet, or nil when that is no single point.
func corner(a [][]int64, b []*big.Rat, chosen []int) []*big.Rat {
	width := len(chosen)
	rows := make([][]*big.Rat, width)
	for i, at := range chosen {
		for _, value := range a[at] {
			rows[i] = append(rows[i], big.NewRat(value, 1))
		}
		rows[i] = append(rows[i], new(big.Rat).Set(b[at]))
	}
	for column := range width {
		pivot := column
		for pivot < width && rows[pivot][column].Sign() == 0 {
			pivot++
		}
		if pivot == width {
			return nil
		}
		rows[column], rows[pivot] = rows[pivot], rows[column]
		scale := new(big.Rat).Inv(rows[column][column])
		for j := range rows[column] {
			rows[column][j] = new(big.Rat).Mul(rows[column][j], scale)
		}
		for i := range rows {
			if factor := rows[i][column]; i != column && factor.Sign() != 0 {
				for j := range rows[i] {
					rows[i][j] = new(big.Rat).Sub(rows[i][j], new(big.Rat).Mul(factor, rows[column][j]))
				}
			}
		}
	}
	x := make([]*big.Rat, width)
	for i := range x {
		x[i] = rows[i][width]
	}
	return x
}

func TestADifferenceOfExactTablesIsPinned(t *testing.T) {
	t.Parallel()
	truth := []int{12, 34, 56, 78}
	p := &Problem{Organisations: 5, Prior: bell(), Tables: []Table{
		Exact([]int{0, 1, 2}, 12+34+56), Exact([]int{0, 1, 2, 3}, 12+34+56+78),
	}}
	findings := Solve(p, 1)
	if len(findings) != len(truth) {
		t.Fatalf("%d findings, but 4 organisations are in a table", len(findings))
	}
	for i, f := range findings {
		if want := i == 3; f.Pinned() != want || want && f.Guess != truth[i] {
			t.Errorf("organisation %d: %+v", i, f)
		}
	}
}

func TestWhatIsKnownIsTakenAway(t *testing.T) {
	t.Parallel()
	p := &Problem{Organisations: 3, Prior: bell(), Known: map[int]int{0: 10, 1: 90}, Tables: []Table{Exact([]int{0, 1, 2}, 133)}}
	if f := Solve(p, 1); len(f) != 1 || !f[0].Pinned() || f[0].Guess != 33 {
		t.Errorf("got %+v", f)
	}
}

func TestTablesThatContradictEachOtherPinNobody(t *testing.T) {
	t.Parallel()
	p := &Problem{Organisations: 1, Prior: bell(), Tables: []Table{Exact([]int{0}, 20), Exact([]int{0}, 80)}}
	if f := Solve(p, 1); f[0].Low != 0 || f[0].High != 100 {
		t.Errorf("got %+v", f)
	}
}

// With one unknown score the posterior can be written down: prior times the
// probability of what was published.
func TestPosteriorIsBayesRule(t *testing.T) {
	t.Parallel()
	p := &Problem{Organisations: 2, Known: map[int]int{0: 50}, Prior: bell(), Tables: []Table{Rounded([]int{0, 1}, 70, 5, 25)}}
	got := p.posteriors([]int{1}, 1)[0]
	var want [top + 1]float64
	total, sum := 0.0, 0.0
	for score := range want {
		likely := 0.0
		for noise := -2000; noise <= 2000; noise++ {
			if noised := float64(50 + score + noise); noised >= 135 && noised <= 145 {
				likely += math.Exp(-math.Abs(float64(noise)) / 25)
			}
		}
		want[score] = p.Prior[score] * likely
		total += want[score]
		sum += got[score]
	}
	for score := range want {
		if difference := math.Abs(got[score]/sum - want[score]/total); difference > 0.0002 {
			t.Errorf("score %d: %f, want %f", score, got[score]/sum, want[score]/total)
		}
	}
}

func TestWithoutTablesNothingIsFound(t *testing.T) {
	t.Parallel()
	p := &Problem{Organisations: 3, Prior: bell()}
	if f := Solve(p, 1); len(f) != 0 {
		t.Errorf("got %+v", f)
	}
	if guess, near := p.Blind(); guess != 50 || math.Abs(near-0.241) > 0.01 {
		t.Errorf("blind, it is %d and near %.3f of the time", guess, near)
	}
}

func TestEndsOfTheScaleAreOpen(t *testing.T) {
	t.Parallel()
	low, high := Rounded([]int{0}, 5, 5, 1), Rounded([]int{0}, 95, 5, 1)
	if !math.IsInf(low.Least, -1) || low.Most != 7.5 || high.Least != 92.5 || !math.IsInf(high.Most, 1) {
		t.Errorf("got %+v and %+v", low, high)
	}
}
