package archtest

import (
	"go/ast"
	"io/fs"
	"os"
	"slices"
	"testing"
	"testing/fstest"
)

// A store is written from what its interfaces say, so each method says it.
func TestEveryMethodOfAStoreSaysItsContract(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{domain, compared, access} {
		if bare := withoutContract(t, os.DirFS("../.."), folder); len(bare) > 0 {
			t.Errorf("%s: no comment on %v", folder, bare)
		}
	}
	// The same look finds one that says nothing, or it is blind.
	bare := withoutContract(t, fstest.MapFS{"keys/keys.go": {Data: []byte(`package keys

type Keys interface {
	// Key returns a key.
	Key(id string) error
	DropKey(id string) error // not above it
	AddKey(id string) error
}
`)}}, "keys")
	if !slices.Equal(bare, []string{"Keys.AddKey", "Keys.DropKey"}) {
		t.Errorf("it found %v, want AddKey and DropKey", bare)
	}
}

// withoutContract returns the methods of a package's interfaces that have no
// comment above them.
func withoutContract(t *testing.T, root fs.FS, folder string) (bare []string) {
	t.Helper()
	for _, file := range parse(t, root, folder) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, isType := n.(*ast.TypeSpec)
			if !isType {
				return true
			}
			declared, isInterface := spec.Type.(*ast.InterfaceType)
			if !isInterface {
				return true
			}
			for _, method := range declared.Methods.List {
				if method.Doc == nil && len(method.Names) > 0 { // else it is another interface
					bare = append(bare, spec.Name.Name+"."+method.Names[0].Name)
				}
			}
			return true
		})
	}
	slices.Sort(bare)
	return bare
}
