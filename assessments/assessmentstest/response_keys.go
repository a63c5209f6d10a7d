package assessmentstest

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofResponseKeys = tests{
	"saving them changes nothing else":                            saveKeys,
	"saving those of what is not there is an error":               saveMissingKeys,
	"a hash that is no hash is not kept":                          malformedNextKey,
	"closing keeps those that still open the response":            closeWithNewKey,
	"the old one dies when the new one is first used":             oldKeyDies,
	"one that was never used is dropped for the next":             unusedKeyIsDropped,
	"a new one is replaced in its turn, and leads to the same":    replacedAgain,
	"who came in with one that died since then does nothing more": deadKeyInside,
	"of many replaced at once one takes the place":                replacedAtOnce,
	"a new one used many times at once takes the place once":      usedAtOnce,
	"none is replaced once answering ended":                       replacedTooLate,
	"nobody else replaces one":                                    replacedByOthers,
}

func saveKeys(t *testing.T, store assessments.Store) {
	r, other := FullResponse(1, ID(10), scoring.Learnt), FullResponse(2, ID(10), scoring.Lived)
	r.Origin = assessments.Entered
	Add(t, store, Organisation(1), Assessment(10, ID(1)), r, other)
	for _, keys := range [][2]assessments.Hash{{Hash(1), Hash(7)}, {Hash(7), ""}, {Hash(7), Hash(8)}} {
		r.Hash, r.Next = keys[0], keys[1]
		changed := Response(1, ID(10), scoring.Lived) // all else stays
		changed.Hash, changed.Next, changed.Revision = r.Hash, r.Next, 77
		write(t, store, func(tx assessments.Tx) error { return tx.SaveResponseKeys(t.Context(), changed) })
		checkResponse(t, store, r)
		checkResponse(t, store, other)
		got, err := store.ResponseAt(t.Context(), Locator(10), r.ID)
		Check(t, got, err, assessments.Response{ID: r.ID, Assessment: r.Assessment, Hash: r.Hash, Next: r.Next})
	}
}

func saveMissingKeys(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), Response(1, ID(10), scoring.Lived))
	for _, missing := range []assessments.Response{Response(2, ID(10), scoring.Lived), Response(1, ID(11), scoring.Lived)} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveResponseKeys(t.Context(), missing) }); err == nil {
			t.Error("saved the keys of what is not there")
		}
	}
}

func malformedNextKey(t *testing.T, store assessments.Store) {
	r := Response(1, ID(10), scoring.Lived)
	Add(t, store, Organisation(1), Assessment(10, ID(1)), r)
	changed := r
	changed.Next = "rung_r"
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveResponseKeys(t.Context(), changed) }); err == nil {
		t.Error("kept what is no hash")
	}
	checkResponse(t, store, r)
}

func closeWithNewKey(t *testing.T, store assessments.Store) {
	replaced, renewed, withdrawn := FullResponse(1, ID(10), scoring.Lived), FullResponse(2, ID(10), scoring.Lived), Response(3, ID(10), scoring.Lived)
	withdrawn.State = assessments.Withdrawn
	replaced.Next, withdrawn.Next = Hash(11), Hash(13)
	Add(t, store, Organisation(1), Assessment(10, ID(1)), replaced, renewed, withdrawn)
	renewed.Hash = Hash(12)
	write(t, store, func(tx assessments.Tx) error { return tx.SaveResponseKeys(t.Context(), renewed) })
	write(t, store, func(tx assessments.Tx) error { return emptied(tx.CloseResponses(t.Context(), ID(10), Noon)) })
	for n, reads := range map[int]bool{1: true, 11: true, 2: false, 12: true, 3: false, 13: false} {
		_, _, err := store.ResultKeyAt(t.Context(), Locator(10), Hash(n).Label())
		if (err == nil) != reads || err != nil && fault.KindOf(err) != fault.NotFound {
			t.Errorf("key %d: %v, want that it reads the result: %t", n, err, reads)
		}
	}
}

// A replacing is a response to an open assessment whose keys are replaced.
type replacing struct {
	service *assessments.Service
	assessments.NewResponse
}

