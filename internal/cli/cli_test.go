package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/cli"
	"github.com/sevenrungs/sevenrungs/internal/clock"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

const example = "../../docs/examples/answers.json"

// run carries out a command and returns what it wrote.
func run(t *testing.T, in string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := cli.Run(t.Context(), cli.Process{
		Args: args, In: strings.NewReader(in), Out: &out, Err: io.Discard, Version: "1.2.3", Commit: "abc",
	})
	return out.String(), err
}

func TestScoreSaysTheWorkedExampleToAPerson(t *testing.T) {
	t.Parallel()
	got, err := run(t, "", "score", example)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"You do things for people. Nearest rung: 4 Consultation\nIndex: 62 of 100\n",
		"You do things for people. Your nearest rung is Consultation.\nFewer than 3 people or teams answered on one side, so nobody can say how sure this rung is.\nMost answers are there.\nReciprocity holds you: people with lived experience see Informing, staff see Engagement.\n",
		"People with lived experience: 6. Staff: 9.",
		"Reciprocity    3 Informing     52     3                 5      2, talk\n",
		"Reciprocity, to stand on 4:\n  from 3 to 4: ",
		"Receipt: sha256:",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the result does not say\n%s\nit says\n%s", want, got)
		}
	}
	if strings.Contains(got, "\x1b") {
		t.Error("the result holds colour codes, which screen readers read out")
	}
}

func TestScoreAsJSONIsTheAnswerOfTheAPI(t *testing.T) {
	t.Parallel()
	body := readExample(t, example)
	text, err := run(t, string(body), "score", "--json", "-")
	if err != nil {
		t.Fatal(err)
	}
	var fromFile, fromAPI any
	if err := json.Unmarshal([]byte(text), &fromFile); err != nil {
		t.Fatal(err)
	}
	service := startService(t, filepath.Join(t.TempDir(), "test.db"))
	if err := json.Unmarshal(service.score(t, body), &fromAPI); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fromAPI, fromFile); diff != "" {
		t.Errorf("the API and the command differ (-api +command):\n%s", diff)
	}
	if err := service.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
}

func TestScoreDrawsAPicture(t *testing.T) {
	t.Parallel()
	got, err := run(t, "", "score", "--svg", example)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 `, "Staff: 5 Engagement", "2 rungs apart: talk about it"} {
		if !strings.Contains(got, want) {
			t.Errorf("the picture does not hold %q:\n%s", want, got)
		}
	}
	if wide, err := run(t, "", "score", "--svg", "--wide", example); err != nil || !strings.Contains(wide, `viewBox="0 0 960 `) {
		t.Errorf("for the width of a page: %.200s, %v", wide, err)
	}
	if _, err := run(t, "", "score", "--wide", example); err == nil || !strings.Contains(err.Error(), "Add --svg") {
		t.Errorf("--wide without --svg: %v", err)
	}
	if _, err := run(t, "", "score", "--svg", "--json", example); err == nil {
		t.Error("one file was to be a picture and JSON, and nothing was said")
	}
}

func TestScoreNamesEveryFaultOfAFile(t *testing.T) {
	t.Parallel()
	_, err := run(t, `{"instrument":"coproduction-ladder","responses":[{"voice":"both","people":0}]}`, "score", "-")
	if err == nil || !strings.Contains(err.Error(), "/responses/0/people: ") || !strings.Contains(err.Error(), "/responses/0/voice: ") {
		t.Errorf("the error does not name both faults: %v", err)
	}
}

func TestMistakesOnTheCommandLine(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		args []string
		says string
	}{
		{[]string{"score"}, "name one file. You named 0. Like this: sevenrungs score FILE"},
		{[]string{"score", example, example}, "You named 2"},
		{[]string{"score", "/dev/zero"}, "larger than"},
		{[]string{"score", "no-such-file.json"}, "no-such-file.json"},
		{[]string{"score", "--variant", "easy", example}, "standard or easy_read"},
		{[]string{"score", "--lang", "not a language", example}, "such as en"},
		{[]string{"scor"}, "unknown command"},
		{[]string{"version", "--colour"}, "unknown flag"},
	} {
		if _, err := run(t, "", tc.args...); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%v: the error does not say %q: %v", tc.args, tc.says, err)
		}
	}
}

