package gormstore

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// notebook is a journal that keeps lines.
type notebook struct {
	lines []string
	moves int64
	fails error
	hangs chan struct{} // until it is closed; nil for not
}

func (n *notebook) Keep(facts []redo.Fact, moves int64) error {
	if n.hangs != nil {
		<-n.hangs
	}
	if n.fails != nil {
		return n.fails
	}
	for _, f := range facts {
		n.lines = append(n.lines, f.String())
	}
	n.moves = max(n.moves, moves)
	return nil
}

func (*notebook) Tend() error { return nil }

func (n *notebook) facts(t *testing.T) (facts []redo.Fact) {
	t.Helper()
	for _, line := range n.lines {
		f, err := redo.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		facts = append(facts, f)
	}
	return facts
}

// The numbers of what [endless] makes. Ids of organisations and partners differ.
const (
	keptOne, erasedOne, aPartner, goneFunder = 1, 2, 3, 4
	itsKey, operatorsKey, itsGrant           = 10, 11, 12
	itsAssessment, erasedAssessment          = 20, 21
	itsInvitation, itsLink, itsClaim, aHook  = 30, 31, 32, 33
	returned, passedOn                       = 40, 41
)

var operatorsFeed = events.Feed{Role: access.OperatorRole}

// endless makes one of each thing that can end.
func endless(t *testing.T, store *Store) {
	t.Helper()
	id := assessmentstest.ID
	kept := assessmentstest.FullOrganisation(keptOne)
	kept.Verification.DecidedAt = noon.Add(-time.Hour)
	assessmentstest.Add(t, store, kept, assessmentstest.Organisation(erasedOne), assessmentstest.Partner(aPartner), assessmentstest.Funder(goneFunder),
		assessmentstest.Key(itsKey, access.OrganisationRole, id(keptOne)), assessmentstest.Key(operatorsKey, access.OperatorRole, ""),
		assessmentstest.Grant(itsGrant, id(keptOne), id(aPartner)),
		assessmentstest.Assessment(itsAssessment, id(keptOne)), assessmentstest.Assessment(erasedAssessment, id(erasedOne)),
		assessmentstest.Invitation(itsInvitation, id(itsAssessment)), assessmentstest.Link(itsLink, id(itsAssessment)),
		assessments.Claim{ID: id(itsClaim), Organisation: id(keptOne), Hash: assessmentstest.Hash(itsClaim), Link: assessments.Maker{By: access.OperatorRole}, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)},
		assessmentstest.FullResponse(returned, id(itsAssessment), scoring.Lived), assessmentstest.FullResponse(passedOn, id(itsAssessment), scoring.Lived))
	err := store.Webhooks().Write(t.Context(), func(tx events.WebhookTx) error {
		return tx.AddWebhook(t.Context(), events.Webhook{ID: id(aHook), Feed: operatorsFeed, URL: "https://example.org", Secret: "whsec_x", Revision: 1, CreatedAt: noon, UpdatedAt: noon})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// endAll ends each of them, and passes a response's key on twice.
func endAll(t *testing.T, store *Store) {
	t.Helper()
	ctx, id := t.Context(), assessmentstest.ID
	err := store.Write(ctx, func(tx assessments.Tx) error {
		o, err := tx.Organisation(ctx, id(keptOne))
		o.Verification.State, o.UpdatedAt = assessments.Revoked, noon
		key, keyErr := tx.Key(ctx, assessments.Principal{Role: access.OrganisationRole, ID: id(keptOne)}, id(itsKey))
		key.RevokedAt = noon
		grant, grantErr := tx.Grant(ctx, id(keptOne), id(itsGrant))
		grant.RevokedAt = noon
		invitation, invitationErr := tx.Invitation(ctx, id(itsAssessment), id(itsInvitation))
		invitation.RevokedAt = noon
		link, linkErr := tx.Link(ctx, id(itsAssessment), id(itsLink))
		link.RevokedAt = noon
		claim, claimErr := tx.ClaimByLabel(ctx, assessmentstest.Hash(itsClaim).Label())
		claim.UsedAt = noon
		back, backErr := tx.Response(ctx, id(itsAssessment), assessmentstest.ResponseID(returned))
		back.State, back.Answers, back.Notes, back.Private = assessments.Withdrawn, nil, nil, nil
		if err := errors.Join(err, keyErr, grantErr, invitationErr, linkErr, claimErr, backErr); err != nil {
			return err
		}
		return errors.Join(tx.SaveOrganisation(ctx, o), tx.SaveKey(ctx, key), tx.SaveGrant(ctx, grant), tx.SaveInvitation(ctx, invitation),
			tx.SaveLink(ctx, link), tx.SaveClaim(ctx, claim), tx.SaveResponse(ctx, back), tx.RevokeOperatorKeys(ctx, noon),
			tx.DeleteOrganisation(ctx, id(erasedOne)), tx.DeleteAccount(ctx, id(goneFunder)))
	})
	for _, next := range []int{50, 51} {
		err = errors.Join(err, store.Write(ctx, func(tx assessments.Tx) error {
			r, err := tx.Response(ctx, id(itsAssessment), assessmentstest.ResponseID(passedOn))
			if err != nil {
				return err
			}
			r.Hash = assessmentstest.Hash(next)
			return tx.SaveResponseKeys(ctx, r)
		}))
	}
	err = errors.Join(err, store.Webhooks().Write(ctx, func(tx events.WebhookTx) error { return tx.DeleteWebhook(ctx, id(aHook)) }))
	if err != nil {
		t.Fatal(err)
	}
}

// whatHolds names what has not ended.
func whatHolds(t *testing.T, store *Store) (held []string) {
	t.Helper()
	for name, query := range map[string]string{
		"organisation": "SELECT count(*) FROM organisations WHERE id LIKE '%2'",
		"verified":     "SELECT count(*) FROM organisations WHERE verification = 'verified'",
		"identifier":   "SELECT count(*) FROM organisation_identifiers WHERE verified",
		"funder":       "SELECT count(*) FROM parties WHERE role = 'funder'",
		"key":          "SELECT count(*) FROM keys WHERE revoked_at IS NULL",
		"grant":        "SELECT count(*) FROM grants WHERE revoked_at IS NULL",
		"invitation":   "SELECT count(*) FROM invitations WHERE revoked_at IS NULL",
		"link":         "SELECT count(*) FROM result_links WHERE revoked_at IS NULL",
		"claim":        "SELECT count(*) FROM claims WHERE used_at IS NULL",
		"webhook":      "SELECT count(*) FROM webhooks",
		"answers":      "SELECT count(*) FROM responses WHERE state <> 'withdrawn' AND id LIKE '%40-%'",
		"first key":    "SELECT count(*) FROM responses WHERE hash = '" + string(assessmentstest.Hash(passedOn)) + "'",
		"second key":   "SELECT count(*) FROM responses WHERE hash = '" + string(assessmentstest.Hash(50)) + "'",
		"last key":     "SELECT count(*) FROM responses WHERE hash = '" + string(assessmentstest.Hash(51)) + "'",
	} {
		var count int
		if err := store.read().Raw(query).Scan(&count).Error; err != nil {
			t.Fatal(err)
		}
		if count > 0 {
			held = append(held, name)
		}
	}
	slices.Sort(held)
	return held
}

// TestWhatEndedIsEndedAgainInAnyOrder also holds that it may be done twice.
func TestWhatEndedIsEndedAgainInAnyOrder(t *testing.T) {
	t.Parallel()
	journal := &notebook{}
	store := openAt(t, databasetest.SQLite(t, migrateAt), WithJournal(journal, time.Hour))
	endless(t, store)
	endAll(t, store)
	want := []string{"last key"}
	if diff := cmp.Diff(want, whatHolds(t, store)); diff != "" {
		t.Fatalf("what holds where it ended (-want +got):\n%s", diff)
	}
	facts := journal.facts(t)
	forBoth(t, func(t *testing.T, older *Store) {
		t.Helper()
		endless(t, older)
		if len(whatHolds(t, older)) < 10 {
			t.Fatalf("all that holds in what is put back is %v", whatHolds(t, older))
		}
		service := assessmentstest.Service(t, older, 1)
		order := slices.Clone(facts)
		for range 2 {
			slices.Reverse(order)
			if _, err := service.Redo(t.Context(), order); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, whatHolds(t, older)); diff != "" {
				t.Errorf("what holds once it is done again (-want +got):\n%s", diff)
			}
		}
	})
}

// TestFactsNameNobodyWhoIsGone also holds that none tells who answered once that is
// over, in the journal or in the table before it.
func TestFactsNameNobodyWhoIsGone(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		endless(t, store)
		endAll(t, store)
		if _, err := assessmentstest.Service(t, store, 1).CancelAssessment(t.Context(), assessmentstest.Owner(assessmentstest.ID(keptOne)), assessmentstest.ID(itsAssessment)); err != nil {
			t.Fatal(err)
		}
		var lines []string
		if err := store.read().Raw("SELECT line FROM journal_facts").Scan(&lines).Error; err != nil || len(lines) == 0 {
			t.Fatalf("%d facts are written down (%v)", len(lines), err)
		}
		all := strings.Join(lines, "\n")
		for what, word := range map[string]string{
			"an organisation that is gone": assessmentstest.ID(erasedOne), "a funder that is gone": assessmentstest.ID(goneFunder),
			"its assessment": assessmentstest.ID(erasedAssessment), "a response": assessmentstest.ResponseID(returned), "another": assessmentstest.ResponseID(passedOn),
			"a key of a response": string(assessmentstest.Hash(51)), "a name": "Organisation", "a note": "ask",
		} {
			if strings.Contains(all, word) {
				t.Errorf("the facts name %s:\n%s", what, all)
			}
		}
	})
}