// replaceable starts a response with an invitation.
func replaceable(t *testing.T, store assessments.Store, seed byte) replacing {
	t.Helper()
	service := Service(t, store, seed)
	a := OpenAssessment(t, service)
	invitation, err := service.CreateInvitation(t.Context(), Owner(a.Organisation), a.ID, assessments.InvitationInput{Voice: scoring.Lived.String()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	started, err := service.Redeem(t.Context(), invitation.Secrets[0], "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return replacing{service, started.NewResponse}
}

// replace has who came in with a key make a new one.
func (r replacing) replace(t *testing.T, old assessments.Secret) (assessments.Secret, error) {
	t.Helper()
	caller, err := r.service.Authenticate(t.Context(), old)
	if err != nil {
		return assessments.Secret{}, err
	}
	replaced, err := r.service.ReplaceResponseKey(t.Context(), caller, old, r.Assessment, r.ID, nil)
	if err == nil && (replaced.ID != r.ID || replaced.Secret.Reveal() == old.Reveal()) {
		t.Errorf("response %s has a new key as %s", r.ID, replaced.ID)
	}
	return replaced.Secret, err
}

func (r replacing) mustReplace(t *testing.T, old assessments.Secret) assessments.Secret {
	t.Helper()
	secret, err := r.replace(t, old)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// opens checks that a key opens the response, or nothing.
func (r replacing) opens(t *testing.T, secret assessments.Secret, want bool) {
	t.Helper()
	caller, err := r.service.Authenticate(t.Context(), secret)
	switch {
	case want && (err != nil || caller.Response != r.ID || caller.Assessment != r.Assessment):
		t.Errorf("a key opens %+v (%v), want response %s", caller, err, r.ID)
	case !want && fault.KindOf(err) != fault.Unauthenticated:
		t.Errorf("a dead key opens %+v (%v)", caller, err)
	}
}

// checkHashes checks which hashes are kept: of no other key is there one.
func (r replacing) checkHashes(t *testing.T, hash, next assessments.Hash) {
	t.Helper()
	found, err := r.service.Store.Response(t.Context(), r.Assessment, r.ID)
	if err != nil || found.Hash != hash || found.Next != next || found.Revision != r.Revision {
		t.Errorf("kept are %q and %q, of revision %d (%v)", found.Hash, found.Next, found.Revision, err)
	}
}

func oldKeyDies(t *testing.T, store assessments.Store) {
	r := replaceable(t, store, 1)
	old := r.Secret
	renewed := r.mustReplace(t, old)
	for range 3 { // as often as it likes: the reply with the new one may have been lost
		r.opens(t, old, true)
		r.checkHashes(t, old.Hash(), renewed.Hash())
	}
	for range 2 {
		r.opens(t, renewed, true)
		r.opens(t, old, false)
		r.checkHashes(t, renewed.Hash(), "")
	}
	if _, err := r.replace(t, old); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a dead key was replaced: %v", err)
	}
}

func unusedKeyIsDropped(t *testing.T, store assessments.Store) {
	r := replaceable(t, store, 1)
	lost, got := r.mustReplace(t, r.Secret), r.mustReplace(t, r.Secret)
	r.opens(t, lost, false)
	r.opens(t, r.Secret, true)
	r.opens(t, got, true)
	r.opens(t, r.Secret, false)
}

func replacedAgain(t *testing.T, store assessments.Store) {
	r := replaceable(t, store, 1)
	keys := []assessments.Secret{r.Secret}
	for range 3 {
		keys = append(keys, r.mustReplace(t, keys[len(keys)-1]))
	}
	last := keys[len(keys)-1]
	r.opens(t, last, true)
	for _, dead := range keys[:len(keys)-1] {
		r.opens(t, dead, false)
	}
	r.checkHashes(t, last.Hash(), "")
}

func deadKeyInside(t *testing.T, store assessments.Store) {
	r := replaceable(t, store, 1)
	ctx := t.Context()
	inside, err := r.service.Authenticate(ctx, r.Secret)
	if err != nil {
		t.Fatal(err)
	}
	r.opens(t, r.mustReplace(t, r.Secret), true)
	change := func(*assessments.ResponseText) error { return errors.New("they wrote") }
	_, readErr := r.service.Response(ctx, inside, r.Assessment, r.ID)
	_, askErr := r.service.Asked(ctx, inside, r.Assessment, r.ID)
	_, changeErr := r.service.ChangeResponse(ctx, inside, r.Assessment, r.ID, access.Match{"*"}, change)
	_, submitErr := r.service.SubmitResponse(ctx, inside, r.Assessment, r.ID)
	_, replaceErr := r.service.ReplaceResponseKey(ctx, inside, r.Secret, r.Assessment, r.ID, nil)
	withdrawErr := r.service.WithdrawResponse(ctx, inside, r.Assessment, r.ID, access.Match{"*"})
	for what, err := range map[string]error{"read": readErr, "ask": askErr, "change": changeErr, "submit": submitErr, "replace": replaceErr, "withdraw": withdrawErr} {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s with a key that died since: %v", what, err)
		}
	}
}

// atOnce does the same many times at once, and returns how each went.
func atOnce[T any](do func() (T, error)) (done []T, failed []error) {
	const many = 6
	var mu sync.Mutex
	var all sync.WaitGroup
	for range many {
		all.Go(func() {
			one, err := do()
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, err)
			} else {
				done = append(done, one)
			}
		})
	}
	all.Wait()
	return done, failed
}

