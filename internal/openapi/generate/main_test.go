package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/docs"
)

func TestPublishedDocumentIsUpToDate(t *testing.T) {
	t.Parallel()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := describe(root)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(docs.OpenAPI), string(fresh)); diff != "" {
		t.Errorf("docs/openapi.json is stale: run `go generate ./docs` (-published +fresh):\n%s", diff)
	}
}

// The sample holds one annotation of each kind that docs/openapi.md recommends,
// so that a new swag or kin-openapi which reads one differently is noticed.
func TestDescribeReadsEveryAnnotationWeRecommend(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile(filepath.Join("testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := describe(filepath.Join("testdata", "sample"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDescribeNamesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	const module = "module example.org/broken\n"
	for name, tt := range map[string]struct{ doc, want string }{
		"no doc.go":       {"", "doc.go"},
		"unknown type":    {"package api\n\n// @Summary x\n// @Success 200 {object} Gone\n// @Router /x [get]\nfunc x() {}\n", "Gone"},
		"not Go":          {"package", "doc.go"},
		"no operation id": {"package api\n\n// @Summary x\n// @Success 204\n// @Router /x [get]\nfunc x() {}\n", "add @ID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			write(t, filepath.Join(root, "go.mod"), module)
			write(t, filepath.Join(root, "assessments", "a.go"), "package assessments\n")
			write(t, filepath.Join(root, "internal", "edge", "a.go"), "package edge\n")
			if tt.doc != "" {
				write(t, filepath.Join(root, "api", "doc.go"), tt.doc)
			} else {
				write(t, filepath.Join(root, "api", "other.go"), "package api\n")
			}
			if _, err := describe(root); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("describe() = %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
