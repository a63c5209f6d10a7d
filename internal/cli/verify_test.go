package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const storedResult = "../../docs/examples/result.json"

func TestVerifySaysThatAResultHolds(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{storedResult: "", "-": string(readExample(t, storedResult))} {
		got, err := run(t, in, "verify", name)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"The numbers hold.", "closed 2026-03-04T10:00:00Z", "To, for or with: for\nOverall rung: 4, consultation\nIndex: 60 of 100\nReceipt: sha256:"} {
			if !strings.Contains(got, want) {
				t.Errorf("verify %s does not say %q: %s", name, want, got)
			}
		}
	}
}

func TestATerminalSpeaksEasyRead(t *testing.T) {
	t.Parallel()
	for command, wants := range map[string][]string{
		"verify": {"No one has changed the numbers.", "To, for or with: for\nYour step: 4, consultation\nPoints: 60 of 100\nProof: sha256:"},
		"score":  {"Your step may be: ", "You do things for people.", "Points", "Next steps\n", "Made with coproduction-ladder", "\nProof: sha256:"},
	} {
		file := map[string]string{"verify": storedResult, "score": example}[command]
		in := strings.Replace(string(readExample(t, file)), `"0.8.0"`, `"0.9.0"`, 1) // the first to be there in Easy Read
		got, err := run(t, in, command, "--variant", "easy_read", "-")
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s does not say %q: %s", command, want, got)
			}
		}
		for _, hard := range []string{"rung", "Receipt", "Index", "organisation"} {
			if strings.Contains(got, hard) {
				t.Errorf("%s says %q in Easy Read: %s", command, hard, got)
			}
		}
	}
}

func TestVerifySaysOfAStaffViewThatItIsOne(t *testing.T) {
	t.Parallel()
	got, err := run(t, "", "verify", "../../assessments/result/testdata/form2/provisional.json")
	if err != nil || !strings.Contains(got, "A staff view only. Staff say to, for or with: for\nRung that staff see: ") || strings.Contains(got, "Overall") {
		t.Errorf("verify said %q, %v", got, err)
	}
}

func TestVerifySaysOfAResultWithoutARung(t *testing.T) {
	t.Parallel()
	service := startService(t, filepath.Join(t.TempDir(), "test.db"))
	council := register(t, service)
	closed := council.call(t, "POST", council.open(t, `"title":"Empty"`)+"/close", "")
	result := council.call(t, "GET", "/v1/assessments/"+closed["id"].(string)+"/result", "")
	got, err := run(t, council.last, "verify", "-")
	if err != nil || result["rung"] != nil || !strings.Contains(got, "Overall rung: none\nIndex: none\n") {
		t.Errorf("verify said %q, %v", got, err)
	}
	if err := service.stop(); err != nil {
		t.Error(err)
	}
}

func TestVerifySaysWhyAResultDoesNotHold(t *testing.T) {
	t.Parallel()
	result := string(readExample(t, storedResult))
	scored, err := run(t, "", "score", "--json", example)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), "result.json")
	if err := os.WriteFile(changed, []byte(strings.Replace(result, `"index": 60`, `"index": 65`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		in   string
		args []string
		says string
	}{
		{"", []string{changed}, changed + ": the numbers are not those of the receipt"},
		{scored, []string{"-"}, "this receipt is over the answers"},
		{"{}", []string{"-"}, "it has no receipt"},
		{"", []string{"no-such-file.json"}, "no-such-file.json"},
		{result, []string{"--variant", "easy", "-"}, "standard or easy_read"},
		{result, []string{"--lang", "?", "-"}, "Give a language code"},
		{"", []string{"/dev/zero"}, "larger than"},
		{"", nil, "name one file. You named 0. Like this: sevenrungs verify FILE"},
	} {
		if out, err := run(t, tc.in, append([]string{"verify"}, tc.args...)...); err == nil || !strings.Contains(err.Error(), tc.says) || out != "" {
			t.Errorf("%v: the error does not say %q: %v, and it printed %q", tc.args, tc.says, err, out)
		}
	}
}