func TestOpenAPIPrintsTheDocument(t *testing.T) {
	t.Parallel()
	got, err := run(t, "", "openapi")
	if err != nil || got != string(docs.OpenAPI) {
		t.Errorf("openapi printed %d bytes of %d: %v", len(got), len(docs.OpenAPI), err)
	}
}

func TestVersionNamesProgramRulesAndInstruments(t *testing.T) {
	t.Parallel()
	got, err := run(t, "", "version")
	want := regexp.MustCompile(`^Seven Rungs 1\.2\.3 \(abc\)\nscoring rules 2\n(instrument \S+ \d+\.\d+\.\d+ sha256:[0-9a-f]{64}\n)+$`)
	if err != nil || !want.MatchString(got) {
		t.Errorf("version printed %q: %v", got, err)
	}
}

func TestHelpListsCommandsAndSettings(t *testing.T) {
	t.Parallel()
	got, err := run(t, "", "--help")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"serve", "score", "openapi", "version", "SEVENRUNGS_ADDR (127.0.0.1:8080)", "SEVENRUNGS_RATE_LIMIT (600)"} {
		if !strings.Contains(got, want) {
			t.Errorf("--help does not name %s:\n%s", want, got)
		}
	}
}

// service is the program, serving in the background of a test.
type service struct {
	url     string
	greeted string        // what it said until then
	out     *bytes.Buffer // to be read after stop
	log     *bytes.Buffer // as well
	stop    func() error
}

// startService starts the program on a free port, with settings, and waits for it to say where.
func startService(t testing.TB, database string, settings ...string) *service {
	t.Helper()
	return startOnClocks(t, clock.Machine{}, database, settings...)
}

// startOnClocks is startService on a machine with clocks of its own.
func startOnClocks(t testing.TB, clocks clock.Machine, database string, settings ...string) *service {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	read, write := io.Pipe()
	done := make(chan error, 1)
	s := &service{out: new(bytes.Buffer), log: new(bytes.Buffer)}
	go func() {
		err := cli.Run(ctx, cli.Process{
			Environ: append(settings, "SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DRAIN=0", "SEVENRUNGS_DATABASE="+database),
			Out:     write, Err: s.log, Version: "test", Clocks: clocks,
		})
		done <- err
		_ = write.CloseWithError(err) // it never fails
	}()
	s.url = greeting(t, read, s.out)
	s.greeted = s.out.String()
	rest := make(chan struct{})
	go func() {
		_, _ = io.Copy(s.out, read)
		close(rest)
	}()
	s.stop = func() error {
		cancel()
		err := <-done
		<-rest
		return err
	}
	return s
}

// greeting reads until the service says where it listens.
func greeting(t testing.TB, from io.Reader, seen io.Writer) string {
	t.Helper()
	where := regexp.MustCompile(`listens on (http://\S+)\n`)
	var text []byte
	for chunk := make([]byte, 512); ; {
		n, err := from.Read(chunk)
		text = append(text, chunk[:n]...)
		_, _ = seen.Write(chunk[:n])
		if found := where.FindSubmatch(text); found != nil {
			return string(found[1])
		}
		if err != nil {
			t.Fatalf("the service did not say where it listens: %q, %v", text, err)
		}
	}
}

func (s *service) score(t *testing.T, body []byte) []byte {
	t.Helper()
	answer, err := http.Post(s.url+"/v1/scores", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("POST /v1/scores: %d %s %v", answer.StatusCode, text, err)
	}
	return text
}

func TestServeStartsAnswersAndStops(t *testing.T) {
	t.Parallel()
	database := filepath.Join(t.TempDir(), "test.db")
	for range 2 { // on a fresh database, and on its own
		service := startService(t, database)
		for _, path := range []string{"/livez", "/readyz", "/version", "/openapi.json", "/docs/", "/v1/instruments"} {
			answer, err := http.Get(service.url + path)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				t.Errorf("GET %s: %d", path, answer.StatusCode)
			}
		}
		if err := service.stop(); err != nil {
			t.Fatalf("stopping: %v", err)
		}
		if text := service.out.String(); !strings.Contains(text, service.url+"/docs/") || !strings.Contains(text, "has stopped") {
			t.Errorf("the service said %q", text)
		}
	}
}

