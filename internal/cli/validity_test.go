package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/cli"
)

func TestValidityRefusesWhatItCannotSimulate(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--world", "nowhere"}, `there is no world "nowhere". Choose one of: usual, careful`},
		{[]string{"--size", "0/5"}, `"0/5" is no size`},
		{[]string{"--size", "5/0"}, `"5/0" is no size`},
		{[]string{"--size", "1000000/1000000"}, "give 3 to 1000 people with lived experience and 1 to 1000 staff, such as 5/5"},
		{[]string{"--size", "5"}, `"5" is no size`},
		{[]string{"--organisations", "0"}, "--organisations is 0. Use 1 to 100000"},
		{[]string{"--organisations", "-1"}, "--organisations is -1"},
		{[]string{"--organisations", "1000000000"}, "--organisations is 1000000000"},
		{[]string{"--quick", "--out", folder}, "--out: "},
		{[]string{"--quick", "--out", filepath.Join(folder, "missing", "report.md")}, "--out: "},
		{[]string{"report.md"}, "unknown command"},
	} {
		out, err := run(t, "", append([]string{"validity"}, test.args...)...)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: got the error %v, want %q", test.args, err, test.want)
		}
		if out != "" {
			t.Errorf("%v: it wrote %q all the same", test.args, out)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("it left %v behind (%v)", left, err)
	}
}

func TestValidityIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	few := []string{"validity", "--world", "noisy", "--size", "7/6", "--organisations", "60"}
	first, err := run(t, "", few...)
	if err != nil {
		t.Fatal(err)
	}
	second, err := run(t, "", few...)
	if err != nil {
		t.Fatal(err)
	}
	if first != second || !strings.Contains(first, "| `noisy` | 7/6 | ") {
		t.Errorf("the report is another each time, or says nothing of the world and size asked for:\n%s", first)
	}
	file := filepath.Join(t.TempDir(), "sure.md")
	if out, err := run(t, "", append(few, "--out", file)...); err != nil || out != "" {
		t.Fatalf("with a file: %q, %v", out, err)
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.ReplaceAll(first, "](validity/", "](sure/"); string(written) != want {
		t.Error("the file differs from the standard output by more than where the plots are")
	}
	for _, plot := range []string{"right", "again", "seen"} {
		svg, err := os.ReadFile(filepath.Join(filepath.Dir(file), "sure", plot+".svg"))
		if err != nil || !bytes.Contains(svg, []byte("<svg")) {
			t.Errorf("the plot %s was not written: %v", plot, err)
		}
	}
}

// stopping stops what is going on as soon as it says how far it is.
type stopping struct{ stop context.CancelFunc }

func (s stopping) Write(said []byte) (int, error) {
	s.stop()
	return len(said), nil
}

func TestValidityStopsWhenAsked(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	var out bytes.Buffer
	file := filepath.Join(t.TempDir(), "report.md")
	err := cli.Run(ctx, cli.Process{
		Args: []string{"validity", "--organisations", "5000", "--world", "usual", "--size", "5/5", "--out", file},
		Out:  &out, Err: stopping{stop},
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was stopped", err)
	}
	if _, missing := os.Stat(file); !errors.Is(missing, os.ErrNotExist) {
		t.Errorf("it left a file behind (%v)", missing)
	}
}
