package journal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/redo"
	"github.com/sevenrungs/sevenrungs/internal/journal"
)

const id = "0197a3d2-0000-7000-8000-000000000001"

// bench is a journal on a day that a test can change.
type bench struct {
	*journal.Folder
	path  string
	now   time.Time
	moves int64
}

func setup(t *testing.T) *bench {
	t.Helper()
	b := &bench{path: filepath.Join(t.TempDir(), "journal"), now: time.Date(2026, 11, 29, 10, 0, 0, 0, time.UTC)}
	b.Folder = journal.New(b.path, func() time.Time { return b.now }, 35*24*time.Hour)
	if _, err := b.Begin(func() string { return "first" }); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) add(t *testing.T, facts ...redo.Fact) {
	t.Helper()
	b.moves++
	if err := b.Keep(facts, b.moves); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) lines(t *testing.T) (lines []string) {
	t.Helper()
	found, err := journal.Read(b.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.Facts {
		lines = append(lines, f.String())
	}
	return lines
}

func (b *bench) file(name string) string { return filepath.Join(b.path, name) }

func TestALineThatNobodyCanReadIsRefused(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"", "x", "key_revoked", "key_revoked a - x", "key_revoked  a - -", "told a - -", "key_revoked a -"} {
		b := setup(t)
		if err := os.WriteFile(b.file("2026-11-29"), []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if found, err := journal.Read(b.path); err == nil {
			t.Errorf("%q was read as %v", line, found.Facts)
		}
	}
}

// The power goes while a line is written. What it said comes again, since the
// database still holds it.
func TestHalfALineIsWrittenOver(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.add(t, redo.Fact{Kind: redo.KeyRevoked, ID: "a"})
	text, err := os.ReadFile(b.file("2026-11-29"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.file("2026-11-29"), append(text, "key_revo"...), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{"key_revoked a - -"}
	if diff := cmp.Diff(want, b.lines(t)); diff != "" {
		t.Errorf("with half a line (-want +got):\n%s", diff)
	}
	b.add(t, redo.Fact{Kind: redo.KeyRevoked, ID: "b"})
	if diff := cmp.Diff(append(want, "key_revoked b - -"), b.lines(t)); diff != "" {
		t.Errorf("and after it (-want +got):\n%s", diff)
	}
}

func TestAllThatAFactHoldsComesBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	want := []redo.Fact{
		{Kind: redo.GrantRevoked, ID: "g", Of: "o"},
		{Kind: redo.PeriodFrozen, ID: "2026", At: b.now, More: []string{"1", "2", "3", "2"}},
		{Kind: redo.KeyReplaced, ID: "r", Of: id, More: []string{"0123456789abcdef", strings.Repeat("0", 64)}},
	}
	b.add(t, want...)
	found, err := journal.Read(b.path)
	for i, got := range found.Facts {
		if len(got.More) == 0 {
			found.Facts[i].More = nil
		}
	}
	if diff := cmp.Diff(journal.Contents{ID: "first", Since: b.now, Moves: 1, Facts: want}, found); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestNothingOfThoseWhoAnsweredOutlivesTheirAssessment also holds that nothing tells
// who came first.
func TestNothingOfThoseWhoAnsweredOutlivesTheirAssessment(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, response := range []string{"z", "a", "m"} {
		b.add(t, redo.Fact{Kind: redo.ResponseWithdrawn, ID: response, Of: id})
	}
	if err := b.Tend(); err != nil {
		t.Fatal(err)
	}
	b.now = b.now.AddDate(0, 0, 1)
	if err := b.Tend(); err != nil {
		t.Fatal(err)
	}
	sorted := []string{"response_withdrawn a " + id + " -", "response_withdrawn m " + id + " -", "response_withdrawn z " + id + " -"}
	if diff := cmp.Diff(sorted, b.lines(t)); diff != "" {
		t.Errorf("the next day (-want +got):\n%s", diff)
	}
	b.add(t, redo.Fact{Kind: redo.AssessmentEnded, ID: id})
	if diff := cmp.Diff([]string{"assessment_ended " + id + " - -"}, b.lines(t)); diff != "" {
		t.Errorf("when it ended (-want +got):\n%s", diff)
	}
	// Another process was late.
	b.add(t, redo.Fact{Kind: redo.ResponseWithdrawn, ID: "late", Of: id})
	b.now = b.now.AddDate(0, 0, 1)
	if err := b.Tend(); err != nil {
		t.Fatal(err)
	}
	if got := b.lines(t); len(got) != 1 {
		t.Errorf("what was late stays: %v", got)
	}
}

func TestDaysGoWithTheBackupsThatNeededThem(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.now
	for day := range 40 {
		b.now = first.AddDate(0, 0, day)
		b.add(t, redo.Fact{Kind: redo.KeyRevoked, ID: "key"})
		if err := b.Tend(); err != nil {
			t.Fatal(err)
		}
	}
	found, err := journal.Read(b.path)
	if got := len(found.Facts); err != nil || got != 36 || !found.Since.Equal(b.now.AddDate(0, 0, -35)) || found.Moves != 40 {
		t.Errorf("%d days are kept, nothing is missing since %v, and %d moves are counted (%v)", got, found.Since, found.Moves, err)
	}
}

// A folder that is begun anew does not have what was done before.
func TestAFolderSaysSinceWhenNothingIsMissing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.add(t, redo.Fact{Kind: redo.KeyRevoked, ID: "a"})
	b.now = b.now.Add(time.Hour)
	if id, err := b.Begin(func() string { return "second" }); id != "second" || err != nil {
		t.Fatalf("it is %q (%v)", id, err)
	}
	if found, err := journal.Read(b.path); err != nil || found.ID != "second" || !found.Since.Equal(b.now) || found.Moves != 0 {
		t.Errorf("%q since %v with %d moves (%v)", found.ID, found.Since, found.Moves, err)
	}
}

// Another folder than the one that a database knows is left as it is.
func TestAFolderHoldsTheJournalOfOneDatabase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.add(t, redo.Fact{Kind: redo.KeyRevoked, ID: "a"})
	elsewhere := journal.New(filepath.Join(t.TempDir(), "none"), func() time.Time { return b.now }, time.Hour)
	for _, test := range []struct {
		folder *journal.Folder
		known  string
		moves  int64
		holds  bool
	}{{b.Folder, "first", 1, true}, {b.Folder, "other", 0, false}, {elsewhere, "first", 0, false}} {
		if moves, holds, err := test.folder.Holds(test.known); moves != test.moves || holds != test.holds || err != nil {
			t.Errorf("%v for %q: %d, %t (%v)", test.folder, test.known, moves, holds, err)
		}
	}
	if _, err := os.Stat(elsewhere.String()); !os.IsNotExist(err) {
		t.Errorf("a folder was made: %v", err)
	}
}

func TestOnlyTheServicesUserReadsIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.add(t, redo.Fact{Kind: redo.KeyRevoked, ID: "a"}, redo.Fact{Kind: redo.ResponseWithdrawn, ID: "r", Of: id})
	for name, want := range map[string]os.FileMode{".": 0o700, "about": 0o600, "moves": 0o600, "2026-11-29": 0o600, "answering": 0o700, "answering/" + redo.Trace(id): 0o600} {
		info, err := os.Stat(b.file(name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, want %v (%v)", name, info.Mode().Perm(), want, err)
		}
	}
}

// The file itself must not tell what its lines do not.
func TestAFileDoesNotTellWhenSomebodyTookSomethingBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.add(t, redo.Fact{Kind: redo.ResponseWithdrawn, ID: "r", Of: id})
	info, err := os.Stat(b.file("answering/" + redo.Trace(id)))
	if err != nil || !info.ModTime().Equal(b.now.UTC().Truncate(24*time.Hour)) {
		t.Errorf("it was changed at %v (%v), want the beginning of the day", info.ModTime(), err)
	}
}

// What was moved before is not counted again, in whatever order that is said.
func TestMovesAreCountedUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, test := range []struct{ says, want int64 }{{1, 1}, {1, 1}, {12, 12}, {3, 12}} {
		if err := b.Keep([]redo.Fact{{Kind: redo.KeyRevoked, ID: "a"}}, test.says); err != nil {
			t.Fatal(err)
		}
		if found, err := journal.Read(b.path); err != nil || found.Moves != test.want {
			t.Errorf("after %d there are %d (%v), want %d", test.says, found.Moves, err, test.want)
		}
	}
}
