package api_test

import (
	"net/http"
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
