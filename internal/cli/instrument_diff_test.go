package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestDiffNeedsTwoThatAreThere(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"bad.yaml": "id: Bad", "a.yaml": start(t)})
	none, bad, a := filepath.Join(dir, "none.yaml"), filepath.Join(dir, "bad.yaml"), filepath.Join(dir, "a.yaml")
	for _, tc := range []struct {
		args []string
		says string
	}{
		{nil, "name two versions. You named 0. Like this: sevenrungs instrument diff 0.8.0 0.9.0"},
		{[]string{"0.9.0"}, "name two versions. You named 1."},
		{[]string{"0.8.0", "0.9.0", "1.0.0"}, "name two versions. You named 3."},
		{[]string{"0.8.0", "0.7.7"}, "there is no version 0.7.7 of coproduction-ladder. There are: 0.8.0, 0.9.0"},
		{[]string{"v0.8.0", "0.9.0"}, `there is no instrument "v0.8.0"`},
		{[]string{"0.8.0", "choir@0.1.0"}, `there is no instrument "choir". Choose one of: coproduction-ladder`},
		{[]string{"0.8.0", "coproduction-ladder@"}, `"coproduction-ladder@" has no version after the @`},
		{[]string{"0.9.0", "0.9.0"}, "both are coproduction-ladder 0.9.0. Name two that are not the same"},
		{[]string{"0.9.0", "coproduction-ladder@0.9.0"}, "both are coproduction-ladder 0.9.0"},
		{[]string{a, a}, "both are my-ladder 0.1.0"},
		{[]string{"-", "-"}, "only one of the two can come from the standard input"},
		{[]string{none, "0.9.0"}, "there is no file " + none},
		{[]string{"0.9.0", dir + "/"}, "there is no instrument"},
		{[]string{"0.9.0", bad}, bad + " cannot be used"},
	} {
		got, err := run(t, "", append([]string{"instrument", "diff"}, tc.args...)...)
		if err == nil || got != "" || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%v does not say %q: %v\n%s", tc.args, tc.says, err, got)
		}
	}
}

// changed is a start in which something of each kind is otherwise.
func changed(t *testing.T, changes ...string) string {
	t.Helper()
	text := start(t)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the start does not hold %q:\n%s", changes[i], text)
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return text
}

func TestDiffSaysWhatChanged(t *testing.T) {
	t.Parallel()
	next := changed(t, "version: 0.1.0", "version: 0.2.0", "minutes: 5", "minutes: 6", "Think of one plan.", "Think of two plans.")
	dir := folder(t, map[string]string{"a.yaml": start(t), "b.yaml": next})
	got, err := run(t, next, "instrument", "diff", filepath.Join(dir, "a.yaml"), "-")
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{
		"From my-ladder 0.1.0 to my-ladder 0.2.0\n",
		"- minutes\n  was: 5\n  is:  6\n",
		"help\n  was: Think of one plan.",
		"Whether a meaning changed, people must say.",
	} {
		if !strings.Contains(got, says) {
			t.Errorf("it does not say %q:\n%s", says, got)
		}
	}
	if strings.Count(got, "was: ") != 2 {
		t.Errorf("it names more than changed:\n%s", got)
	}
}

func TestDiffOfVersionsOfOurs(t *testing.T) {
	t.Parallel()
	got, err := run(t, "", "instrument", "diff", "0.8.0", "0.9.0")
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{"Words (en, easy_read)\n- all of them\n  new\n", "- equality-culture, choice 1\n  was: ", "Words (en, standard)\n"} {
		if !strings.Contains(got, says) {
			t.Errorf("it does not say %q", says)
		}
	}
	if newer, err := run(t, "", "instrument", "diff", "0.9.0", "0.10.0"); err != nil || !strings.Contains(newer, "Scoring\n- series\n  was: coproduction-ladder-0\n  is:  coproduction-ladder-0-10\n") {
		t.Errorf("it is not said that 0.10.0 starts a new series: %v\n%.400s", err, newer)
	}
	if strings.Contains(got, "Scoring\n") || strings.Contains(got, "Questions\n") {
		t.Errorf("rungs, gates and questions of the two are the same:\n%.400s", got)
	}
}

// Comments and layout are no change.
func TestDiffOfTwoThatSayTheSame(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.yaml": start(t), "b.yaml": changed(t, "version: 0.1.0", "version: 0.1.1 # a comment")})
	got, err := run(t, "", "instrument", "diff", filepath.Join(dir, "a.yaml"), filepath.Join(dir, "b.yaml"))
	if err != nil || !strings.Contains(got, "Nothing changed but the version.") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestDiffOfOwnVersionsInAFolder(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.yaml": start(t), "b.yaml": changed(t, "version: 0.1.0", "version: 0.2.0", "minutes: 5", "minutes: 6")})
	got, err := runIn(t, []string{"SEVENRUNGS_INSTRUMENTS=" + dir}, "", "instrument", "diff", "my-ladder@0.1.0", "my-ladder")
	if err != nil || !strings.Contains(got, "From my-ladder 0.1.0 to my-ladder 0.2.0\n") {
		t.Errorf("%v\n%s", err, got)
	}
}
