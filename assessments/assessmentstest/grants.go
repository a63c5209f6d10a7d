package assessmentstest

import (
	"slices"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofGrants = tests{
	"one reads back as it was added, for its organisation only": grantsReadBack,
	"saving replaces everything":                                saveReplacesGrant,
	"saving one that is not there is an error":                  saveMissingGrant,
	"a partner may act while a grant holds":                     mayActFor,
	"one of several that holds is enough":                       oneGrantIsEnough,
	"a partner and an organisation that are not there get none": grantsNeedBoth,
	"of several the one that holds longest is the one":          longestGrant,
	"what was made under one is revoked with it":                revokeMadeUnder,
	"what a partner made is revoked with all of its grants":     revokeMadeBy,
}

func grantsReadBack(t *testing.T, store assessments.Store) {
	plain, full := Grant(10, ID(1), ID(3)), Grant(11, ID(1), ID(3))
	full.MadeBy = access.PartnerRole
	full.Term = assessments.Term{ExpiresAt: Noon.Add(time.Hour), RevokedAt: Noon.Add(time.Minute)}
	Add(t, store, Organisation(1), Organisation(2), Partner(3), plain, full)
	for _, want := range []assessments.Grant{plain, full} {
		got, err := store.Grant(t.Context(), ID(1), want.ID)
		Check(t, got, err, want)
		_, err = store.Grant(t.Context(), ID(2), want.ID)
		CheckKind(t, err, fault.NotFound)
	}
}

func saveReplacesGrant(t *testing.T, store assessments.Store) {
	first, other := Grant(10, ID(1), ID(3)), Grant(11, ID(1), ID(3))
	Add(t, store, Organisation(1), Organisation(2), Partner(3), Partner(4), first, other)
	changed := assessments.Grant{
		ID: first.ID, Organisation: ID(2), Partner: ID(4), MadeBy: access.PartnerRole, CreatedAt: Noon.Add(-time.Hour), Term: assessments.Term{ExpiresAt: Noon, RevokedAt: Noon},
	}
	for _, want := range []assessments.Grant{changed, first} {
		write(t, store, func(tx assessments.Tx) error { return tx.SaveGrant(t.Context(), want) })
		got, err := store.Grant(t.Context(), want.Organisation, want.ID)
		Check(t, got, err, want)
	}
	got, err := store.Grant(t.Context(), ID(1), other.ID)
	Check(t, got, err, other)
}

func saveMissingGrant(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Partner(3))
	missing := Grant(10, ID(1), ID(3))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveGrant(t.Context(), missing) }); err == nil {
		t.Error("saved what is not there")
	}
	_, err := store.Grant(t.Context(), ID(1), missing.ID)
	CheckKind(t, err, fault.NotFound)
}

// addGrants adds organisations 1 to 5 and partners 8 and 9. Partner 8 may act
// for 1 without end, for 2 until an hour after noon, and no more for 3, which
// revoked that; partner 9 may for 4.
func addGrants(t *testing.T, store assessments.Store) {
	t.Helper()
	open, ending, revoked, others := Grant(11, ID(1), ID(8)), Grant(12, ID(2), ID(8)), Grant(13, ID(3), ID(8)), Grant(14, ID(4), ID(9))
	ending.ExpiresAt = Noon.Add(time.Hour)
	revoked.ExpiresAt, revoked.RevokedAt = Noon.Add(time.Hour), Noon.Add(time.Minute)
	Add(t, store, Organisation(1), Organisation(2), Organisation(3), Organisation(4), Organisation(5), Partner(8), Partner(9), open, ending, revoked, others)
}

func mayActFor(t *testing.T, store assessments.Store) {
	addGrants(t, store)
	for _, tc := range []struct {
		partner, organisation string
		at                    time.Time
		want                  bool
	}{
		{ID(8), ID(1), Noon, true},
		{ID(8), ID(1), Noon.AddDate(100, 0, 0), true},
		{ID(8), ID(2), Noon.Add(time.Hour - time.Millisecond), true},
		{ID(8), ID(2), Noon.Add(time.Hour), false},
		{ID(8), ID(2), Noon.Add(2 * time.Hour), false},
		{ID(8), ID(3), Noon, false}, // revoked is for good, whatever the clock says
		{ID(8), ID(3), Noon.Add(2 * time.Hour), false},
		{ID(8), ID(4), Noon, false},
		{ID(8), ID(5), Noon, false},
		{ID(9), ID(1), Noon, false},
		{ID(9), ID(4), Noon, true},
		{ID(1), ID(8), Noon, false},
		{"", ID(1), Noon, false},
		{ID(8), "", Noon, false},
		{ID(8), "\x00\xff", Noon, false},
	} {
		got, err := store.MayActFor(t.Context(), tc.partner, tc.organisation, tc.at)
		if err != nil || got != tc.want {
			t.Errorf("%s for %s at %s: %t (%v), want %t", tc.partner, tc.organisation, tc.at, got, err, tc.want)
		}
	}
}