func TestServeRefusesBadSettingsAllAtOnce(t *testing.T) {
	t.Parallel()
	err := cli.Run(t.Context(), cli.Process{
		Environ: []string{"SEVENRUNGS_ADDR=nowhere", "SEVENRUNGS_RATE_LIMIT=-1", "SEVENRUNGS_DATABSE=x.db"},
		Out:     io.Discard, Err: io.Discard,
	})
	for _, name := range []string{"SEVENRUNGS_ADDR", "SEVENRUNGS_RATE_LIMIT", "SEVENRUNGS_DATABSE"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named: %v", name, err)
		}
	}
}

func TestServeRefusesAPublishedVersionWithOtherContent(t *testing.T) {
	t.Parallel()
	database := filepath.Join(t.TempDir(), "test.db")
	store, err := gormstore.Open(t.Context(), database, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	other := "sha256:" + strings.Repeat("0", 64)
	if err := errors.Join(store.PinInstrument(t.Context(), "coproduction-ladder", "0.8.0", other), store.Close()); err != nil {
		t.Fatal(err)
	}
	err = cli.Run(t.Context(), cli.Process{
		Environ: []string{"SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DATABASE=" + database},
		Out:     io.Discard, Err: io.Discard,
	})
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "coproduction-ladder") {
		t.Errorf("it started, or did not say why not: %v", err)
	}
}

func TestServeSaysWhenTheAddressIsTaken(t *testing.T) {
	t.Parallel()
	first := startService(t, filepath.Join(t.TempDir(), "first.db"))
	err := cli.Run(t.Context(), cli.Process{
		Environ: []string{"SEVENRUNGS_ADDR=" + strings.TrimPrefix(first.url, "http://"), "SEVENRUNGS_DATABASE=" + filepath.Join(t.TempDir(), "second.db")},
		Out:     io.Discard, Err: io.Discard,
	})
	if err == nil || !strings.Contains(err.Error(), "SEVENRUNGS_ADDR") {
		t.Errorf("the error does not say what to do: %v", err)
	}
	if err := first.stop(); err != nil {
		t.Error(err)
	}
}

func TestTheWorkedExampleThroughTheService(t *testing.T) {
	t.Parallel()
	service := startService(t, filepath.Join(t.TempDir(), "test.db"))
	var shown result.Document
	if err := json.Unmarshal(service.score(t, readExample(t, example)), &shown); err != nil {
		t.Fatal(err)
	}
	if shown.Rung == nil || shown.Rung.Level != 4 || shown.Rung.ID != "consultation" || shown.Index == nil || *shown.Index != 62 ||
		!cmp.Equal(shown.LimitedBy, []string{"answers", "weakest_principle"}) {
		t.Errorf("the worked example scores %+v, index %v, held by %v", shown.Rung, shown.Index, shown.LimitedBy)
	}
	if err := service.stop(); err != nil {
		t.Error(err)
	}
}

func TestTheReadmeShowsWhatReallyComesOut(t *testing.T) {
	t.Parallel()
	readme := string(readExample(t, "../../README.md"))
	output, err := run(t, "", "score", example)
	if err != nil {
		t.Fatal(err)
	}
	if shown := block(t, readme, "```text\n"); !strings.HasPrefix(output, shown) {
		t.Errorf("README.md shows\n%s\nbut score says\n%s", shown, output)
	}
	answered, err := run(t, "", "score", "--json", example)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(block(t, readme, "<!-- result -->\n```json\n")) {
		if line = squeeze(line); !strings.Contains(line, "…") && !strings.Contains(squeeze(answered), line) {
			t.Errorf("README.md shows %s, which is not in the answer", line)
		}
	}
}

// block returns what stands between an opening and the end of the code block.
func block(t *testing.T, text, opening string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, opening)
	inside, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatalf("there is no block that opens with %q", opening)
	}
	return inside
}

// squeeze leaves the white space out of JSON, and the comma at a line's end.
func squeeze(text string) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(text), ""), ",")
}

func readExample(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
