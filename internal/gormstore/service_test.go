package gormstore

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// The domain's own tests know no store. What its service does with one is
// tested here, on the real thing.

var operator = access.Caller{Role: access.OperatorRole}

// newService returns a service on the store whose ids count up, whose clock reads
// now, and whose chance is always the same.
func newService(store *Store, now *time.Time) *assessments.Service {
	var lock sync.Mutex
	ids := 500
	return &assessments.Service{
		Store: store, Now: func() time.Time { return *now },
		NewID: func() string {
			lock.Lock()
			defer lock.Unlock()
			ids++
			return assessmentstest.ID(ids)
		},
		Random: &lockedChance{chance: rand.NewChaCha8([32]byte([]byte("a seed for tests, 32 bytes long.")))},
	}
}

// lockedChance may be read by many at once, as the one of a computer may.
type lockedChance struct {
	lock   sync.Mutex
	chance *rand.ChaCha8
}

func (c *lockedChance) Read(p []byte) (int, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.chance.Read(p)
}

func TestAKeyOpensUntilItEnds(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		now := noon
		service := newService(store, &now)
		assessmentstest.Add(t, store, assessmentstest.Partner(1))
		principal := assessments.Principal{Role: access.PartnerRole, ID: assessmentstest.ID(1)}
		ending, err := service.CreateKey(t.Context(), operator, principal, assessments.KeyInput{Name: "Ending", ExpiresAt: noon.Add(time.Hour)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		endless, err := service.CreateKey(t.Context(), operator, principal, assessments.KeyInput{Name: "Endless"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		check := func(when string, key assessments.NewKey, opens bool) {
			t.Helper()
			caller, err := service.Authenticate(t.Context(), key.Secret)
			want := access.Caller{}
			if opens {
				want = access.Caller{Role: principal.Role, PrincipalID: principal.ID, KeyID: key.ID, Origin: access.OperatorRole}
			}
			if caller != want || opens != (err == nil) || !opens && fault.KindOf(err) != fault.Unauthenticated {
				t.Errorf("%s, %s: %+v (%v), want %+v", key.Name, when, caller, err, want)
			}
		}
		now = noon.Add(time.Hour - time.Millisecond)
		check("just before the end of one", ending, true)
		now = noon.Add(time.Hour)
		check("at its end", ending, false)
		check("at the end of another", endless, true)
		if err := service.RevokeKey(t.Context(), operator, principal, endless.ID); err != nil {
			t.Fatal(err)
		}
		check("revoked", endless, false)
		kept, err := store.Key(t.Context(), principal, ending.ID)
		if err != nil || kept.LastUsed != assessments.DayOf(noon) {
			t.Errorf("last used on %q (%v), want %q", kept.LastUsed, err, assessments.DayOf(noon))
		}
	})
}

func TestAKeyWithOneCharacterChangedOpensNothing(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		now := noon
		service := newService(store, &now)
		created, err := service.FirstOperatorKey(t.Context(), assessments.Secret{})
		if err != nil {
			t.Fatal(err)
		}
		text := created.Secret.Reveal()
		wrong := []string{"", text[1:], text[:len(text)-1], text + "x", strings.ToUpper(text), text + text}
		for i := range text {
			for _, other := range "0Az" {
				if changed := text[:i] + string(other) + text[i+1:]; changed != text {
					wrong = append(wrong, changed)
				}
			}
		}
		for _, given := range wrong {
			if caller, err := service.Authenticate(t.Context(), assessments.ParseSecret(given)); fault.KindOf(err) != fault.Unauthenticated {
				t.Errorf("%q opens what %q does: %+v (%v)", given, text, caller, err)
			}
		}
		if _, err := service.Authenticate(t.Context(), assessments.ParseSecret(text)); err != nil {
			t.Errorf("as it was: %v", err)
		}
	})
}

// Nobody knows two secrets with one label, so the hash that is kept is changed
// past the label.
func TestAKeyThatSharesOnlyItsLabelOpensNothing(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		now := noon
		secret := assessments.ParseSecret("correct horse battery staple")
		key := assessmentstest.Key(1, access.OperatorRole, "")
		key.Hash = secret.Hash()[:16] + assessmentstest.Hash(1)[16:]
		assessmentstest.Add(t, store, key)
		if caller, err := newService(store, &now).Authenticate(t.Context(), secret); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("opened as %+v (%v)", caller, err)
		}
	})
}

