package assessmentstest

import (
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofInvitations = tests{
	"those that say little, and all, read back as they were added": invitationReadsBack,
	"each key leads to it":                                  manyKeys,
	"saving replaces everything, and leaves the others":     saveReplacesInvitation,
	"saving one that is not there is an error":              saveMissingInvitation,
	"none is used more often than it may be":                usesHold,
	"a key is spent once, and that is forgotten at the end": keysAreSpentOnce,
	"two with one key, or to no assessment, are not kept":   invitationRefused,
	"what was started with shared keys is counted by voice": startedShared,
}

// fullInvitation returns an invitation with something in every field.
func fullInvitation(n int, assessment string) Invited {
	i := Invitation(n, assessment)
	i.Voice, i.Uses, i.Used, i.SingleUse = new(scoring.Learnt), assessments.MaxUses, [...]int{scoring.Lived: 17, scoring.Learnt: 4}, false
	i.Term = assessments.Term{ExpiresAt: Noon.Add(time.Hour), RevokedAt: Noon.Add(time.Minute)}
	i.Maker = Partnered(8, ID(9))
	return i
}

func checkInvitation(t *testing.T, store assessments.Store, want Invited) {
	t.Helper()
	got, err := store.Invitation(t.Context(), want.Assessment, want.ID)
	Check(t, got, err, want.Invitation)
	for _, hash := range want.Keys {
		checkKeyOf(t, store, want.Invitation, assessments.InvitationKey{Hash: hash})
	}
}

func checkKeyOf(t *testing.T, store assessments.Store, want assessments.Invitation, wantKey assessments.InvitationKey) {
	t.Helper()
	got, key, err := store.InvitationByLabel(t.Context(), wantKey.Hash.Label())
	Check(t, got, err, want)
	Check(t, key, err, wantKey)
}

func invitationReadsBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)))
	lived := Invitation(22, ID(10))
	lived.Voice = new(scoring.Lived)
	for _, i := range []Invited{Invitation(20, ID(10)), fullInvitation(21, ID(10)), lived} {
		Add(t, store, i)
		checkInvitation(t, store, i)
		_, err := store.Invitation(t.Context(), ID(11), i.ID)
		CheckKind(t, err, fault.NotFound)
	}
}

// manyInvited returns the nth invitation, with as many keys as one may have. They
// begin with the nth.
func manyInvited(n int, assessment string) Invited {
	i := Invitation(n, assessment)
	i.Uses = assessments.MaxLinks
	for k := n + 1; k < n+i.Uses; k++ {
		i.Keys = append(i.Keys, Hash(k))
	}
	return i
}

func manyKeys(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Invitation(20, ID(10)))
	many := manyInvited(1000, ID(10))
	Add(t, store, many)
	checkInvitation(t, store, many)
	checkInvitation(t, store, Invitation(20, ID(10)))
}

func saveReplacesInvitation(t *testing.T, store assessments.Store) {
	little, full, other := Invitation(20, ID(10)), fullInvitation(20, ID(10)), fullInvitation(21, ID(10))
	Add(t, store, Organisation(1), Assessment(10, ID(1)), little, other)
	for _, want := range []Invited{full, little} {
		write(t, store, func(tx assessments.Tx) error { return tx.SaveInvitation(t.Context(), want.Invitation) })
		checkInvitation(t, store, want)
		checkInvitation(t, store, other)
	}
}

func saveMissingInvitation(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)))
	missing := Invitation(20, ID(10))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveInvitation(t.Context(), missing.Invitation) }); err == nil {
		t.Error("saved what is not there")
	}
	_, _, err := store.InvitationByLabel(t.Context(), missing.Keys[0].Label())
	CheckKind(t, err, fault.NotFound)
}

