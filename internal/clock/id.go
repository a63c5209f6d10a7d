package clock

import (
	"encoding/binary"
	"time"

	"github.com/google/uuid"
)

// NewID makes an id that comes after all that were made before it: a UUID v7 of this
// clock's time. That of the library goes by the machine's clock, which may jump.
func (c *Clock) NewID() string {
	id := uuid.Must(uuid.NewV7()) // all but the first 64 bits are chance
	binary.BigEndian.PutUint64(id[:8], c.stamp())
	return id.String()
}

// stamp is the first half of a UUID v7: 48 bits of milliseconds, the version, and 12
// bits for what is made within one millisecond.
func (c *Clock) stamp() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.look()
	within := now.Sub(now.Truncate(time.Millisecond)) * 4096 / time.Millisecond
	c.lastID = max(now.UnixMilli()<<12|int64(within), c.lastID+1)
	return uint64(c.lastID>>12)<<16 | 7<<12 | uint64(c.lastID&0xfff) //nolint:gosec // G115: no time before 1970
}
