package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/cli"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// command carries out a command on a database, with settings.
func command(t *testing.T, database, name string, settings ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := cli.Run(t.Context(), cli.Process{
		Args: []string{name}, Environ: append(settings, "SEVENRUNGS_DATABASE="+database), Out: &out, Err: io.Discard, Version: "test",
	})
	return out.String(), err
}

// demonstration is what the command says that fills a database with it. That takes longer
// than what the tests do with it.
var demonstration databasetest.First[string]

// demonstrate has a new database hold the demonstration, and returns what the command
// says.
func demonstrate(t *testing.T, database string) string {
	t.Helper()
	return demonstration.In(t, database, func() string { return fill(t, database) })
}

// fill carries the command out. A server puts it off at first.
func fill(t *testing.T, database string) string {
	t.Helper()
	isFile := databasetest.IsFile(database)
	if !isFile {
		databasetest.Alter(t, database, puttingOff()...)
	}
	output, err := command(t, database, "demo")
	if err != nil {
		t.Fatalf("%v, after %s", err, output)
	}
	if !isFile {
		databasetest.Alter(t, database, wasPutOff()...)
	}
	return output
}

// curlLine is a line to paste into a shell, as the demonstration prints it.
var curlLine = regexp.MustCompile(`(?m)^  curl -s (?:-H '([A-Za-z]+): ([^']+)' )?http://127\.0\.0\.1:8080(/\S+)$`)

// curl does what such a line does, and returns the path and what came of it.
func curl(t *testing.T, s *service, line []string) (path, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+line[3], http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if line[1] != "" {
		request.Header.Set(line[1], line[2])
	}
	status, text := untilAnswered(t, request)
	if status != http.StatusOK {
		t.Errorf("%s: %d %s", line[0], status, text)
	}
	return line[3], string(text)
}

func TestTheDemonstrationCanBeWalkedThrough(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		output := demonstrate(t, database)
		lines := curlLine.FindAllStringSubmatch(output, -1)
		if len(lines) != strings.Count(output, "  curl ") || len(lines) < 15 {
			t.Fatalf("%d of the curl lines can be read:\n%s", len(lines), output)
		}
		service := startService(t, database, "SEVENRUNGS_DEMO=1")
		seen := map[string]string{} // by path
		for _, line := range lines {
			path, body := curl(t, service, line)
			if before, again := seen[path]; again && line[1] != "Accept" && before != body {
				t.Errorf("%s: the funder and the organisation read different bytes:\n%s\n%s", path, before, body)
			}
			if line[1] != "Accept" {
				seen[path] = body
			}
		}
		checkReleases(t, seen)
		if err := service.stop(); err != nil {
			t.Error(err)
		}
		if output, err := command(t, database, "audit"); err != nil || !strings.Contains(output, "All is well.") || !strings.Contains(output, "Releases: 14\n") {
			t.Errorf("the audit says %q, %v", output, err)
		}
	})
}

// checkReleases looks for one programme of each size, labelled as invented.
func checkReleases(t *testing.T, seen map[string]string) {
	t.Helper()
	bands := map[string]int{}
	for path, body := range seen {
		switch {
		case strings.Contains(path, "/releases/") || strings.Contains(path, "/benchmarks/"):
			var r api.Released
			if err := json.Unmarshal([]byte(body), &r); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if r.Status == "released" && !r.Demo {
				t.Errorf("%s does not say that it is a demonstration: %s", path, body)
			}
			if strings.Contains(path, "/releases/") {
				bands[r.Status+" "+r.CountBand]++
			} else if r.Status != "released" || r.Rungs == nil {
				t.Errorf("%s: the benchmark is not released: %s", path, body)
			}
		case strings.HasSuffix(path, "/named"):
			if strings.Count(body, `"Demo: Organisation `) != 1 {
				t.Errorf("%s: not one organisation is shown by name: %s", path, body)
			}
		case strings.Contains(path, "/position/"):
			if strings.Count(body, `"kind"`) < 3 {
				t.Errorf("%s: the organisation is not placed in its programme, its sector and the country: %s", path, body)
			}
		}
	}
	for _, want := range []string{"released 10-19", "released 20-59", "released 60-99", "not_released "} {
		if bands[want] != 2 {
			t.Errorf("%d releases are %q, want one for each period: %v", bands[want], want, bands)
		}
	}
}

func TestTheDemonstrationNeedsAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	forBoth(t, func(t *testing.T, database string) {
		if _, err := command(t, database, "operator-key"); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"demo", "serve"} {
			output, err := command(t, database, name, "SEVENRUNGS_DEMO=1", "SEVENRUNGS_ADDR=127.0.0.1:0")
			if err == nil || !strings.Contains(err.Error(), "in use") {
				t.Errorf("%s took a database in use, or did not say why not: %q, %v", name, output, err)
			}
		}
		if output, err := command(t, database, "audit"); err != nil || !strings.Contains(output, "Entries in the trail: 0\n") {
			t.Errorf("the audit of a new database says %q, %v", output, err)
		}
	})
}

// unlocked are the statements that let a test change what never changes.
var unlocked = []string{
	"DROP TRIGGER trail_stands_update", "DROP TRIGGER trail_stands_delete", "DROP TRIGGER releases_stand_update", "DROP TRIGGER releases_stand_delete",
}

func TestTheAuditFindsWhatWasChanged(t *testing.T) {
	t.Parallel()
	database := filepath.Join(t.TempDir(), "demo.db")
	demonstrate(t, database)
	content := readExample(t, database)
	for _, tc := range []struct {
		name, statement string
		says            []string
	}{
		{"an entry changed", "UPDATE trail SET detail = 'other' WHERE number = 3", []string{"Entry 3 was changed."}},
		{"an entry and its hash changed", "UPDATE trail SET hash = 'other' WHERE number = 3", []string{"Entry 3 was changed.", "Entry 4 does not follow entry 3"}},
		{"an entry gone", "DELETE FROM trail WHERE number = 3", []string{"Entry 3 is missing."}},
		{"the beginning gone", "DELETE FROM trail WHERE number < 4", []string{"Entries 1 to 3 are missing."}},
		{"the end gone", "DELETE FROM trail WHERE number >= (SELECT max(number) FROM trail WHERE event = 'release_made')", []string{"is not in the trail."}},
		{"a release changed", "UPDATE releases SET body = x'7b7d' WHERE kind = 'national' AND period = (SELECT min(name) FROM periods)", []string{" national national was changed."}},
		{"a release gone", "DELETE FROM releases WHERE kind = 'national'", []string{" national national is gone."}},
		{"too much spent", "INSERT INTO epsilon_charges SELECT period, 'C', 9, 1, charged_at FROM epsilon_charges LIMIT 1", []string{"The ledger passed its cap: 2001"}},
		{"more spent within the time", "INSERT INTO epsilon_charges SELECT min(period), 'A', 9, 1, max(charged_at) - 28511999999 FROM epsilon_charges", []string{"The ledger passed its cap: 2001"}},
		{
			"a period frozen twice", "INSERT INTO periods SELECT 'again', opens_at, closes_at, freeze_at, frozen_at + 1, scoring_version FROM periods LIMIT 1",
			[]string{"and again overlap.", "and again were frozen less than 330 days apart."},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			copied := databasetest.NewFile(t)
			if err := os.WriteFile(copied, content, 0o600); err != nil {
				t.Fatal(err)
			}
			databasetest.Alter(t, copied, slices.Concat(unlocked, []string{tc.statement})...)
			output, err := command(t, copied, "audit")
			if err == nil {
				t.Fatalf("the audit found nothing: %s", output)
			}
			for _, want := range tc.says {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the audit does not say %q: %v", want, err)
				}
			}
		})
	}
}
