package instrument

import (
	"strings"
	"testing"
)

func TestChangesNameEveryPublishedVersion(t *testing.T) {
	t.Parallel()
	_, changes, _ := strings.Cut(contents(t, "../../docs/instrument-changes.md"), "\n## coproduction-ladder\n")
	for _, in := range publishedOnes(t).All() {
		if !strings.Contains(changes, "\n### "+in.Version+"\n") {
			t.Errorf("docs/instrument-changes.md does not say what changed in %s %s", in.ID, in.Version)
		}
	}
}

func TestGuideShowsWhatTheExampleSays(t *testing.T) {
	t.Parallel()
	example := contents(t, "../../docs/examples/arnstein-0.1.0.yaml")
	excerpts := strings.Split(contents(t, "../../docs/instruments.md"), "```yaml\n")[1:]
	if len(excerpts) == 0 {
		t.Fatal("docs/instruments.md shows nothing of the format")
	}
	for _, excerpt := range excerpts {
		shown, _, _ := strings.Cut(excerpt, "```")
		if !strings.Contains(example, shown) {
			t.Errorf("this is not in the example:\n%s", shown)
		}
	}
}

func TestGuideNamesEveryField(t *testing.T) {
	t.Parallel()
	guide := contents(t, "../../docs/instruments.md")
	for block, fields := range fieldsOf {
		for _, field := range fields {
			if !strings.Contains(guide, "`"+field+"`") && !strings.Contains(guide, field+":") {
				t.Errorf("docs/instruments.md does not speak of %s (%s)", field, block)
			}
		}
	}
}
