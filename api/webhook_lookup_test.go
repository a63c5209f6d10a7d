package api_test

import (
	"context"
	"net/http"
	"net/netip"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/delivery"
)

// A name server may be slow. Whoever asks it is in no transaction, so others write
// meanwhile.
func TestOthersWriteWhileAnAddressIsLookedUp(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		h := newHooked(t, address)
		asked := 0
		h.hooks.Sender = delivery.New(delivery.Resolving(func(ctx context.Context, _ string) ([]netip.Addr, error) {
			asked++
			id := h.ids["organisations"]
			_, err := h.service.ChangeOrganisation(ctx, actingFor(id), id, access.Match{"*"}, func(in *assessments.ProfileInput) error { in.Contact += "x"; return nil })
			if err != nil {
				t.Errorf("a write while the name was looked up: %v", err)
			}
			return []netip.Addr{netip.MustParseAddr("93.184.215.14")}, nil
		}))
		requireStatus(t, h.as(t, owner).Patch("/v1/webhooks/"+h.id, []byte(`{"url":"https://example.org/other"}`), "If-Match: *"), http.StatusOK)
		requireStatus(t, h.as(t, owner).Post("/v1/webhooks", []byte(`{"url":"https://example.org/new"}`)), http.StatusCreated)
		if asked != 2 {
			t.Errorf("looked up %d times", asked)
		}
	})
}