// A journal that cannot be written keeps nobody from taking something back. It is said,
// and made up for.
func TestAJournalThatIsBehindIsSaidAndCaughtUp(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		journal := &notebook{fails: errors.New("no room")}
		store.journal = journal
		endless(t, store)
		endAll(t, store)
		if !slices.Contains(store.Warnings(), "journal_behind") || len(journal.lines) > 0 {
			t.Errorf("it says %v and holds %v", store.Warnings(), journal.lines)
		}
		journal.fails = nil
		if err := store.TendJournal(context.WithoutCancel(t.Context()), true); err != nil {
			t.Fatal(err)
		}
		var left int
		if err := store.read().Raw("SELECT count(*) FROM journal_facts").Scan(&left).Error; err != nil || left > 0 {
			t.Errorf("%d facts wait (%v)", left, err)
		}
		if slices.Contains(store.Warnings(), "journal_behind") || len(journal.lines) < 10 {
			t.Errorf("it says %v and holds %v", store.Warnings(), journal.lines)
		}
	})
}

// What a journal is on may never answer. Somebody waits for that once, and it is said.
func TestAJournalThatHangsHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		journal := &notebook{hangs: make(chan struct{})}
		store.journal, store.patience = journal, time.Millisecond
		endless(t, store)
		endAll(t, store) // comes back
		if !slices.Contains(store.Warnings(), "journal_behind") {
			t.Errorf("it says %v", store.Warnings())
		}
		close(journal.hangs)
		store.patience = time.Minute
		if err := store.turn.Acquire(t.Context(), 1); err != nil { // whoever hung has ended
			t.Fatal(err)
		}
		store.turn.Release(1)
		if err := store.TendJournal(context.WithoutCancel(t.Context()), true); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(store.Warnings(), "journal_behind") || len(journal.lines) < 10 {
			t.Errorf("it says %v and holds %v", store.Warnings(), journal.lines)
		}
	})
}