func oneGrantIsEnough(t *testing.T, store assessments.Store) {
	addGrants(t, store)
	Add(t, store, Grant(15, ID(3), ID(8)))
	got, err := store.MayActFor(t.Context(), ID(8), ID(3), Noon.Add(time.Hour))
	Check(t, got, err, true)
}

func grantsNeedBoth(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Partner(3))
	for _, grant := range []assessments.Grant{Grant(10, ID(1), ID(9)), Grant(11, ID(9), ID(3))} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddGrant(t.Context(), grant) }); err == nil {
			t.Errorf("kept %+v", grant)
		}
	}
}

func longestGrant(t *testing.T, store assessments.Store) {
	soon, later, ended, others := Grant(21, ID(1), ID(8)), Grant(22, ID(1), ID(8)), Grant(20, ID(1), ID(8)), Grant(19, ID(1), ID(9))
	soon.ExpiresAt, later.ExpiresAt, ended.RevokedAt = Noon.Add(time.Hour), Noon.Add(2*time.Hour), Noon
	Add(t, store, Organisation(1), Organisation(2), Partner(8), Partner(9), soon, later, ended, others)
	got, err := store.GrantFor(t.Context(), ID(8), ID(1), Noon)
	Check(t, got, err, later)
	Add(t, store, Grant(24, ID(1), ID(8)), Grant(23, ID(1), ID(8)))
	got, err = store.GrantFor(t.Context(), ID(8), ID(1), Noon)
	Check(t, got, err, Grant(23, ID(1), ID(8)))
	for _, none := range [][2]string{{ID(8), ID(2)}, {ID(9), ID(2)}, {ID(1), ID(8)}, {"", ID(1)}, {ID(8), "\x00"}} {
		_, err := store.GrantFor(t.Context(), none[0], none[1], Noon)
		CheckKind(t, err, fault.NotFound)
	}
}

// addMade adds organisation 1 with assessment 10, and of each maker an invitation
// and a link: partner 8 under grants 21 and 22, partner 9 under 23, and the
// organisation itself. They have the numbers from 30. The last that partner 8
// made under grant 21 was revoked before.
func addMade(t *testing.T, store assessments.Store) (invited []Invited, links []assessments.Link) {
	t.Helper()
	Add(t, store, Organisation(1), Partner(8), Partner(9), Assessment(10, ID(1)),
		Grant(21, ID(1), ID(8)), Grant(22, ID(1), ID(8)), Grant(23, ID(1), ID(9)))
	makers := []assessments.Maker{Partnered(8, ID(21)), Partnered(8, ID(22)), Partnered(9, ID(23)), Own(), Partnered(8, ID(21))}
	for n, maker := range makers {
		i, l := Invitation(30+n, ID(10)), Link(40+n, ID(10))
		i.Maker, l.Maker = maker, maker
		if n == len(makers)-1 {
			i.RevokedAt, l.RevokedAt = Noon.Add(-time.Hour), Noon.Add(-time.Hour)
		}
		Add(t, store, i, l)
		invited, links = append(invited, i), append(links, l)
	}
	return invited, links
}

func checkMade(t *testing.T, store assessments.Store, invited []Invited, links []assessments.Link, revoked ...int) {
	t.Helper()
	for n := range invited {
		if slices.Contains(revoked, n) {
			invited[n].RevokedAt, links[n].RevokedAt = Noon, Noon
		}
		checkInvitation(t, store, invited[n])
		got, err := store.Link(t.Context(), ID(10), links[n].ID)
		Check(t, got, err, links[n])
	}
}

func revokeMadeUnder(t *testing.T, store assessments.Store) {
	invited, links := addMade(t, store)
	for _, grant := range []string{ID(21), "", ID(99)} {
		write(t, store, func(tx assessments.Tx) error { return tx.RevokeMadeUnder(t.Context(), grant, Noon) })
		checkMade(t, store, invited, links, 0)
	}
}

func revokeMadeBy(t *testing.T, store assessments.Store) {
	invited, links := addMade(t, store)
	for _, partner := range []string{ID(8), "", ID(1)} {
		write(t, store, func(tx assessments.Tx) error { return tx.RevokeMadeBy(t.Context(), partner, Noon) })
		checkMade(t, store, invited, links, 0, 1)
	}
	write(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(t.Context(), ID(8)) })
	checkMade(t, store, invited, links)
}
