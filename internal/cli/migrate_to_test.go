package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/internal/cli"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// migrateTo carries the command out, and returns what it says to people and of how far
// it is.
func migrateTo(t *testing.T, from string, args ...string) (out, progress string, err error) {
	t.Helper()
	var said, told bytes.Buffer
	err = cli.Run(t.Context(), cli.Process{
		Args: append([]string{"migrate-to"}, args...), Environ: []string{"SEVENRUNGS_DATABASE=" + from}, Out: &said, Err: &told, Version: "test",
	})
	return said.String(), told.String(), err
}

// shown returns what a service on a database says to all that the demonstration asks
// it, by path.
func shown(t *testing.T, database string, lines [][]string, settings ...string) map[string]string {
	t.Helper()
	s := startService(t, database, append(settings, "SEVENRUNGS_DEMO=1")...)
	seen := map[string]string{}
	for _, line := range lines {
		path, body := curl(t, s, line)
		seen[strings.Join(line[1:3], " ")+" "+path] = body
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	return seen
}

var movedAll = regexp.MustCompile(`^All is copied: \d{4,} rows in \d\d tables\. `)

// What is moved to a server, and from there to a file, is shown as it was.
func TestWhatIsMovedIsReadAsBefore(t *testing.T) {
	t.Parallel()
	first := filepath.Join(t.TempDir(), "demo.db")
	lines := curlLine.FindAllStringSubmatch(demonstrate(t, first), -1)
	before, journal := shown(t, first, lines), "SEVENRUNGS_JOURNAL="+first+".journal"
	for _, second := range []string{databasetest.EmptyPostgres(t), filepath.Join(t.TempDir(), "copy.db")} {
		out, progress, err := migrateTo(t, first, second)
		if err != nil {
			t.Fatal(err)
		}
		if !movedAll.MatchString(out) || !strings.Contains(progress, " rows copied\n") || !strings.Contains(progress, " rows compared\n") {
			t.Errorf("it says %q, and on the way\n%s", out, progress)
		}
		if diff := cmp.Diff(before, shown(t, second, lines, journal)); diff != "" || len(before) < 10 {
			t.Errorf("%d were read, and the copy differs (-first +second):\n%s", len(before), diff)
		}
		if output, err := command(t, second, "audit"); err != nil || !strings.Contains(output, "All is well.") {
			t.Errorf("the audit says %q, %v", output, err)
		}
		if _, _, err := migrateTo(t, first, second); err == nil || !strings.Contains(err.Error(), "holds something already") {
			t.Errorf("moved once more: %v", err)
		}
		first = second
	}
}

// A database knows one journal. If the service did not go on with that, backups from
// before the move would be worth nothing.
func TestAMoveSaysWhereTheJournalIs(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, first string) {
		d, folder, second := disk{database: first}, first+".journal", databasetest.NewFile(t)
		if strings.Contains(first, "://") {
			if said := d.must(t, "migrate-to", databasetest.NewFile(t)); strings.Contains(said, "JOURNAL") {
				t.Errorf("there is no journal, and it says\n%s", said)
			}
			folder = filepath.Join(t.TempDir(), "journal")
			d.journal = folder
		} else {
			second = databasetest.EmptyPostgres(t)
		}
		startService(t, d.database, d.settings()...).end(t)
		before := about(t, folder)
		if said := d.must(t, "migrate-to", second); !strings.Contains(said, "set SEVENRUNGS_JOURNAL to "+folder+", ") {
			t.Errorf("it says\n%s", said)
		}
		moved := disk{database: second, journal: folder}
		startService(t, second, moved.settings()...).end(t)
		if after := about(t, folder); after != before {
			t.Errorf("another journal was begun: %s, and then %s", before, after)
		}
	})
}

// about is what a journal says about itself, with its id.
func about(t *testing.T, folder string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "about"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMistakesOfAMove(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, args := range map[string][]string{
		"1 arg":        {},
		"received 2":   {"a", "b"},
		"no such file": {filepath.Join(folder, "to.db")},
	} {
		if _, _, err := migrateTo(t, filepath.Join(folder, "none.db"), args...); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v: %v", args, err)
		}
	}
	database := filepath.Join(folder, "test.db")
	if err := startService(t, database).stop(); err != nil {
		t.Fatal(err)
	}
	const secret = "postgres://ann:hunter2@127.0.0.1:1/name"
	if out, progress, err := migrateTo(t, database, secret); err == nil || strings.Contains(out+progress+err.Error(), "hunter2") {
		t.Errorf("it says %s%s%v", out, progress, err)
	}
}
