//go:build !linux

package gormstore

// room knows nothing here.
func room(string) (free, whole uint64, known bool) { return 0, 0, false }
