package docs_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// kit is what welcomes a contributor. GitHub, editors and people read it, no
// program of ours does, and what GitHub cannot read it leaves out without a word.
var kit = []string{
	".devcontainer/devcontainer.json", ".devcontainer/Dockerfile", ".github/dependabot.yml",
	".github/ISSUE_TEMPLATE/*.yml", ".github/PULL_REQUEST_TEMPLATE.md", ".github/workflows/*.yml",
	"Makefile", "tools/*.sh", "tools/browser/*.sh", "README.md", "CONTRIBUTING.md", "docs/releasing.md",
}

// filesOf reads the files of the kit whose ending is given, or all for "".
func filesOf(t *testing.T, ending string) map[string]string {
	t.Helper()
	root := os.DirFS("..")
	files := map[string]string{}
	for _, pattern := range kit {
		names, err := fs.Glob(root, pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no such file (%v)", pattern, err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, ending) {
				files[name] = string(text)
			}
		}
	}
	return files
}

func read[T any](t *testing.T, name, text string) T {
	t.Helper()
	var parsed T
	if err := yaml.Load([]byte(text), &parsed); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return parsed
}

var (
	programOf = regexp.MustCompile(`(?:bash|node|cd|uses:|dockerfile":) "?((?:\./)?[\w.-]+(?:/[\w.-]+)*)`)
	targetOf  = regexp.MustCompile(`(?:run: |` + "`" + `)make ([a-z]+)`)
)

// TestTheKitCallsWhatThereIs holds that every script, folder and make target
// that the kit names is there.
func TestTheKitCallsWhatThereIs(t *testing.T) {
	t.Parallel()
	all := filesOf(t, "")
	for name, text := range all {
		for _, match := range programOf.FindAllStringSubmatch(text, -1) {
			called := match[1]
			if !strings.Contains(called, "/") || strings.Contains(text, "uses: "+called+"@") {
				continue // a program in the path, or an action
			}
			if _, err := fs.Stat(os.DirFS(".."), path.Clean(called)); err != nil {
				t.Errorf("%s calls %s, which is not there", name, called)
			}
		}
		for _, match := range targetOf.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(all["Makefile"], "\n"+match[1]+": ## ") {
				t.Errorf("%s calls make %s, which is not there", name, match[1])
			}
		}
	}
}

// TestTheMakefileSaysWhatEachTargetDoes holds that make help leaves none out,
// and that no file keeps a target from running.
func TestTheMakefileSaysWhatEachTargetDoes(t *testing.T) {
	t.Parallel()
	makefile := filesOf(t, "Makefile")["Makefile"]
	var targets []string
	for _, match := range regexp.MustCompile(`(?m)^([a-z]+):(.*)$`).FindAllStringSubmatch(makefile, -1) {
		targets = append(targets, match[1])
		if !strings.HasPrefix(match[2], " ## ") {
			t.Errorf("make help does not say what %s does", match[1])
		}
	}
	if !strings.HasSuffix(makefile, ".PHONY: "+strings.Join(targets, " ")+"\n") {
		t.Errorf(".PHONY does not name all of %s", targets)
	}
}

func TestTheContainerForEditorsIsRead(t *testing.T) {
	t.Parallel()
	for name, text := range filesOf(t, ".json") {
		container := read[struct {
			Name  string
			Build struct{ Dockerfile string }
		}](t, name, text)
		if container.Name == "" || container.Build.Dockerfile != "Dockerfile" {
			t.Errorf("%s: got %+v", name, container)
		}
	}
}

// TestWorkflowsMayDoLittle holds that each workflow may only read unless a job
// says what else it needs, and that no job runs without end.
func TestWorkflowsMayDoLittle(t *testing.T) {
	t.Parallel()
	for name, text := range filesOf(t, ".yml") {
		if !strings.HasPrefix(name, ".github/workflows/") {
			continue
		}
		workflow := read[struct {
			On          map[string]any
			Permissions map[string]string
			Jobs        map[string]struct {
				Uses    string
				Timeout int `yaml:"timeout-minutes"`
				Steps   []struct{ Uses, Run string }
			}
		}](t, name, text)
		if len(workflow.On) == 0 || len(workflow.Jobs) == 0 {
			t.Errorf("%s runs never, or nothing", name)
		}
		if len(workflow.Permissions) != 1 || workflow.Permissions["contents"] != "read" {
			t.Errorf("%s may do %v by default, want contents: read", name, workflow.Permissions)
		}
		for id, job := range workflow.Jobs {
			if job.Uses == "" && (job.Timeout == 0 || len(job.Steps) == 0) {
				t.Errorf("%s: job %s has no end, or no steps", name, id)
			}
			for _, step := range job.Steps {
				if (step.Uses == "") == (step.Run == "") {
					t.Errorf("%s: a step of %s does not do just one thing: %+v", name, id, step)
				}
			}
		}
	}
}