// A folder that the database does not go by any longer is given nothing: whoever puts a
// backup back reads the other.
func TestFactsGoToTheFolderThatTheDatabaseKnows(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		journal := &notebook{}
		endless(t, store)
		store.journal = journal
		if err := store.SetJournalFolder(t.Context(), "ours", 0); err != nil {
			t.Fatal(err)
		}
		if err := store.write(t.Context(), func(db *gorm.DB) error { return db.Exec("UPDATE journal_folders SET folder_id = 'theirs'").Error }); err != nil {
			t.Fatal(err)
		}
		endAll(t, store)
		if !slices.Contains(store.Warnings(), "journal_behind") || len(journal.lines) > 0 {
			t.Errorf("it says %v and holds %v", store.Warnings(), journal.lines)
		}
	})
}

// By a clock that was set, all backups would be long gone, and what they need with them.
func TestNothingIsDroppedByAClockThatIsNotSteady(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, store *Store) {
		t.Helper()
		endless(t, store)
		endAll(t, store)
		store.keep, store.now = time.Hour, func() time.Time { return assessmentstest.Noon.AddDate(100, 0, 0) }
		for steady, want := range []bool{true, false} {
			if err := store.TendJournal(t.Context(), steady == 1); err != nil {
				t.Fatal(err)
			}
			var facts int
			if err := store.read().Raw("SELECT count(*) FROM journal_facts").Scan(&facts).Error; err != nil || facts > 0 != want {
				t.Errorf("with a steady clock: %v; %d facts are there (%v)", steady == 1, facts, err)
			}
		}
	})
}
