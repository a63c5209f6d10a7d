//go:build unix

package instrument

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe into which nobody writes would keep whoever reads it for ever.
func TestNothingButPlainFilesIsOpened(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "zero.yaml")); err != nil {
		t.Fatal(err)
	}
	_, err := publishedOnes(t).With(os.DirFS(dir))
	for _, name := range []string{"pipe.yaml", "zero.yaml"} {
		if err == nil || !strings.Contains(err.Error(), name+" is not a plain file") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
