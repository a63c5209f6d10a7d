package validity

import (
	"hash/fnv"
	"math/rand/v2"
)

// chance draws numbers. The same name and number give the same draws, whatever
// else was drawn before, so that no figure depends on the order of the work. All
// of it is whole numbers, which come out the same on every machine.
type chance struct{ *rand.PCG }

func newChance(name string, number int) chance {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(name))                          // a hash takes anything
	return chance{rand.NewPCG(sum.Sum64(), uint64(number))} //nolint:gosec // anyone must be able to draw the same again, and numbers are not below 0
}

// draws is how many even draws make up one that is bell-shaped.
const draws = 12

// scatter draws from a bell round 0, as wide as the standard deviation given.
// The sum of twelve even draws comes close to the normal distribution. It never
// leaves six standard deviations.
func (c chance) scatter(deviation int) int {
	sum := -draws * (1<<16 - 1) / 2
	for range draws / 4 {
		four := c.Uint64()
		sum += int(four&0xffff) + int(four>>16&0xffff) + int(four>>32&0xffff) + int(four>>48)
	}
	return deviation * sum >> 16
}

// between draws evenly from low to high, both included.
func (c chance) between(low, high int) int {
	return low + int(c.Uint64()>>32*uint64(high-low+1)>>32) //nolint:gosec // far below what either holds
}

// happens is true so many times in a thousand.
func (c chance) happens(inThousand int) bool { return c.between(0, 999) < inThousand }
