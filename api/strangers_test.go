package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

func TestStrangersWithTheSameIdempotencyKeyAreNotInEachOthersWay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		register := func(name string) *apitest.Response {
			got := w.client.Post("/v1/organisations", []byte(`{"name":"`+name+`"}`), "Idempotency-Key: 1")
			if got.Status != http.StatusCreated {
				t.Fatalf("%s: %d %s", name, got.Status, got.Body)
			}
			return got
		}
		first, second, again := register("Hilltop Club"), register("Valley Club"), register("Hilltop Club")
		if a, b := decodeFields(t, first), decodeFields(t, second); a["id"] == b["id"] || a["key"] == b["key"] || b["name"] != "Valley Club" || b["key"] == nil {
			t.Errorf("the second stranger got %s", second.Body)
		}
		replay := decodeFields(t, again)
		if again.Header.Get("Idempotency-Replayed") != "true" || replay["id"] != decodeFields(t, first)["id"] {
			t.Errorf("sent again: %v %s", again.Header, again.Body)
		}
		if key, there := replay["key"]; !there || key != nil || replay["key_shown"] != true {
			t.Errorf("the key is in what is given again: %s", again.Body)
		}
	})
}

func TestTheKeyOfOneCharacterMoreOrLessOpensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	key := w.keyOf(owner)
	tries := []string{key + "x", key[:len(key)-1], strings.ToUpper(key), strings.ToLower(key), "rung_", "rung_" + key, strings.Repeat("rung_", 2000)}
	for i := range key {
		tries = append(tries, key[:i]+anotherThan(key[i])+key[i+1:])
	}
	for _, tried := range tries {
		requireProblem(t, w.client.As(tried).Get("/v1/organisations"), http.StatusUnauthorized)
	}
	for _, header := range []string{"Bearer", "Bearer  ", key, "Basic " + key, "Bearer" + key} {
		requireProblem(t, w.client.Get("/v1/organisations", "Authorization: "+header), http.StatusUnauthorized)
	}
	req := w.client.Request(http.MethodGet, "/v1/organisations", nil)
	req.Header["Authorization"] = []string{"Bearer " + key, "Bearer " + key}
	requireProblem(t, w.client.Do(req), http.StatusUnauthorized)
	if got := w.client.Get("/v1/organisations", "Authorization: Bearer   "+key); got.Status != http.StatusOK {
		t.Errorf("the key itself: %d", got.Status)
	}
}
