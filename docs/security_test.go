package docs_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// namedTests are the tests that a document names.
var namedTests = regexp.MustCompile("`(Test[A-Z][A-Za-z0-9]*)`")

// TestReviewedAttacksHaveTheTestsThatAreNamed keeps what SECURITY.md says was tried
// true: a test that is renamed or deleted is missed there.
func TestReviewedAttacksHaveTheTestsThatAreNamed(t *testing.T) {
	t.Parallel()
	root := os.DirFS("..")
	said, err := fs.ReadFile(root, "SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{}
	for _, name := range namedTests.FindAllStringSubmatch(string(said), -1) {
		missing[name[1]] = true
	}
	if len(missing) < 40 {
		t.Fatalf("it names %d tests", len(missing))
	}
	err = fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(root, path)
		for name := range missing {
			if strings.Contains(string(source), "\nfunc "+name+"(") {
				delete(missing, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range missing {
		t.Errorf("there is no test %s", name)
	}
}
