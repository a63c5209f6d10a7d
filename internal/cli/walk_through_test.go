package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheWalkThroughOfTheAPIWorks(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here to run the example with")
	}
	const key = "rung_0123456789abcdefghijABCDEFGHIJ01"
	service := startService(t, filepath.Join(t.TempDir(), "test.db"), "SEVENRUNGS_OPERATOR_KEY="+key)
	for range 2 { // it leaves nothing in its own way
		script := exec.CommandContext(t.Context(), "sh", "../../docs/examples/walk-through.sh", service.url)
		script.Env = append(os.Environ(), "OPERATOR_KEY="+key)
		output, err := script.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, output)
		}
		want := block(t, string(readExample(t, "../../docs/api.md")), "```text\n")
		if got := strings.ReplaceAll(string(output), "sees: \n", "sees:\n"); got != want {
			t.Errorf("it says\n%s\ndocs/api.md says\n%s", got, want)
		}
	}
	service.end(t)
}
