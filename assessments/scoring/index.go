package scoring

// Index is an exact fraction: a point on the scale from 0 to 100, or the
// difference of two. The zero Index is none.
//
// It need not be in lowest terms. Denominators stay below 20 · 2 · 11 ·
// lcm(1…30), and so every sum of them stays far inside 64 bits (see
// instrument.MaxPrinciples and instrument.MaxTogether).
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

func (x Index) plus(y Index) Index {
	if x.den == y.den {
		return Index{x.num + y.num, x.den}
	}
	common := gcd(x.den, y.den)
	return Index{x.num*(y.den/common) + y.num*(x.den/common), x.den / common * y.den}
}

func (x Index) minus(y Index) Index { return x.plus(Index{-y.num, y.den}) }

// mean adds indexes up for their mean.
type mean struct {
	sum     Index
	n       int64
	missing bool // one of them is none, and so there is no mean
}

func (m *mean) add(x Index) {
	switch {
	case !x.Valid():
		m.missing = true
	case m.n == 0:
		m.sum = x
	default:
		m.sum = m.sum.plus(x)
	}
	m.n++
}

// index returns the mean, or none when any was missing or there were none.
func (m *mean) index() Index {
	if m.missing || m.n == 0 {
		return Index{}
	}
	return Index{m.sum.num, m.sum.den * m.n}
}

// gcd returns the greatest common divisor of two positive numbers.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
