package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/cli"
)

const arnstein = "../../docs/examples/arnstein-0.1.0.yaml"

// runIn carries out a command in an environment and returns what it wrote.
func runIn(t *testing.T, environ []string, in string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := cli.Run(t.Context(), cli.Process{
		Args: args, Environ: environ, In: strings.NewReader(in), Out: &out, Err: io.Discard, Version: "1.2.3",
	})
	return out.String(), err
}

// folder is a new folder that holds these files, by name.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func start(t *testing.T, args ...string) string {
	t.Helper()
	text, err := run(t, "", append([]string{"instrument", "new"}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestCheckRefusesAFileTooLarge(t *testing.T) {
	t.Parallel()
	got, err := run(t, strings.Repeat("#", 5<<20), "instrument", "check", "-")
	if err == nil || !strings.Contains(got, "larger than 1 MB") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestNewWritesAStartThatNeedsNoMending(t *testing.T) {
	t.Parallel()
	for rungs := instrument.MinRungs; rungs <= instrument.MaxRungs; rungs++ {
		text := start(t, "--rungs", fmt.Sprint(rungs), "--id", "ours", "--title", `Ours: "the" ladder's #1`)
		in, err := instrument.Parse("start.yaml", []byte(text))
		if err != nil {
			t.Errorf("%d rungs: %v", rungs, err)
			continue
		}
		if in.Top() != rungs || in.ID != "ours" || in.Words[0].Title != `Ours: "the" ladder's #1` {
			t.Errorf("asked for %d rungs of ours, got %d of %s, %q", rungs, in.Top(), in.ID, in.Words[0].Title)
		}
		if in.Rung(in.Ceiling).Stance == instrument.With || in.Rung(in.Ceiling+1).Stance != instrument.With {
			t.Errorf("%d rungs: the ceiling %d is not the highest rung before with", rungs, in.Ceiling)
		}
		if warnings := in.Warnings([]byte(text)); warnings != nil {
			t.Errorf("%d rungs: %+v", rungs, warnings)
		}
	}
}

func TestNewRefusesWhatWouldNotBeValid(t *testing.T) {
	t.Parallel()
	there := filepath.Join(folder(t, map[string]string{"there.yaml": "mine"}), "there.yaml")
	for _, tc := range []struct {
		args []string
		says string
	}{
		{[]string{"--rungs", "1"}, "A ladder has 2 to 12"},
		{[]string{"--rungs", "13"}, "A ladder has 2 to 12"},
		{[]string{"--id", "Our Ladder"}, "Use small letters"},
		{[]string{"--id", ""}, "The id is missing"},
		{[]string{"--title", "<b>Ours</b>"}, "holds HTML"},
		{[]string{"--out", there}, "is there already"},
		{[]string{"--out", filepath.Join(there, "deeper.yaml")}, "there.yaml"},
	} {
		got, err := run(t, "", append([]string{"instrument", "new"}, tc.args...)...)
		if err == nil || !strings.Contains(err.Error(), tc.says) || got != "" {
			t.Errorf("%v: %v, and it printed %q", tc.args, err, got)
		}
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "mine" {
		t.Errorf("the file that was there now holds %q: %v", text, err)
	}
}

func TestNewPointsEditorsAtTheSchema(t *testing.T) {
	t.Parallel()
	_, address, found := strings.Cut(start(t), "$schema=")
	address, _, _ = strings.Cut(address, "\n")
	if !found || !bytes.Contains(docs.InstrumentSchema, []byte(`"$id": "`+address+`"`)) {
		t.Errorf("the schema is not at %q", address)
	}
}

func TestPrintHasEveryWordOnItsSheets(t *testing.T) {
	t.Parallel()
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	in := catalogue.Find("coproduction-ladder", "")
	page, err := run(t, "", "instrument", "print")
	if err != nil {
		t.Fatal(err)
	}
	plain := regexp.MustCompile(`&#39;`).ReplaceAllString(strings.ReplaceAll(page, "&#34;", `"`), "'")
	for _, words := range in.Words {
		for id, q := range words.Questions {
			texts := []string{q.Lived, q.Learnt, q.Help, q.Example}
			for _, choice := range q.Choices {
				texts = append(texts, choice)
			}
			for _, text := range texts {
				if !strings.Contains(plain, ">"+text+"<") && text != "" {
					t.Errorf("%s, %s: it does not hold %q", words.Variant, id, text)
				}
			}
		}
	}
	// The cover has two sides; then there are two for each question, and three things more.
	if got, want := strings.Count(page, "<section "), 2+2*(len(in.Questions)+3); got != want {
		t.Errorf("%d sides, want %d", got, want)
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[id[1]] {
			t.Errorf("two things have the id %s", id[1])
		}
		ids[id[1]] = true
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "http") {
		t.Error("the page runs a script or points elsewhere")
	}
}

func TestPrintGivesEveryThingItsOwnID(t *testing.T) {
	t.Parallel()
	page, err := run(t, strings.ReplaceAll(start(t), "say-plans", "before-the-questions"), "instrument", "print", "-")
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[id[1]] {
			t.Errorf("two things have the id %s", id[1])
		}
		ids[id[1]] = true
	}
}

func TestPrintOfAnOwnFile(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "sheets.html")
	if printed, err := run(t, "", "instrument", "print", arnstein, "--variant", "standard", "--out", out); err != nil || printed != "" {
		t.Fatalf("%v, and it printed %q", err, printed)
	}
	page, err := os.ReadFile(out)
	if err != nil || !strings.Contains(string(page), "Arnstein&#39;s ladder") || !strings.Contains(string(page), "Question 4 of 4") || strings.Contains(string(page), "Easy Read") {
		t.Errorf("%v\n%s", err, page)
	}
}

func TestPrintSaysWhatItCannotFind(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		args []string
		says string
	}{
		{[]string{"nobodys-ladder"}, "Choose one of: coproduction-ladder"},
		{[]string{"none.yaml"}, "none.yaml"},
		{[]string{"--variant", "hard"}, "Use standard, easy_read or both"},
		{[]string{arnstein, "--variant", "easy_read"}, "arnstein 0.1.0 has no easy_read words"},
	} {
		if got, err := run(t, "", append([]string{"instrument", "print"}, tc.args...)...); err == nil || !strings.Contains(err.Error(), tc.says) || got != "" {
			t.Errorf("%v: %v, and it printed %q", tc.args, err, got)
		}
	}
}

// Two people with lived experience and one member of staff see three quarters
// of their answers on rung 6 or above, but the vote on plans, the gate, holds
// at rung 4.
func TestOwnLadderScores(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(arnstein)
	if err != nil {
		t.Fatal(err)
	}
	environ := []string{"SEVENRUNGS_INSTRUMENTS=" + folder(t, map[string]string{"arnstein.yaml": string(text)})}
	const one = `"answers":{"power-plans":"4","power-services":"6","knowledge-plans":"6","knowledge-services":"8"}}`
	body := `{"instrument":"arnstein","responses":[{"voice":"lived","people":5,` + one + `,{"voice":"learnt",` + one + `]}`
	got, err := runIn(t, environ, body, "score", "-")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"You do things for people. Nearest rung: 5 Placation",
		"A key question holds you (Power, Plans). It is on Consultation and needs Placation.",
		"Scored with arnstein 0.1.0",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q:\n%s", want, got)
		}
	}
	if got, err := runIn(t, environ, "", "version"); err != nil || !strings.Contains(got, "instrument arnstein 0.1.0 sha256:") {
		t.Errorf("version does not name it: %v\n%s", err, got)
	}
	if _, err := run(t, body, "score", "-"); err == nil || !strings.Contains(err.Error(), "There is no instrument") {
		t.Errorf("without the setting it is known all the same: %v", err)
	}
}

func TestServiceRefusesAFolderWithFaultsAndNamesThemAll(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{
		"one.yaml": strings.Replace(start(t), "minutes: 5", "minutes: five", 1),
		"two.yaml": start(t, "--id", "coproduction-ladder"),
	})
	database := filepath.Join(t.TempDir(), "test.db")
	_, err := runIn(t, []string{"SEVENRUNGS_INSTRUMENTS=" + dir, "SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DATABASE=" + database}, "")
	for _, want := range []string{"SEVENRUNGS_INSTRUMENTS is " + dir, "one.yaml:", "two.yaml: The id coproduction-ladder belongs to"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("it does not say %q: %v", want, err)
		}
	}
	if _, err := os.Stat(database); err == nil {
		t.Error("a database was made all the same")
	}
}

func TestServiceServesAnOwnLadder(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"ours.yaml": start(t, "--id", "ours")})
	service := startService(t, filepath.Join(t.TempDir(), "test.db"), "SEVENRUNGS_INSTRUMENTS="+dir)
	body := service.score(t, []byte(`{"instrument":"ours"}`))
	if !strings.Contains(string(body), `"id":"ours"`) {
		t.Errorf("it answers %s", body)
	}
	if err := service.stop(); err != nil {
		t.Error(err)
	}
}