// TestDependencyUpdatesCoverWhatWeUse holds the list against the files that
// name what we use.
func TestDependencyUpdatesCoverWhatWeUse(t *testing.T) {
	t.Parallel()
	text := filesOf(t, "dependabot.yml")[".github/dependabot.yml"]
	list := read[struct {
		Version int
		Updates []struct {
			System      string `yaml:"package-ecosystem"`
			Directory   string
			Directories []string
			Schedule    struct{ Interval string }
		}
	}](t, "dependabot.yml", text)
	files := map[string]string{"gomod": "go.mod", "npm": "package.json", "github-actions": ".github/workflows", "docker": "Dockerfile"}
	for _, update := range list.Updates {
		for _, folder := range append(update.Directories, update.Directory) {
			if folder == "" {
				continue
			}
			if _, err := os.Stat(path.Join("..", folder, files[update.System])); err != nil || update.Schedule.Interval == "" {
				t.Errorf("%s in %s: %v", update.System, folder, err)
			}
		}
		delete(files, update.System)
	}
	if list.Version != 2 || len(files) > 0 {
		t.Errorf("version %d, and nobody looks after %v", list.Version, files)
	}
}

// A form is what GitHub asks who opens an issue. GitHub drops a form with a
// fault in it.
type form struct {
	Name        string
	Description string
	Labels      []string
	Body        []struct {
		Type        string
		ID          string
		Attributes  attributes
		Validations struct{ Required bool }
	}
}

type attributes struct {
	Label       string
	Description string
	Value       string
	Render      string
	Multiple    bool
	Options     []any // texts, or with a label for boxes to tick
}

// rules says how plain each form is. Who tells us that words hurt must not meet
// hard ones first.
var rules = map[string]plainwords.Rule{"words.yml": plainwords.EasyRead, "bug.yml": plainwords.Standard, "idea.yml": plainwords.Standard}

func TestIssueFormsAreReadAndPlain(t *testing.T) {
	t.Parallel()
	for name, text := range filesOf(t, ".yml") {
		folder, base := path.Split(name)
		if folder != ".github/ISSUE_TEMPLATE/" || base == "config.yml" {
			continue
		}
		rule, ok := rules[base]
		form := read[form](t, name, text)
		if !ok || form.Name == "" || form.Description == "" || len(form.Body) == 0 {
			t.Errorf("%s has no rule for its words, or lacks a name, a description or questions", name)
		}
		texts := []string{form.Name, form.Description}
		seen := map[string]bool{}
		for _, part := range form.Body {
			a := part.Attributes
			switch part.Type {
			case "markdown":
				if a.Value == "" {
					t.Errorf("%s says nothing in a text", name)
				}
			case "textarea", "input", "dropdown", "checkboxes":
				if part.ID == "" || seen[part.ID] || a.Label == "" {
					t.Errorf("%s: question %q has no id and label of its own", name, part.ID)
				}
				if (len(a.Options) > 0) != (part.Type == "dropdown" || part.Type == "checkboxes") {
					t.Errorf("%s: %s has %d options", name, part.ID, len(a.Options))
				}
				seen[part.ID] = true
			default:
				t.Errorf("%s: %s is no kind of question", name, part.Type)
			}
			texts = append(texts, a.Label, a.Description)
			for line := range strings.Lines(a.Value) {
				for _, passage := range prose([]byte(line)) {
					texts = append(texts, passage.text)
				}
			}
			for _, option := range a.Options {
				if labelled, ok := option.(map[string]any); ok {
					option = labelled["label"]
				}
				texts = append(texts, option.(string))
			}
		}
		for _, fault := range plainwords.Check(rule, texts...) {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

// TestTheKitLeadsToOurOwnFiles follows the links of the forms, where a file has
// to be named in full.
func TestTheKitLeadsToOurOwnFiles(t *testing.T) {
	t.Parallel()
	root := os.DirFS("..")
	for name, text := range filesOf(t, "") {
		for _, match := range regexp.MustCompile(regexp.QuoteMeta(ours)+`([^\s)#]+)(?:#([\w-]+))?`).FindAllStringSubmatch(text, -1) {
			if _, err := fs.Stat(root, match[1]); err != nil {
				t.Errorf("%s: %v", name, err)
			} else if match[2] != "" && !anchors(t, root, match[1])[match[2]] {
				t.Errorf("%s: %s has no heading %s", name, match[1], match[2])
			}
		}
	}
}