func TestOfManyThatStartAtOnceOneMakesTheOperatorsKey(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		now := noon
		service := newService(store, &now)
		created := make(chan assessments.NewKey, 4)
		runAtOnce(t, cap(created), func() error {
			return retry(func() error {
				key, err := service.FirstOperatorKey(t.Context(), assessments.Secret{})
				if err == nil {
					created <- key
				}
				return err
			})
		})
		close(created)
		secrets := 0
		for key := range created {
			if !key.Secret.IsZero() {
				secrets++
				if _, err := service.Authenticate(t.Context(), key.Secret); err != nil {
					t.Error(err)
				}
			}
		}
		if secrets != 1 {
			t.Errorf("%d keys were made, want one", secrets)
		}
	})
}

func TestControllersAreThoseInTheEnd(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		now := noon
		service := newService(store, &now)
		for n := 1; n <= 4; n++ {
			o := assessmentstest.FullOrganisation(n)
			o.Verification = assessments.Verification{State: assessments.Unverified, Controller: o.ID}
			assessmentstest.Add(t, store, o)
		}
		id := assessmentstest.ID
		for _, step := range []struct {
			what       string
			n          int
			controller string
			want       fault.Kind
		}{
			{"2 by nobody known", 2, id(99), fault.Invalid},
			{"2 by what is no id", 2, "\x00\xff", fault.Invalid},
			{"2 by 1", 2, id(1), ""},
			{"2 by 1 again", 2, id(1), ""},
			{"3 by 2, which 1 controls", 3, id(2), fault.Invalid},
			{"1 by 3, though it controls 2", 1, id(3), fault.Invalid},
			{"1 by itself", 1, id(1), ""},
			{"2 by itself again", 2, "", ""},
			{"1 by 3, as it controls nobody now", 1, id(3), ""},
		} {
			before, err := store.Organisation(t.Context(), id(step.n))
			if err != nil {
				t.Fatal(err)
			}
			got, err := service.Verify(t.Context(), id(step.n), assessments.VerificationInput{Decision: "verified", Controller: step.controller})
			kind := fault.KindOf(err)
			after, readErr := store.Organisation(t.Context(), id(step.n))
			controller := step.controller
			if controller == "" {
				controller = id(step.n)
			}
			switch {
			case kind != step.want || readErr != nil || err != nil && kind == "":
				t.Errorf("%s: %v and %v, want kind %q", step.what, err, readErr, step.want)
			case err == nil && (after.Verification != got.Verification || after.Verification.Controller != controller):
				t.Errorf("%s: kept %+v, answered %+v", step.what, after.Verification, got.Verification)
			case err != nil && after.Revision != before.Revision:
				t.Errorf("%s: it was refused, and changed", step.what)
			}
		}
	})
}

func TestVerifyingNeedsAnIdentifierThatNobodyElseHolds(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		now := noon
		service := newService(store, &now)
		first, second := assessmentstest.Organisation(1), assessmentstest.Organisation(2)
		first.Identifiers = append(first.Identifiers, assessmentstest.Identifier("GB-CHC-202918"))
		second.Identifiers = append(second.Identifiers, assessmentstest.Identifier("gb-ccew-202918"))
		assessmentstest.Add(t, store, first, second, assessmentstest.Organisation(3))
		verify := func(n int, decision string) error {
			_, err := service.Verify(t.Context(), assessmentstest.ID(n), assessments.VerificationInput{Decision: decision})
			return err
		}
		kinds := []fault.Kind{
			fault.KindOf(verify(3, "verified")), fault.KindOf(verify(9, "verified")), fault.KindOf(verify(1, "perhaps")),
		}
		if want := "[conflict not_found invalid]"; fmt.Sprint(kinds) != want {
			t.Errorf("without an identifier, unknown, and no decision: %v, want %s", kinds, want)
		}
		var both [2]error
		var wg sync.WaitGroup
		for i := range both {
			wg.Go(func() { both[i] = verify(i+1, "verified") })
		}
		wg.Wait()
		if (both[0] == nil) == (both[1] == nil) || fault.KindOf(errors.Join(both[:]...)) != fault.Conflict {
			t.Errorf("verified at once: %v and %v, want one conflict", both[0], both[1])
		}
	})
}