func usesHold(t *testing.T, store assessments.Store) {
	once := Invitation(20, ID(10))
	Add(t, store, Organisation(1), Assessment(10, ID(1)), once)
	for _, used := range [][len(scoring.Voices)]int{{2, 0}, {0, 2}, {1, 1}, {-1, 1}} {
		often := once.Invitation
		often.Used = used
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveInvitation(t.Context(), often) }); err == nil {
			t.Errorf("an invitation for one was used %v", used)
		}
	}
	checkInvitation(t, store, once)

	use := func(id string, voice scoring.Voice) error {
		return store.Write(t.Context(), func(tx assessments.Tx) error { return tx.UseInvitation(t.Context(), id, voice) })
	}
	more := fullInvitation(21, ID(10))
	more.Uses, more.Used = 3, [len(scoring.Voices)]int{}
	Add(t, store, more)
	for _, voice := range []scoring.Voice{scoring.Lived, scoring.Learnt, scoring.Learnt} {
		if err := use(more.ID, voice); err != nil {
			t.Fatal(err)
		}
		more.Used[voice]++
		checkInvitation(t, store, more)
	}
	for _, id := range []string{more.ID, ID(99)} {
		if err := use(id, scoring.Lived); err == nil {
			t.Errorf("%s was used once more than it may be", id)
		}
	}
	checkInvitation(t, store, more)
	checkInvitation(t, store, once)
}

func keysAreSpentOnce(t *testing.T, store assessments.Store) {
	for n, end := range []func(assessments.Tx, string) error{
		func(tx assessments.Tx, id string) error { return emptied(tx.CloseResponses(t.Context(), id, Noon)) },
		func(tx assessments.Tx, id string) error { return emptied(tx.DeleteResponses(t.Context(), id)) },
	} {
		invited := manyInvited(1000*(n+1), ID(10+n))
		if n == 0 {
			Add(t, store, Organisation(1))
		}
		Add(t, store, Assessment(10+n, ID(1)), invited)
		spent, other := invited.Keys[1], invited.Keys[2]
		spend := func(key assessments.Hash) error {
			return store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SpendInvitationKey(t.Context(), key) })
		}
		if err := spend(spent); err != nil {
			t.Fatal(err)
		}
		for _, not := range []assessments.Hash{spent, Hash(9), other[:16] + spent[16:]} {
			if spend(not) == nil {
				t.Errorf("spent %s", not)
			}
		}
		checkKeyOf(t, store, invited.Invitation, assessments.InvitationKey{Hash: spent, Spent: true})
		checkKeyOf(t, store, invited.Invitation, assessments.InvitationKey{Hash: other})
		write(t, store, func(tx assessments.Tx) error { return end(tx, ID(10+n)) })
		checkInvitation(t, store, invited)
	}
}

func invitationRefused(t *testing.T, store assessments.Store) {
	first := Invitation(20, ID(10))
	Add(t, store, Organisation(1), Assessment(10, ID(1)), first)
	sameKey, sameLabel := Invitation(21, ID(10)), Invitation(21, ID(10))
	sameKey.Keys = append(sameKey.Keys, first.Keys[0])
	sameLabel.Keys = []assessments.Hash{first.Keys[0][:16] + Hash(21)[16:]}
	for _, i := range []Invited{sameKey, sameLabel, fullInvitation(20, ID(10)), Invitation(22, ID(99))} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddInvitation(t.Context(), i.Invitation, i.Keys) }); err == nil {
			t.Errorf("kept %+v", i)
		}
	}
	checkInvitation(t, store, first)
}

func startedShared(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), Assessment(12, ID(1)))
	single := manyInvited(1000, ID(10))
	single.Used = [...]int{scoring.Lived: 50, scoring.Learnt: 60}
	Add(t, store, fullInvitation(20, ID(10)), fullInvitation(21, ID(10)), single, fullInvitation(22, ID(11)))
	for id, want := range map[string][len(scoring.Voices)]int{ID(10): {34, 8}, ID(11): {17, 4}, ID(12): {}, ID(99): {}, "\x00": {}} {
		got, err := store.StartedShared(t.Context(), id)
		Check(t, got, err, want)
	}
}
