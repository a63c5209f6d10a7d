package release

import "slices"

// prime is the size of the field in which the audit calculates. Over the
// rationals a set is determined just as it is here, unless 2³¹−1 divides one of
// the determinants involved. Those come from matrices of a few noughts and ones
// in a column, and nobody can steer them towards a prime of ten digits.
const prime = 1<<31 - 1

func times(a, b uint64) uint64 { return a * b % prime }

func minus(a, b uint64) uint64 { return (a + prime - b) % prime }

// inverse is by Fermat's little theorem; a is not 0.
func inverse(a uint64) uint64 {
	result := uint64(1)
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			result = times(result, a)
		}
		a = times(a, a)
	}
	return result
}

// subtract takes a multiple of one vector from another.
func subtract(from []uint64, multiple uint64, of []uint64) {
	for i, value := range of {
		if value != 0 {
			from[i] = minus(from[i], times(multiple, value))
		}
	}
}

// complement is a basis of all vectors that are orthogonal to what it has taken.
type complement [][]uint64

// newComplement has taken nothing yet: everything is orthogonal to that.
func newComplement(size int) complement {
	c := make(complement, size)
	for i := range c {
		c[i] = make([]uint64, size)
		c[i][i] = 1
	}
	return c
}

func (c *complement) clone() complement {
	clone := make(complement, len(*c))
	for i, basis := range *c {
		clone[i] = slices.Clone(basis)
	}
	return clone
}

// products are the inner products of the basis with a vector of noughts and
// ones, given as where the ones are.
func (c *complement) products(ones []int) []uint64 {
	products := make([]uint64, len(*c))
	for i, basis := range *c {
		for _, one := range ones {
			products[i] = (products[i] + basis[one]) % prime
		}
	}
	return products
}

// take makes everything orthogonal to one more vector of noughts and ones. It
// tells whether that made a difference.
func (c *complement) take(ones []int) bool {
	products := c.products(ones)
	for i, pivot := range products {
		if pivot == 0 {
			continue
		}
		gone, scale := (*c)[i], inverse(pivot)
		for j := i + 1; j < len(products); j++ { // those before have a product of 0
			if products[j] != 0 {
				subtract((*c)[j], times(products[j], scale), gone)
			}
		}
		*c = append((*c)[:i], (*c)[i+1:]...)
		return true
	}
	return false
}
