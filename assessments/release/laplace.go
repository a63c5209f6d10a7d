package release

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// noise draws from discrete Laplace distributions, exactly, from random bytes.
// Floating point would not do: Mironov, "On Significance of the Least
// Significant Bits for Differential Privacy" (2012), reads the secret off the
// last bits of such noise. The algorithms are those of Canonne, Kamath and
// Steinke (2020), https://arxiv.org/abs/2004.00010, by their numbers there.
type noise struct {
	random io.Reader
	bytes  [8]byte // the last that were read: made anew for each number they would cost more than it
	err    error   // the first failure; every number after it is 0
}

// errStuck is for a source whose bytes cannot be random. Each loop below would
// come this far once in more than e⁶⁴ draws.
var errStuck = errors.New("the random source always says the same")

const patience = 64

// laplace returns y with P(y) ∝ exp(−|y|·s/t), which is the scale t/s. Both are
// positive. It is Algorithm 2.
func (n *noise) laplace(t, s uint64) int64 {
	for range patience * patience {
		u := n.below(t)
		if !n.exp(u, t) {
			continue
		}
		v := uint64(0)
		for n.exp(1, 1) {
			if v++; v > patience {
				n.fail(errStuck)
				return 0
			}
		}
		negative := n.below(2) == 1
		y := int64((u + t*v) / s) //nolint:gosec // t is below 10⁹, and v below 65
		switch {
		case n.err != nil:
			return 0
		case negative && y == 0: // or 0 would come twice as often
		case negative:
			return -y
		default:
			return y
		}
	}
	n.fail(errStuck)
	return 0
}

// exp is true with the probability exp(−a/b), for 0 ≤ a ≤ b. It is Algorithm 1.
func (n *noise) exp(a, b uint64) bool {
	for k := uint64(1); k < patience; k++ {
		if n.below(b*k) >= a {
			return k%2 == 1
		}
	}
	n.fail(errStuck)
	return false
}

// below returns a whole number from 0 to m−1, each as likely as the others: of
// the numbers of 64 bits, those beyond the last full turn of m are drawn again.
func (n *noise) below(m uint64) uint64 {
	for range patience {
		if n.err != nil {
			return 0
		}
		if _, err := io.ReadFull(n.random, n.bytes[:]); err != nil {
			n.fail(err)
			return 0
		}
		if drawn := binary.BigEndian.Uint64(n.bytes[:]); drawn < math.MaxUint64-math.MaxUint64%m {
			return drawn % m
		}
	}
	n.fail(errStuck)
	return 0
}

func (n *noise) fail(err error) {
	if n.err == nil {
		n.err = fmt.Errorf("draw noise: %w", err)
	}
}
