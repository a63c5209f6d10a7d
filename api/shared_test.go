package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// oneSheet is what one person answers, in a voice.
func oneSheet(voice string) *answerSheet {
	return &answerSheet{Voice: voice, Answers: map[string]string{"equality-culture": "7"}}
}

// sharedIn closes a round and returns what its result says of shared links: by
// voice, and in words.
func (r *round) sharedIn(t testing.TB) (shared []any, said int) {
	t.Helper()
	var stored struct {
		Voices      []map[string]any
		Explanation []string
	}
	if err := json.Unmarshal(r.close(t), &stored); err != nil {
		t.Fatal(err)
	}
	for _, voice := range stored.Voices {
		shared = append(shared, voice["shared"])
	}
	return shared, strings.Count(strings.Join(stored.Explanation, " "), "more than once")
}

// TestOneWhoReachesTheMinimumAloneIsSeen is one person with a link for many, who
// answers for all of them. The result says that it may be so.
func TestOneWhoReachesTheMinimumAloneIsSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	c := newCouncil(t, w.client.In(t))
	for name, tc := range map[string]struct {
		start func(r *round)
		want  []any
		said  int
	}{
		"five times, with a link for the voice": {func(r *round) {
			key := *r.inviteBy(t, `{"voice":"lived","uses":9}`).Key
			for n := range 9 {
				sheet := oneSheet("lived")
				if n >= 5 {
					sheet.Answers = nil // a draft, which does not count
				}
				r.startWith(t, key, sheet)
			}
		}, []any{5., nil}, 1},
		"with two links that leave the voice open": {func(r *round) {
			for range 2 {
				key := *r.inviteBy(t, `{"uses":6}`).Key
				for n := range 6 {
					r.startWith(t, key, oneSheet([]string{"lived", "learnt"}[n/3]))
				}
			}
		}, []any{6., 6.}, 2},
		"some with their own": {func(r *round) {
			key, links := *r.inviteBy(t, `{"voice":"lived","uses":2}`).Key, r.inviteBy(t, `{"voice":"lived","links":4}`).Links
			for n := range 2 {
				r.startWith(t, key, oneSheet("lived"))
				r.startWith(t, links[n].Key, oneSheet("lived"))
				r.startWith(t, links[n+2].Key, oneSheet("lived"))
			}
		}, []any{2., nil}, 1},
		"drafts of a shared link beside what was entered": {func(r *round) {
			key := *r.inviteBy(t, `{"voice":"lived","uses":9}`).Key
			for n := range 9 {
				sheet := oneSheet("lived")
				if n >= 3 {
					sheet.Answers = nil
				}
				r.startWith(t, key, sheet)
			}
			for range 2 {
				requireDone(t, r.own.Post(r.path+"/responses", []byte(`{"voice":"lived","state":"submitted","answers":{"equality-culture":"7"}}`)))
			}
		}, []any{3., nil}, 1},
		"each with their own": {func(r *round) {
			for _, link := range r.inviteBy(t, `{"links":5}`).Links {
				r.startWith(t, link.Key, oneSheet("lived"))
			}
			for range 3 {
				r.startWith(t, *r.inviteBy(t, `{}`).Key, oneSheet("learnt"))
			}
		}, []any{0., 0.}, 0},
	} {
		r := c.open(t, "")
		tc.start(r)
		shared, said := r.sharedIn(t)
		if diff := cmp.Diff(tc.want, shared); diff != "" || said != tc.said {
			t.Errorf("%s: said %d times, want %d; want (-), got (+):\n%s", name, said, tc.said, diff)
		}
	}
}
