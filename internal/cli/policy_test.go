package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const operatingGuide = "../../docs/operator.md"

// policyOf is the policy that the operating guide shows, with a change.
func policyOf(t *testing.T, change func(map[string]any)) string {
	t.Helper()
	var figures map[string]any
	if err := json.Unmarshal([]byte(block(t, string(readExample(t, operatingGuide)), "<!-- policy -->\n```json\n")), &figures); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(figures)
	}
	text, err := json.Marshal(figures)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "policy.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestThePolicyOfTheOperatingGuideStarts(t *testing.T) {
	t.Parallel()
	service := startService(t, filepath.Join(t.TempDir(), "test.db"), "SEVENRUNGS_POLICY="+policyOf(t, nil))
	if err := service.stop(); err != nil {
		t.Error(err)
	}
}

func TestServeRefusesAPolicyItCannotKeep(t *testing.T) {
	t.Parallel()
	unreadable := filepath.Join(t.TempDir(), "policy.json")
	if err := os.WriteFile(unreadable, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	programme := func(figures map[string]any) map[string]any { return figures["Programme"].(map[string]any) }
	for _, tc := range []struct{ name, path, says string }{
		{"no file", filepath.Join(t.TempDir(), "none.json"), "cannot be read"},
		{"no JSON", unreadable, "cannot be read"},
		{"a folder", t.TempDir(), "cannot be read"},
		{"a figure missing", policyOf(t, func(f map[string]any) { delete(f, "SumScale") }), "is refused"},
		{"a figure of a group missing", policyOf(t, func(f map[string]any) { delete(programme(f), "One") }), "is refused"},
		{"a figure weaker", policyOf(t, func(f map[string]any) { programme(f)["Controllers"] = 9 }), "is refused"},
		{"less noise", policyOf(t, func(f map[string]any) { f["SumScale"] = 35 }), "is refused"},
		{"a figure unknown", policyOf(t, func(f map[string]any) { f["Sumscale2"] = 30 }), "Sumscale2"},
		{"a figure that is text", policyOf(t, func(f map[string]any) { f["SumScale"] = "36" }), "cannot be read"},
		{"another promise", policyOf(t, func(f map[string]any) { f["Version"] = "1" }), "is refused"},
		{"a demonstration", policyOf(t, func(f map[string]any) { f["Demo"] = true }), "not both"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			output, err := command(t, filepath.Join(t.TempDir(), "test.db"), "serve", "SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_POLICY="+tc.path)
			if err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("it started, or did not say %q: %s, %v", tc.says, output, err)
			}
		})
	}
}
