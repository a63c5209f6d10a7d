package edge

import "time"

// Allow makes an allowance of its own for what should not be done often, such as
// trying keys. Where there is no limit at all there is none on this either.
func (e *Edge) Allow(name string, most int, window time.Duration, advice string) (*Allowance, error) {
	if e.requests == nil {
		return nil, nil //nolint:nilnil // nil is an allowance without end
	}
	allowance, err := newAllowance(name, most, window, e.Running)
	if err != nil {
		return nil, err
	}
	allowance.advice = advice
	return allowance, nil
}
