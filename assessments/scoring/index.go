package scoring

// Index is an exact fraction: a point on the scale from 0 to 100, or the
// difference of two. The zero Index is none.
//
// Denominators stay below 12 · 2 · 11 · lcm(1…30), and so every sum of them
// stays far inside 64 bits (see instrument.MaxTogether).
type Index struct {
	num, den int64
}

// Valid tells whether there is an index at all.
func (x Index) Valid() bool { return x.den != 0 }

// Less tells whether x is below y, exactly. Both must be valid.
func (x Index) Less(y Index) bool { return x.minus(y).num < 0 }

// Rounded returns the nearest multiple of step, halves away from zero. A step
// of 1 gives the index as it is shown. The index must be valid.
func (x Index) Rounded(step int64) int {
	num, sign := x.num, int64(1)
	if num < 0 {
		num, sign = -num, -1
	}
	den := x.den * step
	return int(sign * step * ((2*num + den) / (2 * den)))
}

func (x Index) reduced() Index {
	if common := gcd(x.num, x.den); common > 1 {
		return Index{x.num / common, x.den / common}
	}
	return x
}

func (x Index) plus(y Index) Index {
	common := gcd(x.den, y.den)
	return Index{x.num*(y.den/common) + y.num*(x.den/common), x.den / common * y.den}.reduced()
}

func (x Index) minus(y Index) Index { return x.plus(Index{-y.num, y.den}) }

// mean returns the mean of valid indexes, or none when any is missing or
// there are none.
func mean(indexes []Index) Index {
	sum := Index{0, 1}
	for _, x := range indexes {
		if !x.Valid() {
			return Index{}
		}
		sum = sum.plus(x)
	}
	if len(indexes) == 0 {
		return Index{}
	}
	return Index{sum.num, sum.den * int64(len(indexes))}.reduced()
}

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
