package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// An attacker who registers gets one key and makes forty more. They are worth as
// much as one.
func TestManyKeysOfOneHolderAreWorthOne(t *testing.T) {
	t.Parallel()
	const most = 20
	w := newWorld(t, newFile(t), limitRate(most))
	for who, things := range map[string]string{owner: "organisations", partner: "partners", funder: "funders"} {
		role := map[string]access.Role{owner: access.OrganisationRole, partner: access.PartnerRole, funder: access.FunderRole}[who]
		served := 0
		for i := range 2 * most {
			key := w.createKey(t, assessments.Principal{Role: role, ID: w.ids[things]}).Secret.Reveal()
			got := w.client.In(t).As(key).Get("/version", forwardedFrom(fmt.Sprintf("203.0.113.%d", i)))
			if got.Status == http.StatusOK {
				served++
			}
		}
		if served != most {
			t.Errorf("%d keys of one %s were served %d requests, want %d", 2*most, role, served, most)
		}
	}
	if got := w.as(t, stranger).Get("/version"); got.Status != http.StatusOK {
		t.Errorf("another organisation pays: %d", got.Status)
	}
}

// Many people answer from one address, but not without end: whoever invites can
// start as many responses as they like.
func TestWhoAnswersIsCountedAloneAndWithTheAddress(t *testing.T) {
	t.Parallel()
	const most, together = 2, 20
	w := newWorld(t, newFile(t), limitRate(most))
	ask := func(key, address string) *apitest.Response {
		return w.client.In(t).As(key).Get("/version", forwardedFrom(address))
	}
	people := make([]string, together)
	for i := range people {
		people[i], _ = w.addResponse(t, w.ids["organisations"], w.ids["assessments"], assessments.Draft)
	}
	for i, key := range people[:together/2] {
		for range most {
			got := ask(key, "203.0.113.1")
			if got.Status != http.StatusOK || !strings.Contains(strings.Join(got.Header.Values("RateLimit-Policy"), ","), `"address";q=20;w=60`) {
				t.Fatalf("person %d at the first address: %d %v", i, got.Status, got.Header)
			}
		}
	}
	requireProblem(t, ask(people[0], "203.0.113.2"), http.StatusTooManyRequests) // a person has no more anywhere
	requireProblem(t, ask(people[together-1], "203.0.113.1"), http.StatusTooManyRequests)
	if got := ask(people[together-2], "203.0.113.2"); got.Status != http.StatusOK {
		t.Errorf("at another address: %d", got.Status)
	}
	if got := w.as(t, owner).Get("/version", forwardedFrom("203.0.113.1")); got.Status != http.StatusOK {
		t.Errorf("the organisation pays for those who answer: %d", got.Status)
	}
}

func TestDearCallsCostMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t), limitRate(600))
	body := func(answers int) []byte { // of 27 bytes each
		one := `{"voice":"learnt","answers":{"equality-culture":"1","diversity-review":"1"}}`
		return []byte(`{"instrument":"coproduction-ladder","responses":[` + strings.Repeat(one+",", answers/2-1) + one + `]}`)
	}
	left := func(address string, body []byte) (remaining, status int) {
		got := w.client.In(t).Post("/v1/scores", body, forwardedFrom(address))
		if _, err := fmt.Sscanf(got.Header.Get("RateLimit"), `"default";r=%d;`, &remaining); err != nil || len(got.Header.Values("RateLimit")) != 1 {
			t.Fatalf("RateLimit is %q", got.Header.Values("RateLimit"))
		}
		return remaining, got.Status
	}
	for i, tc := range []struct {
		body               []byte
		remaining, answers int
	}{
		{body(2), 599, http.StatusOK},
		{body(1000), 598, http.StatusOK}, // 38 kB
		{body(10_000), 588, http.StatusOK},
		{body(20_000), 576, http.StatusOK},
		{[]byte(strings.Repeat(" ", 7<<20)), 540, http.StatusBadRequest}, // what is no JSON is as dear, and nothing above a tenth
	} {
		if remaining, status := left(fmt.Sprintf("203.0.113.%d", i), tc.body); remaining != tc.remaining || status != tc.answers {
			t.Errorf("%d bytes: %d, and %d requests are left, want %d, and %d", len(tc.body), status, remaining, tc.answers, tc.remaining)
		}
	}
	for range 9 {
		left("203.0.113.100", []byte(strings.Repeat(" ", 7<<20)))
	}
	if _, status := left("203.0.113.100", body(2)); status != http.StatusOK {
		t.Errorf("after nine of the dearest: %d", status)
	}
	if _, status := left("203.0.113.100", []byte(strings.Repeat(" ", 7<<20))); status != http.StatusTooManyRequests {
		t.Errorf("the tenth of the dearest and one more: %d", status)
	}
	w.wait(6 * time.Second)
	if _, status := left("203.0.113.100", []byte(strings.Repeat(" ", 7<<20))); status != http.StatusBadRequest {
		t.Errorf("after Retry-After: %d", status)
	}
}
