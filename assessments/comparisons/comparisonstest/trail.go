package comparisonstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

var ofTrail = tests{
	"entries read back in order, and a number is given once": entriesReadBack,
	"charges add up, each period and sector its own":         chargesReadBack,
	"the key of digests is kept once":                        digestKeyOnce,
	"a database is marked for a demonstration once":          demoOnce,
	"it is empty until there is somebody":                    emptyUntil,
}

func entriesReadBack(t *testing.T, store Stores) {
	ctx := t.Context()
	got, err := store.LastEntry(ctx)
	assessmentstest.Check(t, got, err, comparisons.Entry{})
	var all []comparisons.Entry
	for n := 1; n <= 11; n++ {
		all = append(all, comparisons.Entry{
			Number: n, At: noon.Add(time.Duration(n) * time.Millisecond), Event: comparisons.ReleaseMade, Actor: "service", Subject: "2026 “A+B”",
			Detail: "sha256:…", Previous: string(assessmentstest.Hash(n - 1)), Hash: string(assessmentstest.Hash(n)),
		})
	}
	add := func(entries ...comparisons.Entry) error {
		return store.Write(ctx, func(tx comparisons.Tx) error {
			for _, e := range entries {
				if err := tx.AddEntry(ctx, e); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := add(all...); err != nil {
		t.Fatal(err)
	}
	sameHash := all[2]
	sameHash.Number = 12
	for _, again := range []comparisons.Entry{all[0], all[10], sameHash} {
		if add(again) == nil {
			t.Errorf("number %d with the hash of another was kept", again.Number)
		}
	}
	got, err = store.LastEntry(ctx)
	assessmentstest.Check(t, got, err, all[10])
	after := func(milliseconds int) time.Time { return noon.Add(time.Duration(milliseconds) * time.Millisecond) }
	for _, asked := range []struct {
		event          comparisons.Event
		actor, subject string
		from, to       int // milliseconds after noon
		want           bool
	}{
		{comparisons.ReleaseMade, "service", "2026 “A+B”", 0, 1, true},
		{comparisons.ReleaseMade, "service", "2026 “A+B”", 11, 100, true},
		{comparisons.ReleaseMade, "service", "2026 “A+B”", 12, 100, false},
		{comparisons.ReleaseMade, "service", "2026 “A+B”", -9, 0, false},
		{comparisons.ReleaseRead, "service", "2026 “A+B”", 0, 100, false},
		{comparisons.ReleaseMade, "funder", "2026 “A+B”", 0, 100, false},
		{comparisons.ReleaseMade, "service", "2026", 0, 100, false},
		{comparisons.ReleaseMade, "service", "\x00\xff", 0, 100, false},
	} {
		got, err := store.HasEntry(ctx, asked.event, asked.actor, asked.subject, after(asked.from), after(asked.to))
		assessmentstest.Check(t, got, err, asked.want)
	}
	for _, part := range [][2]int{{0, 100}, {0, 3}, {9, 2}, {10, 5}, {11, 5}} {
		got, err := store.Entries(ctx, part[0], part[1])
		assessmentstest.Check(t, got, err, all[part[0]:min(part[0]+part[1], len(all))])
	}
}

func chargesReadBack(t *testing.T, store Stores) {
	ctx := t.Context()
	got, err := store.ChargesSince(ctx, time.Time{})
	assessmentstest.Check(t, len(got), err, 0)
	Add(t, store, Period("2025", 1), Period("2026", 1))
	charges := []comparisons.Charge{ // a sector may be charged twice in a period
		{Period: "2025", Sector: "A", Thousandths: 5, At: noon.Add(-day)},
		{Period: "2025", Sector: "A", Thousandths: 5, At: noon.Add(-day)},
		{Period: "2026", Sector: "A", Thousandths: 800, At: noon},
		{Period: "2026", Sector: "B", Thousandths: 1000, At: noon},
		{Period: "2025", Sector: "A", Thousandths: 300, At: noon.Add(time.Millisecond)},
	}
	write(t, store, func(tx comparisons.Tx) error {
		for i := range charges {
			if err := tx.Charge(ctx, charges[len(charges)-1-i]); err != nil {
				return err
			}
		}
		got, err := tx.ChargesSince(ctx, time.Time{}) // as the transaction sees it
		assessmentstest.Check(t, got, err, charges)
		return err
	})
	for after, want := range map[time.Time]int{{}: 0, noon.Add(-day - 1): 0, noon.Add(-day): 2, noon.Add(-time.Millisecond): 2, noon: 4} {
		got, err := store.ChargesSince(ctx, after)
		assessmentstest.Check(t, got, err, charges[want:])
	}
	got, err = store.ChargesSince(ctx, noon.Add(day))
	assessmentstest.Check(t, len(got), err, 0)
	for _, thousandths := range []int{0, -1} { // nothing is ever given back
		c := comparisons.Charge{Period: "2026", Sector: "A", Thousandths: thousandths, At: noon}
		if store.Write(ctx, func(tx comparisons.Tx) error { return tx.Charge(ctx, c) }) == nil {
			t.Errorf("%d thousandths were charged", thousandths)
		}
	}
}

func digestKeyOnce(t *testing.T, store Stores) {
	_, err := store.DigestKey(t.Context())
	assessmentstest.CheckKind(t, err, fault.NotFound)
	key := []byte{0, 0xff, '\'', 1}
	keep := func(key []byte) error {
		return store.Write(t.Context(), func(tx comparisons.Tx) error { return tx.KeepDigestKey(t.Context(), key) })
	}
	if err := keep(key); err != nil || keep([]byte("another")) == nil {
		t.Errorf("the first: %v; or another was kept as well", err)
	}
	got, err := store.DigestKey(t.Context())
	assessmentstest.Check(t, got, err, key)
}

func demoOnce(t *testing.T, store Stores) {
	mark := func(tx comparisons.Tx) error { return tx.KeepDemo(t.Context()) }
	is, err := store.IsDemo(t.Context())
	assessmentstest.Check(t, is, err, false)
	write(t, store, mark)
	if store.Write(t.Context(), mark) == nil {
		t.Error("it was marked twice")
	}
	is, err = store.IsDemo(t.Context())
	assessmentstest.Check(t, is, err, true)
}

func emptyUntil(t *testing.T, store Stores) {
	ctx := t.Context()
	isEmpty := func(want bool) {
		t.Helper()
		is, err := store.IsEmpty(ctx)
		assessmentstest.Check(t, is, err, want)
		write(t, store, func(tx comparisons.Tx) error {
			is, err := tx.IsEmpty(ctx)
			assessmentstest.Check(t, is, err, want)
			return err
		})
	}
	Add(t, store, Period("2026", 1)) // which is nobody
	isEmpty(true)
	Add(t, store, assessmentstest.Organisation(1))
	isEmpty(false)
	writeBeneath(t, store, func(tx assessments.Tx) error { return tx.DeleteOrganisation(ctx, nth(1)) })
	isEmpty(true)
	Add(t, store, assessmentstest.Partner(1))
	isEmpty(false)
	writeBeneath(t, store, func(tx assessments.Tx) error { return tx.DeleteAccount(ctx, nth(1)) })
	isEmpty(true)
	Add(t, store, assessmentstest.Key(1, access.OperatorRole, ""))
	isEmpty(false)
}
