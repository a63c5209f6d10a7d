package cli_test

import (
	"strings"
	"testing"
)

// hard is a start with five kinds of hard words, one of them five times.
func hard(t *testing.T) string {
	t.Helper()
	text := start(t)
	long := "one goes on and on until each and all of us has lost what it was that it set out to say here."
	for _, change := range [][2]string{
		{"Think of one plan.", "First " + long + " Second " + long + " Third " + long + " Fourth " + long + " Fifth " + long + " We utilise it."},
		{"What is going to be done.", "“What is going to be done.”"},
	} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("the start does not hold %q", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	return text
}

func TestCheckSumsItsWarningsUp(t *testing.T) {
	t.Parallel()
	got, err := run(t, hard(t), "instrument", "check", "-")
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{
		"-: 5 sentences are too long. The first three:\n",
		"-: 1 word that offices use:\n",
		"-: 1 text between curly quotes:\n",
		"In: First one goes on", "In: Second one", "In: Third one", "In: We utilise it.",
		". 7 warnings. --all shows every one.\n",
	} {
		if !strings.Contains(got, says) {
			t.Errorf("it does not say %q:\n%s", says, got)
		}
	}
	if strings.Contains(got, "In: Fourth one") || strings.Contains(got, "first three:\n    -:0") {
		t.Errorf("it shows more than three of a kind:\n%s", got)
	}
}

func TestCheckShowsEveryWarningWhenAsked(t *testing.T) {
	t.Parallel()
	got, err := run(t, hard(t), "instrument", "check", "--all", "-")
	if err != nil || !strings.Contains(got, "-: 5 sentences are too long:\n") || !strings.Contains(got, "In: Fifth one") || !strings.HasSuffix(strings.Split(got, "\nsha256:")[0], ". 7 warnings.") {
		t.Errorf("%v\n%s", err, got)
	}
}

// Nothing is left out of a short list, so nothing is said of --all.
func TestCheckShowsFewWarningsAsTheyAre(t *testing.T) {
	t.Parallel()
	text := strings.Replace(start(t), "Think of one plan.", "We utilise it.", 1)
	got, err := run(t, text, "instrument", "check", "-")
	if err != nil || strings.Contains(got, "--all") || strings.Contains(got, "The first three") {
		t.Errorf("%v\n%s", err, got)
	}
}