func replacedAtOnce(t *testing.T, store assessments.Store) {
	r := replaceable(t, store, 1)
	made, failed := atOnce(func() (assessments.Secret, error) { return r.replace(t, r.Secret) })
	if len(failed) > 0 {
		t.Fatal(failed)
	}
	found, err := store.Response(t.Context(), r.Assessment, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	r.opens(t, r.Secret, true)
	for _, one := range made { // those that were not the last, before the one that is
		if one.Hash() != found.Next {
			r.opens(t, one, false)
			r.opens(t, r.Secret, true)
		}
	}
	for _, one := range made {
		if one.Hash() == found.Next {
			r.opens(t, one, true)
			r.opens(t, r.Secret, false)
			return
		}
	}
	t.Error("none of them takes the place")
}

func usedAtOnce(t *testing.T, store assessments.Store) {
	r := replaceable(t, store, 1)
	renewed := r.mustReplace(t, r.Secret)
	callers, failed := atOnce(func() (access.Caller, error) { return r.service.Authenticate(t.Context(), renewed) })
	for _, caller := range callers {
		if caller.Response != r.ID {
			t.Errorf("opens %+v", caller)
		}
	}
	if len(failed) > 0 {
		t.Errorf("refused: %v", failed)
	}
	r.opens(t, r.Secret, false)
	r.checkHashes(t, renewed.Hash(), "")
}

func replacedTooLate(t *testing.T, store assessments.Store) {
	for seed, end := range []func(*replacing) error{
		func(r *replacing) error {
			_, err := r.service.CloseAssessment(t.Context(), Owner(ID(1)), r.Assessment)
			return err
		},
		func(r *replacing) error {
			r.service.Now = func() time.Time { return Noon.AddDate(1, 0, 0) }
			return nil
		},
	} {
		r := replaceable(t, store, byte(seed+1))
		write(t, store, func(tx assessments.Tx) error {
			a, err := tx.Assessment(t.Context(), r.Assessment)
			a.ClosesAt = Noon.AddDate(0, 0, 1)
			return errors.Join(err, tx.SaveAssessment(t.Context(), a))
		})
		renewed := r.mustReplace(t, r.Secret)
		if err := end(&r); err != nil {
			t.Fatal(err)
		}
		for _, live := range []assessments.Secret{r.Secret, renewed} { // both: the new one was not used yet
			if _, err := r.replace(t, live); fault.KindOf(err) != fault.Conflict {
				t.Errorf("replaced though it is over: %v", err)
			}
		}
	}
}

func replacedByOthers(t *testing.T, store assessments.Store) {
	r := replaceable(t, store, 1)
	other := Enter(t, r.service, assessments.Assessment{ID: r.Assessment, Organisation: ID(1), Instrument: r.service.Catalogue.Latest()[0].ID, Version: r.service.Catalogue.Latest()[0].Version},
		scoring.Lived, assessments.Draft, assessments.ResponseText{People: 1, Particulars: r.Particulars})
	for _, caller := range []access.Caller{
		{},
		Owner(ID(1)),
		{Role: access.OperatorRole},
		Writer(other),
		{Role: access.InvitationRole, Assessment: r.Assessment},
		{Role: access.LinkRole, Assessment: r.Assessment},
	} {
		_, err := r.service.ReplaceResponseKey(t.Context(), caller, r.Secret, r.Assessment, r.ID, nil)
		CheckKind(t, err, fault.NotFound)
	}
	r.checkHashes(t, r.Secret.Hash(), "")
}
