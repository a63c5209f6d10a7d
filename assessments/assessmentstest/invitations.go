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
	"saving replaces everything, and leaves the others":            saveReplacesInvitation,
	"saving one that is not there is an error":                     saveMissingInvitation,
	"none is used more often than it may be":                       usesHold,
	"two with one key, or to no assessment, are not kept":          invitationRefused,
}

// fullInvitation returns an invitation with something in every field.
func fullInvitation(n int, assessment string) assessments.Invitation {
	i := Invitation(n, assessment)
	i.Voice, i.Uses, i.Used = new(scoring.Learnt), assessments.MaxUses, 17
	i.Term = assessments.Term{ExpiresAt: Noon.Add(time.Hour), RevokedAt: Noon.Add(time.Minute)}
	return i
}

func checkInvitation(t *testing.T, store assessments.Store, want assessments.Invitation) {
	t.Helper()
	got, err := store.Invitation(t.Context(), want.Assessment, want.ID)
	Check(t, got, err, want)
	got, err = store.InvitationByLabel(t.Context(), want.Hash.Label())
	Check(t, got, err, want)
}

func invitationReadsBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)))
	lived := Invitation(22, ID(10))
	lived.Voice = new(scoring.Lived)
	for _, i := range []assessments.Invitation{Invitation(20, ID(10)), fullInvitation(21, ID(10)), lived} {
		Add(t, store, i)
		checkInvitation(t, store, i)
		_, err := store.Invitation(t.Context(), ID(11), i.ID)
		CheckKind(t, err, fault.NotFound)
	}
}

func saveReplacesInvitation(t *testing.T, store assessments.Store) {
	little, full, other := Invitation(20, ID(10)), fullInvitation(20, ID(10)), fullInvitation(21, ID(10))
	Add(t, store, Organisation(1), Assessment(10, ID(1)), little, other)
	for _, want := range []assessments.Invitation{full, little} {
		write(t, store, func(tx assessments.Tx) error { return tx.SaveInvitation(t.Context(), want) })
		checkInvitation(t, store, want)
		checkInvitation(t, store, other)
	}
}

func saveMissingInvitation(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)))
	missing := Invitation(20, ID(10))
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveInvitation(t.Context(), missing) }); err == nil {
		t.Error("saved what is not there")
	}
	_, err := store.InvitationByLabel(t.Context(), missing.Hash.Label())
	CheckKind(t, err, fault.NotFound)
}

func usesHold(t *testing.T, store assessments.Store) {
	once := Invitation(20, ID(10))
	Add(t, store, Organisation(1), Assessment(10, ID(1)), once)
	twice := once
	twice.Used = 2
	if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveInvitation(t.Context(), twice) }); err == nil {
		t.Error("an invitation for one was used twice")
	}
	checkInvitation(t, store, once)
}

func invitationRefused(t *testing.T, store assessments.Store) {
	first := Invitation(20, ID(10))
	Add(t, store, Organisation(1), Assessment(10, ID(1)), first)
	sameKey := Invitation(21, ID(10))
	sameKey.Hash = first.Hash
	for _, i := range []assessments.Invitation{sameKey, fullInvitation(20, ID(10)), Invitation(22, ID(99))} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddInvitation(t.Context(), i) }); err == nil {
			t.Errorf("kept %+v", i)
		}
	}
	checkInvitation(t, store, first)
}
