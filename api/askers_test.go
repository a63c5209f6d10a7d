package api_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// askers are all who ask for the nth row on an SQLite file, and two of the bad keys, which
// no address tells apart: each of these has a turn at every fourth or fifth row. On
// PostgreSQL, where the router is the same, they are one of those who get each status.
// Whom the router refuses by its key alone, it refuses there at one row of seven, which
// is enough for each bad key to have a turn.
func (r row) askers(t testing.TB, address string, n int) []string {
	t.Helper()
	if databasetest.IsFile(address) {
		bad := n * 2
		return slices.Concat(callers, participants, []string{badKeys[bad%len(badKeys)], badKeys[(bad+1)%len(badKeys)]})
	}
	return slices.DeleteFunc(r.oneForEach(t, n), func(who string) bool {
		status := r.status(t, who)
		return n%7 != 0 && (status == http.StatusUnauthorized || status == http.StatusForbidden)
	})
}

// oneForEach is, for each status of the nth row, one of those who get it: every status
// of every row is met, and by their turns every caller, though not each with each.
func (r row) oneForEach(t testing.TB, n int) []string {
	t.Helper()
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
