package api_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// askers are all who ask for the nth row on an SQLite file. On PostgreSQL, where the
// router is the same, they are one of those who get each status: every status of every
// row is met there, and by their turns every caller, though not each with each.
func (r row) askers(t testing.TB, address string, n int) []string {
	t.Helper()
	if databasetest.IsFile(address) {
		return everybody
	}
	get := map[int][]string{}
	for _, who := range everybody {
		get[r.status(t, who)] = append(get[r.status(t, who)], who)
	}
	var askers []string
	for _, status := range slices.Sorted(maps.Keys(get)) {
		askers = append(askers, get[status][n%len(get[status])])
	}
	return askers
}
