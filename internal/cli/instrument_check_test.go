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
	"github.com/sevenrungs/sevenrungs/internal/cli"
)

func TestCheckNamesEveryFaultWithItsLine(t *testing.T) {
	t.Parallel()
	text := start(t)
	for _, change := range [][2]string{
		{"minutes: 5", "minutes: five"},
		{"id: rung-2", "id: rung-1"},
		{"What is going to be done.", "What <i>is</i> done."},
	} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("the start does not hold %q", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	dir := folder(t, map[string]string{"bad.yaml": text, "good.yaml": start(t, "--id", "good")})
	bad := filepath.Join(dir, "bad.yaml")
	got, err := run(t, "", "instrument", "check", bad, filepath.Join(dir, "good.yaml"), filepath.Join(dir, "none.yaml"))
	if err == nil || !strings.Contains(err.Error(), "2 of 3 files cannot be used") {
		t.Errorf("it ends with %v", err)
	}
	lines := strings.Split(text, "\n")
	for part, says := range map[string]string{
		"minutes: five": "a whole number", "level: 2, id: rung-1": "used twice", "What <i>is": "holds HTML",
	} {
		at := 0
		for i, line := range lines {
			if strings.Contains(line, part) {
				at = i + 1
			}
		}
		found := regexp.MustCompile(fmt.Sprintf(`(?m)^  %s:%d: .*%s`, regexp.QuoteMeta(bad), at, says))
		if at == 0 || !found.MatchString(got) {
			t.Errorf("line %d is not said to be at fault (%s):\n%s", at, says, got)
		}
	}
	if !strings.Contains(got, "good.yaml is OK: good 0.1.0, 5 rungs, 2 questions") || !strings.Contains(got, "none.yaml") {
		t.Errorf("the other files are not spoken of:\n%s", got)
	}
}

func TestCheckHoldsFilesAgainstEachOtherAndThePublished(t *testing.T) {
	t.Parallel()
	published, err := os.ReadFile("../../assessments/instrument/coproduction-ladder-0.8.0.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{
		"a.yaml":       start(t),
		"b.yaml":       start(t, "--rungs", "3"),
		"same.yaml":    string(published) + "# a comment",
		"changed.yaml": strings.Replace(string(published), "minutes: 20", "minutes: 21", 1),
		"back.yaml":    strings.Replace(string(published), "version: 0.8.0", "version: 0.7.9", 1),
		"next.yaml":    strings.Replace(string(published), "version: 0.8.0", "version: 1.0.0", 1),
	})
	for _, tc := range []struct {
		files []string
		says  string
		fails bool
	}{
		{[]string{"a.yaml", "b.yaml"}, "my-ladder 0.1.0 is in", true},
		{[]string{"same.yaml"}, "is OK: coproduction-ladder 0.8.0", false},
		{[]string{"changed.yaml"}, "a published version never changes", true},
		{[]string{"back.yaml"}, "The version goes back", true},
		{[]string{"next.yaml"}, "is OK: coproduction-ladder 1.0.0", false},
		{[]string{"next.yaml"}, "This id is ours. In a folder of your own, choose another.", false},
	} {
		args := []string{"instrument", "check"}
		for _, file := range tc.files {
			args = append(args, filepath.Join(dir, file))
		}
		got, err := run(t, "", args...)
		if !strings.Contains(got, tc.says) || (err != nil) != tc.fails {
			t.Errorf("%v: %v\n%s", tc.files, err, got)
		}
	}
	path := func(name string) string { return filepath.Join(dir, name) }
	_, err = run(t, "", "instrument", "check", path("a.yaml"), path("b.yaml"), path("back.yaml"))
	if err == nil || !strings.Contains(err.Error(), "two files have one version") || !strings.Contains(err.Error(), "1 of 3 files cannot be used") {
		t.Errorf("of two equal versions and a file that cannot be used it says %v", err)
	}
	if got, err := run(t, "", "instrument", "check", path("a.yaml")); err != nil || strings.Contains(got, "This id is ours") {
		t.Errorf("an id of their own is called ours: %v\n%s", err, got)
	}
}

// The first mistakes are made before any file is read.
func TestFirstMistakesAreAnsweredInPlainWords(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"bad.yaml": "id: Bad"})
	none, bad := filepath.Join(dir, "none.yaml"), filepath.Join(dir, "bad.yaml")
	for _, tc := range []struct {
		args []string
		says string
	}{
		{[]string{"chek"}, `there is no command "chek" here. Use check, diff, new or print`},
		{[]string{"new", "choir.yaml"}, "name the file after --out. Like this: sevenrungs instrument new --out choir.yaml"},
		{[]string{"new", "--rungs", "four"}, `--rungs is "four". Give a whole number, from 2 to 12`},
		{[]string{"check"}, "name at least one file. Like this: sevenrungs instrument check my-ladder.yaml"},
		{[]string{"check", none}, "there is no file " + none + ". Check its name and the folder"},
		{[]string{"check", dir}, dir + " is a folder. Name a file in it"},
		{[]string{"check", "/"}, "/ is a folder. Name a file in it"},
		{[]string{"check", bad}, "the file cannot be used yet. Mend what is named above, then check it again"},
		{[]string{"print", "a", "b"}, "name one questionnaire. You named 2."},
		{[]string{"print", none}, "there is no file " + none},
	} {
		got, err := run(t, "", append([]string{"instrument"}, tc.args...)...)
		if err == nil || !strings.Contains(got+err.Error(), tc.says) {
			t.Errorf("%v does not say %q: %v\n%s", tc.args, tc.says, err, got)
		}
	}
	for name, says := range map[string]string{none: "there is no such folder. Check its name", bad: "this is a file. Name the folder it is in"} {
		_, err := runIn(t, []string{"SEVENRUNGS_INSTRUMENTS=" + name}, "", "version")
		if err == nil || !strings.Contains(err.Error(), "SEVENRUNGS_INSTRUMENTS is "+name+".\n"+says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// endless is a standard input that never ends.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	for i := range p {
		p[i] = '#'
	}
	return len(p), nil
}

func TestCheckReadsNoMoreThanItNeeds(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	in := &endless{}
	err := cli.Run(t.Context(), cli.Process{Args: []string{"instrument", "check", "-"}, In: in, Out: &out, Err: io.Discard})
	if err == nil || !strings.Contains(out.String(), "larger than 1 MB") || in.read > 2*instrument.MaxBytes {
		t.Errorf("after %d bytes: %v\n%s", in.read, err, &out)
	}
	if got, err := run(t, "", "instrument", "check", "/dev/zero"); err == nil || !strings.Contains(got, "/dev/zero is not a plain file") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestCheckWarnsOfHardWordsAndPasses(t *testing.T) {
	t.Parallel()
	text := strings.Replace(start(t), "Think of one plan.", "We utilise it.", 1)
	got, err := run(t, text, "instrument", "check", "-")
	if err != nil || !strings.Contains(got, `"utilise" is a word that offices use`) || !strings.Contains(got, "In: We utilise it.") || !strings.Contains(got, ". 1 warning.\n") {
		t.Errorf("%v\n%s", err, got)
	}
}
