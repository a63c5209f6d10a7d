package edge

import (
	"time"

	"github.com/throttled/throttled/v2"
	"github.com/throttled/throttled/v2/store/memstore"
)

// Allow makes an allowance of its own for what should not be done often, such as
// trying keys. Where there is no limit at all there is none on this either. All
// processes with one ledger have it together.
func (e *Edge) Allow(name string, most int, window time.Duration, advice string) (*Allowance, error) {
	return e.allow(name, most, window, advice, e.Ledger)
}

func (e *Edge) allow(name string, most int, window time.Duration, advice string, ledger Ledger) (*Allowance, error) {
	if e.RateLimit == 0 {
		return nil, nil //nolint:nilnil // nil is an allowance without end
	}
	memory, err := memstore.New(maxCallers)
	if err != nil {
		return nil, err
	}
	memory.SetTimeNow(e.Running)
	known := throttled.WrapStoreWithContext(memory)
	if ledger != nil {
		both := &shared{
			GCRAStoreCtx: known, ledger: ledger, name: name, window: window, log: e.Log, untold: map[string]time.Duration{},
			portion: window / time.Duration(min(portions, most)),
		}
		e.shared = append(e.shared, both)
		known = both
	}
	limiter, err := throttled.NewGCRARateLimiterCtx(known, throttled.RateQuota{
		MaxRate:  throttled.PerDuration(most, window),
		MaxBurst: most - 1,
	})
	if err != nil {
		return nil, err
	}
	limiter.SetMaxCASAttemptsLimit(maxAttempts)
	return &Allowance{name: name, most: most, window: window, advice: advice, limiter: limiter}, nil
}
