package api_test

import (
	"fmt"
	"hash/crc32"
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// forged returns a key to the same response that nobody made, with a sound checksum.
func forged(key string) string {
	const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	body := key[len("rung_") : len(key)-6]
	last := base62[(strings.IndexByte(base62, body[len(body)-1])+1)%62]
	body = body[:len(body)-1] + string(last)
	sum, digits := crc32.ChecksumIEEE([]byte(body)), make([]byte, 6)
	for i := range digits {
		digits[len(digits)-1-i] = base62[sum%62]
		sum /= 62
	}
	return "rung_" + body + string(digits)
}

// begun returns the key of a response that somebody began, and its address.
func begun(t *testing.T, w *world) (key, path string) {
	t.Helper()
	invited := fmt.Appendf(nil, `{"key":%q,"voice":"lived"}`, w.invite(t, w.openAssessmentFor(t, "")))
	started := requireStatus(t, w.client.In(t).Post("/v1/invitations/redeem", invited), http.StatusCreated)
	return decodeFields(t, started)["response_key"].(string), started.Header.Get("Location")
}

// A key that leads to a response, and is not its own, opens nothing and changes nothing,
// and hears that first: whatever else is wrong with the call would tell something.
func TestAForgedResponseKeyHearsThatItOpensNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		key, path := begun(t, w)
		author, forger := w.client.In(t).As(key), w.client.In(t).As(forged(key))
		requireStatus(t, author.Patch(path, []byte(`{"answers":{"equality-culture":"5"}}`), "If-Match: *"), http.StatusOK)
		before := author.Get(path)
		attack := func(status int) {
			t.Helper()
			for name, got := range map[string]*apitest.Response{
				"patch":                   forger.Patch(path, []byte(`{"answers":{"equality-culture":"1"}}`), "If-Match: *"),
				"patch with no If-Match":  forger.Patch(path, []byte(`{}`)),
				"patch that is no JSON":   forger.Patch(path, []byte(`{`), "If-Match: *"),
				"put":                     forger.Put(path, []byte(`{"answers":{"equality-culture":"1"}}`), "If-Match: *"),
				"submit":                  forger.Post(path+"/submit", nil),
				"withdraw":                forger.Delete(path, "If-Match: *"),
				"withdraw at a bad state": forger.Delete(path, `If-Match: "r9"`),
				"read":                    forger.Get(path),
				"replace the key":         forger.Post(path+"/key", nil),
				"an address beside it":    forger.Patch(strings.Replace(path, "/responses/", "%2Fresponses%2F", 1), []byte(`{}`), "If-Match: *"),
				"a method it has not":     forger.Post(path, nil),
			} {
				if got.Status != status {
					t.Errorf("%s: %d %s, want %d", name, got.Status, got.Body, status)
				}
			}
		}
		attack(http.StatusUnauthorized)
		if after := author.Get(path); string(after.Body) != string(before.Body) || after.Header.Get("ETag") != before.Header.Get("ETag") {
			t.Errorf("changed to %s", after.Body)
		}
		requireStatus(t, author.Post(path+"/submit", nil), http.StatusOK)
		requireStatus(t, w.as(t, owner).Post(path[:strings.Index(path, "/responses/")]+"/cancel", nil), http.StatusOK)
		attack(http.StatusUnauthorized)
	})
}

// Who tries keys that open nothing is counted by where they are, however many they make up.
func TestForgedResponseKeysCountAgainstTheAddress(t *testing.T) {
	t.Parallel()
	const limit = 20
	w := newWorld(t, newFile(t), limitRate(limit))
	key, path := begun(t, w)
	author, from := w.client.In(t).As(key), forwardedFrom("203.0.113.7")
	for range limit {
		key = forged(key)
		requireProblem(t, w.client.In(t).As(key).Post(path+"/submit", nil, from), http.StatusUnauthorized)
	}
	key = forged(key)
	requireProblem(t, w.client.In(t).As(key).Post(path+"/submit", nil, from), http.StatusTooManyRequests)
	requireProblem(t, w.client.In(t).As(key).Get(path, from), http.StatusTooManyRequests)
	requireStatus(t, author.Patch(path, []byte(`{"answers":{"equality-culture":"1"}}`), "If-Match: *", from), http.StatusOK)
}
